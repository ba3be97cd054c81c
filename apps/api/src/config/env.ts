import { z } from 'zod';

const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ });
const MINIMUM_SECRET_LENGTH = 32;
const LONGEST_PLAN_LIMIT_SECONDS = 86_400;
const DEFAULT_PLAN_LIMIT_SECONDS = 300;
const SECOND_MS = 1000;

/** An empty variable means "not set": compose files pass `REDIS_URL=` for an optional service. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const variables = z.object({
  DATABASE_URL: optional(postgresUrl),
  DATABASE_APP_URL: postgresUrl,
  DATABASE_AUTH_URL: postgresUrl,
  HEADROOM_SECRET: z.string().min(MINIMUM_SECRET_LENGTH),
  PORT: optional(z.coerce.number().int().min(1).max(65_535)),
  HOST: optional(z.string().min(1)),
  PUBLIC_URL: optional(z.url({ protocol: /^https?$/ })),
  REDIS_URL: optional(z.url({ protocol: /^rediss?$/ })),
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/ })),
  MAIL_FROM: optional(z.string().min(3)),
  LOG_LEVEL: optional(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])),
  TRUSTED_PROXIES: optional(z.string()),
  PLAN_TIME_LIMIT_SECONDS: optional(z.coerce.number().int().min(1).max(LONGEST_PLAN_LIMIT_SECONDS)),
});

/** Everything the process was told from outside, checked and frozen. */
export interface Env {
  /** Owner of the schema; only `migrate` uses it. */
  readonly databaseUrl: string | undefined;
  readonly databaseAppUrl: string;
  readonly databaseAuthUrl: string;
  readonly secret: string;
  readonly port: number;
  readonly host: string;
  /** Origin under which browsers reach the product, without a trailing slash. */
  readonly publicUrl: string;
  readonly redisUrl: string | undefined;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string | undefined;
  readonly logLevel: string;
  /** Addresses or networks of reverse proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  /** Longest a plan may take; beyond, it fails and says so. */
  readonly planTimeLimitMs: number;
}

/** The environment names variables that are missing or wrong; `problems` has one line for each. */
export class BadEnvironment extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The environment is not usable:\n${problems.map((line) => `  ${line}`).join('\n')}`);
    this.name = 'BadEnvironment';
  }
}

/**
 * Reads and checks the environment; the only reader of `process.env` in the product's server.
 * @throws BadEnvironment naming every bad variable, never its value (it may be a secret).
 */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const read = variables.safeParse(source);
  if (!read.success) {
    throw new BadEnvironment(
      read.error.issues.map((issue) => {
        const name = String(issue.path[0]);
        return source[name] === undefined || source[name] === ''
          ? `${name} is not set.`
          : `${name}: ${issue.message}.`;
      }),
    );
  }
  const given = read.data;
  const port = given.PORT ?? 4600;
  const host = given.HOST ?? '127.0.0.1';
  return Object.freeze<Env>({
    databaseUrl: given.DATABASE_URL,
    databaseAppUrl: given.DATABASE_APP_URL,
    databaseAuthUrl: given.DATABASE_AUTH_URL,
    secret: given.HEADROOM_SECRET,
    port,
    host,
    publicUrl: new URL(given.PUBLIC_URL ?? `http://127.0.0.1:${port}`).origin,
    redisUrl: given.REDIS_URL,
    smtpUrl: given.SMTP_URL,
    mailFrom: given.MAIL_FROM,
    logLevel: given.LOG_LEVEL ?? 'info',
    trustedProxies: (given.TRUSTED_PROXIES ?? '').split(',').flatMap((part) => part.trim() || []),
    planTimeLimitMs: (given.PLAN_TIME_LIMIT_SECONDS ?? DEFAULT_PLAN_LIMIT_SECONDS) * SECOND_MS,
  });
}
