import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Logger } from 'nestjs-pino';
import { readEnv } from './config/env';
import { InvitationMailJob } from './invitations/invitation-mail.job';
import type { JobHandlers } from './jobs/job-handler';
import { JobQueue } from './jobs/job-queue';
import { RunHousekeeping } from './jobs/run-housekeeping';
import { PlanComputeJob } from './plans/plan-compute.job';
import { MailDeliverJob } from './reports/mail-deliver.job';
import { ReportRunJob } from './reports/report-run.job';
import { ScheduleTicker } from './reports/schedule-ticker';
import { runCommand } from './run-command';
import { WorkerModule } from './worker.module';

runCommand(async () => {
  const app = await NestFactory.createApplicationContext(WorkerModule.forEnv(readEnv()), {
    // What goes wrong at the start is said in a sentence, not in a stack.
    logger: false,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  app.enableShutdownHooks();
  const handlers: JobHandlers = {
    'plan.compute': app.get(PlanComputeJob),
    'report.run': app.get(ReportRunJob),
    'mail.deliver': app.get(MailDeliverJob),
    'invitation.mail': app.get(InvitationMailJob),
  };
  await app.get(JobQueue).start(handlers);
  app.get(ScheduleTicker).start();
  app.get(RunHousekeeping).start();
  app.get(Logger).log('Ready to carry out jobs');
});
