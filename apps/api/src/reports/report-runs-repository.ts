import { Injectable } from '@nestjs/common';
import type { TenantTransaction } from '../database/tenant-scope';
import type { ReportSnapshot } from './report-snapshot';

/** A run of a schedule, as far as its job has to know it. */
export interface ReportRunRow {
  schedule_id: string;
  requested_plan_id: string | null;
  has_snapshot: boolean;
}

export interface NewReportRun {
  readonly id: string;
  readonly scheduleId: string;
  /** `request`: asked for by a person, beside the rhythm. */
  readonly trigger: 'schedule' | 'request';
  readonly dueAt: Date;
}

@Injectable()
export class ReportRunsRepository {
  /** False when this due time has its run already. */
  async insert(transaction: TenantTransaction, run: NewReportRun): Promise<boolean> {
    const rows = await transaction.query(
      `insert into app.report_run (workspace_id, id, schedule_id, trigger, due_at)
       values ($1, $2, $3, $4, $5) on conflict do nothing returning id`,
      [run.id, run.scheduleId, run.trigger, run.dueAt],
    );
    return rows.length === 1;
  }

  async find(transaction: TenantTransaction, id: string): Promise<ReportRunRow | undefined> {
    const [row] = await transaction.query<ReportRunRow>(
      `select schedule_id, requested_plan_id, snapshot is not null as has_snapshot
         from app.report_run where workspace_id = $1 and id = $2`,
      [id],
    );
    return row;
  }

  async setRequestedPlan(
    transaction: TenantTransaction,
    id: string,
    planId: string,
  ): Promise<void> {
    await transaction.query(
      `update app.report_run set requested_plan_id = $3 where workspace_id = $1 and id = $2`,
      [id, planId],
    );
  }

  /** Keeps the first snapshot a run gets; false when it had one. */
  async setSnapshot(
    transaction: TenantTransaction,
    id: string,
    snapshot: ReportSnapshot,
  ): Promise<boolean> {
    const rows = await transaction.query(
      `update app.report_run set snapshot = $3
        where workspace_id = $1 and id = $2 and snapshot is null returning id`,
      [id, JSON.stringify(snapshot)],
    );
    return rows.length === 1;
  }

  async snapshot(transaction: TenantTransaction, id: string): Promise<ReportSnapshot | null> {
    const [row] = await transaction.query<{ snapshot: ReportSnapshot | null }>(
      `select snapshot from app.report_run where workspace_id = $1 and id = $2`,
      [id],
    );
    return row?.snapshot ?? null;
  }
}
