import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module';
import { JobsModule } from '../jobs/jobs.module';
import { ScenariosModule } from '../scenarios/scenarios.module';
import { PlanAnnouncements } from './plan-announcements';
import { PlanComputeJob } from './plan-compute.job';
import { PlanEngine, ThreadedPlanEngine } from './plan-engine';
import { PlanEvents } from './plan-events';
import { PlansController } from './plans.controller';
import { PlansRepository } from './plans-repository';
import { PlansService } from './plans.service';

/** Plans for whoever uses them. */
@Module({
  imports: [CatalogModule, JobsModule, ScenariosModule],
  providers: [PlansRepository, PlansService],
  exports: [PlansRepository, PlansService],
})
export class PlansModule {}

@Module({
  imports: [PlansModule],
  controllers: [PlansController],
  providers: [PlanAnnouncements, PlanEvents],
})
export class PlansHttpModule {}

/** Computing plans: only where jobs are carried out. */
@Module({
  imports: [PlansModule, ScenariosModule],
  providers: [PlanComputeJob, { provide: PlanEngine, useClass: ThreadedPlanEngine }],
  exports: [PlanComputeJob],
})
export class PlansWorkerModule {}
