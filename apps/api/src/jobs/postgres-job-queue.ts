import { Logger } from '@nestjs/common';
import { Client } from 'pg';
import type { TenantTransaction } from '../database/tenant-scope';
import { assertHandlers, type JobHandlers } from './job-handler';
import { type EnqueuedRun, JobQueue, type NewJob } from './job-queue';
import { JOB_KINDS, JOB_SETTINGS, type JobKind } from './job-payloads';
import { DEFAULT_LEASE, type LeaseSettings, RunExecutor } from './run-executor';
import { RUN_CHANNEL, type RunStore } from './run-store';

export interface PostgresQueueSettings {
  readonly databaseUrl: string;
  /** Name of this process in the table of runs. */
  readonly worker: string;
  readonly lease?: LeaseSettings;
  /** Runs that fall due later are not announced, so the table is looked at this often. */
  readonly pollMs?: number;
}

const RECONNECT_MS = 1000;
const DEFAULT_POLL_MS = 1000;
const DEFAULT_GRACE_MS = 10_000;

/** Wakes workers by PostgreSQL itself: LISTEN/NOTIFY at once, a poll for what falls due later. */
export class PostgresJobQueue extends JobQueue {
  private readonly logger = new Logger(PostgresJobQueue.name);
  private readonly busy = new Map<JobKind, number>();
  private executor: RunExecutor | undefined;
  private listener: Client | undefined;
  private timers: NodeJS.Timeout[] = [];
  private pumping = false;
  private pumpAgain = false;
  private isStopping = false;

  constructor(
    private readonly store: RunStore,
    private readonly settings: PostgresQueueSettings,
  ) {
    super();
  }

  enqueue<Kind extends JobKind>(
    transaction: TenantTransaction,
    job: NewJob<Kind>,
  ): Promise<EnqueuedRun> {
    return this.store.add(transaction, job);
  }

  async start(handlers: JobHandlers): Promise<void> {
    assertHandlers(handlers);
    const { worker, lease = DEFAULT_LEASE, pollMs = DEFAULT_POLL_MS } = this.settings;
    this.executor = new RunExecutor(this.store, handlers, worker, lease, this.logger);
    await this.listen();
    this.timers.push(setInterval(() => this.wake(), pollMs));
    this.wake();
  }

  async stop(graceMs = DEFAULT_GRACE_MS): Promise<void> {
    this.isStopping = true;
    for (const timer of this.timers.splice(0)) clearInterval(timer);
    await Promise.all([this.executor?.stop(graceMs), this.listener?.end()]);
  }

  private wake(): void {
    if (this.pumping) {
      this.pumpAgain = true;
      return;
    }
    this.pumping = true;
    this.pump()
      .catch((error: unknown) => this.logger.warn(`No run could be claimed: ${String(error)}`))
      .finally(() => {
        this.pumping = false;
        if (this.pumpAgain) {
          this.pumpAgain = false;
          this.wake();
        }
      });
  }

  /** Claims until every kind is at its limit or nothing is due. */
  private async pump(): Promise<void> {
    const { executor } = this;
    while (executor && !this.isStopping) {
      const kinds = JOB_KINDS.filter(
        (kind) => this.busyWith(kind) < JOB_SETTINGS[kind].concurrency,
      );
      if (kinds.length === 0) return;
      const run = await executor.claim(kinds);
      if (!run) return;
      this.busy.set(run.kind, this.busyWith(run.kind) + 1);
      void executor.carryOut(run).then(() => {
        this.busy.set(run.kind, this.busyWith(run.kind) - 1);
        this.wake();
      });
    }
  }

  private busyWith(kind: JobKind): number {
    return this.busy.get(kind) ?? 0;
  }

  /** Opens the connection that hears of new runs; when it breaks, the poll carries on until it is back. */
  private async listen(): Promise<void> {
    const client = new Client({ connectionString: this.settings.databaseUrl, keepAlive: true });
    client.on('notification', () => this.wake());
    client.on('error', (error) => this.logger.warn(`Listening for runs broke: ${error.message}`));
    await client.connect();
    client.once('end', () => this.listenAgain());
    await client.query(`listen ${RUN_CHANNEL}`);
    this.listener = client;
  }

  private listenAgain(): void {
    if (this.isStopping) return;
    const timer = setTimeout(() => {
      this.timers = this.timers.filter((other) => other !== timer);
      this.listen().catch((error: unknown) => {
        this.logger.warn(`Still not listening for runs: ${String(error)}`);
        this.listenAgain();
      });
    }, RECONNECT_MS);
    this.timers.push(timer);
  }
}
