import { Body, Controller, Post } from '@nestjs/common';
import {
  type PlanPreview,
  type PlanPreviewRequest,
  planPreview,
  planPreviewRequest,
} from '@headroom/models';
import { Endpoint } from '../http/endpoint';
import { parse } from '../http/zod-pipe';
import { CurrentTenant } from '../tenancy/current-tenant';
import type { Tenant } from '../tenancy/tenant';
import { PlanPreviewsService } from './plan-previews.service';

@Controller('plan-previews')
export class PlanPreviewsController {
  constructor(private readonly previews: PlanPreviewsService) {}

  @Post()
  @Endpoint({
    summary: 'What the plan of a scenario comes to, at once and without storing anything',
    access: 'plans:read',
    asksEngine: true,
    returns: planPreview,
    problems: [
      'scenarios/not-valid',
      'engine/busy',
      'engine/preview-late',
      'engine/preview-replaced',
    ],
  })
  preview(
    @CurrentTenant() tenant: Tenant,
    @Body(parse(planPreviewRequest)) request: PlanPreviewRequest,
  ): Promise<PlanPreview> {
    return this.previews.preview(tenant, request);
  }
}
