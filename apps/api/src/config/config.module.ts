import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Env } from './env';

/** Token under which the checked environment is injected: `@Inject(ENV) env: Env`. */
export const ENV = Symbol('ENV');

@Global()
@Module({})
export class ConfigModule {
  static forEnv(env: Env): DynamicModule {
    return {
      module: ConfigModule,
      providers: [{ provide: ENV, useValue: env }],
      exports: [ENV],
    };
  }
}
