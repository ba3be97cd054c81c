import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Marks, in the transaction of a request itself, that it was carried out: true even when its answer was never stored. */
export class IdempotencyCarriedOut1766000200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `alter table app.idempotency_key add column carried_out boolean not null default false`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table app.idempotency_key drop column carried_out`);
  }
}
