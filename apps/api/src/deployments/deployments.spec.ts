import { deploymentSearchAnswer } from '@headroom/models';
import { engineOnThisThread } from '../testing/engine-on-this-thread';
import { type Member, type TestApi, testApi } from '../testing/test-api';

const REQUEST = {
  model: 'deepseek-r1',
  systems: ['nv-dgx-h200', 'huawei-atlas-800t-a2'],
  inputTokens: 1000,
  outputTokens: 500,
  slo: { tpotMs: 60 },
  requestsPerSecond: 10,
};

describe('deployment searches', () => {
  let api: TestApi;
  let ann: Member;

  beforeAll(async () => {
    api = await testApi();
    engineOnThisThread(api);
    ann = await api.signUp('Ann');
  });
  afterAll(() => api.close());

  const search = (body: object) => ann.agent.post('/api/v1/deployment-searches').send(body);

  it('answer with the systems that keep the limits, sized for the load', async () => {
    const { body } = await search(REQUEST).expect(200);
    const { systems } = deploymentSearchAnswer.parse(body);
    expect(systems.map(({ systemId }) => systemId).sort()).toEqual([...REQUEST.systems].sort());
    for (const { best } of systems) {
      expect(best.deployment.tpotMs.mid).toBeLessThanOrEqual(60);
      expect(best.systems).toBeGreaterThanOrEqual(1);
    }
  });

  it('add breakdowns and flags on request', async () => {
    const { body } = await search({ ...REQUEST, detail: true }).expect(200);
    const { systems } = deploymentSearchAnswer.parse(body);
    expect(systems).toHaveLength(REQUEST.systems.length);
    for (const { detail } of systems) {
      expect(detail?.decode.operations.length).toBeGreaterThan(3);
      expect(detail?.hints.length).toBeGreaterThan(1);
    }
  });

  it('say which formats a chip has instead of the one asked for', async () => {
    const { body } = await search({
      ...REQUEST,
      systems: ['huawei-atlas-800t-a2'],
      weightPrecisions: ['fp8'],
    }).expect(200);
    expect(body.systems).toEqual([]);
    expect(body.excuses[0]).toMatchObject({
      code: 'inference/precision-unsupported',
      message: { params: { nearest: 'int8' } },
    });
  });

  it('name the nearest model when one is unknown', async () => {
    const { body } = await search({ ...REQUEST, model: 'deepseek-r11' }).expect(422);
    expect(body.code).toBe('deployments/not-valid');
    expect(body.errors[0].pointer).toBe('/model');
    expect(body.errors[0].nearest).toContain('deepseek-r1');
  });

  it('refuse what the schema does not know', async () => {
    const { body } = await search({ ...REQUEST, sytems: [] }).expect(422);
    expect(body.code).toBe('http/input-not-valid');
  });

  it('need the permission to read plans from a key', async () => {
    const keyWith = async (scopes: string[]) => {
      const { body } = await ann.agent
        .post('/api/v1/api-keys')
        .send({ name: scopes.join(), scopes, expiresInDays: 1 })
        .expect(201);
      return api.withKey(body.key).post('/api/v1/deployment-searches').send(REQUEST);
    };
    expect((await keyWith(['plans:read'])).status).toBe(200);
    const refused = await keyWith(['scenarios:read']);
    expect(refused.status).toBe(403);
    expect(refused.body.code).toBe('auth/permission-missing');
  });

  it('need somebody signed in', async () => {
    await api.anonymous().post('/api/v1/deployment-searches').send(REQUEST).expect(401);
  });
});
