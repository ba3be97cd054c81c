import { Injectable } from '@nestjs/common';
import type { CreateReportScheduleRequest, Locale, ReportScheduleResponse } from '@headroom/models';
import { DataSource } from 'typeorm';
import type { TenantTransaction } from '../database/tenant-scope';
import type { TimeCursor } from '../http/cursor';
import type { Scoped } from '../tenancy/tenant';

export interface ScheduleRow {
  id: string;
  scenario_id: string;
  scenario_name: string;
  name: string;
  cron: string;
  time_zone: string;
  recipients: string[];
  locale: Locale;
  currency: 'USD' | 'CNY';
  enabled: boolean;
  next_run_at: Date | null;
  last_run_at: Date | null;
  created_at: Date;
}

/** A schedule as its owner wants it, and when that makes it due. */
export type ScheduleValues = CreateReportScheduleRequest & { readonly nextRunAt: Date | null };

/** A schedule that may be due; the workspace says in which transaction to look. */
export interface DueSchedule extends Scoped {
  readonly scheduleId: string;
}

const COLUMNS = `s.id, s.scenario_id, c.name as scenario_name, s.name, s.cron, s.time_zone, s.recipients,
  s.locale, s.currency, s.enabled, s.next_run_at, s.last_run_at, s.created_at`;
const FROM = `app.report_schedule s join app.scenario c on c.id = s.scenario_id`;

@Injectable()
export class SchedulesRepository {
  constructor(private readonly dataSource: DataSource) {}

  list(
    transaction: TenantTransaction,
    after: TimeCursor | null,
    limit: number,
  ): Promise<ScheduleRow[]> {
    return transaction.query<ScheduleRow>(
      `select ${COLUMNS} from ${FROM}
        where s.workspace_id = $1
          and ($2::timestamptz is null or (s.created_at, s.id) < ($2::timestamptz, $3::uuid))
        order by s.created_at desc, s.id desc limit $4`,
      [after?.at ?? null, after?.id ?? null, limit],
    );
  }

  async find(transaction: TenantTransaction, id: string): Promise<ScheduleRow | undefined> {
    const [row] = await transaction.query<ScheduleRow>(
      `select ${COLUMNS} from ${FROM} where s.workspace_id = $1 and s.id = $2`,
      [id],
    );
    return row;
  }

  /** The schedule, locked, when it is due and no other process has it in hand. */
  async lockDue(transaction: TenantTransaction, id: string): Promise<ScheduleRow | undefined> {
    const [row] = await transaction.query<ScheduleRow>(
      `select ${COLUMNS} from ${FROM}
        where s.workspace_id = $1 and s.id = $2 and s.next_run_at <= now()
        for update of s skip locked`,
      [id],
    );
    return row;
  }

  async insert(
    transaction: TenantTransaction,
    values: ScheduleValues,
    createdBy: string,
  ): Promise<string> {
    const [row] = await transaction.query<{ id: string }>(
      `insert into app.report_schedule (workspace_id, scenario_id, name, cron, time_zone, recipients,
                                        locale, currency, enabled, next_run_at, created_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id`,
      [...columnsOf(values), createdBy],
    );
    if (row === undefined) throw new Error('PostgreSQL inserted a schedule without saying so.');
    return row.id;
  }

  async update(transaction: TenantTransaction, id: string, values: ScheduleValues): Promise<void> {
    await transaction.query(
      `update app.report_schedule
          set scenario_id = $2, name = $3, cron = $4, time_zone = $5, recipients = $6, locale = $7,
              currency = $8, enabled = $9, next_run_at = $10
        where workspace_id = $1 and id = $11`,
      [...columnsOf(values), id],
    );
  }

  /** Moves a due schedule on to its next time. */
  async advance(
    transaction: TenantTransaction,
    id: string,
    times: { lastRunAt: Date; nextRunAt: Date },
  ): Promise<void> {
    await transaction.query(
      `update app.report_schedule set last_run_at = $3, next_run_at = $4
        where workspace_id = $1 and id = $2`,
      [id, times.lastRunAt, times.nextRunAt],
    );
  }

  async delete(transaction: TenantTransaction, id: string): Promise<boolean> {
    const rows = await transaction.query(
      `delete from app.report_schedule where workspace_id = $1 and id = $2 returning id`,
      [id],
    );
    return rows.length === 1;
  }

  /** Schedules of all workspaces that are due; ids only, through a function of the owner. */
  async due(limit: number): Promise<DueSchedule[]> {
    const rows: { id: string; workspace_id: string }[] = await this.dataSource.query(
      `select * from app.due_report_schedules($1::int)`,
      [limit],
    );
    return rows.map((row) => ({ scheduleId: row.id, workspaceId: row.workspace_id }));
  }
}

function columnsOf(values: ScheduleValues): unknown[] {
  return [
    values.scenarioId,
    values.name,
    values.cron,
    values.timeZone,
    values.recipients,
    values.locale,
    values.currency,
    values.enabled,
    values.nextRunAt,
  ];
}

/** What the wire shows of a schedule. */
export function toScheduleResponse(row: ScheduleRow): ReportScheduleResponse {
  return {
    id: row.id,
    name: row.name,
    scenarioId: row.scenario_id,
    scenarioName: row.scenario_name,
    cron: row.cron,
    timeZone: row.time_zone,
    recipients: row.recipients,
    locale: row.locale,
    currency: row.currency,
    enabled: row.enabled,
    nextRunAt: row.next_run_at?.toISOString() ?? null,
    lastRunAt: row.last_run_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  };
}
