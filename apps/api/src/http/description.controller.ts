import { Controller, Get } from '@nestjs/common';
import { scenarioJsonSchema } from '@headroom/models';
import { z } from 'zod';
import { ApiRoutes } from './api-routes';
import { Endpoint } from './endpoint';
import { openApiDocument } from './openapi';

const jsonObject = z.record(z.string(), z.unknown());
const API_VERSION = '1';

/** What the product says about itself to machines. */
@Controller()
export class DescriptionController {
  private document: Record<string, unknown> | undefined;

  constructor(private readonly routes: ApiRoutes) {}

  @Get('openapi.json')
  @Endpoint({ summary: 'This document', access: 'public', returns: jsonObject })
  openApi(): Record<string, unknown> {
    this.document ??= openApiDocument(this.routes.all(), API_VERSION);
    return this.document;
  }

  @Get('scenario.schema.json')
  @Endpoint({
    summary: 'JSON Schema of the scenario document',
    access: 'public',
    returns: jsonObject,
  })
  scenarioSchema(): Record<string, unknown> {
    return scenarioJsonSchema();
  }
}
