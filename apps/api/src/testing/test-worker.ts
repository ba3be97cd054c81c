import { Test, type TestingModule } from '@nestjs/testing';
import type { Env } from '../config/env';
import { InvitationMailJob } from '../invitations/invitation-mail.job';
import type { JobHandlers } from '../jobs/job-handler';
import { JobQueue } from '../jobs/job-queue';
import { PostgresJobQueue } from '../jobs/postgres-job-queue';
import type { LeaseSettings } from '../jobs/run-executor';
import { RunStore } from '../jobs/run-store';
import { PlanComputeJob } from '../plans/plan-compute.job';
import { MailDeliverJob } from '../reports/mail-deliver.job';
import { DirectReportRenderer } from '../reports/render/direct-report-renderer';
import { ReportRenderer } from '../reports/render/report-renderer';
import { ReportRunJob } from '../reports/report-run.job';
import { ScheduleTicker } from '../reports/schedule-ticker';
import { WorkerModule } from '../worker.module';

/** The worker, drawing in its own thread, because threads need compiled files. */
export interface TestWorker {
  readonly app: TestingModule;
  /** Carries out jobs and, every `tickMs`, begins due reports. */
  start(tickMs?: number): Promise<void>;
}

const TICK_MS = 100;

/** Drawing blocks the process, and must not look like a death where no death is tested. */
const LONG_LEASE: LeaseSettings = { leaseMs: 60_000, heartbeatMs: 500 };

export async function testWorker(env: Env, lease: LeaseSettings = LONG_LEASE): Promise<TestWorker> {
  const app = await Test.createTestingModule({ imports: [WorkerModule.forEnv(env)] })
    .overrideProvider(ReportRenderer)
    .useClass(DirectReportRenderer)
    .overrideProvider(JobQueue)
    .useFactory({
      inject: [RunStore],
      factory: (store: RunStore) =>
        new PostgresJobQueue(store, {
          databaseUrl: env.databaseAppUrl,
          worker: `test:${process.pid}`,
          lease,
          pollMs: 100,
        }),
    })
    .compile();
  await app.init();
  return {
    app,
    start: async (tickMs = TICK_MS) => {
      const handlers: JobHandlers = {
        'plan.compute': app.get(PlanComputeJob),
        'report.run': app.get(ReportRunJob),
        'mail.deliver': app.get(MailDeliverJob),
        'invitation.mail': app.get(InvitationMailJob),
      };
      await app.get(JobQueue).start(handlers);
      app.get(ScheduleTicker).start(tickMs);
    },
  };
}
