import type { DataSource } from 'typeorm';
import { MIGRATIONS } from './migrations';
import { MIGRATIONS_TABLE } from './schemas';

/** @throws when a migration this build was made with has not run; newer ones do not matter. */
export async function assertMigrated(dataSource: DataSource): Promise<void> {
  const [table] = await dataSource.query<{ is_there: boolean }[]>(
    `select coalesce(has_table_privilege(to_regclass($1)::oid, 'select'), false) as is_there`,
    [MIGRATIONS_TABLE],
  );
  const ran =
    table?.is_there === true
      ? await dataSource.query<{ name: string }[]>(`select name from ${MIGRATIONS_TABLE}`)
      : [];
  const names = new Set(ran.map(({ name }) => name));
  const missing = MIGRATIONS.filter(({ name }) => !names.has(name));
  if (missing.length > 0) {
    throw new Error(
      `The database lacks ${missing.length} of ${MIGRATIONS.length} migrations. Run migrate first.`,
    );
  }
}
