import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { ENV } from '../config/config.module';
import type { Env } from '../config/env';
import { appOptions } from './data-source';
import { assertConfined, credentialsOf } from './roles';
import { TenantScope } from './tenant-scope';

@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [ENV],
      useFactory: (env: Env) => ({
        ...appOptions(env.databaseAppUrl),
        autoLoadEntities: true,
        retryAttempts: 0,
      }),
      dataSourceFactory: async (options) => {
        if (options?.type !== 'postgres' || options.url === undefined) {
          throw new Error('The database is PostgreSQL, given by its address.');
        }
        const dataSource = await new DataSource(options).initialize();
        await assertConfined(dataSource, credentialsOf(options.url).role);
        return dataSource;
      },
    }),
  ],
  providers: [TenantScope],
  exports: [TenantScope],
})
export class DatabaseModule {}
