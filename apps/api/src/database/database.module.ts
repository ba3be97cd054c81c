import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { ENV } from '../config/config.module';
import type { Env } from '../config/env';
import { assertMigrated } from './assert-migrated';
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
        try {
          await assertConfined(dataSource, credentialsOf(options.url).role);
          await assertMigrated(dataSource);
        } catch (error) {
          await dataSource.destroy();
          throw error;
        }
        return dataSource;
      },
    }),
  ],
  providers: [TenantScope],
  exports: [TenantScope],
})
export class DatabaseModule {}
