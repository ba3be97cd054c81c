import { Module } from '@nestjs/common';
import { EngineThreadsModule } from '../engine-threads/engine-threads.module';
import { PlansModule } from '../plans/plans.module';
import { ScenariosModule } from '../scenarios/scenarios.module';
import { PlanPreviewsController } from './plan-previews.controller';
import { PlanPreviewsService } from './plan-previews.service';

@Module({
  imports: [EngineThreadsModule, PlansModule, ScenariosModule],
  controllers: [PlanPreviewsController],
  providers: [PlanPreviewsService],
})
export class PlanPreviewsHttpModule {}
