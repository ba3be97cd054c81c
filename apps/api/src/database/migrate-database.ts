import { DataSource } from 'typeorm';
import type { Env } from '../config/env';
import { ownerOptions } from './data-source';
import { grantRights } from './rights';
import { ensureRole } from './roles';

/** Any constant: it only has to be the same for all who migrate this database. */
const MIGRATION_LOCK = 4_600_001;

type MigrationEnv = Pick<Env, 'databaseAppUrl' | 'databaseAuthUrl'> & { databaseUrl: string };

/**
 * Brings the database to the newest schema: roles, migrations, rights. May be run again and by several at once.
 * @returns names of the migrations that ran.
 */
export async function migrateDatabase(env: MigrationEnv): Promise<string[]> {
  const dataSource = await new DataSource(ownerOptions(env.databaseUrl)).initialize();
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query(`select pg_advisory_lock($1)`, [MIGRATION_LOCK]);
    const appRole = await ensureRole(dataSource, env.databaseAppUrl);
    const authRole = await ensureRole(dataSource, env.databaseAuthUrl);
    const ran = await dataSource.runMigrations();
    await grantRights(dataSource, { appRole, authRole });
    return ran.map((migration) => migration.name);
  } finally {
    await lock.release();
    await dataSource.destroy();
  }
}
