import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from '../tenant-table';

/**
 * Scheduled reports: the rhythm, what was told at each due time, and one delivery for each recipient of it.
 * The unique keys are what makes a repeat harmless: one run a due time, one delivery a recipient of a run.
 */
export class Reports1766000101000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SCHEDULE);
    await runner.query(
      `create index report_schedule_by_creation on app.report_schedule (workspace_id, created_at desc, id desc)`,
    );
    await runner.query(
      `create index report_schedule_due on app.report_schedule (next_run_at) where next_run_at is not null`,
    );
    await runner.query(RUN);
    await runner.query(
      `create unique index report_run_due on app.report_run (schedule_id, due_at) where trigger = 'schedule'`,
    );
    await runner.query(DELIVERY);
    await runner.query(
      `create index report_delivery_by_creation on app.report_delivery (workspace_id, created_at desc, id desc)`,
    );
    await runner.query(
      `create index report_delivery_of_schedule on app.report_delivery (schedule_id, created_at desc)`,
    );
    for (const table of ['report_schedule', 'report_run', 'report_delivery']) {
      await protectTenantTable(runner, table);
    }
    // As for runs: the owner's function below looks across workspaces, FORCE would hide everything from it.
    await runner.query(
      `create policy report_schedule_dispatch on app.report_schedule for select to current_user using (true)`,
    );
    await runner.query(DUE);
    await runner.query(`revoke all on function app.due_report_schedules(integer) from public`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function app.due_report_schedules(integer)`);
    await runner.query(`drop table app.report_delivery`);
    await runner.query(`drop table app.report_run`);
    await runner.query(`drop table app.report_schedule`);
  }
}

const SCHEDULE = `
  create table app.report_schedule (
    id uuid primary key default gen_random_uuid(),
    workspace_id uuid not null,
    scenario_id uuid not null,
    name text not null,
    cron text not null,
    time_zone text not null,
    recipients text[] not null check (cardinality(recipients) > 0),
    locale text not null,
    currency text not null,
    enabled boolean not null,
    next_run_at timestamptz(3),
    last_run_at timestamptz(3),
    created_by text not null,
    created_at timestamptz(3) not null default now(),
    unique (workspace_id, id),
    foreign key (workspace_id, scenario_id) references app.scenario (workspace_id, id) on delete cascade,
    check (enabled = (next_run_at is not null))
  )`;

/** \`snapshot\` is all a mail is made of, so that text, HTML and PDF agree whenever and wherever they are made. */
const RUN = `
  create table app.report_run (
    id uuid primary key,
    workspace_id uuid not null,
    schedule_id uuid not null,
    trigger text not null check (trigger in ('schedule', 'request')),
    due_at timestamptz(3) not null,
    requested_plan_id uuid,
    snapshot jsonb,
    created_at timestamptz(3) not null default now(),
    unique (workspace_id, id),
    foreign key (workspace_id, schedule_id) references app.report_schedule (workspace_id, id) on delete cascade
  )`;

/** \`closing_at\`: from this moment the mail server may have accepted the mail; see docs/decisions on mail. */
const DELIVERY = `
  create table app.report_delivery (
    id uuid primary key,
    workspace_id uuid not null,
    run_id uuid not null,
    schedule_id uuid not null,
    recipient text not null,
    message_id text not null unique,
    status text not null default 'pending' check (status in ('pending', 'sending', 'sent', 'failed', 'unknown')),
    attempts integer not null default 0,
    closing_at timestamptz(3),
    sent_at timestamptz(3),
    answer text,
    created_at timestamptz(3) not null default now(),
    unique (workspace_id, id),
    unique (run_id, recipient),
    foreign key (workspace_id, run_id) references app.report_run (workspace_id, id) on delete cascade,
    check ((status = 'sent') = (sent_at is not null))
  )`;

const DUE = `
  create function app.due_report_schedules(p_limit integer)
  returns table (id uuid, workspace_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select s.id, s.workspace_id from app.report_schedule s
     where s.next_run_at <= now()
     order by s.next_run_at
     limit p_limit
  $$`;
