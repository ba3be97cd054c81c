import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type {
  CreatePlanRequest,
  Page,
  PageQuery,
  PlanResponse,
  PlanSummary,
} from '@headroom/models';
import { DEFAULT_SEED } from '@headroom/planner-core';
import { TenantScope } from '../database/tenant-scope';
import { CatalogService } from '../catalog/catalog.service';
import { pageByTime, readTimeCursor } from '../http/cursor';
import { DomainError } from '../http/domain-error';
import { JobQueue } from '../jobs/job-queue';
import { ScenariosService } from '../scenarios/scenarios.service';
import { type Scoped, type Tenant, actorId } from '../tenancy/tenant';
import { PlansRepository, toPlanResponse, toPlanSummary } from './plans-repository';

/** Plans of a workspace that may wait or be made at a time; beyond, more would only wait longer. */
const MOST_WAITING = 100;

@Injectable()
export class PlansService {
  constructor(
    private readonly scope: TenantScope,
    private readonly plans: PlansRepository,
    private readonly scenarios: ScenariosService,
    private readonly catalog: CatalogService,
    @Inject(JobQueue) private readonly queue: JobQueue,
  ) {}

  /**
   * Queues a plan of a scenario version. The row and its job come into being together or not at all.
   * @throws DomainError `plans/too-many-waiting`, and `scenarios/not-found`
   */
  request(
    tenant: Tenant,
    { scenarioId, version }: CreatePlanRequest,
    today = new Date(),
  ): Promise<PlanSummary> {
    return this.scope.run(tenant, async (transaction) => {
      const scenario = await this.scenarios.requireVersion(transaction, scenarioId, version);
      if ((await this.plans.countWaiting(transaction)) >= MOST_WAITING) {
        throw new DomainError(
          'plans/too-many-waiting',
          `${MOST_WAITING} plans of this workspace wait already; cancel some, or come back when they are made.`,
        );
      }
      const row = await this.plans.insert(transaction, {
        id: randomUUID(),
        scenarioId,
        scenarioVersion: scenario.version,
        scenarioName: scenario.document.name,
        seed: scenario.document.seed ?? DEFAULT_SEED,
        plannedFor: today.toISOString().slice(0, 10),
        catalogVersion: this.catalog.version,
        requestedBy: actorId(tenant),
      });
      await this.queue.enqueue(transaction, {
        kind: 'plan.compute',
        key: row.id,
        payload: { planId: row.id },
      });
      return toPlanSummary(row);
    });
  }

  /**
   * Takes a plan back that nobody waits for any more; again, it changes nothing.
   * @throws DomainError `plans/finished` when it has ended otherwise
   */
  cancel(tenant: Tenant, id: string): Promise<PlanSummary> {
    return this.scope.run(tenant, async (transaction) => {
      await this.plans.cancel(transaction, id);
      const row = await this.plans.summary(transaction, id);
      if (row === undefined) throw notFound(id);
      if (row.status !== 'cancelled') {
        throw new DomainError('plans/finished', `The plan ${id} is ${row.status} already.`);
      }
      return toPlanSummary(row);
    });
  }

  list(
    tenant: Tenant,
    { cursor, limit, scenarioId }: PageQuery & { scenarioId?: string },
  ): Promise<Page<PlanSummary>> {
    const after = readTimeCursor(cursor);
    return this.scope.run(tenant, async (transaction) =>
      pageByTime(
        await this.plans.list(transaction, scenarioId ?? null, after, limit + 1),
        limit,
        (row) => row.created_at,
        toPlanSummary,
      ),
    );
  }

  get(tenant: Scoped, id: string): Promise<PlanResponse> {
    return this.scope.run(tenant, async (transaction) => {
      const row = await this.plans.withResult(transaction, id);
      if (row === undefined) throw notFound(id);
      return toPlanResponse(row);
    });
  }

  /** A plan without its result. */
  summary(tenant: Scoped, id: string): Promise<PlanSummary> {
    return this.scope.run(tenant, async (transaction) => {
      const row = await this.plans.summary(transaction, id);
      if (row === undefined) throw notFound(id);
      return toPlanSummary(row);
    });
  }

  /** The newest answered plan of a scenario with its result; `null` when there is none. */
  latestAnswered(tenant: Scoped, scenarioId: string): Promise<PlanResponse | null> {
    return this.scope.run(tenant, async (transaction) => {
      const row = await this.plans.latestAnswered(transaction, scenarioId);
      return row === undefined ? null : toPlanResponse(row);
    });
  }
}

function notFound(id: string): DomainError {
  return new DomainError('plans/not-found', `There is no plan ${id}.`);
}
