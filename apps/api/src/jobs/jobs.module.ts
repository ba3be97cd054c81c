import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ENV } from '../config/config.module';
import type { Env } from '../config/env';
import { BullJobQueue } from './bull-job-queue';
import { JobQueue } from './job-queue';
import { PostgresJobQueue } from './postgres-job-queue';
import { RunStore } from './run-store';

/** The driver the environment asks for: bull where there is a Redis, PostgreSQL itself otherwise. */
export function openJobQueue(env: Env, store: RunStore): JobQueue {
  const worker = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  return env.redisUrl === undefined
    ? new PostgresJobQueue(store, { databaseUrl: env.databaseAppUrl, worker })
    : new BullJobQueue(store, { redisUrl: env.redisUrl, worker });
}

/** Closes the queue's connections before the database goes. */
@Injectable()
class QueueShutdown implements OnApplicationShutdown {
  constructor(@Inject(JobQueue) private readonly queue: JobQueue) {}

  onApplicationShutdown(): Promise<void> {
    return this.queue.stop();
  }
}

/** `JobQueue` for everyone who has work done later. Starting it is the worker's business. */
@Module({
  providers: [
    RunStore,
    { provide: JobQueue, inject: [ENV, RunStore], useFactory: openJobQueue },
    QueueShutdown,
  ],
  exports: [JobQueue],
})
export class JobsModule {}
