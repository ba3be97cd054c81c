import { Body, Controller, Delete, Get, Param, Patch, Post, Res } from '@nestjs/common';
import {
  type NewServingCalibration,
  newServingCalibration,
  type ServingCalibrationChange,
  servingCalibrationChange,
  type ServingCalibrationList,
  servingCalibrationList,
  type ServingCalibrationResponse,
  servingCalibrationResponse,
} from '@headroom/models';
import type { Response } from 'express';
import { Endpoint } from '../http/endpoint';
import { id } from '../http/id-param';
import { parse } from '../http/zod-pipe';
import { CurrentTenant } from '../tenancy/current-tenant';
import type { Tenant } from '../tenancy/tenant';
import { ServingCalibrationsService } from './serving-calibrations.service';

const calibrationId = id('calibrations/not-found');

@Controller('serving-calibrations')
export class ServingCalibrationsController {
  constructor(private readonly calibrations: ServingCalibrationsService) {}

  @Get()
  @Endpoint({
    summary: 'Own runs that correct serving speeds, newest first',
    access: 'scenarios:read',
    returns: servingCalibrationList,
  })
  list(@CurrentTenant() tenant: Tenant): Promise<ServingCalibrationList> {
    return this.calibrations.list(tenant);
  }

  @Post()
  @Endpoint({
    summary: 'Keep own runs, JSON lines, as factors on serving speeds',
    access: 'scenarios:write',
    asksEngine: true,
    status: 201,
    returns: servingCalibrationResponse,
    problems: ['calibrations/not-usable', 'engine/busy'],
  })
  async create(
    @CurrentTenant() tenant: Tenant,
    @Body(parse(newServingCalibration)) request: NewServingCalibration,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ServingCalibrationResponse> {
    const created = await this.calibrations.create(tenant, request);
    response.location(`/api/v1/serving-calibrations/${created.id}`);
    return created;
  }

  @Get(':id')
  @Endpoint({
    summary: 'Factors, errors before and after, and lines left out',
    access: 'scenarios:read',
    returns: servingCalibrationResponse,
    problems: ['calibrations/not-found'],
  })
  get(
    @CurrentTenant() tenant: Tenant,
    @Param('id', calibrationId) calibration: string,
  ): Promise<ServingCalibrationResponse> {
    return this.calibrations.get(tenant, calibration);
  }

  @Patch(':id')
  @Endpoint({
    summary: 'Use it in plans from now on, or no longer; at most one is used',
    access: 'scenarios:write',
    returns: servingCalibrationResponse,
    problems: ['calibrations/not-found'],
  })
  change(
    @CurrentTenant() tenant: Tenant,
    @Param('id', calibrationId) calibration: string,
    @Body(parse(servingCalibrationChange)) { active }: ServingCalibrationChange,
  ): Promise<ServingCalibrationResponse> {
    return this.calibrations.setActive(tenant, calibration, active);
  }

  @Delete(':id')
  @Endpoint({
    summary: 'Delete it; plans made with it stay',
    access: 'scenarios:write',
    status: 204,
    returns: null,
    problems: ['calibrations/not-found'],
  })
  delete(
    @CurrentTenant() tenant: Tenant,
    @Param('id', calibrationId) calibration: string,
  ): Promise<void> {
    return this.calibrations.delete(tenant, calibration);
  }
}
