import { Module } from '@nestjs/common';
import { EngineThreadsModule } from '../engine-threads/engine-threads.module';
import { PlansModule } from '../plans/plans.module';
import { ScenariosModule } from '../scenarios/scenarios.module';
import { ComparisonsController } from './comparisons.controller';
import { ComparisonsService } from './comparisons.service';

@Module({
  imports: [EngineThreadsModule, PlansModule, ScenariosModule],
  controllers: [ComparisonsController],
  providers: [ComparisonsService],
})
export class ComparisonsHttpModule {}
