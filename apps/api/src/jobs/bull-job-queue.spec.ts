import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import Redis from 'ioredis';
import { eventually } from '../testing/eventually';
import { type FreshDatabase, freshDatabase, requiredUrl } from '../testing/fresh-database';
import { nothing, planning } from '../testing/recorded-jobs';
import { BullJobQueue } from './bull-job-queue';
import { RunStore } from './run-store';

/** An absent Redis is what is tested here; its log lines would hide a failure of the tests. */
Logger.overrideLogger(false);

jest.setTimeout(60_000);

describe('BullJobQueue', () => {
  let database: FreshDatabase;

  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  it('carries out a job whose wake-up Redis lost', async () => {
    const store = new RunStore(database.dataSource, database.scope);
    const prefix = `test-${randomUUID()}`;
    const redisUrl = requiredUrl('TEST_REDIS_URL');
    const queue = new BullJobQueue(store, { redisUrl, worker: 'w', prefix, sweepMs: 150 });
    const workspace = await database.newWorkspace();
    await database.scope.run(workspace, (transaction) =>
      queue.enqueue(transaction, { kind: 'plan.compute', key: 'p', payload: { planId: 'p' } }),
    );
    const redis = new Redis(redisUrl);
    await eventually(async () => (await redis.keys(`${prefix}:*`)).length > 0);
    await redis.del(...(await redis.keys(`${prefix}:*`)));
    redis.disconnect();
    const { handlers, seen } = planning(nothing);
    await queue.start(handlers);
    await eventually(() => Promise.resolve(seen.length > 0));
    await queue.stop();
    expect(seen).toHaveLength(1);
  });

  it('accepts and keeps jobs while Redis is away, and stops without it', async () => {
    const store = new RunStore(database.dataSource, database.scope);
    const queue = new BullJobQueue(store, { redisUrl: 'redis://127.0.0.1:1', worker: 'w' });
    const workspace = await database.newWorkspace();
    const { isNew } = await database.scope.run(workspace, (transaction) =>
      queue.enqueue(transaction, {
        kind: 'plan.compute',
        key: 'kept',
        payload: { planId: 'kept' },
      }),
    );
    expect(isNew).toBe(true);
    await queue.stop(0);
    expect((await store.claim(['plan.compute'], 'other', 1000))?.payload).toEqual({
      planId: 'kept',
    });
  });
});
