import { createAuthMiddleware } from 'better-auth/api';
import type { Pool } from 'pg';
import { refuseBadName } from './name-rules';
import { type SignInLock, recordOutcome, refuseLocked } from './sign-in-lock';
import { refuseForeignWorkspace } from './workspace-switch';

/** Our own rules, asked before and fed after every endpoint of the sign-in library. */
export function authHooks(lock: SignInLock, pool: Pool) {
  return {
    before: createAuthMiddleware(async (context) => {
      await refuseLocked(lock, context);
      refuseBadName(context);
      await refuseForeignWorkspace(pool, context);
    }),
    after: createAuthMiddleware(async (context) => {
      await recordOutcome(lock, context, context.context.returned);
    }),
  };
}
