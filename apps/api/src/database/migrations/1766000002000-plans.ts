import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from '../tenant-table';

/** Plans: what was asked, by which versions of everything it was answered, and the answer. */
export class Plans1766000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.plan (
        id uuid primary key,
        workspace_id uuid not null,
        scenario_id uuid not null,
        scenario_version integer not null,
        scenario_name text not null,
        status text not null check (status in ('queued', 'running', 'ready', 'infeasible', 'failed')),
        seed bigint not null,
        planned_for date not null,
        catalog_version text not null,
        engine_version text,
        requested_by text not null,
        created_at timestamptz(3) not null default now(),
        started_at timestamptz(3),
        finished_at timestamptz(3),
        total_cost_usd double precision,
        chips bigint,
        result jsonb,
        failure_code text,
        failure_detail text,
        unique (workspace_id, id),
        foreign key (workspace_id, scenario_id) references app.scenario (workspace_id, id) on delete cascade,
        foreign key (scenario_id, scenario_version) references app.scenario_version (scenario_id, version) on delete cascade,
        check ((status in ('ready', 'infeasible')) = (result is not null)),
        check ((status = 'failed') = (failure_code is not null))
      )`);
    await runner.query(
      `create index plan_by_creation on app.plan (workspace_id, created_at desc, id desc)`,
    );
    await runner.query(
      `create index plan_of_scenario on app.plan (scenario_id, created_at desc, id desc)`,
    );
    await protectTenantTable(runner, 'plan');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table app.plan`);
  }
}
