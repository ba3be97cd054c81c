import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from '../tenant-table';

/** Own runs of a workspace as factors on serving speeds; plans use the active one. */
export class ServingCalibrations1766000300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.serving_calibration (
        id uuid primary key,
        workspace_id uuid not null references auth.organization (id) on delete cascade,
        name text not null,
        document jsonb not null,
        active boolean not null default false,
        created_at timestamptz(3) not null default now(),
        created_by_name text not null
      )`);
    await runner.query(
      `create unique index serving_calibration_active on app.serving_calibration (workspace_id) where active`,
    );
    await runner.query(
      `create index serving_calibration_by_time on app.serving_calibration (workspace_id, created_at desc)`,
    );
    await protectTenantTable(runner, 'serving_calibration');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table app.serving_calibration`);
  }
}
