import { Injectable } from '@nestjs/common';
import type { PlanPreview, PlanPreviewRequest } from '@headroom/models';
import { DEFAULT_SEED } from '@headroom/planner-core';
import { TenantScope } from '../database/tenant-scope';
import { EngineThreads } from '../engine-threads/engine-threads';
import { DomainError } from '../http/domain-error';
import { PlansRepository } from '../plans/plans-repository';
import { ScenariosService } from '../scenarios/scenarios.service';
import { type Tenant, actorId } from '../tenancy/tenant';
import { NewestWaiting } from './newest-waiting';

/** Whoever writes waits no longer for figures; what takes more is planned. */
const TIME_LIMIT_MS = 5_000;
const ISO_DAY_LENGTH = 10;

/** Says what the plan of a scenario comes to while it is being written. Stores nothing. */
@Injectable()
export class PlanPreviewsService {
  private readonly newest = new NewestWaiting();

  constructor(
    private readonly scope: TenantScope,
    private readonly plans: PlansRepository,
    private readonly scenarios: ScenariosService,
    private readonly engine: EngineThreads,
  ) {}

  /**
   * The figures that a plan asked for now would have.
   * @throws DomainError `scenarios/not-valid`; `engine/preview-late` after five seconds; `engine/preview-replaced` when
   *   the same person or key asked for a newer one meanwhile; `engine/busy`
   */
  async preview(
    tenant: Tenant,
    { yaml }: PlanPreviewRequest,
    today = new Date(),
  ): Promise<PlanPreview> {
    const { document: scenario } = this.scenarios.readText(yaml);
    const question = {
      scenario,
      today: today.toISOString().slice(0, ISO_DAY_LENGTH),
      seed: scenario.seed ?? DEFAULT_SEED,
    };
    return this.newest.run(
      `${tenant.workspaceId} ${actorId(tenant)}`,
      async (signal) => {
        const ownRuns = await this.scope.run(tenant, (t) => this.plans.ownRuns(t));
        const corrected = ownRuns === null ? question : { ...question, calibration: ownRuns };
        return this.withinTime(signal, (either) =>
          this.engine.ask('plan-preview', corrected, either),
        );
      },
      () =>
        new DomainError('engine/preview-replaced', 'A newer preview took the place of this one.'),
    );
  }

  private async withinTime<Result>(
    signal: AbortSignal,
    ask: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const timeUp = AbortSignal.timeout(TIME_LIMIT_MS);
    try {
      return await ask(AbortSignal.any([signal, timeUp]));
    } catch (error) {
      if (!timeUp.aborted) throw error;
      throw new DomainError(
        'engine/preview-late',
        `It takes longer than ${TIME_LIMIT_MS / 1000} s; plan the scenario instead.`,
      );
    }
  }
}
