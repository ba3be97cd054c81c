import { Injectable, Logger } from '@nestjs/common';
import { TenantScope } from '../database/tenant-scope';
import type { JobHandler, JobTry } from '../jobs/job-handler';
import type { JobPayloads } from '../jobs/job-payloads';
import { ScenariosService } from '../scenarios/scenarios.service';
import { PlanEngine } from './plan-engine';
import { PlansRepository } from './plans-repository';
import { ThreadTimeUp, ThreadWorkFailed } from './thread-pool';

type Payload = JobPayloads['plan.compute'];

/** Between two looks at whether a plan that is being made is still wanted. */
const LOOK_MS = 1_000;

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
      const plan = await this.whileWanted(payload, signal, (wanted) =>
        this.engine.compute(input, wanted),
      );
      if (plan === 'unwanted') return;
      await this.scope.run(payload, (transaction) => this.plans.finish(transaction, planId, plan));
    } catch (error) {
      if (error instanceof ThreadTimeUp) {
        const detail = `The plan was stopped: it took longer than ${error.limitMs / 1000} s.`;
        await this.fail(payload, 'plans/time-limit', detail);
        return;
      }
      // The engine is a pure function: what it throws once it throws always.
      if (!(error instanceof ThreadWorkFailed)) throw error;
      this.logger.error({ err: error, planId });
      await this.fail(payload, 'plans/engine-fault', error.message);
    }
  }

  giveUp(payload: Payload, reason: string): Promise<void> {
    return this.fail(payload, 'plans/given-up', reason);
  }

  /** Carries work on for as long as the plan is neither cancelled nor gone; its signal ends it then. */
  private async whileWanted<Result>(
    payload: Payload,
    signal: AbortSignal,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result | 'unwanted'> {
    const unwanted = new AbortController();
    const look = setInterval(() => {
      this.isRunning(payload).then(
        (isRunning) => (isRunning ? undefined : unwanted.abort()),
        (error: unknown) =>
          this.logger.warn({ err: error, planId: payload.planId }, 'Not looked after'),
      );
    }, LOOK_MS);
    try {
      return await work(AbortSignal.any([signal, unwanted.signal]));
    } catch (error) {
      if (unwanted.signal.aborted) return 'unwanted';
      throw error;
    } finally {
      clearInterval(look);
    }
  }

  private async isRunning(payload: Payload): Promise<boolean> {
    const row = await this.scope.run(payload, (transaction) =>
      this.plans.summary(transaction, payload.planId),
    );
    return row?.status === 'running';
  }

  private fail(payload: Payload, code: string, detail: string): Promise<void> {
    return this.scope.run(payload, (transaction) =>
      this.plans.fail(transaction, payload.planId, { code, detail }),
    );
  }
}
