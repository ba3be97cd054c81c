import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  Param,
  Post,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import {
  type CreateScenarioRequest,
  type Page,
  type PageQuery,
  type ScenarioResponse,
  type ScenarioSummary,
  type ScenarioVersionSummary,
  type UpdateScenarioRequest,
  createScenarioRequest,
  pageOf,
  pageQuery,
  scenarioResponse,
  scenarioSummary,
  scenarioVersionSummary,
  updateScenarioRequest,
} from '@headroom/models';
import type { Response } from 'express';
import { z } from 'zod';
import { Endpoint } from '../http/endpoint';
import { etagOf, versionFromIfMatch } from '../http/etag';
import { id } from '../http/id-param';
import { parse } from '../http/zod-pipe';
import { CurrentTenant } from '../tenancy/current-tenant';
import type { Tenant } from '../tenancy/tenant';
import { ScenariosService } from './scenarios.service';

const scenarioId = id('scenarios/not-found');
const versionNumber = z.coerce.number().int().positive();

@Controller('scenarios')
export class ScenariosController {
  constructor(private readonly scenarios: ScenariosService) {}

  @Get()
  @Endpoint({
    summary: 'Scenarios, the one edited last first',
    access: 'scenarios:read',
    returns: pageOf(scenarioSummary),
    problems: ['http/cursor-not-valid'],
  })
  list(
    @CurrentTenant() tenant: Tenant,
    @Query(parse(pageQuery)) query: PageQuery,
  ): Promise<Page<ScenarioSummary>> {
    return this.scenarios.list(tenant, query);
  }

  @Post()
  @Endpoint({
    summary: 'Create a scenario from its YAML or JSON text',
    access: 'scenarios:write',
    status: 201,
    returns: scenarioResponse,
    problems: ['scenarios/not-valid'],
    versioned: 'answers',
  })
  async create(
    @CurrentTenant() tenant: Tenant,
    @Body(parse(createScenarioRequest)) request: CreateScenarioRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ScenarioResponse> {
    const created = await this.scenarios.create(tenant, request);
    response.location(`/api/v1/scenarios/${created.id}`);
    return tagged(response, created);
  }

  @Get(':id')
  @Endpoint({
    summary: 'A scenario at its newest version',
    access: 'scenarios:read',
    returns: scenarioResponse,
    problems: ['scenarios/not-found'],
    versioned: 'answers',
  })
  async get(
    @CurrentTenant() tenant: Tenant,
    @Param('id', scenarioId) scenario: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ScenarioResponse> {
    return tagged(response, await this.scenarios.get(tenant, scenario));
  }

  @Put(':id')
  @Endpoint({
    summary: 'Write a new version of a scenario',
    access: 'scenarios:write',
    returns: scenarioResponse,
    problems: ['scenarios/not-found', 'scenarios/not-valid', 'scenarios/version-conflict'],
    versioned: 'needs',
  })
  async update(
    @CurrentTenant() tenant: Tenant,
    @Param('id', scenarioId) scenario: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(parse(updateScenarioRequest)) request: UpdateScenarioRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ScenarioResponse> {
    const expected = versionFromIfMatch(ifMatch);
    return tagged(response, await this.scenarios.update(tenant, scenario, expected, request));
  }

  @Delete(':id')
  @Endpoint({
    summary: 'Delete a scenario with its versions and plans',
    access: 'scenarios:write',
    status: 204,
    returns: null,
    problems: ['scenarios/not-found'],
  })
  delete(
    @CurrentTenant() tenant: Tenant,
    @Param('id', scenarioId) scenario: string,
  ): Promise<void> {
    return this.scenarios.delete(tenant, scenario);
  }

  @Get(':id/versions')
  @Endpoint({
    summary: 'Versions of a scenario, newest first',
    access: 'scenarios:read',
    returns: pageOf(scenarioVersionSummary),
    problems: ['scenarios/not-found', 'http/cursor-not-valid'],
  })
  versions(
    @CurrentTenant() tenant: Tenant,
    @Param('id', scenarioId) scenario: string,
    @Query(parse(pageQuery)) query: PageQuery,
  ): Promise<Page<ScenarioVersionSummary>> {
    return this.scenarios.versions(tenant, scenario, query);
  }

  @Get(':id/versions/:version')
  @Endpoint({
    summary: 'A scenario as it was at one version',
    access: 'scenarios:read',
    returns: scenarioResponse,
    problems: ['scenarios/not-found'],
  })
  version(
    @CurrentTenant() tenant: Tenant,
    @Param('id', scenarioId) scenario: string,
    @Param('version', parse(versionNumber)) version: number,
  ): Promise<ScenarioResponse> {
    return this.scenarios.getVersion(tenant, scenario, version);
  }
}

function tagged(response: Response, scenario: ScenarioResponse): ScenarioResponse {
  response.setHeader('ETag', etagOf(scenario.version));
  return scenario;
}
