import { Module } from '@nestjs/common';
import { EngineThreadsModule } from '../engine-threads/engine-threads.module';
import { DeploymentSearchesController } from './deployments.controller';
import { DeploymentsService } from './deployments.service';

@Module({
  imports: [EngineThreadsModule],
  controllers: [DeploymentSearchesController],
  providers: [DeploymentsService],
})
export class DeploymentsHttpModule {}
