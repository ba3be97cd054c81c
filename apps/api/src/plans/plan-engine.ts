import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Plan, ScenarioDocument, ServingCalibration } from '@headroom/models';
import { ThreadPool } from './thread-pool';

/** Everything a plan is a function of, besides the catalogue and the engine this build contains. */
export interface PlanInput {
  readonly scenario: ScenarioDocument;
  /** Day planned from, `YYYY-MM-DD`. */
  readonly today: string;
  readonly seed: number;
  /** Own runs the workspace corrects serving speeds by; left out without any. */
  readonly calibration?: ServingCalibration;
}

/** Computes plans away from the event loop. */
export abstract class PlanEngine {
  abstract compute(input: PlanInput, signal: AbortSignal): Promise<Plan>;
}

const LONGEST_PLAN_MS = 5 * 60_000;

@Injectable()
export class ThreadedPlanEngine extends PlanEngine implements OnApplicationShutdown {
  private readonly pool = new ThreadPool<PlanInput, Plan>({
    file: join(__dirname, 'plan-thread.js'),
    // One core is left to answer and to keep leases.
    size: Math.max(1, availableParallelism() - 1),
    timeoutMs: LONGEST_PLAN_MS,
  });

  compute(input: PlanInput, signal: AbortSignal): Promise<Plan> {
    return this.pool.run(input, signal);
  }

  onApplicationShutdown(): Promise<void> {
    return this.pool.close();
  }
}
