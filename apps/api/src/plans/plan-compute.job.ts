import { Injectable, Logger } from '@nestjs/common';
import { TenantScope } from '../database/tenant-scope';
import type { JobHandler, JobTry } from '../jobs/job-handler';
import type { JobPayloads } from '../jobs/job-payloads';
import { ScenariosService } from '../scenarios/scenarios.service';
import { PlanEngine } from './plan-engine';
import { PlansRepository } from './plans-repository';
import { ThreadWorkFailed } from './thread-pool';

type Payload = JobPayloads['plan.compute'];

/** Computes one queued plan. Doing it again finds the answer there and changes nothing. */
@Injectable()
export class PlanComputeJob implements JobHandler<'plan.compute'> {
  readonly kind = 'plan.compute';
  private readonly logger = new Logger(PlanComputeJob.name);

  constructor(
    private readonly scope: TenantScope,
    private readonly plans: PlansRepository,
    private readonly scenarios: ScenariosService,
    private readonly engine: PlanEngine,
  ) {}

  async handle(payload: Payload, { signal }: JobTry): Promise<void> {
    const { planId } = payload;
    const input = await this.scope.run(payload, async (transaction) => {
      const task = await this.plans.start(transaction, planId);
      if (task === undefined) return undefined;
      const { document } = await this.scenarios.requireVersion(
        transaction,
        task.scenarioId,
        task.scenarioVersion,
      );
      return {
        scenario: document,
        today: task.plannedFor,
        seed: task.seed,
        ...(task.calibration === null ? {} : { calibration: task.calibration }),
      };
    });
    if (input === undefined) return;
    try {
      const plan = await this.engine.compute(input, signal);
      await this.scope.run(payload, (transaction) => this.plans.finish(transaction, planId, plan));
    } catch (error) {
      // The engine is a pure function: what it throws once it throws always.
      if (!(error instanceof ThreadWorkFailed)) throw error;
      this.logger.error({ err: error, planId });
      await this.fail(payload, 'plans/engine-fault', error.message);
    }
  }

  giveUp(payload: Payload, reason: string): Promise<void> {
    return this.fail(payload, 'plans/given-up', reason);
  }

  private fail(payload: Payload, code: string, detail: string): Promise<void> {
    return this.scope.run(payload, (transaction) =>
      this.plans.fail(transaction, payload.planId, { code, detail }),
    );
  }
}
