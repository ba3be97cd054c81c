import { Controller, Get, Query } from '@nestjs/common';
import {
  type ComparisonQuery,
  type PlanComparison,
  comparisonQuery,
  planComparison,
} from '@headroom/models';
import { Endpoint } from '../http/endpoint';
import { parse } from '../http/zod-pipe';
import { CurrentTenant } from '../tenancy/current-tenant';
import type { Tenant } from '../tenancy/tenant';
import { ComparisonsService } from './comparisons.service';

@Controller('comparisons')
export class ComparisonsController {
  constructor(private readonly comparisons: ComparisonsService) {}

  @Get()
  @Endpoint({
    summary: 'Two answered plans side by side; with causes, why the cost moved, change by change',
    access: 'plans:read',
    asksEngine: true,
    returns: planComparison,
    problems: ['plans/not-found', 'plans/not-answered', 'engine/busy'],
  })
  compare(
    @CurrentTenant() tenant: Tenant,
    @Query(parse(comparisonQuery)) query: ComparisonQuery,
  ): Promise<PlanComparison> {
    return this.comparisons.compare(tenant, query);
  }
}
