import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CatalogModule } from '../catalog/catalog.module';
import { ScenarioRow, ScenarioVersionRow } from './scenario-row';
import { ScenariosController } from './scenarios.controller';
import { ScenariosRepository } from './scenarios-repository';
import { ScenariosService } from './scenarios.service';

/** Scenarios for whoever uses them; the routes are in `ScenariosHttpModule`. */
@Module({
  imports: [CatalogModule, TypeOrmModule.forFeature([ScenarioRow, ScenarioVersionRow])],
  providers: [ScenariosRepository, ScenariosService],
  exports: [ScenariosRepository, ScenariosService],
})
export class ScenariosModule {}

@Module({ imports: [ScenariosModule], controllers: [ScenariosController] })
export class ScenariosHttpModule {}
