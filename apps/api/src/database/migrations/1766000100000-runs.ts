import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from '../tenant-table';

/**
 * Jobs. A run is written in the transaction that wants the work done, so neither exists without the other.
 * Workers serve all workspaces: what they need to see across them goes through two functions of the owner
 * that answer nothing but the claim itself.
 */
export class Runs1766000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
    await runner.query(`create unique index run_key on app.run (workspace_id, kind, natural_key)`);
    await runner.query(
      `create index run_open on app.run (workspace_id, claimable_at, id) where claimable_at is not null`,
    );
    await runner.query(
      `create index run_due on app.run (claimable_at) where claimable_at is not null`,
    );
    await runner.query(
      `create index run_served on app.run (workspace_id, claimed_at desc) where claimed_at is not null`,
    );
    await protectTenantTable(runner, 'run');
    // FORCE binds the owner too, who sets no workspace: without this the functions below would find nothing.
    await runner.query(
      `create policy run_dispatch on app.run to current_user using (true) with check (true)`,
    );
    for (const [signature, body] of FUNCTIONS) {
      await runner.query(`create function ${signature} ${body}`);
    }
    await runner.query(`revoke all on all functions in schema app from public`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function app.due_runs(integer, integer)`);
    await runner.query(`drop function app.claim_run(text[], text, integer)`);
    await runner.query(`drop table app.run`);
  }
}

const TABLE = `
  create table app.run (
    id uuid primary key default gen_random_uuid(),
    workspace_id uuid not null references auth.organization (id) on delete cascade,
    kind text not null,
    natural_key text not null,
    payload jsonb not null,
    state text not null default 'queued' check (state in ('queued', 'running', 'done', 'dead')),
    run_at timestamptz not null default now(),
    attempt integer not null default 0,
    failures integer not null default 0,
    lease_until timestamptz,
    heartbeat_at timestamptz,
    claimed_at timestamptz,
    worker text,
    error text,
    created_at timestamptz not null default now(),
    finished_at timestamptz,
    -- A run whose lease has ended is due again, whoever held it.
    claimable_at timestamptz generated always as
      (case state when 'queued' then run_at when 'running' then lease_until end) stored,
    check ((state = 'running') = (lease_until is not null)),
    check ((state in ('done', 'dead')) = (finished_at is not null))
  )`;

/**
 * Claims at most one run. The workspace with the fewest runs in hand goes first, among equals the one that was
 * served longest ago, so that a workspace that queued a thousand delays the one that queued a single run by one run. \`waiting\` steps through the index
 * from workspace to workspace, so the cost follows the number of workspaces with open runs, not the number of runs.
 */
const CLAIM = `
  returns table (id uuid, workspace_id uuid, kind text, payload jsonb, attempt integer, failures integer, last_error text)
  language sql volatile security definer set search_path = pg_catalog, pg_temp
  as $$
    with recursive waiting (workspace_id) as (
      (select r.workspace_id from app.run r where r.claimable_at is not null order by r.workspace_id limit 1)
      union all
      select (select r.workspace_id from app.run r
               where r.claimable_at is not null and r.workspace_id > w.workspace_id
               order by r.workspace_id limit 1)
        from waiting w where w.workspace_id is not null
    ),
    candidate as (
      select due.id, due.claimable_at, in_hand.runs + due.turn as place, served.last
        from waiting w
       cross join lateral (
         select count(*) as runs from app.run r
          where r.workspace_id = w.workspace_id and r.state = 'running' and r.claimable_at > now()
       ) in_hand
       cross join lateral (
         select (select r.claimed_at from app.run r
                  where r.workspace_id = w.workspace_id and r.claimed_at is not null
                  order by r.claimed_at desc limit 1) as last
       ) served
       cross join lateral (
         select next.id, next.claimable_at, row_number() over (order by next.claimable_at, next.id) as turn
           from (select r.id, r.claimable_at from app.run r
                  where r.workspace_id = w.workspace_id and r.claimable_at <= now() and r.kind = any (p_kinds)
                  order by r.claimable_at, r.id limit 8) next
       ) due
       where w.workspace_id is not null
       order by place, served.last nulls first, due.claimable_at
       limit 64
    ),
    chosen as (
      select r.id from app.run r join candidate c on c.id = r.id
       where r.claimable_at <= now()
       order by c.place, c.last nulls first, c.claimable_at
       limit 1
       for update of r skip locked
    )
    update app.run r
       set state = 'running',
           attempt = r.attempt + 1,
           failures = r.failures + case r.state when 'running' then 1 else 0 end,
           error = case r.state when 'running' then 'The worker that had the run stopped answering.' else r.error end,
           lease_until = now() + p_lease_ms * interval '1 millisecond',
           heartbeat_at = now(),
           claimed_at = now(),
           worker = p_worker
      from chosen
     where r.id = chosen.id
    returning r.id, r.workspace_id, r.kind, r.payload, r.attempt, r.failures, r.error
  $$`;

const DUE = `
  returns table (id uuid, kind text, attempt integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select r.id, r.kind, r.attempt from app.run r
     where r.claimable_at <= now() - p_overdue_ms * interval '1 millisecond'
     order by r.claimable_at
     limit p_limit
  $$`;

const FUNCTIONS = [
  ['app.claim_run(p_kinds text[], p_worker text, p_lease_ms integer)', CLAIM],
  ['app.due_runs(p_overdue_ms integer, p_limit integer)', DUE],
] as const;
