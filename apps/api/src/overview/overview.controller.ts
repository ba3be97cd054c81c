import { Controller, Get } from '@nestjs/common';
import { type Overview, overview } from '@headroom/models';
import { Endpoint } from '../http/endpoint';
import { CurrentTenant } from '../tenancy/current-tenant';
import type { Tenant } from '../tenancy/tenant';
import { OverviewService } from './overview.service';

@Controller('overview')
export class OverviewController {
  constructor(private readonly service: OverviewService) {}

  @Get()
  @Endpoint({
    summary:
      'What stands this morning: newest plans, orders to place, pools that run out, rules that change, reports due',
    access: 'plans:read',
    returns: overview,
  })
  read(@CurrentTenant() tenant: Tenant): Promise<Overview> {
    return this.service.read(tenant);
  }
}
