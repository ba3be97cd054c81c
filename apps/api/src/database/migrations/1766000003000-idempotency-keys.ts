import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from '../tenant-table';

/** Answers to requests that carried an Idempotency-Key, so that a repeat does nothing twice. */
export class IdempotencyKeys1766000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.idempotency_key (
        workspace_id uuid not null references auth.organization (id) on delete cascade,
        actor text not null,
        key text not null,
        request_hash text not null,
        created_at timestamptz not null default now(),
        status integer,
        location text,
        etag text,
        body json,
        primary key (workspace_id, actor, key)
      )`);
    await runner.query(`create index idempotency_key_age on app.idempotency_key (created_at)`);
    await protectTenantTable(runner, 'idempotency_key');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table app.idempotency_key`);
  }
}
