import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import {
  type DeliveryResponse,
  type Page,
  type PageQuery,
  deliveryResponse,
  pageOf,
  pageQuery,
} from '@headroom/models';
import { z } from 'zod';
import { Endpoint } from '../http/endpoint';
import { id } from '../http/id-param';
import { parse } from '../http/zod-pipe';
import { CurrentTenant } from '../tenancy/current-tenant';
import type { Tenant } from '../tenancy/tenant';
import { DeliveriesService } from './deliveries.service';

const deliveryId = id('reports/delivery-not-found');
const deliveryQuery = pageQuery.extend({ scheduleId: z.uuid().optional() });

@Controller('deliveries')
export class DeliveriesController {
  constructor(private readonly deliveries: DeliveriesService) {}

  @Get()
  @Endpoint({
    summary: 'Mails of reports and what became of them, newest first',
    access: 'reports:read',
    returns: pageOf(deliveryResponse),
    problems: ['http/cursor-not-valid'],
  })
  list(
    @CurrentTenant() tenant: Tenant,
    @Query(parse(deliveryQuery)) query: PageQuery & { scheduleId?: string },
  ): Promise<Page<DeliveryResponse>> {
    return this.deliveries.list(tenant, query);
  }

  @Post(':id/resend')
  @Endpoint({
    summary: 'Send a mail again that failed or whose outcome is not known',
    access: 'reports:write',
    status: 202,
    returns: deliveryResponse,
    problems: ['reports/delivery-not-found', 'reports/delivery-not-open'],
  })
  resend(
    @CurrentTenant() tenant: Tenant,
    @Param('id', deliveryId) delivery: string,
  ): Promise<DeliveryResponse> {
    return this.deliveries.resend(tenant, delivery);
  }
}
