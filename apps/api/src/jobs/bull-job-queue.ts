import { Logger } from '@nestjs/common';
import Bull from 'bull';
import Redis from 'ioredis';
import type { TenantTransaction } from '../database/tenant-scope';
import { assertHandlers, type JobHandlers } from './job-handler';
import { type EnqueuedRun, JobQueue, type NewJob } from './job-queue';
import { JOB_KINDS, JOB_SETTINGS, type JobKind } from './job-payloads';
import { DEFAULT_LEASE, type LeaseSettings, RunExecutor, withinMs } from './run-executor';
import type { DueRun, RunStore } from './run-store';

export interface BullQueueSettings {
  readonly redisUrl: string;
  /** Name of this process in the table of runs. */
  readonly worker: string;
  /** Start of every key in Redis, so that several installations can share one server. */
  readonly prefix?: string;
  readonly lease?: LeaseSettings;
  readonly sweepMs?: number;
}

/** What Redis holds: a wake-up, not the job. The worker that gets it asks PostgreSQL for the run that is due. */
type WakeUp = Record<string, never>;

const DEFAULT_SWEEP_MS = 5000;
const SWEEP_BATCH = 500;
const DEFAULT_GRACE_MS = 10_000;
/** Redis may be away; nobody waits for it longer than this, the sweeper makes up for it. */
const REDIS_PATIENCE_MS = 2000;
const RECONNECT_MS = 2000;

/**
 * Wakes workers by bull on Redis. One wake-up is added for every try of a run after the commit that made it due;
 * what Redis lost, or was never told, the sweeper adds again from PostgreSQL.
 */
export class BullJobQueue extends JobQueue {
  private readonly logger = new Logger(BullJobQueue.name);
  private readonly clients: Redis[] = [];
  private readonly queues: ReadonlyMap<JobKind, Bull.Queue<WakeUp>>;
  private executor: RunExecutor | undefined;
  private sweeper: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> | undefined;
  private isStopping = false;

  constructor(
    private readonly store: RunStore,
    private readonly settings: BullQueueSettings,
  ) {
    super();
    this.queues = new Map(JOB_KINDS.map((kind) => [kind, this.openQueue(kind)]));
  }

  async enqueue<Kind extends JobKind>(
    transaction: TenantTransaction,
    job: NewJob<Kind>,
  ): Promise<EnqueuedRun> {
    const enqueued = await this.store.add(transaction, job);
    const waitMs = Math.max(0, (job.runAt?.getTime() ?? 0) - Date.now());
    if (enqueued.isNew) {
      transaction.afterCommit(() => {
        void this.wake({ id: enqueued.runId, kind: job.kind, attempt: 0 }, waitMs);
      });
    }
    return enqueued;
  }

  async start(handlers: JobHandlers): Promise<void> {
    assertHandlers(handlers);
    const { worker, lease = DEFAULT_LEASE, sweepMs = DEFAULT_SWEEP_MS } = this.settings;
    const executor = new RunExecutor(this.store, handlers, worker, lease, this.logger);
    this.executor = executor;
    for (const [kind, queue] of this.queues) {
      // Bull rejects this promise when the queue closes under it; `stop` is that close.
      queue
        .process(JOB_SETTINGS[kind].concurrency, () => this.carryOutNext(executor, kind))
        .catch((error: unknown) => {
          if (!this.isStopping) this.logger.error(`Bull stopped on ${kind}: ${String(error)}`);
        });
    }
    await Promise.all([...this.queues.values()].map((queue) => queue.isReady()));
    this.sweeper = setInterval(() => this.sweep(sweepMs), sweepMs);
    this.sweep(0);
  }

  /** Bull's own close waits without limit for Redis and for jobs; this one does not. */
  async stop(graceMs = DEFAULT_GRACE_MS): Promise<void> {
    this.isStopping = true;
    clearInterval(this.sweeper);
    await this.executor?.stop(graceMs);
    const closing = [...this.queues.values()].map((queue) => queue.close(true));
    await withinMs(Promise.allSettled([...closing, this.sweeping]), REDIS_PATIENCE_MS);
    for (const client of this.clients) client.disconnect();
  }

  private openQueue(kind: JobKind): Bull.Queue<WakeUp> {
    const queue = new Bull<WakeUp>(kind, {
      prefix: this.settings.prefix ?? 'headroom',
      createClient: () => this.openClient(),
      // A wake-up that stays would make bull ignore the next one of the same id without a word.
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true, attempts: 1 },
    });
    queue.on('error', (error) => this.logger.warn(`Redis: ${error.message}`));
    return queue;
  }

  private openClient(): Redis {
    const client = new Redis(this.settings.redisUrl, {
      maxRetriesPerRequest: null,
      enableReadyCheck: false,
      // Bull opens connections while it closes; those must not outlive it by trying for ever.
      retryStrategy: (tries) => (this.isStopping ? null : Math.min(tries * 100, RECONNECT_MS)),
    });
    this.clients.push(client);
    return client;
  }

  /** One wake-up carries out one run: the one whose workspace is served least, not always the one it was added for. */
  private async carryOutNext(executor: RunExecutor, kind: JobKind): Promise<void> {
    if (this.isStopping) return;
    const run = await executor.claim([kind]);
    if (!run) return;
    const outcome = await executor.carryOut(run);
    if (outcome.kind === 'again') await this.wake(run, outcome.waitMs);
  }

  /** Adds a wake-up, at most one for each try of a run. Never rejects. */
  private async wake(run: DueRun, waitMs: number): Promise<void> {
    const queue = this.queues.get(run.kind);
    if (!queue || this.isStopping) return;
    // A number of the try is needed in the id: while the first wake-up is being processed its id is taken.
    const jobId = run.attempt === 0 ? run.id : `${run.id}.${run.attempt}`;
    const adding = queue.add({}, { jobId, delay: waitMs }).catch((error: unknown) => {
      this.logger.warn(`Redis took no wake-up for ${run.kind} ${run.id}: ${String(error)}`);
    });
    if (!(await withinMs(adding, REDIS_PATIENCE_MS))) {
      this.logger.warn(`Redis does not answer; ${run.kind} ${run.id} waits for the next sweep.`);
    }
  }

  private sweep(overdueMs: number): void {
    if (this.sweeping || this.isStopping) return;
    this.sweeping = this.store
      .due(overdueMs, SWEEP_BATCH)
      .then(async (runs) => {
        for (const run of runs) await this.wake(run, 0);
      })
      .catch((error: unknown) => this.logger.warn(`Due runs could not be read: ${String(error)}`))
      .finally(() => {
        this.sweeping = undefined;
      });
  }
}
