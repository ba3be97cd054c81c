import { Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module';
import { MailModule } from '../mail/mail.module';
import { PlansModule } from '../plans/plans.module';
import { ScenariosModule } from '../scenarios/scenarios.module';
import { DeliveriesController } from './deliveries.controller';
import { DeliveriesRepository } from './deliveries-repository';
import { DeliveriesService } from './deliveries.service';
import { MailDeliverJob } from './mail-deliver.job';
import { PreviewsService } from './previews.service';
import { ReportRenderer, ThreadedReportRenderer } from './render/report-renderer';
import { ReportMails } from './report-mails';
import { ReportRunJob } from './report-run.job';
import { ReportRunsRepository } from './report-runs-repository';
import { ReportRunsService } from './report-runs.service';
import { ReportSource } from './report-source';
import { ScheduleTicker } from './schedule-ticker';
import { SchedulesController } from './schedules.controller';
import { SchedulesRepository } from './schedules-repository';
import { SchedulesService } from './schedules.service';

/** Schedules and what their reports are made of, for both doors. */
@Module({
  imports: [JobsModule, MailModule, PlansModule, ScenariosModule],
  providers: [
    DeliveriesRepository,
    ReportRunsRepository,
    ReportRunsService,
    ReportSource,
    SchedulesRepository,
    { provide: ReportRenderer, useClass: ThreadedReportRenderer },
  ],
  exports: [
    DeliveriesRepository,
    ReportRenderer,
    ReportRunsRepository,
    ReportRunsService,
    ReportSource,
    SchedulesRepository,
  ],
})
export class ReportsModule {}

@Module({
  imports: [ReportsModule, JobsModule, ScenariosModule],
  controllers: [SchedulesController, DeliveriesController],
  providers: [DeliveriesService, PreviewsService, SchedulesService],
})
export class ReportsHttpModule {}

/** Beginning, making and sending reports: only where jobs are carried out. */
@Module({
  imports: [ReportsModule, JobsModule, MailModule],
  providers: [MailDeliverJob, ReportMails, ReportRunJob, ScheduleTicker],
  exports: [MailDeliverJob, ReportRunJob, ScheduleTicker],
})
export class ReportsWorkerModule {}
