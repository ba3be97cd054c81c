import { Body, Controller, Delete, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import {
  type CreateReportScheduleRequest,
  type DeliveryResponse,
  type Page,
  type PageQuery,
  type ReportPreviewResponse,
  type ReportScheduleResponse,
  type UpdateReportScheduleRequest,
  createReportScheduleRequest,
  deliveryResponse,
  pageOf,
  pageQuery,
  reportPreviewResponse,
  reportScheduleResponse,
  updateReportScheduleRequest,
} from '@headroom/models';
import type { Response } from 'express';
import { z } from 'zod';
import { Endpoint } from '../http/endpoint';
import { id } from '../http/id-param';
import { sendFile } from '../http/send-file';
import { parse } from '../http/zod-pipe';
import { CurrentTenant } from '../tenancy/current-tenant';
import type { Tenant } from '../tenancy/tenant';
import { PreviewsService } from './previews.service';
import { SchedulesService } from './schedules.service';

const scheduleId = id('reports/not-found');

@Controller('report-schedules')
export class SchedulesController {
  constructor(
    private readonly schedules: SchedulesService,
    private readonly previews: PreviewsService,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Have a report mailed on a rhythm',
    access: 'reports:write',
    status: 201,
    returns: reportScheduleResponse,
    problems: ['scenarios/not-found'],
  })
  async create(
    @CurrentTenant() tenant: Tenant,
    @Body(parse(createReportScheduleRequest)) request: CreateReportScheduleRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReportScheduleResponse> {
    const created = await this.schedules.create(tenant, request);
    response.location(`/api/v1/report-schedules/${created.id}`);
    return created;
  }

  @Get()
  @Endpoint({
    summary: 'Report schedules, newest first',
    access: 'reports:read',
    returns: pageOf(reportScheduleResponse),
    problems: ['http/cursor-not-valid'],
  })
  list(
    @CurrentTenant() tenant: Tenant,
    @Query(parse(pageQuery)) query: PageQuery,
  ): Promise<Page<ReportScheduleResponse>> {
    return this.schedules.list(tenant, query);
  }

  @Get(':id')
  @Endpoint({
    summary: 'A report schedule',
    access: 'reports:read',
    returns: reportScheduleResponse,
    problems: ['reports/not-found'],
  })
  get(
    @CurrentTenant() tenant: Tenant,
    @Param('id', scheduleId) schedule: string,
  ): Promise<ReportScheduleResponse> {
    return this.schedules.get(tenant, schedule);
  }

  @Patch(':id')
  @Endpoint({
    summary: 'Change some of a report schedule',
    access: 'reports:write',
    returns: reportScheduleResponse,
    problems: ['reports/not-found', 'scenarios/not-found'],
  })
  update(
    @CurrentTenant() tenant: Tenant,
    @Param('id', scheduleId) schedule: string,
    @Body(parse(updateReportScheduleRequest)) changes: UpdateReportScheduleRequest,
  ): Promise<ReportScheduleResponse> {
    return this.schedules.update(tenant, schedule, changes);
  }

  @Delete(':id')
  @Endpoint({
    summary: 'Delete a report schedule and the record of its deliveries',
    access: 'reports:write',
    status: 204,
    returns: null,
    problems: ['reports/not-found'],
  })
  delete(
    @CurrentTenant() tenant: Tenant,
    @Param('id', scheduleId) schedule: string,
  ): Promise<void> {
    return this.schedules.delete(tenant, schedule);
  }

  @Post(':id/preview')
  @Endpoint({
    summary: 'The mail the schedule would send now',
    access: 'reports:read',
    asksEngine: true,
    returns: reportPreviewResponse,
    problems: ['reports/not-found', 'reports/no-plan'],
  })
  preview(
    @CurrentTenant() tenant: Tenant,
    @Param('id', scheduleId) schedule: string,
  ): Promise<ReportPreviewResponse> {
    return this.previews.mail(tenant, schedule);
  }

  @Get(':id/preview.pdf')
  @Endpoint({
    summary: 'The PDF the schedule would attach now',
    access: 'reports:read',
    asksEngine: true,
    returns: { mediaType: 'application/pdf', description: 'The report' },
    problems: ['reports/not-found', 'reports/no-plan'],
  })
  async previewPdf(
    @CurrentTenant() tenant: Tenant,
    @Param('id', scheduleId) schedule: string,
    @Res() response: Response,
  ): Promise<void> {
    sendFile(response, await this.previews.pdf(tenant, schedule));
  }

  @Post(':id/send-now')
  @Endpoint({
    summary: 'Send the report now, beside its rhythm; answers with one delivery a recipient',
    access: 'reports:write',
    status: 202,
    returns: z.strictObject({ items: z.array(deliveryResponse) }),
    problems: ['reports/not-found'],
  })
  async sendNow(
    @CurrentTenant() tenant: Tenant,
    @Param('id', scheduleId) schedule: string,
  ): Promise<{ items: DeliveryResponse[] }> {
    return { items: await this.schedules.sendNow(tenant, schedule) };
  }
}
