import { Module } from '@nestjs/common';
import { EngineThreadsModule } from '../engine-threads/engine-threads.module';
import { TrainingStudiesController } from './training-studies.controller';
import { TrainingStudiesService } from './training-studies.service';

@Module({
  imports: [EngineThreadsModule],
  controllers: [TrainingStudiesController],
  providers: [TrainingStudiesService],
})
export class TrainingHttpModule {}
