import type { Logger } from '@nestjs/common';
import { backOffMs } from './back-off';
import { GiveUp, Postpone, type JobHandler, type JobHandlers } from './job-handler';
import { JOB_SETTINGS, type JobKind, type JobPayloads } from './job-payloads';
import type { ClaimedRun, RunStore } from './run-store';

export interface LeaseSettings {
  /** How long a worker that died keeps its runs from others. */
  readonly leaseMs: number;
  readonly heartbeatMs: number;
}

/** A planning run may block its process for seconds, so a lease outlives several missed heartbeats. */
export const DEFAULT_LEASE: LeaseSettings = { leaseMs: 60_000, heartbeatMs: 10_000 };

/** What became of a run, for the driver that has to wake somebody for the next try. */
export type RunOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'again'; readonly waitMs: number }
  | { readonly kind: 'dead' }
  /** Another worker holds the run; what this one did about it was not written. */
  | { readonly kind: 'lost' };

const STOPPING = 'The worker is stopping.';

/** Claims runs and carries them out; the part both drivers share. */
export class RunExecutor {
  private readonly inHand = new Map<
    ClaimedRun,
    { abort: AbortController; work: Promise<unknown> }
  >();
  private readonly claims = new Set<Promise<ClaimedRun | null>>();
  private isStopping = false;

  constructor(
    private readonly store: RunStore,
    private readonly handlers: JobHandlers,
    private readonly worker: string,
    private readonly lease: LeaseSettings,
    private readonly logger: Logger,
  ) {}

  /** Takes the next due run of these kinds; `null` when none is due. */
  claim(kinds: readonly JobKind[]): Promise<ClaimedRun | null> {
    const claim = this.claimOrPutBack(kinds).finally(() => this.claims.delete(claim));
    this.claims.add(claim);
    return claim;
  }

  /** Carries a claimed run out. Never rejects: what cannot be written is repaired when the lease ends. */
  carryOut(run: ClaimedRun): Promise<RunOutcome> {
    const abort = new AbortController();
    const work = this.withHeartbeat(run, abort).catch((error: unknown): RunOutcome => {
      this.logger.error(`${nameOf(run)}: its outcome could not be written: ${messageOf(error)}`);
      return { kind: 'lost' };
    });
    this.inHand.set(run, { abort, work });
    return work.finally(() => this.inHand.delete(run));
  }

  /** Claims no more; waits for the runs in hand up to `graceMs`, then tells their handlers to abort. */
  async stop(graceMs: number): Promise<void> {
    this.isStopping = true;
    const works = [...this.inHand.values()].map(({ work }) => work);
    if (await withinMs(Promise.allSettled([...works, ...this.claims]), graceMs)) return;
    for (const [run, { abort }] of this.inHand) {
      this.logger.warn(`${nameOf(run)}: left unfinished at shutdown, to be taken up again`);
      abort.abort(new Error(STOPPING));
    }
  }

  /** What was claimed while the worker began to stop is left to others at once, not when its lease ends. */
  private async claimOrPutBack(kinds: readonly JobKind[]): Promise<ClaimedRun | null> {
    const run = await this.store.claim(kinds, this.worker, this.lease.leaseMs);
    if (run === null || !this.isStopping) return run;
    await this.putBack(run, { waitMs: 0, error: STOPPING, countsAsFailure: false });
    return null;
  }

  private async withHeartbeat(run: ClaimedRun, abort: AbortController): Promise<RunOutcome> {
    const heartbeat = setInterval(() => {
      this.store.renew(run, this.lease.leaseMs).then(
        (kept) => {
          if (!kept) abort.abort(new Error('Another worker has taken the run over.'));
        },
        (error: unknown) =>
          this.logger.warn(`${nameOf(run)}: the lease was not renewed: ${messageOf(error)}`),
      );
    }, this.lease.heartbeatMs);
    // A handler that does not heed the signal must not keep the run from other workers.
    abort.signal.addEventListener('abort', () => clearInterval(heartbeat));
    try {
      return await this.attempt(run, abort.signal);
    } finally {
      clearInterval(heartbeat);
    }
  }

  private async attempt(run: ClaimedRun, signal: AbortSignal): Promise<RunOutcome> {
    if (run.failures >= JOB_SETTINGS[run.kind].maxFailures) {
      return this.giveUp(run, run.lastError ?? 'The worker stopped in the middle of it too often.');
    }
    try {
      await handlerOf(this.handlers, run.kind).handle(payloadOf(run), {
        runId: run.id,
        attempt: run.attempt,
        signal,
      });
    } catch (error) {
      return this.afterFailure(run, error);
    }
    return (await this.store.finish(run)) ? { kind: 'done' } : this.lost(run);
  }

  private async afterFailure(run: ClaimedRun, error: unknown): Promise<RunOutcome> {
    const reason = messageOf(error);
    if (error instanceof GiveUp) return this.giveUp(run, reason);
    if (error instanceof Postpone) {
      return this.putBack(run, { waitMs: error.waitMs, error: reason, countsAsFailure: false });
    }
    const settings = JOB_SETTINGS[run.kind];
    const failures = run.failures + 1;
    this.logger.warn(
      `${nameOf(run)}: try ${failures} of ${settings.maxFailures} failed: ${stackOf(error)}`,
    );
    if (failures >= settings.maxFailures) return this.giveUp(run, reason);
    const waitMs = backOffMs(settings, failures, Math.random());
    return this.putBack(run, { waitMs, error: reason, countsAsFailure: true });
  }

  private async putBack(
    run: ClaimedRun,
    next: { waitMs: number; error: string; countsAsFailure: boolean },
  ): Promise<RunOutcome> {
    return (await this.store.retry(run, next))
      ? { kind: 'again', waitMs: next.waitMs }
      : this.lost(run);
  }

  /** The handler hears first: a crash in between makes it hear again, never not at all. */
  private async giveUp(run: ClaimedRun, reason: string): Promise<RunOutcome> {
    await handlerOf(this.handlers, run.kind).giveUp(payloadOf(run), reason);
    this.logger.error(`${nameOf(run)}: given up: ${reason}`);
    return (await this.store.bury(run, reason)) ? { kind: 'dead' } : this.lost(run);
  }

  private lost(run: ClaimedRun): RunOutcome {
    this.logger.warn(`${nameOf(run)}: another worker has taken it over`);
    return { kind: 'lost' };
  }
}

/** The payload as its handler's type has it: `RunStore.add` wrote it from the same map. */
function payloadOf(run: ClaimedRun): JobPayloads[JobKind] {
  return { ...run.payload, workspaceId: run.workspaceId } as JobPayloads[JobKind];
}

/** The compiler cannot pair a handler with its payload through a union of kinds; the map of handlers already did. */
function handlerOf(handlers: JobHandlers, kind: JobKind): JobHandler<JobKind> {
  return handlers[kind] as JobHandler<JobKind>;
}

function nameOf(run: ClaimedRun): string {
  return `Run ${run.kind} ${run.id} (claim ${run.attempt})`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Whether `work` ended within `limitMs`. */
export async function withinMs(work: Promise<unknown>, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<boolean>((resolve) => {
    // A process that waits for nothing else may end.
    timer = setTimeout(() => resolve(false), limitMs).unref();
  });
  try {
    return await Promise.race([work.then(() => true), limit]);
  } finally {
    clearTimeout(timer);
  }
}
