import { LoggerModule } from 'nestjs-pino';
import type { DynamicModule } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Env } from '../config/env';
import { requestIdOf } from './request-id';

/** Structured logs to stdout. Headers that open doors are never written, neither are bodies. */
export function logging(env: Env): DynamicModule {
  return LoggerModule.forRoot({
    pinoHttp: {
      level: env.logLevel,
      genReqId: (_request, response) => requestIdOf(response as Response),
      autoLogging: { ignore: (request) => request.url?.startsWith('/health') ?? false },
      serializers: {
        req: (request: Request) => ({ id: request.id, method: request.method, url: request.url }),
        res: (response: Response) => ({ statusCode: response.statusCode }),
      },
      redact: ['req.headers', 'res.headers', '*.password', '*.authorization', '*.cookie'],
    },
  });
}
