import { planPreview } from '@headroom/models';
import { loadCatalog, predictServing } from '@headroom/planner-core';
import { EngineThreads } from '../engine-threads/engine-threads';
import { engineOnThisThread } from '../testing/engine-on-this-thread';
import { type Member, type TestApi, scenarioYaml, testApi } from '../testing/test-api';

const YAML = `headroom: 1
name: Preview
horizon: { start: 2026-12, months: 3 }
buyer: { country: US }
sites:
  - { id: hall, region: us-va }
services:
  - id: chat
    model: llama-3.1-70b
    load: { requestsPerSecond: 60 }
    inputTokens: 2000
    outputTokens: 500
candidates: { systems: [nv-dgx-h100] }
`;

describe('plan previews', () => {
  let api: TestApi;
  let ann: Member;
  let ben: Member;

  beforeAll(async () => {
    api = await testApi();
    engineOnThisThread(api);
    ann = await api.signUp('Ann');
    ben = await api.signUp('Ben');
  });
  afterAll(() => api.close());

  const preview = (yaml: string, member = ann) =>
    member.agent.post('/api/v1/plan-previews').send({ yaml });
  const costOf = async (member: Member) => {
    const { body } = await preview(YAML, member).expect(200);
    return planPreview.parse(body).costTotal.totalUsd;
  };

  it('tell the figures of a scenario and store nothing of it', async () => {
    const { body, headers } = await preview(YAML).expect(200);
    const answer = planPreview.parse(body);
    expect(answer.status).toBe('planned');
    expect(answer.costTotal.totalUsd).toBeGreaterThan(0);
    expect(answer.fleet.map(({ systemId }) => systemId)).toContain('nv-dgx-h100');
    expect(headers['ratelimit-limit']).toBe('120');
    const { body: scenarios } = await ann.agent.get('/api/v1/scenarios').expect(200);
    expect(scenarios.items).toEqual([]);
  });

  it('say which limits conflict where nothing can be planned', async () => {
    const { body } = await preview(`${YAML}limits: { budgetUsd: 10 }\n`).expect(200);
    expect(body.status).toBe('infeasible');
    expect(body.conflicts.length).toBeGreaterThan(0);
  });

  it('refuse a document as storing it does, with the place of every mistake', async () => {
    const bad = scenarioYaml().replace('deepseek-r1', 'deepseek-r11');
    const line = bad.split('\n').findIndex((text) => text.includes('deepseek-r11')) + 1;
    const { body } = await preview(bad).expect(422);
    expect(body.code).toBe('scenarios/not-valid');
    expect(body.errors[0]).toMatchObject({ pointer: '/services/0/model', line });
    const { body: stored } = await ann.agent
      .post('/api/v1/scenarios')
      .send({ yaml: bad })
      .expect(422);
    expect(body.errors).toEqual(stored.errors);
  });

  it('rest on the own runs of the workspace that asks, and on no others', async () => {
    const before = [await costOf(ann), await costOf(ben)];
    await ann.agent
      .post('/api/v1/serving-calibrations')
      .send({ name: 'Slower', runs: slowRuns(), activate: true })
      .expect(201);
    const after = [await costOf(ann), await costOf(ben)];
    expect(after[0]).toBeGreaterThan(before[0] ?? Infinity);
    expect(after[1]).toBe(before[1]);
  });

  it('say that it takes too long, so that the scenario is planned instead', async () => {
    const late = jest.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(AbortSignal.abort());
    jest
      .spyOn(api.app.get(EngineThreads, { strict: false }), 'ask')
      .mockRejectedValueOnce(new Error('The thread ended.'));
    const { body } = await preview(YAML).expect(503);
    expect(body.code).toBe('engine/preview-late');
    late.mockRestore();
  });

  it('give way, while they wait, to a newer one of the same person', async () => {
    const ask = jest.spyOn(api.app.get(EngineThreads, { strict: false }), 'ask');
    const answer = await preview(YAML).expect(200);
    let end = () => {};
    const began = new Promise<void>((begin) => {
      ask.mockImplementationOnce(() => {
        begin();
        return new Promise((resolve) => (end = () => resolve(answer.body)));
      });
    });
    const first = preview(YAML).then(({ status }) => status);
    await began;
    const later = [1, 2].map(() =>
      preview(YAML).then(({ status, body }) => {
        if (body.code === 'engine/preview-replaced') end();
        return status;
      }),
    );
    expect((await Promise.all(later)).sort()).toEqual([200, 409]);
    expect(await first).toBe(200);
  });

  it('need the permission to read plans', async () => {
    const { body } = await ann.agent
      .post('/api/v1/api-keys')
      .send({ name: 'narrow', scopes: ['scenarios:read'], expiresInDays: 1 })
      .expect(201);
    const refused = await api.withKey(body.key).post('/api/v1/plan-previews').send({ yaml: YAML });
    expect(refused.body.code).toBe('auth/permission-missing');
    await api.anonymous().post('/api/v1/plan-previews').send({ yaml: YAML }).expect(401);
  });
});

/** Runs that took three times as long as the model says. */
function slowRuns(): string {
  const config = {
    id: 'own-1',
    engine: 'vllm',
    model: 'llama-3.1-70b',
    chip: 'nv-h100-sxm',
    precision: 'fp8',
    isl: 2000,
    osl: 500,
    concurrency: 32,
    chips: 8,
    parallelism: { tp: 8, pp: 1, dp: 1, ep: 1 },
  };
  const answer = predictServing(config, loadCatalog());
  if ('error' in answer) throw new Error(answer.error.message);
  const measured = { ttftMs: answer.ttftMs * 3, tpotMs: answer.tpotMs * 3 };
  return Array.from({ length: 4 }, () => JSON.stringify({ ...config, measured })).join('\n');
}
