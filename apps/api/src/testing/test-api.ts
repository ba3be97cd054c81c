import type { Server } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import supertest, { type Agent } from 'supertest';
import { type Env, readEnv } from '../config/env';
import { createApi } from '../create-api';
import { type FreshDatabase, freshDatabase } from './fresh-database';

/** Any address will do: nothing listens there, it only has to be the one requests say they come from. */
export const TEST_ORIGIN = 'http://127.0.0.1:4600';
export const PASSWORD = 'a long enough password';

/** The whole API on a database of its own, as `main.ts` makes it. */
export interface TestApi {
  readonly app: NestExpressApplication;
  readonly env: Env;
  readonly database: FreshDatabase;
  /** Requests without a session. */
  anonymous(): Agent;
  /** Signs up a new person, who owns a new workspace. */
  signUp(name: string): Promise<Member>;
  /** Requests with an API key. */
  withKey(key: string): Agent;
  close(): Promise<void>;
}

export interface Member {
  readonly agent: Agent;
  readonly email: string;
  readonly userId: string;
  readonly workspaceId: string;
}

export async function testApi(overrides: Record<string, string> = {}): Promise<TestApi> {
  const database = await freshDatabase();
  const env = readEnv({
    DATABASE_APP_URL: database.appUrl,
    DATABASE_AUTH_URL: database.authUrl,
    HEADROOM_SECRET: 'only-for-tests-only-for-tests-only',
    PUBLIC_URL: TEST_ORIGIN,
    LOG_LEVEL: 'silent',
    ...overrides,
  });
  const app = await createApi(env, '/nowhere');
  await app.listen(0, '127.0.0.1');
  const server = app.getHttpServer() as Server;
  const anonymous = () => supertest.agent(server).set('Origin', TEST_ORIGIN);
  return {
    app,
    env,
    database,
    anonymous,
    signUp: (name) => signUp(anonymous(), name),
    withKey: (key) => supertest.agent(server).set('Authorization', `Bearer ${key}`),
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}

async function signUp(agent: Agent, name: string): Promise<Member> {
  const email = `${name.toLowerCase()}@example.com`;
  await agent.post('/api/auth/sign-up/email').send({ name, email, password: PASSWORD }).expect(200);
  const { body } = await agent.get('/api/v1/session').expect(200);
  return { agent, email, userId: body.user.id, workspaceId: body.workspace.id };
}

/** A scenario that is valid and small; `name` tells it from others. */
export function scenarioYaml(name = 'Tiny'): string {
  return `headroom: 1
name: ${name}
horizon: { start: 2026-12, months: 3 }
buyer: { country: US }
sites:
  - { id: hall, region: us-va }
services:
  - id: chat
    model: deepseek-r1
    load: { requestsPerSecond: 5 }
    inputTokens: { mean: 1000 }
    outputTokens: { mean: 500 }
`;
}
