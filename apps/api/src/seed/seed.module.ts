import { type DynamicModule, Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module';
import { ConfigModule } from '../config/config.module';
import type { Env } from '../config/env';
import { DatabaseModule } from '../database/database.module';
import { createLog, logging } from '../http/logging';
import { PlansModule } from '../plans/plans.module';
import { ScenariosModule } from '../scenarios/scenarios.module';
import { DemoSeed } from './demo-seed';

@Module({})
export class SeedModule {
  static forEnv(env: Env): DynamicModule {
    return {
      module: SeedModule,
      imports: [
        ConfigModule.forEnv(env),
        logging(createLog(env)),
        DatabaseModule,
        AuthModule,
        ScenariosModule,
        PlansModule,
      ],
      providers: [DemoSeed],
    };
  }
}
