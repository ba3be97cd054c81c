import { BadEnvironment, readEnv } from './env';

const complete = {
  DATABASE_APP_URL: 'postgres://app:pw@db/headroom',
  DATABASE_AUTH_URL: 'postgres://auth:pw@db/headroom',
  HEADROOM_SECRET: 'a-secret-of-at-least-32-characters',
};

function problemsOf(source: Record<string, string>): readonly string[] {
  try {
    readEnv(source);
  } catch (error) {
    if (error instanceof BadEnvironment) return error.problems;
    throw error;
  }
  return [];
}

describe('readEnv', () => {
  it('fills in what has a default', () => {
    expect(readEnv(complete)).toMatchObject({
      port: 4600,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:4600',
      redisUrl: undefined,
      logLevel: 'info',
      trustedProxies: [],
      planTimeLimitMs: 300_000,
    });
  });

  it('names every bad variable at once', () => {
    const problems = problemsOf({
      DATABASE_APP_URL: 'mysql://db',
      HEADROOM_SECRET: 'short',
      PORT: '99999',
      LOG_LEVEL: 'loud',
      PLAN_TIME_LIMIT_SECONDS: '0',
    });
    expect(problems.map((line) => line.split(/[ :]/)[0])).toEqual([
      'DATABASE_APP_URL',
      'DATABASE_AUTH_URL',
      'HEADROOM_SECRET',
      'PORT',
      'LOG_LEVEL',
      'PLAN_TIME_LIMIT_SECONDS',
    ]);
    expect(problems[1]).toBe('DATABASE_AUTH_URL is not set.');
  });

  it('never repeats a value, which may be a secret', () => {
    const text = problemsOf({ ...complete, HEADROOM_SECRET: 'hunter2' }).join('\n');
    expect(text).not.toContain('hunter2');
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readEnv({ ...complete, REDIS_URL: '', PORT: '' })).toMatchObject({
      redisUrl: undefined,
      port: 4600,
    });
    expect(problemsOf({ ...complete, HEADROOM_SECRET: '' })).toEqual([
      'HEADROOM_SECRET is not set.',
    ]);
  });

  it('cannot be changed afterwards', () => {
    expect(Object.isFrozen(readEnv(complete))).toBe(true);
  });

  it('keeps the origin of the public address only', () => {
    expect(readEnv({ ...complete, PUBLIC_URL: 'https://plan.example/' }).publicUrl).toBe(
      'https://plan.example',
    );
  });
});
