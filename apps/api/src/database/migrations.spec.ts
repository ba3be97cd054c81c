import { DataSource } from 'typeorm';
import { type FreshDatabase, freshDatabase } from '../testing/fresh-database';
import { ownerOptions } from './data-source';
import { migrateDatabase } from './migrate-database';
import { assertMigrated } from './assert-migrated';
import { MIGRATIONS } from './migrations';
import { quoted } from './rights';
import { credentialsOf, ensureRole } from './roles';
import { MIGRATIONS_TABLE } from './schemas';

describe('migrating', () => {
  let database: FreshDatabase;

  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  const migrate = () =>
    migrateDatabase({
      databaseUrl: database.ownerUrl,
      databaseAppUrl: database.appUrl,
      databaseAuthUrl: database.authUrl,
    });

  /** Columns, constraints, policies and functions: everything a migration of ours can make. */
  const schema = () =>
    database.owner.query(
      `select 'column' as kind, format('%s.%s.%s %s %s', table_schema, table_name, column_name, data_type, is_nullable) as what
         from information_schema.columns where table_schema in ('app', 'auth')
       union all select 'constraint', format('%s %s', conrelid::regclass, pg_get_constraintdef(oid))
         from pg_constraint where connamespace::regnamespace::text in ('app', 'auth')
       union all select 'index', indexdef from pg_indexes where schemaname in ('app', 'auth')
       union all select 'policy', format('%s %s %s', tablename, policyname, qual) from pg_policies
       union all select 'function', p.oid::regprocedure::text from pg_proc p
         where pronamespace::regnamespace::text = 'app'
       order by 1, 2`,
    );

  it('has nothing to do the second time', async () => {
    expect(await migrate()).toEqual([]);
  });

  it('can be gone back on step by step, and made again the same', async () => {
    const before = await schema();
    expect(before.length).toBeGreaterThan(100);
    const owner = await new DataSource(ownerOptions(database.ownerUrl)).initialize();
    for (let step = 0; step < MIGRATIONS.length; step += 1) await owner.undoLastMigration();
    await owner.destroy();
    expect(await schema()).toEqual([]);
    expect(await migrate()).toHaveLength(MIGRATIONS.length);
    expect(await schema()).toEqual(before);
  });

  it('may be done by several at once', async () => {
    await expect(Promise.all([migrate(), migrate(), migrate()])).resolves.toEqual([[], [], []]);
  });

  it('has to be done before the server starts', async () => {
    await expect(assertMigrated(database.dataSource)).resolves.toBeUndefined();
    const [last] = await database.owner.query(
      `delete from ${MIGRATIONS_TABLE} where id = (select max(id) from ${MIGRATIONS_TABLE})
       returning timestamp, name`,
    );
    await expect(assertMigrated(database.dataSource)).rejects.toThrow('lacks 1 of');
    await database.owner.query(
      `insert into ${MIGRATIONS_TABLE} (timestamp, name) values ($1, $2)`,
      [last[0].timestamp, last[0].name],
    );
  });

  it('sets the password of a role to the one in its address', async () => {
    const url = new URL(database.appUrl);
    url.password = encodeURIComponent(`it's "new" %s`);
    await ensureRole(database.owner, url.href);
    const again = new DataSource({ type: 'postgres', url: url.href });
    await again.initialize();
    expect(again.isInitialized).toBe(true);
    await again.destroy();
    await ensureRole(database.owner, database.appUrl);
  });

  it('refuses a role that could see past its workspace', async () => {
    const mistaken = new URL(database.ownerUrl);
    mistaken.password = 'not-its-password';
    await expect(ensureRole(database.owner, mistaken.href)).rejects.toThrow('owns tables');
    const again = await new DataSource(ownerOptions(database.ownerUrl)).initialize();
    await again.destroy();
    const { role } = credentialsOf(database.appUrl);
    await database.owner.query(`alter role ${quoted(role)} bypassrls`);
    await expect(ensureRole(database.owner, database.appUrl)).rejects.toThrow(
      'can bypass row-level security',
    );
    await database.owner.query(`alter role ${quoted(role)} nobypassrls`);
  });
});
