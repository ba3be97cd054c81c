import { Injectable } from '@nestjs/common';
import type {
  PlanStatus,
  ScenarioDocument,
  ScenarioSummary,
  ScenarioVersionSummary,
} from '@headroom/models';
import type { TenantTransaction } from '../database/tenant-scope';
import type { TimeCursor } from '../http/cursor';
import { type Tenant, actorId } from '../tenancy/tenant';
import { ScenarioRow, ScenarioVersionRow } from './scenario-row';

/** A scenario with the newest plan of any of its versions. */
export interface ScenarioListRow {
  id: string;
  name: string;
  description: string | null;
  version: number;
  created_at: Date;
  updated_at: Date;
  plan_id: string | null;
  plan_status: PlanStatus | null;
  plan_version: number | null;
  plan_cost: number | null;
  plan_chips: string | null;
  plan_created_at: Date | null;
}

/** What one state of a scenario is made of. */
export interface ScenarioText {
  readonly yaml: string;
  readonly document: ScenarioDocument;
}

/** `plan` is joined here, read-only, so that a page of scenarios is one query. */
const SELECT_WITH_LATEST_PLAN = `
  select s.id, s.name, s.description, s.version, s.created_at, s.updated_at,
         p.id as plan_id, p.status as plan_status, p.scenario_version as plan_version,
         p.total_cost_usd as plan_cost, p.chips as plan_chips, p.created_at as plan_created_at
    from app.scenario s
    left join lateral (
      select * from app.plan where workspace_id = s.workspace_id and scenario_id = s.id
       order by created_at desc, id desc limit 1
    ) p on true
   where s.workspace_id = $1`;

@Injectable()
export class ScenariosRepository {
  list(
    transaction: TenantTransaction,
    after: TimeCursor | null,
    limit: number,
  ): Promise<ScenarioListRow[]> {
    return transaction.query<ScenarioListRow>(
      `${SELECT_WITH_LATEST_PLAN}
         and ($2::timestamptz is null or (s.updated_at, s.id) < ($2::timestamptz, $3::uuid))
       order by s.updated_at desc, s.id desc limit $4`,
      [after?.at ?? null, after?.id ?? null, limit],
    );
  }

  async withLatestPlan(
    transaction: TenantTransaction,
    id: string,
  ): Promise<ScenarioListRow | undefined> {
    const [row] = await transaction.query<ScenarioListRow>(
      `${SELECT_WITH_LATEST_PLAN} and s.id = $2`,
      [id],
    );
    return row;
  }

  /** The version a scenario is at, held until the transaction ends so that nobody else moves it on. */
  async lockedVersion(transaction: TenantTransaction, id: string): Promise<number | undefined> {
    const [row] = await transaction.query<{ version: number }>(
      `select version from app.scenario where workspace_id = $1 and id = $2 for update`,
      [id],
    );
    return row?.version;
  }

  version(
    transaction: TenantTransaction,
    scenarioId: string,
    version: number,
  ): Promise<ScenarioVersionRow | null> {
    const { workspaceId } = transaction.tenant;
    return transaction.repository(ScenarioVersionRow).findOne({ workspaceId, scenarioId, version });
  }

  versions(
    transaction: TenantTransaction,
    scenarioId: string,
    before: number | null,
    limit: number,
  ): Promise<(Omit<ScenarioVersionSummary, 'createdAt'> & { createdAt: Date })[]> {
    return transaction.query(
      `select version, created_at as "createdAt", created_by_name as "createdBy"
         from app.scenario_version
        where workspace_id = $1 and scenario_id = $2 and ($3::int is null or version < $3)
        order by version desc limit $4`,
      [scenarioId, before, limit],
    );
  }

  async insert(
    transaction: TenantTransaction,
    tenant: Tenant,
    id: string,
    text: ScenarioText,
  ): Promise<void> {
    const { workspaceId } = tenant;
    const now = new Date();
    await transaction.repository(ScenarioRow).insert({
      workspaceId,
      id,
      version: 1,
      name: text.document.name,
      description: text.document.description ?? null,
      createdAt: now,
      updatedAt: now,
    });
    await this.insertVersion(transaction, tenant, { scenarioId: id, version: 1, ...text });
  }

  async moveTo(
    transaction: TenantTransaction,
    tenant: Tenant,
    next: ScenarioText & { scenarioId: string; version: number },
  ): Promise<void> {
    const { workspaceId } = tenant;
    await this.insertVersion(transaction, tenant, next);
    await transaction.repository(ScenarioRow).update(
      { workspaceId, id: next.scenarioId },
      {
        version: next.version,
        name: next.document.name,
        description: next.document.description ?? null,
        updatedAt: new Date(),
      },
    );
  }

  /** False when there was none. */
  async delete(transaction: TenantTransaction, id: string): Promise<boolean> {
    const { workspaceId } = transaction.tenant;
    return (await transaction.repository(ScenarioRow).delete({ workspaceId, id })) === 1;
  }

  private async insertVersion(
    transaction: TenantTransaction,
    tenant: Tenant,
    next: ScenarioText & { scenarioId: string; version: number },
  ): Promise<void> {
    await transaction.query(
      `insert into app.scenario_version
         (workspace_id, scenario_id, version, yaml, document, created_by, created_by_name)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        next.scenarioId,
        next.version,
        next.yaml,
        JSON.stringify(next.document),
        actorId(tenant),
        tenant.actor.name,
      ],
    );
  }
}

/** The summary a list shows of a row. */
export function toScenarioSummary(row: ScenarioListRow): ScenarioSummary {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    version: row.version,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    latestPlan:
      row.plan_id === null ||
      row.plan_status === null ||
      row.plan_version === null ||
      row.plan_created_at === null
        ? null
        : {
            id: row.plan_id,
            status: row.plan_status,
            version: row.plan_version,
            totalCostUsd: row.plan_cost,
            chips: row.plan_chips === null ? null : Number(row.plan_chips),
            createdAt: row.plan_created_at.toISOString(),
          },
  };
}
