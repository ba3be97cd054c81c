import { randomUUID } from 'node:crypto';
import type { Scoped } from '../tenancy/tenant';
import { aPlan } from './a-plan';
import type { FreshDatabase } from './fresh-database';

export interface ScheduleWish {
  readonly recipients?: readonly string[];
  readonly cron?: string;
  /** When it is due; a minute ago when absent. */
  readonly nextRunAt?: Date;
  readonly isPlanned?: boolean;
}

export interface DueReport extends Scoped {
  readonly scheduleId: string;
  readonly scenarioId: string;
}

/** A planned scenario of a new workspace and a yearly report about it that is due. */
export async function aDueReport(
  { owner, newWorkspace }: FreshDatabase,
  wish: ScheduleWish = {},
): Promise<DueReport> {
  const { workspaceId } = await newWorkspace();
  const scenarioId = randomUUID();
  await owner.query(
    `insert into app.scenario (id, workspace_id, name, version) values ($1, $2, 'Łódź 昇腾', 1)`,
    [scenarioId, workspaceId],
  );
  await owner.query(
    `insert into app.scenario_version (workspace_id, scenario_id, version, yaml, document, created_by, created_by_name)
     values ($1, $2, 1, 'headroom: 1', '{"name": "Łódź 昇腾"}', 'user:test', 'Test')`,
    [workspaceId, scenarioId],
  );
  if (wish.isPlanned ?? true) {
    await owner.query(
      `insert into app.plan (id, workspace_id, scenario_id, scenario_version, scenario_name, status, seed,
                             planned_for, catalog_version, requested_by, finished_at, result)
       values ($1, $2, $3, 1, 'Łódź 昇腾', 'ready', 1, '2026-01-01', '0', 'user:test', now(), $4)`,
      [randomUUID(), workspaceId, scenarioId, JSON.stringify(aPlan({ scenarioName: 'Łódź 昇腾' }))],
    );
  }
  const [schedule] = await owner.query<{ id: string }[]>(
    `insert into app.report_schedule (workspace_id, scenario_id, name, cron, time_zone, recipients, locale,
                                      currency, enabled, next_run_at, created_by)
     values ($1, $2, 'Yearly', $3, 'UTC', $4, 'en', 'USD', true, $5, 'user:test') returning id`,
    [
      workspaceId,
      scenarioId,
      wish.cron ?? '0 0 1 1 *',
      wish.recipients ?? ['a@example.com'],
      wish.nextRunAt ?? new Date(Date.now() - 60_000),
    ],
  );
  if (schedule === undefined) throw new Error('No schedule was inserted.');
  return { workspaceId, scenarioId, scheduleId: schedule.id };
}
