import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Inject, Injectable, Module, type BeforeApplicationShutdown } from '@nestjs/common';
import { ENV } from '../config/config.module';
import type { Env } from '../config/env';
import { BullJobQueue } from './bull-job-queue';
import { JobQueue } from './job-queue';
import { PostgresJobQueue } from './postgres-job-queue';
import { RunHousekeeping } from './run-housekeeping';
import { RunStore } from './run-store';

/** The driver the environment asks for: bull where there is a Redis, PostgreSQL itself otherwise. */
function openJobQueue(env: Env, store: RunStore): JobQueue {
  const worker = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  return env.redisUrl === undefined
    ? new PostgresJobQueue(store, { databaseUrl: env.databaseAppUrl, worker })
    : new BullJobQueue(store, { redisUrl: env.redisUrl, worker });
}

/** Runs in hand still need the database, so the queue stops before anything else is taken down. */
@Injectable()
class QueueShutdown implements BeforeApplicationShutdown {
  constructor(@Inject(JobQueue) private readonly queue: JobQueue) {}

  beforeApplicationShutdown(): Promise<void> {
    return this.queue.stop();
  }
}

/** `JobQueue` for everyone who has work done later. Starting it is the worker's business. */
@Module({
  providers: [
    RunStore,
    { provide: JobQueue, inject: [ENV, RunStore], useFactory: openJobQueue },
    QueueShutdown,
    RunHousekeeping,
  ],
  exports: [JobQueue, RunHousekeeping],
})
export class JobsModule {}
