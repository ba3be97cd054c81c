import type { Plan, PlanEvent } from '@headroom/models';
import { DEFAULT_SEED } from '@headroom/planner-core';
import { TenantScope } from '../database/tenant-scope';
import { ScenariosService } from '../scenarios/scenarios.service';
import { aPlan } from '../testing/a-plan';
import { eventually } from '../testing/eventually';
import { type Member, type TestApi, scenarioYaml, testApi } from '../testing/test-api';
import { PlanComputeJob } from './plan-compute.job';
import { PlanEngine, type PlanInput } from './plan-engine';
import { PlansRepository } from './plans-repository';
import { PlansService } from './plans.service';
import { ThreadLost, ThreadTimeUp, ThreadWorkFailed } from './thread-pool';

/** Answers with what the test says, and remembers what it was asked. */
class ToldEngine extends PlanEngine {
  readonly asked: PlanInput[] = [];
  answer: (signal: AbortSignal) => Promise<Plan> = () => Promise.resolve(aPlan());

  compute(input: PlanInput, signal: AbortSignal): Promise<Plan> {
    this.asked.push(input);
    return this.answer(signal);
  }
}

describe('plans', () => {
  let api: TestApi;
  let ann: Member;
  let scenarioId: string;
  let engine: ToldEngine;
  let job: PlanComputeJob;
  const attempt = { runId: 'run', attempt: 1, signal: new AbortController().signal };

  beforeAll(async () => {
    api = await testApi();
    ann = await api.signUp('Ann');
    const { body } = await ann.agent
      .post('/api/v1/scenarios')
      .send({ yaml: `${scenarioYaml('Planned')}seed: 7\n` })
      .expect(201);
    scenarioId = body.id;
  });
  afterAll(() => api.close());
  beforeEach(() => {
    engine = new ToldEngine();
    job = new PlanComputeJob(
      api.app.get(TenantScope),
      api.app.get(PlansRepository, { strict: false }),
      api.app.get(ScenariosService, { strict: false }),
      engine,
    );
  });

  async function request(body: object = { scenarioId }) {
    const answer = await ann.agent.post('/api/v1/plans').send(body).expect(202);
    expect(answer.headers['location']).toBe(`/api/v1/plans/${answer.body.id}`);
    return answer.body as { id: string; status: string };
  }
  const payload = (planId: string) => ({ workspaceId: ann.workspaceId, planId });
  const read = async (id: string) => {
    const { body } = await ann.agent.get(`/api/v1/plans/${id}`).expect(200);
    return body;
  };

  it('are queued with a job in the same transaction', async () => {
    const { id, status } = await request();
    expect(status).toBe('queued');
    const runs = await api.database.owner.query(
      `select kind, payload, state from app.run where natural_key = $1`,
      [id],
    );
    expect(runs).toEqual([
      { kind: 'plan.compute', payload: expect.objectContaining({ planId: id }), state: 'queued' },
    ]);
    expect(await read(id)).toMatchObject({ status: 'queued', plan: null, version: 1 });
  });

  it('are computed from the version, day and seed recorded when they were asked for', async () => {
    const { id } = await request();
    await ann.agent
      .put(`/api/v1/scenarios/${scenarioId}`)
      .set('If-Match', '*')
      .send({ yaml: scenarioYaml('Edited meanwhile') })
      .expect(200);
    await job.handle(payload(id), attempt);
    expect(engine.asked).toHaveLength(1);
    expect(engine.asked[0]).toMatchObject({ scenario: { name: 'Planned' }, seed: 7 });
    expect(engine.asked[0]?.today).toBe(new Date().toISOString().slice(0, 10));
  });

  it('of a scenario without a seed take the one the engine itself would', async () => {
    const { body } = await ann.agent
      .post('/api/v1/scenarios')
      .send({ yaml: scenarioYaml('Unseeded') })
      .expect(201);
    const { id } = await request({ scenarioId: body.id });
    await job.handle(payload(id), attempt);
    expect(engine.asked[0]?.seed).toBe(DEFAULT_SEED);
  });

  it('that could be made are ready, with their result', async () => {
    const { id } = await request({ scenarioId, version: 1 });
    await job.handle(payload(id), attempt);
    const plan = aPlan();
    expect(await read(id)).toMatchObject({
      status: 'ready',
      plan,
      totalCostUsd: plan.summary.totalCostUsd,
      chips: plan.summary.chips,
      failure: null,
    });
    const { body } = await ann.agent.get(`/api/v1/scenarios/${scenarioId}`).expect(200);
    expect(body.latestPlan).toMatchObject({ id, status: 'ready', version: 1 });
  });

  it('that cannot be are infeasible, which is an answer too', async () => {
    const { id } = await request();
    engine.answer = () => Promise.resolve(aPlan({ status: 'infeasible' }));
    await job.handle(payload(id), attempt);
    const body = await read(id);
    expect(body).toMatchObject({ status: 'infeasible', totalCostUsd: null, failure: null });
    expect(body.plan.status).toBe('infeasible');
  });

  it('are computed once, even when the job comes again', async () => {
    const { id } = await request();
    await job.handle(payload(id), attempt);
    engine.answer = () => Promise.resolve(aPlan({ scenarioName: 'another answer' }));
    await job.handle(payload(id), { ...attempt, attempt: 2 });
    expect(engine.asked).toHaveLength(1);
    expect((await read(id)).plan.scenarioName).toBe(aPlan().scenarioName);
  });

  it('fail with what the engine said when it breaks, and are not tried again', async () => {
    const { id } = await request();
    engine.answer = () => Promise.reject(new ThreadWorkFailed('a bug', undefined));
    await expect(job.handle(payload(id), attempt)).resolves.toBeUndefined();
    expect(await read(id)).toMatchObject({
      status: 'failed',
      plan: null,
      failure: { code: 'plans/engine-fault', detail: 'a bug' },
    });
  });

  it('stay running and are tried again when their thread is lost, until the queue gives up', async () => {
    const { id } = await request();
    engine.answer = () => Promise.reject(new ThreadLost('out of memory'));
    await expect(job.handle(payload(id), attempt)).rejects.toThrow(ThreadLost);
    expect((await read(id)).status).toBe('running');
    await job.giveUp(payload(id), 'Three workers were lost.');
    expect(await read(id)).toMatchObject({
      status: 'failed',
      failure: { code: 'plans/given-up', detail: 'Three workers were lost.' },
    });
  });

  it('that take longer than they may fail at once, because another try would take as long', async () => {
    const { id } = await request();
    engine.answer = () => Promise.reject(new ThreadTimeUp(5_000));
    await expect(job.handle(payload(id), attempt)).resolves.toBeUndefined();
    expect(await read(id)).toMatchObject({
      status: 'failed',
      failure: {
        code: 'plans/time-limit',
        detail: 'The plan was stopped: it took longer than 5 s.',
      },
    });
  });

  it('are not queued while very many of the workspace wait', async () => {
    const many = jest
      .spyOn(api.app.get(PlansRepository, { strict: false }), 'countWaiting')
      .mockResolvedValue(100);
    const { body } = await ann.agent.post('/api/v1/plans').send({ scenarioId }).expect(429);
    expect(body.code).toBe('plans/too-many-waiting');
    many.mockRestore();
    await request();
  });

  const cancel = (id: string) => ann.agent.post(`/api/v1/plans/${id}/cancel`);
  /** An engine that would never end by itself, as the thread it stands for. */
  const untilAborted = (signal: AbortSignal) =>
    new Promise<Plan>((_, reject) =>
      signal.addEventListener('abort', () => reject(new ThreadLost('it was not wanted any more'))),
    );

  it('can be cancelled while they wait; their job then has nothing to do', async () => {
    const { id } = await request();
    const { body } = await cancel(id).expect(200);
    expect(body).toMatchObject({ id, status: 'cancelled', failure: null });
    await job.handle(payload(id), attempt);
    expect(engine.asked).toEqual([]);
    expect(await read(id)).toMatchObject({ status: 'cancelled', plan: null });
  });

  it('can be cancelled while they are made, which ends the work', async () => {
    const { id } = await request();
    engine.answer = untilAborted;
    const working = job.handle(payload(id), attempt);
    await eventually(async () => (await read(id)).status === 'running');
    await cancel(id).expect(200);
    await expect(working).resolves.toBeUndefined();
    const cancelled = await read(id);
    expect(cancelled.status).toBe('cancelled');
    expect(cancelled.finishedAt).not.toBeNull();
  });

  it('end when their scenario is deleted while they are made', async () => {
    const { body } = await ann.agent
      .post('/api/v1/scenarios')
      .send({ yaml: scenarioYaml('Deleted while planned') });
    const { id } = await request({ scenarioId: body.id });
    engine.answer = untilAborted;
    const working = job.handle(payload(id), attempt);
    await eventually(async () => (await read(id)).status === 'running');
    await ann.agent.delete(`/api/v1/scenarios/${body.id}`).expect(204);
    await expect(working).resolves.toBeUndefined();
  });

  it('are cancelled once; those with an answer are not cancelled any more', async () => {
    const cancelled = await request();
    await cancel(cancelled.id).expect(200);
    await cancel(cancelled.id).expect(200);
    const done = await request({ scenarioId, version: 1 });
    await job.handle(payload(done.id), attempt);
    const { body } = await cancel(done.id).expect(409);
    expect(body).toMatchObject({ code: 'plans/finished' });
    expect((await read(done.id)).status).toBe('ready');
  });

  it('of a scenario deleted meanwhile are forgotten without a fault', async () => {
    const { body } = await ann.agent
      .post('/api/v1/scenarios')
      .send({ yaml: scenarioYaml('Short-lived') });
    const { id } = await request({ scenarioId: body.id });
    await ann.agent.delete(`/api/v1/scenarios/${body.id}`).expect(204);
    await expect(job.handle(payload(id), attempt)).resolves.toBeUndefined();
    expect(engine.asked).toEqual([]);
    await ann.agent.get(`/api/v1/plans/${id}`).expect(404);
  });

  it('are not queued for a version that does not exist', async () => {
    const { body } = await ann.agent
      .post('/api/v1/plans')
      .send({ scenarioId, version: 99 })
      .expect(404);
    expect(body.code).toBe('scenarios/not-found');
  });

  it('are listed newest first, by scenario when asked', async () => {
    const { body: other } = await ann.agent
      .post('/api/v1/scenarios')
      .send({ yaml: scenarioYaml('Other') });
    const one = await request({ scenarioId: other.id });
    const two = await request({ scenarioId: other.id });
    await request();
    const { body } = await ann.agent.get('/api/v1/plans').query({ scenarioId: other.id });
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([two.id, one.id]);
    expect(body.items[0]).not.toHaveProperty('plan');
  });

  it('tell every change of status as events and end with the last', async () => {
    const { id } = await request();
    const stream = ann.agent.get(`/api/v1/plans/${id}/events`).expect(200);
    const following = stream.then(({ text }) => text);
    const seen = jest.spyOn(api.app.get(PlansService, { strict: false }), 'summary');
    // Once to see that the plan is there, once as the stream's first look.
    await eventually(() => Promise.resolve(seen.mock.calls.length >= 2));
    await Promise.all(seen.mock.results.map(({ value }) => value));
    await job.handle(payload(id), attempt);
    seen.mockRestore();
    const events = (await following)
      .split('\n\n')
      .filter((event) => event.startsWith('data: '))
      .map((event) => JSON.parse(event.slice('data: '.length)) as PlanEvent);
    expect(events[0]).toEqual({ id, status: 'queued' });
    expect(events.at(-1)).toEqual({ id, status: 'ready' });
  });

  it('of another workspace are not computed by a job that names them', async () => {
    const bob = await api.signUp('Bob');
    const { id } = await request();
    await job.handle({ workspaceId: bob.workspaceId, planId: id }, attempt);
    await job.giveUp({ workspaceId: bob.workspaceId, planId: id }, 'mischief');
    expect(engine.asked).toEqual([]);
    expect((await read(id)).status).toBe('queued');
  });

  it('that are not there have no events', async () => {
    const { body } = await ann.agent
      .get('/api/v1/plans/00000000-0000-4000-8000-000000000000/events')
      .expect(404);
    expect(body.code).toBe('plans/not-found');
  });
});
