import { Injectable } from '@nestjs/common';
import type {
  Plan,
  PlanResponse,
  PlanStatus,
  PlanSummary,
  ServingCalibration,
} from '@headroom/models';
import type { TenantTransaction } from '../database/tenant-scope';
import type { TimeCursor } from '../http/cursor';

/** PostgreSQL channel on which a plan's change of status is announced; the message is the plan's id. */
export const PLAN_CHANNEL = 'headroom_plan';

export interface NewPlan {
  readonly id: string;
  readonly scenarioId: string;
  readonly scenarioVersion: number;
  readonly scenarioName: string;
  readonly seed: number;
  /** Day planned from, `YYYY-MM-DD`. */
  readonly plannedFor: string;
  readonly catalogVersion: string;
  readonly requestedBy: string;
}

export interface PlanSummaryRow {
  id: string;
  scenario_id: string;
  scenario_name: string;
  scenario_version: number;
  status: PlanStatus;
  created_at: Date;
  finished_at: Date | null;
  total_cost_usd: number | null;
  chips: string | null;
  failure_code: string | null;
  failure_detail: string | null;
}

/** What a worker needs to compute a plan. */
export interface PlanTask {
  readonly scenarioId: string;
  readonly scenarioVersion: number;
  readonly seed: number;
  readonly plannedFor: string;
  /** The workspace's active one as the plan starts. */
  readonly calibration: ServingCalibration | null;
}

const SUMMARY = `id, scenario_id, scenario_name, scenario_version, status, created_at, finished_at,
  total_cost_usd, chips, failure_code, failure_detail`;

@Injectable()
export class PlansRepository {
  async insert(transaction: TenantTransaction, plan: NewPlan): Promise<PlanSummaryRow> {
    const [row] = await transaction.query<PlanSummaryRow>(
      `insert into app.plan (workspace_id, id, scenario_id, scenario_version, scenario_name, status,
                             seed, planned_for, catalog_version, requested_by)
       values ($1, $2, $3, $4, $5, 'queued', $6, $7, $8, $9) returning ${SUMMARY}`,
      [
        plan.id,
        plan.scenarioId,
        plan.scenarioVersion,
        plan.scenarioName,
        plan.seed,
        plan.plannedFor,
        plan.catalogVersion,
        plan.requestedBy,
      ],
    );
    if (row === undefined) throw new Error('PostgreSQL inserted a plan without saying so.');
    return row;
  }

  list(
    transaction: TenantTransaction,
    scenarioId: string | null,
    after: TimeCursor | null,
    limit: number,
  ): Promise<PlanSummaryRow[]> {
    return transaction.query<PlanSummaryRow>(
      `select ${SUMMARY} from app.plan
        where workspace_id = $1 and ($2::uuid is null or scenario_id = $2)
          and ($3::timestamptz is null or (created_at, id) < ($3::timestamptz, $4::uuid))
        order by created_at desc, id desc limit $5`,
      [scenarioId, after?.at ?? null, after?.id ?? null, limit],
    );
  }

  async summary(transaction: TenantTransaction, id: string): Promise<PlanSummaryRow | undefined> {
    const [row] = await transaction.query<PlanSummaryRow>(
      `select ${SUMMARY} from app.plan where workspace_id = $1 and id = $2`,
      [id],
    );
    return row;
  }

  async withResult(
    transaction: TenantTransaction,
    id: string,
  ): Promise<(PlanSummaryRow & { result: Plan | null }) | undefined> {
    const [row] = await transaction.query<PlanSummaryRow & { result: Plan | null }>(
      `select ${SUMMARY}, result from app.plan where workspace_id = $1 and id = $2`,
      [id],
    );
    return row;
  }

  /** Plans of the workspace that wait or are being made. */
  async countWaiting(transaction: TenantTransaction): Promise<number> {
    const [row] = await transaction.query<{ waiting: string }>(
      `select count(*) as waiting from app.plan
        where workspace_id = $1 and status in ('queued', 'running')`,
    );
    return Number(row?.waiting ?? 0);
  }

  /** The newest plan of a scenario that has an answer, `ready` or `infeasible`. */
  async latestAnswered(
    transaction: TenantTransaction,
    scenarioId: string,
  ): Promise<(PlanSummaryRow & { result: Plan }) | undefined> {
    const [row] = await transaction.query<PlanSummaryRow & { result: Plan }>(
      `select ${SUMMARY}, result from app.plan
        where workspace_id = $1 and scenario_id = $2 and result is not null
        order by created_at desc, id desc limit 1`,
      [scenarioId],
    );
    return row;
  }

  /** Marks a plan running; `undefined` when it has been answered already or is gone. */
  async start(transaction: TenantTransaction, id: string): Promise<PlanTask | undefined> {
    const [row] = await transaction.query<{
      scenario_id: string;
      scenario_version: number;
      seed: string;
      planned_for: string;
    }>(
      `update app.plan set status = 'running', started_at = now()
        where workspace_id = $1 and id = $2 and status in ('queued', 'running')
        returning scenario_id, scenario_version, seed, planned_for::text`,
      [id],
    );
    if (row === undefined) return undefined;
    await this.announce(transaction, id);
    return {
      calibration: await this.ownRuns(transaction),
      scenarioId: row.scenario_id,
      scenarioVersion: row.scenario_version,
      seed: Number(row.seed),
      plannedFor: row.planned_for,
    };
  }

  /** Own runs the workspace corrects serving speeds by; `null` without any. */
  async ownRuns(transaction: TenantTransaction): Promise<ServingCalibration | null> {
    const [own] = await transaction.query<{ document: ServingCalibration }>(
      `select document from app.serving_calibration where workspace_id = $1 and active`,
    );
    return own?.document ?? null;
  }

  /** Stores the answer of a running plan; does nothing when it has one. */
  async finish(transaction: TenantTransaction, id: string, plan: Plan): Promise<void> {
    const isPlanned = plan.status === 'planned';
    await transaction.query(
      `update app.plan set status = $3, finished_at = now(), result = $4, engine_version = $5,
              catalog_version = $6, total_cost_usd = $7, chips = $8
        where workspace_id = $1 and id = $2 and status = 'running'`,
      [
        id,
        isPlanned ? 'ready' : 'infeasible',
        JSON.stringify(plan),
        plan.engineVersion,
        plan.catalogVersion,
        isPlanned ? plan.summary.totalCostUsd : null,
        isPlanned ? plan.summary.chips : null,
      ],
    );
    await this.announce(transaction, id);
  }

  async fail(
    transaction: TenantTransaction,
    id: string,
    failure: { code: string; detail: string },
  ): Promise<void> {
    await transaction.query(
      `update app.plan set status = 'failed', finished_at = now(), failure_code = $3, failure_detail = $4
        where workspace_id = $1 and id = $2 and status in ('queued', 'running')`,
      [id, failure.code, failure.detail],
    );
    await this.announce(transaction, id);
  }

  /** Takes back a plan that waits or is being made; does nothing to one that has ended. */
  async cancel(transaction: TenantTransaction, id: string): Promise<void> {
    await transaction.query(
      `update app.plan set status = 'cancelled', finished_at = now()
        where workspace_id = $1 and id = $2 and status in ('queued', 'running')`,
      [id],
    );
    await this.announce(transaction, id);
  }

  private async announce(transaction: TenantTransaction, id: string): Promise<void> {
    await transaction.query(
      `select pg_notify('${PLAN_CHANNEL}', id::text) from app.plan where workspace_id = $1 and id = $2`,
      [id],
    );
  }
}

/** What lists show of a plan. */
export function toPlanSummary(row: PlanSummaryRow): PlanSummary {
  return {
    id: row.id,
    scenarioId: row.scenario_id,
    scenarioName: row.scenario_name,
    version: row.scenario_version,
    status: row.status,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    totalCostUsd: row.total_cost_usd,
    chips: row.chips === null ? null : Number(row.chips),
    failure:
      row.failure_code === null
        ? null
        : { code: row.failure_code, detail: row.failure_detail ?? '' },
  };
}

/** A plan with its result, `null` until there is one. */
export function toPlanResponse(row: PlanSummaryRow & { result: Plan | null }): PlanResponse {
  return { ...toPlanSummary(row), plan: row.result };
}
