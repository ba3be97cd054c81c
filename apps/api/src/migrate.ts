import { readEnv } from './config/env';
import { migrateDatabase } from './database/migrate-database';
import { runCommand } from './run-command';

runCommand(async () => {
  const env = readEnv();
  const { databaseUrl } = env;
  if (databaseUrl === undefined) throw new Error('DATABASE_URL is not set.');
  const ran = await migrateDatabase({ ...env, databaseUrl });
  process.stdout.write(
    ran.length === 0 ? 'The database is up to date.\n' : `Migrated: ${ran.join(', ')}.\n`,
  );
});
