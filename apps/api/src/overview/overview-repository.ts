import { Injectable } from '@nestjs/common';
import type {
  CostItems,
  Coverage,
  FleetLine,
  PlanNames,
  RunwayRow,
  ScenarioDocument,
} from '@headroom/models';
import type { TenantTransaction } from '../database/tenant-scope';
import type { PlanSummaryRow } from '../plans/plans-repository';

/** What the overview reads of a plan with an answer. The plan's own names are absent in plans of before they were kept. */
export interface AnsweredRow {
  id: string;
  scenario_id: string;
  scenario_name: string;
  scenario_version: number;
  status: 'ready' | 'infeasible';
  created_at: Date;
  total_cost_usd: number | null;
  catalog_version: string;
  engine_version: string;
  document: ScenarioDocument;
  costTotal: CostItems;
  usdCny: number;
  periods: string[];
  fleet: FleetLine[];
  coverage: Coverage[];
  runway: { rows: RunwayRow[] } | null;
  names: PlanNames | null;
}

/** The plan before, as far as its cost is set beside that of the newest. */
export type FormerRow = Pick<
  AnsweredRow,
  | 'id'
  | 'scenario_id'
  | 'scenario_version'
  | 'total_cost_usd'
  | 'catalog_version'
  | 'engine_version'
  | 'document'
  | 'costTotal'
>;

export interface DueRow {
  id: string;
  name: string;
  scenario_id: string;
  scenario_name: string;
  time_zone: string;
  next_run_at: Date;
}

export interface SentRow {
  id: string;
  schedule_id: string;
  schedule_name: string;
  sent_at: Date;
  recipients: string;
}

const SUMMARY = `id, scenario_id, scenario_name, scenario_version, status, created_at, finished_at,
  total_cost_usd, chips, failure_code, failure_detail`;

/** Reads across the tables of a workspace for its overview; of plans only the parts it shows, never whole documents. */
@Injectable()
export class OverviewRepository {
  /** The newest answered plan of each scenario named. The record is taken apart once: a large value is unpacked for each path otherwise. */
  answered(transaction: TenantTransaction, scenarioIds: readonly string[]): Promise<AnsweredRow[]> {
    return transaction.query<AnsweredRow>(
      `select p.id, p.scenario_id, s.name as scenario_name, p.scenario_version, p.status, p.created_at,
              p.total_cost_usd, p.catalog_version, p.engine_version, v.document,
              r."costTotal", r."usdCny", r.periods, r.fleet, r.coverage, r.runway, r.names
         from app.scenario s
         join lateral (
           select * from app.plan
            where workspace_id = s.workspace_id and scenario_id = s.id and status in ('ready', 'infeasible')
            order by created_at desc, id desc limit 1
         ) p on true
         join app.scenario_version v on v.scenario_id = p.scenario_id and v.version = p.scenario_version
         cross join lateral jsonb_to_record(p.result) as r(
           "costTotal" jsonb, "usdCny" double precision, periods jsonb, fleet jsonb, coverage jsonb,
           runway jsonb, names jsonb)
        where s.workspace_id = $1 and s.id = any($2::uuid[])`,
      [scenarioIds],
    );
  }

  /**
   * For each plan named, the newest one with a fleet before it: of an earlier version of its scenario, or of the same
   * version where there is none.
   */
  former(transaction: TenantTransaction, planIds: readonly string[]): Promise<FormerRow[]> {
    return transaction.query<FormerRow>(
      `select f.id, f.scenario_id, f.scenario_version, f.total_cost_usd, f.catalog_version,
              f.engine_version, v.document, f.result->'costTotal' as "costTotal"
         from app.plan p
         join lateral (
           select * from app.plan
            where workspace_id = p.workspace_id and scenario_id = p.scenario_id and status = 'ready'
              and (created_at, id) < (p.created_at, p.id)
            order by scenario_version < p.scenario_version desc, created_at desc, id desc limit 1
         ) f on true
         join app.scenario_version v on v.scenario_id = f.scenario_id and v.version = f.scenario_version
        where p.workspace_id = $1 and p.id = any($2::uuid[])`,
      [planIds],
    );
  }

  /** Plans that wait or are being made, the oldest first. */
  working(transaction: TenantTransaction, limit: number): Promise<PlanSummaryRow[]> {
    return transaction.query<PlanSummaryRow>(
      `select ${SUMMARY} from app.plan
        where workspace_id = $1 and status in ('queued', 'running')
        order by created_at, id limit $2`,
      [limit],
    );
  }

  /** Of the scenarios, the newest plan where it failed. */
  failed(transaction: TenantTransaction, limit: number): Promise<PlanSummaryRow[]> {
    return transaction.query<PlanSummaryRow>(
      `select * from (
         select distinct on (scenario_id) ${SUMMARY} from app.plan
          where workspace_id = $1 order by scenario_id, created_at desc, id desc
       ) newest where status = 'failed' order by created_at desc, id desc limit $2`,
      [limit],
    );
  }

  async countScenarios(transaction: TenantTransaction): Promise<number> {
    const [row] = await transaction.query<{ count: string }>(
      `select count(*) from app.scenario where workspace_id = $1`,
    );
    return Number(row?.count ?? 0);
  }

  due(transaction: TenantTransaction, limit: number): Promise<DueRow[]> {
    return transaction.query<DueRow>(
      `select s.id, s.name, s.scenario_id, c.name as scenario_name, s.time_zone, s.next_run_at
         from app.report_schedule s join app.scenario c on c.id = s.scenario_id
        where s.workspace_id = $1 and s.enabled order by s.next_run_at, s.id limit $2`,
      [limit],
    );
  }

  /** The run whose mails went out last, and to how many. */
  async lastSent(transaction: TenantTransaction): Promise<SentRow | undefined> {
    const [row] = await transaction.query<SentRow>(
      `select d.id, d.schedule_id, s.name as schedule_name, d.sent_at,
              (select count(*) from app.report_delivery o
                where o.workspace_id = d.workspace_id and o.run_id = d.run_id and o.status = 'sent') as recipients
         from app.report_delivery d join app.report_schedule s on s.id = d.schedule_id
        where d.workspace_id = $1 and d.status = 'sent' order by d.sent_at desc, d.id limit 1`,
    );
    return row;
  }

  async countFailedMails(transaction: TenantTransaction, since: Date): Promise<number> {
    const [row] = await transaction.query<{ count: string }>(
      `select count(*) from app.report_delivery
        where workspace_id = $1 and status in ('failed', 'unknown') and created_at >= $2`,
      [since],
    );
    return Number(row?.count ?? 0);
  }
}
