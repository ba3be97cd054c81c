import { Global, Inject, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { Pool } from 'pg';
import { ENV } from '../config/config.module';
import type { Env } from '../config/env';
import { Identify } from '../tenancy/identify';
import { authPool, createAuth } from './auth';
import { AUTH_POOL, AuthDirectory } from './auth-directory';
import { MembersDirectory } from './members-directory';
import { authLog } from './auth-log';
import { AUTH, IdentifyByAuth } from './identify-by-auth';
import { SignInLock } from './sign-in-lock';

@Global()
@Module({
  providers: [
    {
      provide: AUTH_POOL,
      inject: [ENV],
      useFactory: (env: Env) => {
        const pool = authPool(env.databaseAuthUrl);
        const logger = new Logger('AuthPool');
        // Without a listener the loss of an idle connection would end the process.
        pool.on('error', (error) => logger.warn(`A connection was lost: ${error.message}`));
        return pool;
      },
    },
    {
      provide: AUTH,
      inject: [ENV, AUTH_POOL],
      useFactory: (env: Env, pool: Pool) => {
        const log = authLog(new Logger('Auth'));
        return createAuth({ env, pool, lock: new SignInLock(pool), log });
      },
    },
    AuthDirectory,
    MembersDirectory,
    { provide: Identify, useClass: IdentifyByAuth },
  ],
  exports: [AUTH, AUTH_POOL, AuthDirectory, Identify, MembersDirectory],
})
export class AuthModule implements OnApplicationShutdown {
  constructor(@Inject(AUTH_POOL) private readonly pool: Pool) {}

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
