import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Runs that ended long ago are forgotten, in all workspaces; a third function of the owner, which answers a number only. */
export class PruneRuns1766000103000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index run_ended on app.run (finished_at) where finished_at is not null`,
    );
    await runner.query(`
      create function app.prune_runs(p_days integer, p_limit integer)
      returns bigint
      language sql volatile security definer set search_path = pg_catalog, pg_temp
      as $$
        with old as (
          select r.id from app.run r
           where r.finished_at < now() - p_days * interval '1 day'
           order by r.finished_at limit p_limit
           for update skip locked
        ),
        gone as (delete from app.run r using old where r.id = old.id returning 1)
        select count(*) from gone
      $$`);
    await runner.query(`revoke all on function app.prune_runs(integer, integer) from public`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function app.prune_runs(integer, integer)`);
    await runner.query(`drop index app.run_ended`);
  }
}
