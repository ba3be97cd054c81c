import { type FreshDatabase, freshDatabase } from '../testing/fresh-database';
import { RunStore } from './run-store';

describe('the table of runs', () => {
  let database: FreshDatabase;

  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  it('shows a workspace only its own runs', async () => {
    const store = new RunStore(database.dataSource, database.scope);
    const [mine, theirs] = [await database.newWorkspace(), await database.newWorkspace()];
    await database.scope.run(theirs, (transaction) =>
      store.add(transaction, { kind: 'plan.compute', key: 'p', payload: { planId: 'p' } }),
    );
    const seen = await database.scope.run(mine, (transaction) =>
      transaction.query(`select * from app.run where workspace_id = $1 or true`),
    );
    expect(seen).toEqual([]);
    expect(await database.dataSource.query(`select * from app.run`)).toEqual([]);
  });

  it('answers a claim with ids and nothing a tenant wrote', async () => {
    const columns: { name: string }[] = await database.owner.query(
      `select unnest(proargnames) as name from pg_proc where proname in ('claim_run', 'due_runs')`,
    );
    expect(new Set(columns.map(({ name }) => name))).toEqual(
      new Set([
        'p_kinds',
        'p_worker',
        'p_lease_ms',
        'p_overdue_ms',
        'p_limit',
        'id',
        'workspace_id',
        'kind',
        'payload',
        'attempt',
        'failures',
        'last_error',
      ]),
    );
  });

  it('serves claims to an owner who is no superuser, in spite of FORCE', async () => {
    const [{ forced } = { forced: false }] = await database.owner.query<{ forced: boolean }[]>(
      `select relforcerowsecurity as forced from pg_class where oid = 'app.run'::regclass`,
    );
    expect(forced).toBe(true);
    const policies: { policyname: string; roles: string }[] = await database.owner.query(
      `select policyname, roles::text from pg_policies where schemaname = 'app' and tablename = 'run'`,
    );
    const [{ owner } = { owner: '' }] = await database.owner.query<{ owner: string }[]>(
      `select current_user as owner`,
    );
    expect(policies).toContainEqual({ policyname: 'run_dispatch', roles: `{${owner}}` });
  });
});
