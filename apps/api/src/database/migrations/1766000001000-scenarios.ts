import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from '../tenant-table';

/** Scenarios as versioned documents: a row that moves, and versions that never change. */
export class Scenarios1766000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create schema app`);
    await runner.query(`
      create table app.scenario (
        id uuid primary key,
        workspace_id uuid not null references auth.organization (id) on delete cascade,
        name text not null,
        description text,
        version integer not null check (version > 0),
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        unique (workspace_id, id)
      )`);
    await runner.query(
      `create index scenario_by_update on app.scenario (workspace_id, updated_at desc, id desc)`,
    );
    await runner.query(`
      create table app.scenario_version (
        workspace_id uuid not null,
        scenario_id uuid not null,
        version integer not null check (version > 0),
        yaml text not null,
        document jsonb not null,
        created_at timestamptz(3) not null default now(),
        created_by text not null,
        created_by_name text not null,
        primary key (scenario_id, version),
        foreign key (workspace_id, scenario_id) references app.scenario (workspace_id, id) on delete cascade
      )`);
    await protectTenantTable(runner, 'scenario');
    await protectTenantTable(runner, 'scenario_version');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table app.scenario_version`);
    await runner.query(`drop table app.scenario`);
    await runner.query(`drop schema app`);
  }
}
