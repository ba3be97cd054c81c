import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Plan, ScenarioDocument, ServingCalibration } from '@headroom/models';
import { ENV } from '../config/config.module';
import type { Env } from '../config/env';
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
  /**
   * @throws ThreadWorkFailed when the engine threw; ThreadTimeUp when it took longer than a plan may;
   *   ThreadLost when its thread ended or `signal` aborted, which ends the thread at once
   */
  abstract compute(input: PlanInput, signal: AbortSignal): Promise<Plan>;
}

const FEWEST_THREADS = 2;

/** Plans on threads of their own, so that a long plan blocks nobody. */
@Injectable()
export class ThreadedPlanEngine extends PlanEngine implements OnApplicationShutdown {
  private readonly pool: ThreadPool<PlanInput, Plan>;

  constructor(@Inject(ENV) env: Pick<Env, 'planTimeLimitMs'>) {
    super();
    this.pool = new ThreadPool({
      file: join(__dirname, 'plan-thread.js'),
      // One core is left to answer and to keep leases; but never one thread alone, or a heavy plan of one workspace
      // would keep everybody else's from starting.
      size: Math.max(FEWEST_THREADS, availableParallelism() - 1),
      timeoutMs: env.planTimeLimitMs,
    });
  }

  compute(input: PlanInput, signal: AbortSignal): Promise<Plan> {
    return this.pool.run(input, signal);
  }

  onApplicationShutdown(): Promise<void> {
    return this.pool.close();
  }
}
