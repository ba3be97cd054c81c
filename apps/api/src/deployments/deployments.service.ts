import { Injectable } from '@nestjs/common';
import type { DeploymentSearchAnswer, DeploymentSearchRequest } from '@headroom/models';
import { EngineThreads } from '../engine-threads/engine-threads';
import { DomainError } from '../http/domain-error';

/** Searches deployments; the answer follows from the request and the catalogue alone, so it needs no tenant. */
@Injectable()
export class DeploymentsService {
  constructor(private readonly engine: EngineThreads) {}

  /** @throws DomainError `deployments/not-valid` for names the catalogue does not have */
  async search(request: DeploymentSearchRequest): Promise<DeploymentSearchAnswer> {
    const result = await this.engine.ask('deployment-search', request);
    if (result.kind === 'answered') return result.answer;
    const { issues } = result;
    throw new DomainError(
      'deployments/not-valid',
      issues[0]?.detail ?? 'The search is not valid.',
      issues,
    );
  }
}
