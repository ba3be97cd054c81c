import { type FreshDatabase, freshDatabase } from '../testing/fresh-database';
import type { Scoped } from '../tenancy/tenant';
import { credentialsOf } from './roles';
import { AUTH_SCHEMA, TENANT_SCHEMA } from './schemas';
import type { TenantTransaction } from './tenant-scope';
import { ScenarioRow } from '../scenarios/scenario-row';

/** Tables of the tenant schema that belong to no workspace, each with the reason. */
const GLOBAL_TABLES: Readonly<Record<string, string>> = {};

const SCENARIO = '00000000-0000-4000-8000-000000000001';

describe('the wall between workspaces in the database', () => {
  let database: FreshDatabase;
  let ours: Scoped;
  let theirs: Scoped;

  beforeAll(async () => {
    database = await freshDatabase([ScenarioRow]);
    ours = await database.newWorkspace();
    theirs = await database.newWorkspace();
    await database.scope.run(theirs, (transaction) => insertScenario(transaction, theirs));
  });
  afterAll(() => database.drop());

  function insertScenario(transaction: TenantTransaction, { workspaceId }: Scoped) {
    return transaction.query(
      `insert into app.scenario (id, workspace_id, name, version) values ($2, $3::uuid, 'theirs', 1)
       returning $1::text`,
      [SCENARIO, workspaceId],
    );
  }

  it('stands around every table of the tenant schema', async () => {
    const tables: { name: string; enabled: boolean; forced: boolean; policies: string[] }[] =
      await database.owner.query(
        `select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
                array(select coalesce(pg_get_expr(p.polqual, p.polrelid), '') || ' ' ||
                             coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '')
                        from pg_policy p where p.polrelid = c.oid and p.polroles = '{0}') as policies
           from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname = $1 and c.relkind in ('r', 'p', 'm', 'v', 'f')`,
        [TENANT_SCHEMA],
      );
    expect(tables.length).toBeGreaterThanOrEqual(4);
    for (const table of tables.filter(({ name }) => !(name in GLOBAL_TABLES))) {
      expect(table).toMatchObject({ enabled: true, forced: true });
      expect(table.policies).toHaveLength(1);
      // Once for what is seen and once for what is written.
      expect(table.policies[0]?.match(/workspace_id = .*current_setting/g)).not.toBeNull();
      expect(table.policies[0]?.split("current_setting('app.workspace_id'")).toHaveLength(3);
    }
  });

  it('has no other policy that the application role could profit from', async () => {
    const { role } = credentialsOf(database.appUrl);
    const rows = await database.owner.query(
      `select p.polname from pg_policy p, unnest(p.polroles) r where r = (select oid from pg_roles where rolname = $1)`,
      [role],
    );
    expect(rows).toEqual([]);
  });

  it('cannot be climbed by the roles the server runs as', async () => {
    for (const url of [database.appUrl, database.authUrl]) {
      const [role] = await database.owner.query(
        `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
                (select count(*)::int from pg_class where relowner = r.oid) as owned,
                (select count(*)::int from pg_auth_members where member = r.oid) as memberships,
                has_database_privilege(r.oid, current_database(), 'create') as may_create_schema,
                has_schema_privilege(r.oid, 'public', 'create') as may_create_in_public,
                has_schema_privilege(r.oid, '${TENANT_SCHEMA}', 'create') as may_create_in_tenant_schema
           from pg_roles r where rolname = $1`,
        [credentialsOf(url).role],
      );
      expect(role).toEqual({
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolreplication: false,
        owned: 0,
        memberships: 0,
        may_create_schema: false,
        may_create_in_public: false,
        may_create_in_tenant_schema: false,
      });
    }
  });

  it('keeps accounts from the application, and tenant data from sign-in', async () => {
    await expect(database.dataSource.query(`select 1 from ${AUTH_SCHEMA}."user"`)).rejects.toThrow(
      'permission denied',
    );
    const { role } = credentialsOf(database.authUrl);
    const [{ usage }] = await database.owner.query(
      `select has_schema_privilege($1, '${TENANT_SCHEMA}', 'usage') as usage`,
      [role],
    );
    expect(usage).toBe(false);
  });

  it('shows nothing outside a scope, also on a connection that had one', async () => {
    await database.scope.run(theirs, (transaction) =>
      transaction.query(`select $1::text, set_config('application_name', 'used', false)`),
    );
    for (let connection = 0; connection < 12; connection += 1) {
      expect(await database.dataSource.query('select id from app.scenario')).toEqual([]);
    }
  });

  it('hides rows of others from every statement', async () => {
    await database.scope.run(ours, async (transaction) => {
      const seen = await transaction.query('select $1::text, id from app.scenario');
      expect(seen).toEqual([]);
      const changed = await transaction.query(
        `update app.scenario set name = 'ours' where $1::text is not null returning id`,
      );
      expect(changed).toEqual([]);
      const deleted = await transaction.query(
        `delete from app.scenario where $1::text is not null returning id`,
      );
      expect(deleted).toEqual([]);
    });
  });

  it('refuses a row written for somebody else', async () => {
    await expect(
      database.scope.run(ours, (transaction) => insertScenario(transaction, theirs)),
    ).rejects.toThrow('row-level security');
  });

  it('refuses a repository that is asked about another workspace than its scope', async () => {
    await expect(
      database.scope.run(ours, async (transaction) =>
        transaction.repository(ScenarioRow).findOne({ ...theirs, id: SCENARIO }),
      ),
    ).rejects.toThrow('another workspace');
  });

  it('needs a workspace to open a scope', async () => {
    for (const workspaceId of ['', '*', 'undefined']) {
      await expect(database.scope.run({ workspaceId }, () => Promise.resolve(1))).rejects.toThrow(
        'needs a workspace',
      );
    }
  });

  it('refuses a statement that does not use its workspace', async () => {
    await expect(
      database.scope.run(ours, (transaction) => transaction.query('select 1')),
    ).rejects.toThrow();
  });

  it('lets nobody rewrite a version of a scenario', async () => {
    await expect(
      database.scope.run(theirs, (transaction) =>
        transaction.query(`update app.scenario_version set yaml = '' where workspace_id = $1`),
      ),
    ).rejects.toThrow('permission denied');
  });
});
