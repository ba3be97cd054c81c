import { getMigrations } from 'better-auth/db/migration';
import { readEnv } from '../config/env';
import { type FreshDatabase, freshDatabase } from '../testing/fresh-database';
import { authPool, createAuth } from './auth';
import { SignInLock } from './sign-in-lock';

describe('the migration of the sign-in tables', () => {
  let database: FreshDatabase;

  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  it('leaves nothing for the library to create or add', async () => {
    const env = readEnv({
      DATABASE_APP_URL: database.appUrl,
      DATABASE_AUTH_URL: database.authUrl,
      HEADROOM_SECRET: 'only-for-tests-only-for-tests-only',
    });
    const pool = authPool(database.authUrl);
    const auth = createAuth({ env, pool, lock: new SignInLock(pool), log: () => undefined });
    const { toBeCreated, toBeAdded, compileMigrations } = await getMigrations(auth.options);
    expect(toBeCreated).toEqual([]);
    expect(toBeAdded).toEqual([]);
    expect((await compileMigrations()).replaceAll(/[;\s]/g, '')).toBe('');
    await pool.end();
  });
});
