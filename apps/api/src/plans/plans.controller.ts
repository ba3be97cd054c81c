import { Body, Controller, Get, Logger, Param, Post, Query, Res } from '@nestjs/common';
import {
  type CreatePlanRequest,
  type Page,
  type PageQuery,
  type PlanResponse,
  type PlanSummary,
  createPlanRequest,
  pageOf,
  pageQuery,
  planResponse,
  planSummary,
} from '@headroom/models';
import type { Response } from 'express';
import { z } from 'zod';
import { Endpoint } from '../http/endpoint';
import { streamEvents } from '../http/event-stream';
import { id } from '../http/id-param';
import { parse } from '../http/zod-pipe';
import { CurrentTenant } from '../tenancy/current-tenant';
import type { Tenant } from '../tenancy/tenant';
import { PlanEvents } from './plan-events';
import { PlansService } from './plans.service';

const planId = id('plans/not-found');
const planQuery = pageQuery.extend({ scenarioId: z.uuid().optional() });

@Controller('plans')
export class PlansController {
  private readonly logger = new Logger(PlansController.name);

  constructor(
    private readonly plans: PlansService,
    private readonly events: PlanEvents,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Queue a plan of a scenario; follow it at its Location or its events',
    access: 'plans:write',
    asksEngine: true,
    status: 202,
    returns: planSummary,
    problems: ['scenarios/not-found', 'plans/too-many-waiting'],
  })
  async create(
    @CurrentTenant() tenant: Tenant,
    @Body(parse(createPlanRequest)) request: CreatePlanRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlanSummary> {
    const queued = await this.plans.request(tenant, request);
    response.location(`/api/v1/plans/${queued.id}`);
    return queued;
  }

  @Get()
  @Endpoint({
    summary: 'Plans, newest first',
    access: 'plans:read',
    returns: pageOf(planSummary),
    problems: ['http/cursor-not-valid'],
  })
  list(
    @CurrentTenant() tenant: Tenant,
    @Query(parse(planQuery)) query: PageQuery & { scenarioId?: string },
  ): Promise<Page<PlanSummary>> {
    return this.plans.list(tenant, query);
  }

  @Get(':id')
  @Endpoint({
    summary: 'A plan with its result, once it has one',
    access: 'plans:read',
    returns: planResponse,
    problems: ['plans/not-found'],
  })
  get(@CurrentTenant() tenant: Tenant, @Param('id', planId) plan: string): Promise<PlanResponse> {
    return this.plans.get(tenant, plan);
  }

  @Post(':id/cancel')
  @Endpoint({
    summary:
      'Stop a plan that waits or is being made; the worker at it is free again within seconds',
    access: 'plans:write',
    returns: planSummary,
    problems: ['plans/not-found', 'plans/finished'],
  })
  cancel(@CurrentTenant() tenant: Tenant, @Param('id', planId) plan: string): Promise<PlanSummary> {
    return this.plans.cancel(tenant, plan);
  }

  @Get(':id/events')
  @Endpoint({
    summary: "A plan's status as Server-Sent Events, until it is final",
    access: 'plans:read',
    returns: { mediaType: 'text/event-stream', description: 'Events whose data is a PlanEvent' },
    problems: ['plans/not-found'],
  })
  async follow(
    @CurrentTenant() tenant: Tenant,
    @Param('id', planId) plan: string,
    @Res() response: Response,
  ): Promise<void> {
    // Asked first, so that a plan that is not there is a 404 and no stream.
    await this.plans.summary(tenant, plan);
    streamEvents(response, this.events.follow(tenant, plan), (error) =>
      this.logger.error({ err: error, planId: plan }),
    );
  }
}
