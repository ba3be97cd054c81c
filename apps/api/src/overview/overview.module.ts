import { Module } from '@nestjs/common';
import { ScenariosModule } from '../scenarios/scenarios.module';
import { OverviewController } from './overview.controller';
import { OverviewRepository } from './overview-repository';
import { OverviewService } from './overview.service';

@Module({
  imports: [ScenariosModule],
  controllers: [OverviewController],
  providers: [OverviewRepository, OverviewService],
})
export class OverviewHttpModule {}
