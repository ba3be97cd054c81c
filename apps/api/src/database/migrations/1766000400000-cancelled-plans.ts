import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Plans that somebody took back before they were finished. */
export class CancelledPlans1766000400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table app.plan drop constraint plan_status_check,
        add constraint plan_status_check
          check (status in ('queued', 'running', 'ready', 'infeasible', 'failed', 'cancelled'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table app.plan drop constraint plan_status_check`);
    await runner.query(`
      update app.plan set status = 'failed', failure_code = 'plans/cancelled', failure_detail = 'Cancelled.'
        where status = 'cancelled'`);
    await runner.query(`
      alter table app.plan add constraint plan_status_check
        check (status in ('queued', 'running', 'ready', 'infeasible', 'failed'))`);
  }
}
