import type { TenantTransaction } from '../database/tenant-scope';
import type { JobHandlers } from './job-handler';
import type { JobInput, JobKind } from './job-payloads';

export interface NewJob<Kind extends JobKind> {
  readonly kind: Kind;
  /** Says which piece of work this is: the same kind and key in a workspace is the same run. */
  readonly key: string;
  readonly payload: JobInput<Kind>;
  /** Not before then; now when absent. */
  readonly runAt?: Date;
}

export interface EnqueuedRun {
  readonly runId: string;
  /** False when the work was there already, in whatever state. */
  readonly isNew: boolean;
}

/**
 * Work done later, in another process, at least once.
 * The truth of every job is its row in PostgreSQL; drivers only differ in how they wake workers.
 */
export abstract class JobQueue {
  /**
   * Adds a job inside the caller's transaction: it exists when that transaction commits and never when it does not.
   * Adding the same kind and key again does nothing.
   */
  abstract enqueue<Kind extends JobKind>(
    transaction: TenantTransaction,
    job: NewJob<Kind>,
  ): Promise<EnqueuedRun>;

  /** Starts carrying out jobs in this process. Resolves once it is ready to. */
  abstract start(handlers: JobHandlers): Promise<void>;

  /**
   * Takes no further jobs, waits for those in hand up to `graceMs`, then tells them to abort and returns.
   * What was not finished is carried out elsewhere once its lease has run out.
   */
  abstract stop(graceMs?: number): Promise<void>;
}
