import { Body, Controller, Post } from '@nestjs/common';
import {
  type DeploymentSearchAnswer,
  type DeploymentSearchRequest,
  deploymentSearchAnswer,
  deploymentSearchRequest,
} from '@headroom/models';
import { Endpoint } from '../http/endpoint';
import { parse } from '../http/zod-pipe';
import { DeploymentsService } from './deployments.service';

@Controller('deployment-searches')
export class DeploymentSearchesController {
  constructor(private readonly deployments: DeploymentsService) {}

  @Post()
  @Endpoint({
    summary: 'How a model is best served: systems, layouts, speeds, and why not elsewhere',
    access: 'plans:read',
    asksEngine: true,
    returns: deploymentSearchAnswer,
    problems: ['deployments/not-valid', 'engine/busy'],
  })
  search(
    @Body(parse(deploymentSearchRequest)) request: DeploymentSearchRequest,
  ): Promise<DeploymentSearchAnswer> {
    return this.deployments.search(request);
  }
}
