import type { QueryRunner } from 'typeorm';
import { TENANT_SCHEMA } from './schemas';

/**
 * Confines a table of the tenant schema to the workspace named by `app.workspace_id` of the transaction.
 * `nullif`: a pooled connection keeps the setting as an empty string after its transaction, which must read as "no workspace".
 */
export async function protectTenantTable(runner: QueryRunner, table: string): Promise<void> {
  const name = `${TENANT_SCHEMA}."${table}"`;
  const own = `workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid`;
  await runner.query(`alter table ${name} enable row level security`);
  await runner.query(`alter table ${name} force row level security`);
  await runner.query(
    `create policy tenant_isolation on ${name} using (${own}) with check (${own})`,
  );
}
