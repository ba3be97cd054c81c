import { servingCalibrationResponse } from '@headroom/models';
import { loadCatalog, predictServing } from '@headroom/planner-core';
import { TenantScope } from '../database/tenant-scope';
import { PlansRepository } from '../plans/plans-repository';
import { engineOnThisThread } from '../testing/engine-on-this-thread';
import { type Member, type TestApi, scenarioYaml, testApi } from '../testing/test-api';

const CONFIG = {
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

/** Runs that took half as long again as the model says. */
function runs(): string {
  const answer = predictServing(CONFIG, loadCatalog());
  if ('error' in answer) throw new Error(answer.error.message);
  const measured = { ttftMs: answer.ttftMs * 1.5, tpotMs: answer.tpotMs * 1.5 };
  return Array.from({ length: 4 }, () => JSON.stringify({ ...CONFIG, measured })).join('\n');
}

describe('serving calibrations', () => {
  let api: TestApi;
  let ann: Member;
  const path = '/api/v1/serving-calibrations';

  beforeAll(async () => {
    api = await testApi();
    engineOnThisThread(api);
    ann = await api.signUp('Ann');
  });
  afterAll(() => api.close());

  const keep = (body: object, member = ann) => member.agent.post(path).send(body);

  /** What a worker would plan with. */
  async function used(): Promise<number | null> {
    const { body: scenario } = await ann.agent
      .post('/api/v1/scenarios')
      .send({ yaml: scenarioYaml() })
      .expect(201);
    const { body: plan } = await ann.agent
      .post('/api/v1/plans')
      .send({ scenarioId: scenario.id })
      .expect(202);
    const task = await api.app
      .get(TenantScope, { strict: false })
      .run({ workspaceId: ann.workspaceId }, (transaction) =>
        api.app.get(PlansRepository, { strict: false }).start(transaction, plan.id),
      );
    return task?.calibration?.runs ?? null;
  }

  it('are kept with the change they make', async () => {
    const { body } = await keep({ name: 'Lab, November', runs: runs() }).expect(201);
    const { document, active } = servingCalibrationResponse.parse(body);
    expect(active).toBe(false);
    expect(document.runs).toBe(4);
    const tpot = document.errors.find((e) => e.metric === 'tpotMs');
    expect(tpot?.afterMean).toBeLessThan(tpot?.beforeMean ?? 0);
    const { body: list } = await ann.agent.get(path).expect(200);
    expect(list.items[0]).toMatchObject({ name: 'Lab, November', runs: 4, createdBy: 'Ann' });
  });

  it('are used by plans once active, one at a time, until they are not', async () => {
    expect(await used()).toBeNull();
    const { body: first } = await keep({ name: 'A', runs: runs(), activate: true }).expect(201);
    expect(await used()).toBe(4);
    const { body: second } = await keep({ name: 'B', runs: runs() }).expect(201);
    await ann.agent.patch(`${path}/${second.id}`).send({ active: true }).expect(200);
    const { body: before } = await ann.agent.get(`${path}/${first.id}`).expect(200);
    expect(before.active).toBe(false);
    await ann.agent.patch(`${path}/${second.id}`).send({ active: false }).expect(200);
    expect(await used()).toBeNull();
  });

  it('are chosen one after the other when several people choose at once', async () => {
    const { body: first } = await keep({ name: 'A', runs: runs() }).expect(201);
    const { body: second } = await keep({ name: 'B', runs: runs() }).expect(201);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        ann.agent.patch(`${path}/${i % 2 === 0 ? first.id : second.id}`).send({ active: true }),
      ),
    );
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
    const { body: list } = await ann.agent.get(path).expect(200);
    expect(list.items.filter((kept: { active: boolean }) => kept.active)).toHaveLength(1);
    await ann.agent.patch(`${path}/${first.id}`).send({ active: false }).expect(200);
    await ann.agent.patch(`${path}/${second.id}`).send({ active: false }).expect(200);
  });

  it('are gone once deleted', async () => {
    const { body } = await keep({ name: 'C', runs: runs(), activate: true }).expect(201);
    await ann.agent.delete(`${path}/${body.id}`).expect(204);
    await ann.agent.get(`${path}/${body.id}`).expect(404);
    await ann.agent.delete(`${path}/${body.id}`).expect(404);
    expect(await used()).toBeNull();
  });

  it('name the lines of runs of which none can be used', async () => {
    const { body } = await keep({ name: 'D', runs: 'nothing\n{}' }).expect(422);
    expect(body.code).toBe('calibrations/not-usable');
    expect(body.errors.map((e: { line: number }) => e.line)).toEqual([1, 2]);
  });

  it('stay out of other workspaces', async () => {
    const bob = await api.signUp('Bob');
    const { body } = await keep({ name: 'E', runs: runs() }).expect(201);
    await bob.agent.get(`${path}/${body.id}`).expect(404);
    await bob.agent.patch(`${path}/${body.id}`).send({ active: true }).expect(404);
    expect((await bob.agent.get(path).expect(200)).body.items).toEqual([]);
  });
});
