import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { TenantScope, type TenantTransaction } from '../database/tenant-scope';
import type { Scoped } from '../tenancy/tenant';
import type { EnqueuedRun, NewJob } from './job-queue';
import { isJobKind, type JobKind } from './job-payloads';

/** PostgreSQL channel on which a commit that added a run is announced. */
export const RUN_CHANNEL = 'headroom_run';

/** A run this process holds until its lease ends. */
export interface ClaimedRun extends Scoped {
  readonly id: string;
  readonly kind: JobKind;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Fencing token: whatever is written about the run is written only while this is its latest claim. */
  readonly attempt: number;
  /** Tries that failed or whose worker vanished. */
  readonly failures: number;
  readonly lastError: string | null;
}

/** A run that is due and that no worker holds. */
export interface DueRun {
  readonly id: string;
  readonly kind: JobKind;
  readonly attempt: number;
}

interface ClaimedRow {
  id: string;
  workspace_id: string;
  kind: string;
  payload: Record<string, unknown>;
  attempt: number;
  failures: number;
  last_error: string | null;
}

const LONGEST_ERROR = 2000;
const PRUNE_BATCH = 10_000;

/** Reads and writes the table of runs. Only `claim` and `due` look across workspaces, through functions of the owner. */
@Injectable()
export class RunStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly scope: TenantScope,
  ) {}

  async add<Kind extends JobKind>(
    transaction: TenantTransaction,
    job: NewJob<Kind>,
  ): Promise<EnqueuedRun> {
    const [added] = await transaction.query<{ id: string }>(
      `with added as (
         insert into app.run (workspace_id, kind, natural_key, payload, run_at)
         values ($1, $2, $3, $4, coalesce($5::timestamptz, now()))
         on conflict (workspace_id, kind, natural_key) do nothing
         returning id
       )
       select id, pg_notify('${RUN_CHANNEL}', $2) from added`,
      [job.kind, job.key, JSON.stringify(job.payload), job.runAt ?? null],
    );
    if (added) return { runId: added.id, isNew: true };
    const [there] = await transaction.query<{ id: string }>(
      `select id from app.run where workspace_id = $1 and kind = $2 and natural_key = $3`,
      [job.kind, job.key],
    );
    // Not seen and not inserted: another transaction added it and has not committed its deletion or is just gone.
    if (!there) throw new Error(`The run ${job.kind} ${job.key} could be neither added nor found.`);
    return { runId: there.id, isNew: false };
  }

  /** Takes the next due run of these kinds, the workspace with the fewest in hand first; `null` when none is due. */
  async claim(
    kinds: readonly JobKind[],
    worker: string,
    leaseMs: number,
  ): Promise<ClaimedRun | null> {
    const rows: ClaimedRow[] = await this.dataSource.query(
      `select * from app.claim_run($1::text[], $2, $3::int)`,
      [kinds, worker, leaseMs],
    );
    const [row] = rows;
    if (!row) return null;
    if (!isJobKind(row.kind)) throw new Error(`A run of the unknown kind ${row.kind} was claimed.`);
    return {
      id: row.id,
      workspaceId: row.workspace_id,
      kind: row.kind,
      payload: row.payload,
      attempt: row.attempt,
      failures: row.failures,
      lastError: row.last_error,
    };
  }

  /** Runs that have been due for `overdueMs` and that nobody took, oldest first. */
  async due(overdueMs: number, limit: number): Promise<DueRun[]> {
    const rows: { id: string; kind: string; attempt: number }[] = await this.dataSource.query(
      `select * from app.due_runs($1::int, $2::int)`,
      [overdueMs, limit],
    );
    return rows.flatMap(({ id, kind, attempt }) =>
      isJobKind(kind) ? [{ id, kind, attempt }] : [],
    );
  }

  /** Forgets runs that ended more than `days` ago, some at a time; answers how many. */
  async prune(days: number): Promise<number> {
    const rows: { pruned: string }[] = await this.dataSource.query(
      `select app.prune_runs($1::int, $2::int) as pruned`,
      [days, PRUNE_BATCH],
    );
    return Number(rows[0]?.pruned ?? 0);
  }

  /** Keeps the claim for another `leaseMs`; false when somebody else has it now. */
  renew(run: ClaimedRun, leaseMs: number): Promise<boolean> {
    return this.write(
      run,
      `lease_until = now() + $4 * interval '1 millisecond', heartbeat_at = now()`,
      [leaseMs],
    );
  }

  finish(run: ClaimedRun): Promise<boolean> {
    return this.write(run, `state = 'done', lease_until = null, finished_at = now()`);
  }

  /** Puts the run back for a later try. `countsAsFailure` is false for one that only waits for something. */
  retry(
    run: ClaimedRun,
    next: { waitMs: number; error: string; countsAsFailure: boolean },
  ): Promise<boolean> {
    return this.write(
      run,
      `state = 'queued', lease_until = null, run_at = now() + $4 * interval '1 millisecond',
       error = $5, failures = failures + $6`,
      [next.waitMs, next.error.slice(0, LONGEST_ERROR), next.countsAsFailure ? 1 : 0],
    );
  }

  /** Gives the run up; the row stays with its error. */
  bury(run: ClaimedRun, error: string): Promise<boolean> {
    return this.write(run, `state = 'dead', lease_until = null, finished_at = now(), error = $4`, [
      error.slice(0, LONGEST_ERROR),
    ]);
  }

  private write(run: ClaimedRun, set: string, parameters: unknown[] = []): Promise<boolean> {
    return this.scope.run(run, async (transaction) => {
      const rows = await transaction.query<{ id: string }>(
        `update app.run set ${set}
         where workspace_id = $1 and id = $2 and attempt = $3 and state = 'running'
         returning id`,
        [run.id, run.attempt, ...parameters],
      );
      return rows.length === 1;
    });
  }
}
