import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Scoped } from '../tenancy/tenant';
import { nothing, planning } from '../testing/recorded-jobs';
import { type FreshDatabase, freshDatabase, requiredUrl } from '../testing/fresh-database';
import { eventually } from '../testing/eventually';
import { BullJobQueue } from './bull-job-queue';
import { GiveUp, type JobHandlers, Postpone } from './job-handler';
import type { JobQueue } from './job-queue';
import { JOB_SETTINGS, type JobPayloads } from './job-payloads';
import { PostgresJobQueue } from './postgres-job-queue';
import { type ClaimedRun, RunStore } from './run-store';

const LEASE = { leaseMs: 900, heartbeatMs: 200 };

interface Driver {
  name: string;
  open(database: FreshDatabase, store: RunStore, prefix: string): JobQueue;
}

const DRIVERS: Driver[] = [
  {
    name: 'postgres',
    open: (database, store) =>
      new PostgresJobQueue(store, {
        databaseUrl: database.appUrl,
        worker: randomUUID(),
        lease: LEASE,
        pollMs: 100,
      }),
  },
  {
    name: 'bull',
    open: (_database, store, prefix) =>
      new BullJobQueue(store, {
        redisUrl: requiredUrl('TEST_REDIS_URL'),
        worker: randomUUID(),
        prefix,
        lease: LEASE,
        sweepMs: 150,
      }),
  },
];

/** Failing runs and an absent Redis are what is tested here; their log lines would hide a failure of the tests. */
Logger.overrideLogger(false);

jest.setTimeout(60_000);

describe.each(DRIVERS)('JobQueue on $name', (driver) => {
  let database: FreshDatabase;
  let store: RunStore;
  let workspace: Scoped;
  let prefix: string;
  const opened: JobQueue[] = [];

  beforeAll(async () => {
    database = await freshDatabase();
    store = new RunStore(database.dataSource, database.scope);
  });

  beforeEach(async () => {
    prefix = `test-${randomUUID()}`;
    workspace = await database.newWorkspace();
  });

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((queue) => queue.stop(0)));
    await database.owner.query(`delete from app.run`);
  });

  afterAll(() => database.drop());

  function open(): JobQueue {
    const queue = driver.open(database, store, prefix);
    opened.push(queue);
    return queue;
  }

  function add(queue: JobQueue, planId: string, options: { in?: Scoped; runAt?: Date } = {}) {
    return database.scope.run(options.in ?? workspace, (transaction) =>
      queue.enqueue(transaction, {
        kind: 'plan.compute',
        key: planId,
        payload: { planId },
        ...(options.runAt ? { runAt: options.runAt } : {}),
      }),
    );
  }

  async function runs(): Promise<
    {
      natural_key: string;
      state: string;
      attempt: number;
      failures: number;
      error: string | null;
    }[]
  > {
    return database.owner.query(
      `select natural_key, state, attempt, failures, error from app.run order by natural_key`,
    );
  }

  const allDone = async () => (await runs()).every(({ state }) => state === 'done');

  it('carries a job out once, with its payload and its workspace', async () => {
    const given: JobPayloads['plan.compute'][] = [];
    const { handlers, seen } = planning((payload) => {
      given.push(payload);
      return Promise.resolve();
    });
    const queue = open();
    await queue.start(handlers);
    await add(queue, 'a');
    await eventually(allDone);
    await sleep(300);
    expect(given).toEqual([{ planId: 'a', workspaceId: workspace.workspaceId }]);
    expect(seen).toEqual([{ planId: 'a', attempt: 1 }]);
  });

  it('carries out what was queued before any worker was there', async () => {
    await add(open(), 'early');
    const { handlers, seen } = planning(nothing);
    await open().start(handlers);
    await eventually(allDone);
    expect(seen).toHaveLength(1);
  });

  it('forgets a job whose transaction is rolled back', async () => {
    const queue = open();
    const { handlers, seen } = planning(nothing);
    await queue.start(handlers);
    const rolledBack = database.scope.run(workspace, async (transaction) => {
      await queue.enqueue(transaction, {
        kind: 'plan.compute',
        key: 'x',
        payload: { planId: 'x' },
      });
      throw new Error('changed my mind');
    });
    await expect(rolledBack).rejects.toThrow('changed my mind');
    await sleep(400);
    expect(seen).toEqual([]);
    expect(await runs()).toEqual([]);
  });

  it('takes the same key as the same work, before and after it is done', async () => {
    const queue = open();
    const { handlers, seen } = planning(nothing);
    const first = await add(queue, 'same');
    const second = await add(queue, 'same');
    await queue.start(handlers);
    await eventually(allDone);
    const third = await add(queue, 'same');
    await sleep(400);
    expect([first.isNew, second.isNew, third.isNew]).toEqual([true, false, false]);
    expect(new Set([first.runId, second.runId, third.runId]).size).toBe(1);
    expect(seen).toHaveLength(1);
  });

  it('keeps the same key of two workspaces apart', async () => {
    const queue = open();
    const other = await database.newWorkspace();
    const { handlers, seen } = planning(nothing);
    await queue.start(handlers);
    await add(queue, 'same');
    expect((await add(queue, 'same', { in: other })).isNew).toBe(true);
    await eventually(() => Promise.resolve(seen.length === 2));
  });

  it('waits until a job is due', async () => {
    const queue = open();
    let startedAt = 0;
    const { handlers } = planning(() => {
      startedAt = Date.now();
      return Promise.resolve();
    });
    await queue.start(handlers);
    const runAt = new Date(Date.now() + 1200);
    await add(queue, 'later', { runAt });
    await eventually(allDone);
    expect(startedAt).toBeGreaterThanOrEqual(runAt.getTime());
  });

  it('tries again after a failure, with a higher attempt, and keeps the error', async () => {
    const queue = open();
    const { handlers, seen } = planning((_payload, { attempt }) =>
      attempt === 1 ? Promise.reject(new Error('the wire broke')) : Promise.resolve(),
    );
    await queue.start(handlers);
    await add(queue, 'shaky');
    await eventually(allDone);
    expect(seen.map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect(await runs()).toMatchObject([{ state: 'done', failures: 1, error: 'the wire broke' }]);
  });

  it('gives a job up when its tries are used up and tells its handler', async () => {
    const queue = open();
    const { handlers, givenUp } = planning(() => Promise.reject(new Error('never works')));
    await queue.start(handlers);
    const { runId } = await add(queue, 'hopeless');
    const { maxFailures } = JOB_SETTINGS['plan.compute'];
    await database.owner.query(`update app.run set failures = $2 where id = $1`, [
      runId,
      maxFailures - 1,
    ]);
    await eventually(async () => (await runs())[0]?.state === 'dead');
    expect(givenUp).toEqual([{ planId: 'hopeless', reason: 'never works' }]);
    expect(await runs()).toMatchObject([{ error: 'never works' }]);
  });

  it('gives a job up at once when its handler says that nothing can help', async () => {
    const queue = open();
    const { handlers, seen, givenUp } = planning(() => Promise.reject(new GiveUp('no such plan')));
    await queue.start(handlers);
    await add(queue, 'gone');
    await eventually(async () => (await runs())[0]?.state === 'dead');
    expect(seen).toHaveLength(1);
    expect(givenUp).toEqual([{ planId: 'gone', reason: 'no such plan' }]);
  });

  it('does not count waiting for something else as a failure', async () => {
    const queue = open();
    const { handlers, seen } = planning((_payload, { attempt }) =>
      attempt < 5 ? Promise.reject(new Postpone(50, 'not yet')) : Promise.resolve(),
    );
    await queue.start(handlers);
    await add(queue, 'patient');
    await eventually(allDone);
    expect(seen.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5]);
    expect(await runs()).toMatchObject([{ failures: 0 }]);
  });

  it('takes a job over from a worker that died in the middle of it', async () => {
    const queue = open();
    await add(queue, 'orphan');
    const dead = await store.claim(['plan.compute'], 'a worker that dies', LEASE.leaseMs);
    expect(dead?.attempt).toBe(1);
    const { handlers, seen } = planning(nothing);
    await queue.start(handlers);
    await sleep(LEASE.leaseMs / 2);
    expect(seen).toEqual([]);
    await eventually(allDone);
    expect(seen).toEqual([{ planId: 'orphan', attempt: 2 }]);
    expect(await runs()).toMatchObject([{ failures: 1 }]);
  });

  it('keeps a job that takes longer than a lease, as long as its worker lives', async () => {
    const first = open();
    const second = open();
    const { handlers, seen } = planning(() => sleep(LEASE.leaseMs * 2.5));
    await first.start(handlers);
    await second.start(handlers);
    await add(first, 'long');
    await eventually(allDone);
    expect(seen).toEqual([{ planId: 'long', attempt: 1 }]);
  });

  it('writes nothing for a worker that lost its claim', async () => {
    await add(open(), 'contested');
    const claim = () => store.claim(['plan.compute'], 'somebody', 1);
    const first = (await claim()) as ClaimedRun;
    await sleep(20);
    const second = (await claim()) as ClaimedRun;
    expect([first.attempt, second.attempt]).toEqual([1, 2]);
    expect(await store.finish(first)).toBe(false);
    expect(await store.renew(first, 1000)).toBe(false);
    expect(await store.bury(first, 'late')).toBe(false);
    expect(await runs()).toMatchObject([{ state: 'running', attempt: 2 }]);
    expect(await store.finish(second)).toBe(true);
  });

  it('tells a handler whose claim was taken away to abort', async () => {
    const queue = open();
    let aborted = false;
    const { handlers } = planning(async (_payload, { signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      aborted = true;
    });
    await queue.start(handlers);
    const { runId } = await add(queue, 'taken');
    await eventually(async () => (await runs())[0]?.state === 'running');
    await database.owner.query(`update app.run set attempt = attempt + 1 where id = $1`, [runId]);
    await eventually(() => Promise.resolve(aborted));
  });

  it('shares many jobs among workers, each job to one of them, no more at once than set', async () => {
    const { concurrency } = JOB_SETTINGS['plan.compute'];
    const queues = [open(), open(), open()];
    let running = 0;
    let most = 0;
    const { handlers, seen } = planning(async () => {
      most = Math.max(most, ++running);
      await sleep(5);
      running--;
    });
    for (const queue of queues) await queue.start(handlers);
    const ids = Array.from({ length: 60 }, (_, index) => `job-${index}`);
    await Promise.all(ids.map((id, index) => add(queues[index % 3] as JobQueue, id)));
    await eventually(allDone);
    expect(seen.map(({ planId }) => planId).sort()).toEqual([...ids].sort());
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(concurrency * queues.length);
  });

  it('lets a workspace with one job pass one with many', async () => {
    const queue = open();
    const modest = await database.newWorkspace();
    for (let index = 0; index < 30; index++) await add(queue, `bulk-${index}`);
    await add(queue, 'single', { in: modest });
    const { handlers, seen } = planning(() => sleep(10));
    await queue.start(handlers);
    await eventually(allDone);
    const place = seen.findIndex(({ planId }) => planId === 'single');
    expect(place).toBeLessThanOrEqual(JOB_SETTINGS['plan.compute'].concurrency);
  });

  it('finishes what it has in hand when it stops, and takes nothing more', async () => {
    const queue = open();
    let finished = 0;
    const { handlers, seen } = planning(async () => {
      await sleep(300);
      finished++;
    });
    await queue.start(handlers);
    for (let index = 0; index < 6; index++) await add(queue, `job-${index}`);
    await eventually(() => Promise.resolve(seen.length >= 1));
    await queue.stop(5000);
    const taken = seen.length;
    expect(finished).toBe(taken);
    expect(taken).toBeLessThan(6);
    await sleep(300);
    expect(seen).toHaveLength(taken);
  });

  it('leaves to others at once what it claims while it stops', async () => {
    const queue = open();
    const { handlers, seen } = planning(nothing);
    const claim = store.claim.bind(store);
    let hasClaimed = false;
    let goOn = (): void => undefined;
    const stopping = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const slow = jest.spyOn(store, 'claim').mockImplementation(async (...asked) => {
      const run = await claim(...asked);
      hasClaimed ||= run !== null;
      if (run !== null) await stopping;
      return run;
    });
    await queue.start(handlers);
    await add(queue, 'late');
    await eventually(() => Promise.resolve(hasClaimed));
    const stopped = queue.stop(5000);
    goOn();
    await stopped;
    slow.mockRestore();
    expect(seen).toEqual([]);
    expect(await runs()).toMatchObject([{ state: 'queued', failures: 0 }]);

    await open().start(handlers);
    await eventually(allDone);
    expect(seen).toEqual([{ planId: 'late', attempt: 2 }]);
  });

  it('stops within its grace even when a handler never returns', async () => {
    const queue = open();
    let aborted = false;
    const { handlers, seen } = planning(
      (_payload, { signal }) =>
        new Promise(() => signal.addEventListener('abort', () => (aborted = true))),
    );
    await queue.start(handlers);
    await add(queue, 'endless');
    await eventually(() => Promise.resolve(seen.length === 1));
    await queue.stop(50);
    expect(aborted).toBe(true);
  });

  it('refuses to start without a handler for every kind', async () => {
    const { 'mail.deliver': _left, ...rest } = planning(nothing).handlers;
    await expect(open().start(rest as JobHandlers)).rejects.toThrow('mail.deliver has no handler');
  });
});
