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

  it('serves workspaces in turn, though one had all its runs there first', async () => {
    const store = new RunStore(database.dataSource, database.scope);
    const [eager, modest] = [await database.newWorkspace(), await database.newWorkspace()];
    const add = (key: string, workspace: typeof eager) =>
      database.scope.run(workspace, (transaction) =>
        store.add(transaction, { kind: 'mail.deliver', key, payload: { deliveryId: key } }),
      );
    for (const key of ['e1', 'e2', 'e3', 'e4']) await add(key, eager);
    for (const key of ['m1', 'm2']) await add(key, modest);
    const served: unknown[] = [];
    for (;;) {
      const run = await store.claim(['mail.deliver'], 'w', 60_000);
      if (run === null) break;
      served.push(run.payload.deliveryId);
      // Finished before the next is claimed: nothing in hand tells the two workspaces apart.
      await store.finish(run);
    }
    expect(served).toEqual(['e1', 'm1', 'e2', 'm2', 'e3', 'e4']);
  });

  it('forgets what ended long ago, in every workspace, and nothing else', async () => {
    const store = new RunStore(database.dataSource, database.scope);
    for (const key of ['old', 'young', 'open']) {
      await database.scope.run(await database.newWorkspace(), (transaction) =>
        store.add(transaction, { kind: 'report.run', key, payload: { reportRunId: key } }),
      );
    }
    await database.owner.query(
      `update app.run set state = 'done', finished_at = now() - interval '40 days' where natural_key = 'old'`,
    );
    await database.owner.query(
      `update app.run set state = 'dead', finished_at = now() - interval '20 days' where natural_key = 'young'`,
    );
    expect(await store.prune(30)).toBe(1);
    const left = await database.owner.query<{ natural_key: string }[]>(
      `select natural_key from app.run where kind = 'report.run' order by natural_key`,
    );
    expect(left.map(({ natural_key }) => natural_key)).toEqual(['open', 'young']);
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

  it('serves claims across workspaces where the owner is no superuser, in spite of FORCE', async () => {
    const ordinary = await freshDatabase([], 'ordinary');
    try {
      const { dataSource, owner, scope, newWorkspace } = ordinary;
      const [forced] = await owner.query<{ n: boolean }[]>(
        `select relforcerowsecurity as n from pg_class where oid = 'app.run'::regclass`,
      );
      expect(forced?.n).toBe(true);
      const store = new RunStore(dataSource, scope);
      const workspaces = [await newWorkspace(), await newWorkspace()];
      for (const workspace of workspaces) {
        await scope.run(workspace, (transaction) =>
          store.add(transaction, { kind: 'plan.compute', key: 'p', payload: { planId: 'p' } }),
        );
      }
      expect(await store.due(-1000, 10)).toHaveLength(2);
      const claimed = [
        await store.claim(['plan.compute'], 'w', 1000),
        await store.claim(['plan.compute'], 'w', 1000),
      ];
      expect(claimed.map((run) => run?.workspaceId).sort()).toEqual(
        workspaces.map(({ workspaceId }) => workspaceId).sort(),
      );
    } finally {
      await ordinary.drop();
    }
  });
});
