import { type DynamicModule, Module } from '@nestjs/common';
import { AuthModule } from './auth/auth.module';
import { CatalogHttpModule } from './catalog/catalog.module';
import { ComparisonsHttpModule } from './comparisons/comparisons.module';
import { ConfigModule } from './config/config.module';
import type { Env } from './config/env';
import { DatabaseModule } from './database/database.module';
import { DeploymentsHttpModule } from './deployments/deployments.module';
import { HttpModule } from './http/http.module';
import { InvitationsHttpModule } from './invitations/invitations.module';
import type { Logger } from 'pino';
import { logging } from './http/logging';
import { MailHttpModule } from './mail/mail.module';
import { OverviewHttpModule } from './overview/overview.module';
import { PlanPreviewsHttpModule } from './plan-previews/plan-previews.module';
import { PlansHttpModule } from './plans/plans.module';
import { ReportsHttpModule } from './reports/reports.module';
import { ScenariosHttpModule } from './scenarios/scenarios.module';
import { ServingCalibrationsHttpModule } from './serving-calibrations/serving-calibrations.module';
import { TrainingHttpModule } from './training/training.module';
import { WorkspacesHttpModule } from './workspaces/workspaces.module';

/** The house seen from the HTTP door: it queues work and carries out none. */
@Module({})
export class ApiModule {
  static forEnv(env: Env, log: Logger): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        ConfigModule.forEnv(env),
        logging(log),
        DatabaseModule,
        AuthModule,
        HttpModule,
        WorkspacesHttpModule,
        InvitationsHttpModule,
        OverviewHttpModule,
        ScenariosHttpModule,
        PlansHttpModule,
        PlanPreviewsHttpModule,
        ComparisonsHttpModule,
        CatalogHttpModule,
        DeploymentsHttpModule,
        TrainingHttpModule,
        ServingCalibrationsHttpModule,
        ReportsHttpModule,
        MailHttpModule,
      ],
    };
  }
}
