import { apiKey } from '@better-auth/api-key';
import { type BetterAuthOptions, betterAuth } from 'better-auth';
import { isAPIError } from 'better-auth/api';
import { organization } from 'better-auth/plugins/organization';
import { Pool } from 'pg';
import type { Env } from '../config/env';
import { AUTH_SCHEMA } from '../database/schemas';
import {
  MAXIMUM_PASSWORD_LENGTH,
  MINIMUM_PASSWORD_LENGTH,
  hashPassword,
  verifyPassword,
} from './passwords';
import { authHooks } from './auth-hooks';
import { firstWorkspaceOf } from './first-workspace';
import { accessControl, accessRoles } from './roles';
import type { SignInLock } from './sign-in-lock';
import { trustedOrigins } from './trusted-origins';

export const API_KEY_PREFIX = 'hdr_';
/** Letters of a key kept in clear, so that its owner can tell it from others. */
const SHOWN_KEY_LETTERS = 10;

/** Header in which our own middleware hands over the address of the client; clients' own is overwritten. */
export const CLIENT_ADDRESS_HEADER = 'x-headroom-client-address';

export type AuthLog = NonNullable<NonNullable<BetterAuthOptions['logger']>['log']>;

/** Connections that see the schema of the sign-in tables and nothing else. */
export function authPool(connectionString: string): Pool {
  return new Pool({ connectionString, max: 10, options: `-c search_path=${AUTH_SCHEMA}` });
}

interface AuthParts {
  env: Env;
  pool: Pool;
  lock: SignInLock;
  log: AuthLog;
}

/** Accounts, sessions, workspaces with members, and API keys, on the tables of schema `auth`. */
export function createAuth({ env, pool, lock, log }: AuthParts) {
  const secure = env.publicUrl.startsWith('https:');
  return betterAuth({
    appName: 'Headroom',
    baseURL: env.publicUrl,
    basePath: '/api/auth',
    secret: env.secret,
    database: pool,
    trustedOrigins: [...trustedOrigins(env)],
    telemetry: { enabled: false },
    logger: { level: 'warn', disableColors: true, log },
    onAPIError: {
      // A refusal is an answer, not a fault; everything else has to be seen.
      onError: (error) => {
        if (!isAPIError(error)) log('error', 'A sign-in route failed.', error);
      },
    },
    emailAndPassword: {
      enabled: true,
      autoSignIn: true,
      minPasswordLength: MINIMUM_PASSWORD_LENGTH,
      maxPasswordLength: MAXIMUM_PASSWORD_LENGTH,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    session: {
      expiresIn: 7 * 24 * 3600,
      updateAge: 24 * 3600,
      // A revoked session must end at once, so it is never answered from the cookie.
      cookieCache: { enabled: false },
    },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 120,
      customRules: {
        '/sign-in/email': { window: 60, max: 30 },
        '/sign-up/email': { window: 3600, max: 120 },
        '/get-session': false,
      },
    },
    advanced: {
      cookiePrefix: 'headroom',
      useSecureCookies: secure,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', secure },
      database: { generateId: 'uuid' },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
    hooks: authHooks(lock, pool),
    databaseHooks: {
      session: {
        create: {
          before: async (session, context) => ({
            data: {
              ...session,
              activeOrganizationId: await firstWorkspaceOf(session.userId, context),
            },
          }),
        },
      },
    },
    plugins: [
      organization({ ac: accessControl, roles: accessRoles, creatorRole: 'owner' }),
      apiKey({
        references: 'organization',
        defaultPrefix: API_KEY_PREFIX,
        startingCharactersConfig: { shouldStore: true, charactersLength: SHOWN_KEY_LETTERS },
        requireName: true,
        maximumNameLength: 80,
        keyExpiration: { defaultExpiresIn: null, minExpiresIn: 1, maxExpiresIn: 730 },
        // Requests of a key are limited with everybody else's, in the HTTP layer.
        rateLimit: { enabled: false },
      }),
    ],
  });
}

export type Auth = ReturnType<typeof createAuth>;
