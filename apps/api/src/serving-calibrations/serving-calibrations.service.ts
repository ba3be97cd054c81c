import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type {
  InputIssue,
  NewServingCalibration,
  ServingCalibrationList,
  ServingCalibrationResponse,
  SkippedRun,
} from '@headroom/models';
import { TenantScope, type TenantTransaction } from '../database/tenant-scope';
import { EngineThreads } from '../engine-threads/engine-threads';
import { DomainError } from '../http/domain-error';
import type { Tenant } from '../tenancy/tenant';
import { ServingCalibrationsRepository } from './serving-calibrations-repository';

const MOST_ISSUES = 50;

/** Own runs of a workspace, kept as factors on serving speeds; at most one set is used by its plans. */
@Injectable()
export class ServingCalibrationsService {
  constructor(
    private readonly scope: TenantScope,
    private readonly calibrations: ServingCalibrationsRepository,
    private readonly engine: EngineThreads,
  ) {}

  list(tenant: Tenant): Promise<ServingCalibrationList> {
    return this.scope.run(tenant, async (transaction) => ({
      items: await this.calibrations.list(transaction),
    }));
  }

  get(tenant: Tenant, id: string): Promise<ServingCalibrationResponse> {
    return this.scope.run(tenant, (transaction) => this.require(transaction, id));
  }

  /** @throws DomainError `calibrations/not-usable` naming lines when no run can be used */
  async create(
    tenant: Tenant,
    { name, runs, activate }: NewServingCalibration,
  ): Promise<ServingCalibrationResponse> {
    const result = await this.engine.ask('calibrate-serving', runs);
    if (result.kind === 'unusable') {
      const issues = result.skipped.slice(0, MOST_ISSUES).map(issueOf);
      throw new DomainError('calibrations/not-usable', result.message.text, issues);
    }
    const id = randomUUID();
    return this.scope.run(tenant, async (transaction) => {
      const createdByName = tenant.actor.name;
      const { calibration: document } = result;
      await this.calibrations.insert(transaction, { id, name, document, createdByName });
      if (activate === true) {
        await this.calibrations.lockChoice(transaction);
        await this.calibrations.activate(transaction, id);
      }
      return this.require(transaction, id);
    });
  }

  /** Has plans use it from now on, or no longer. */
  setActive(tenant: Tenant, id: string, active: boolean): Promise<ServingCalibrationResponse> {
    return this.scope.run(tenant, async (transaction) => {
      await this.calibrations.lockChoice(transaction);
      const before = await this.require(transaction, id);
      if (before.active !== active)
        await this.calibrations.activate(transaction, active ? id : null);
      return this.require(transaction, id);
    });
  }

  delete(tenant: Tenant, id: string): Promise<void> {
    return this.scope.run(tenant, async (transaction) => {
      if (!(await this.calibrations.delete(transaction, id))) throw notFound(id);
    });
  }

  private async require(
    transaction: TenantTransaction,
    id: string,
  ): Promise<ServingCalibrationResponse> {
    const found = await this.calibrations.find(transaction, id);
    if (found === undefined) throw notFound(id);
    return found;
  }
}

const notFound = (id: string): DomainError =>
  new DomainError('calibrations/not-found', `There is no calibration with the id ${id}.`);

const issueOf = ({ line, reason }: SkippedRun): InputIssue => ({
  code: reason.code,
  pointer: '/runs',
  detail: reason.text,
  line,
});
