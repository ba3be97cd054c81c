import { createHash } from 'node:crypto';
import { APIError } from 'better-auth/api';
import type { Pool } from 'pg';

/** Failures within the window after which an account refuses to be signed in to. */
const FAILURES_BEFORE_LOCK = 10;
const WINDOW_MINUTES = 15;
const LOCK_MINUTES = 15;

/**
 * Counts failed sign-ins by account and locks the account for a while.
 * The account need not exist: an unknown address locks just the same, so locking tells nothing.
 */
export class SignInLock {
  constructor(private readonly pool: Pool) {}

  /** Seconds the account still refuses sign-in; 0 when it does not. */
  async secondsLocked(email: string): Promise<number> {
    const { rows } = await this.pool.query<{ seconds: number }>(
      `select greatest(0, ceil(extract(epoch from locked_until - now())))::int as seconds
         from sign_in_failure where account = $1 and locked_until > now()`,
      [accountOf(email)],
    );
    return rows[0]?.seconds ?? 0;
  }

  async recordFailure(email: string): Promise<void> {
    await this.pool.query(
      `insert into sign_in_failure as f (account, failures, window_start) values ($1, 1, now())
       on conflict (account) do update set
         failures = case when f.window_start < now() - make_interval(mins => $2) then 1 else f.failures + 1 end,
         window_start = case when f.window_start < now() - make_interval(mins => $2) then now() else f.window_start end,
         locked_until = case
           when f.window_start >= now() - make_interval(mins => $2) and f.failures + 1 >= $3
           then now() + make_interval(mins => $4) end`,
      [accountOf(email), WINDOW_MINUTES, FAILURES_BEFORE_LOCK, LOCK_MINUTES],
    );
  }

  async clear(email: string): Promise<void> {
    await this.pool.query('delete from sign_in_failure where account = $1', [accountOf(email)]);
  }
}

/** The part of a request that the lock asks. */
interface SignInRequest {
  readonly path: string;
  readonly body?: unknown;
}

/** @throws APIError 429 for a sign-in to a locked account; other requests pass. */
export async function refuseLocked(lock: SignInLock, { path, body }: SignInRequest): Promise<void> {
  const email = signInEmail(path, body);
  if (email === undefined) return;
  const seconds = await lock.secondsLocked(email);
  if (seconds > 0) {
    throw new APIError(
      'TOO_MANY_REQUESTS',
      {
        code: 'ACCOUNT_LOCKED',
        message: `Too many failed sign-ins. Try again in ${Math.ceil(seconds / 60)} minutes.`,
      },
      { 'Retry-After': String(seconds) },
    );
  }
}

/** Feeds the lock with what came of a sign-in. */
export async function recordOutcome(
  lock: SignInLock,
  { path, body }: SignInRequest,
  returned: unknown,
): Promise<void> {
  const email = signInEmail(path, body);
  if (email === undefined) return;
  if (!(returned instanceof APIError)) await lock.clear(email);
  else if (returned.statusCode === 401) await lock.recordFailure(email);
}

function signInEmail(path: string, body: unknown): string | undefined {
  if (path !== '/sign-in/email' || typeof body !== 'object' || body === null) return undefined;
  const email: unknown = 'email' in body ? body.email : undefined;
  return typeof email === 'string' ? email : undefined;
}

/** The address itself need not be kept to count. */
function accountOf(email: string): string {
  return createHash('sha256').update(email.trim().toLowerCase()).digest('hex');
}
