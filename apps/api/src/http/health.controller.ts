import { Controller, Get } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { DomainError } from './domain-error';
import { Endpoint } from './endpoint';

const healthResponse = z.strictObject({ status: z.literal('ok') });
type HealthResponse = z.infer<typeof healthResponse>;

@Controller('health')
export class HealthController {
  constructor(private readonly dataSource: DataSource) {}

  @Get('live')
  @Endpoint({ summary: 'The process answers', access: 'public', returns: healthResponse })
  live(): HealthResponse {
    return { status: 'ok' };
  }

  @Get('ready')
  @Endpoint({
    summary: 'The process can do its work: the database answers',
    access: 'public',
    returns: healthResponse,
    problems: ['http/not-ready'],
  })
  async ready(): Promise<HealthResponse> {
    try {
      await this.dataSource.query('select 1');
    } catch {
      throw new DomainError('http/not-ready', 'The database does not answer.');
    }
    return { status: 'ok' };
  }
}
