import { NestFactory } from '@nestjs/core';
import { type TestApi, scenarioYaml, testApi } from '../testing/test-api';
import { DEMO_EMAIL, DemoSeed } from './demo-seed';
import { SeedModule } from './seed.module';

describe('the demo', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await testApi();
  });
  afterAll(() => api.close());

  async function seed(password: string, reset = false) {
    const app = await NestFactory.createApplicationContext(SeedModule.forEnv(api.env), {
      logger: false,
    });
    try {
      return await app.get(DemoSeed).seed({ yaml: scenarioYaml('Example'), password, reset });
    } finally {
      await app.close();
    }
  }

  it('can be signed in to with the password it told, and shows a plan of the example', async () => {
    const told = await seed('the first password');
    expect(told.password).toBe('the first password');
    const demo = api.anonymous();
    await demo
      .post('/api/auth/sign-in/email')
      .send({ email: DEMO_EMAIL, password: told.password })
      .expect(200);
    const { body: session } = await demo.get('/api/v1/session').expect(200);
    expect(session.workspace).toEqual({ id: told.workspaceId, name: 'Demo', role: 'owner' });
    const { body: scenarios } = await demo.get('/api/v1/scenarios').expect(200);
    expect(scenarios.items).toMatchObject([
      { id: told.scenarioId, latestPlan: { id: told.planId } },
    ]);
  });

  it('stays as it is when made again', async () => {
    const first = await seed('ignored');
    const second = await seed('ignored too');
    expect(second).toEqual({ ...first, password: null });
    const demo = api.anonymous();
    await demo
      .post('/api/auth/sign-in/email')
      .send({ email: DEMO_EMAIL, password: 'the first password' })
      .expect(200);
    const { body } = await demo.get('/api/v1/plans').expect(200);
    expect(body.items).toHaveLength(1);
  });

  it('gets a new password when asked to, which ends its sessions', async () => {
    await seed('ignored');
    const before = api.anonymous();
    await before
      .post('/api/auth/sign-in/email')
      .send({ email: DEMO_EMAIL, password: 'the first password' })
      .expect(200);
    const told = await seed('the second password', true);
    expect(told.password).toBe('the second password');
    await before.get('/api/v1/session').expect(401);
    const after = api.anonymous();
    await after
      .post('/api/auth/sign-in/email')
      .send({ email: DEMO_EMAIL, password: 'the first password' })
      .expect(401);
    await after
      .post('/api/auth/sign-in/email')
      .send({ email: DEMO_EMAIL, password: 'the second password' })
      .expect(200);
  });
});
