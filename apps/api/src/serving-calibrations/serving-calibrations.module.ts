import { Module } from '@nestjs/common';
import { EngineThreadsModule } from '../engine-threads/engine-threads.module';
import { ServingCalibrationsController } from './serving-calibrations.controller';
import { ServingCalibrationsRepository } from './serving-calibrations-repository';
import { ServingCalibrationsService } from './serving-calibrations.service';

@Module({
  imports: [EngineThreadsModule],
  controllers: [ServingCalibrationsController],
  providers: [ServingCalibrationsRepository, ServingCalibrationsService],
})
export class ServingCalibrationsHttpModule {}
