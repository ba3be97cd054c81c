import { type DynamicModule, Module } from '@nestjs/common';
import { ConfigModule } from './config/config.module';
import type { Env } from './config/env';
import { DatabaseModule } from './database/database.module';
import { createLog, logging } from './http/logging';
import { InvitationsWorkerModule } from './invitations/invitations.module';
import { JobsModule } from './jobs/jobs.module';
import { PlansWorkerModule } from './plans/plans.module';
import { ReportsWorkerModule } from './reports/reports.module';

/** The same house from the queue's door: it carries out jobs and answers no requests. */
@Module({})
export class WorkerModule {
  static forEnv(env: Env): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        ConfigModule.forEnv(env),
        logging(createLog(env)),
        DatabaseModule,
        JobsModule,
        PlansWorkerModule,
        ReportsWorkerModule,
        InvitationsWorkerModule,
      ],
    };
  }
}
