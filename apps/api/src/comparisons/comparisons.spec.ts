import { type Plan, planComparison } from '@headroom/models';
import { loadCatalog, loadSolver, planCapacity } from '@headroom/planner-core';
import { TenantScope } from '../database/tenant-scope';
import { DirectEngineThreads } from '../engine-threads/engine-threads';
import { PlanComputeJob } from '../plans/plan-compute.job';
import { PlanEngine, type PlanInput } from '../plans/plan-engine';
import { PlansRepository } from '../plans/plans-repository';
import { PlansService } from '../plans/plans.service';
import { ScenariosService } from '../scenarios/scenarios.service';
import { type Member, type TestApi, scenarioYaml, testApi } from '../testing/test-api';
import { ComparisonsService } from './comparisons.service';

/** The real engine, where it is asked. */
class DirectPlanEngine extends PlanEngine {
  async compute({ scenario, today, seed }: PlanInput): Promise<Plan> {
    return planCapacity({
      scenario,
      today,
      seed,
      catalog: loadCatalog(),
      solver: await loadSolver(),
    });
  }
}

const small = (requestsPerSecond: number) =>
  scenarioYaml('Compared').replace(
    'requestsPerSecond: 5',
    `requestsPerSecond: ${requestsPerSecond}`,
  ) + 'candidates: { systems: [nv-dgx-h200] }\nacquisition: buy\n';

describe('a comparison of two plans', () => {
  let api: TestApi;
  let ann: Member;
  let planIds: { quiet: string; busy: string };
  let queued: string;

  beforeAll(async () => {
    api = await testApi();
    ann = await api.signUp('Ann');
    const { body: scenario } = await ann.agent
      .post('/api/v1/scenarios')
      .send({ yaml: small(2) })
      .expect(201);
    await ann.agent
      .put(`/api/v1/scenarios/${scenario.id}`)
      .set('If-Match', '*')
      .send({ yaml: small(40) })
      .expect(200);
    const job = new PlanComputeJob(
      api.app.get(TenantScope),
      api.app.get(PlansRepository, { strict: false }),
      api.app.get(ScenariosService, { strict: false }),
      new DirectPlanEngine(),
    );
    const request = async (version: number) => {
      const { body } = await ann.agent
        .post('/api/v1/plans')
        .send({ scenarioId: scenario.id, version })
        .expect(202);
      return body.id as string;
    };
    const answered = async (version: number) => {
      const planId = await request(version);
      const signal = new AbortController().signal;
      const payload = { workspaceId: ann.workspaceId, planId };
      await job.handle(payload, { runId: 'run', attempt: 1, signal });
      return planId;
    };
    planIds = { quiet: await answered(1), busy: await answered(2) };
    queued = await request(1);
  });
  afterAll(() => api.close());

  it('names what changed in the scenario and in the fleet', async () => {
    const { body } = await ann.agent
      .get('/api/v1/comparisons')
      .query({ from: planIds.quiet, to: planIds.busy })
      .expect(200);
    expect(body.scenario).toEqual([
      { pointer: '/services/chat/load/requestsPerSecond', from: 2, to: 40 },
    ]);
    expect(body.fleet[0].toUnits).toBeGreaterThan(body.fleet[0].fromUnits);
    expect(body.causes).toBeNull();
    expect(planComparison.safeParse(body).error?.issues).toBeUndefined();
  });

  it('says why the cost moved, where asked', async () => {
    const comparisons = new ComparisonsService(
      api.app.get(TenantScope),
      api.app.get(PlansService, { strict: false }),
      api.app.get(ScenariosService, { strict: false }),
      new DirectEngineThreads(),
    );
    const { causes, figures } = await comparisons.compare(
      {
        workspaceId: ann.workspaceId,
        actor: { kind: 'user', userId: ann.userId, name: 'Ann', role: 'owner' },
        permissions: new Set(['plans:read']),
      },
      { from: planIds.quiet, to: planIds.busy, causes: true },
    );
    const moved = figures.find((figure) => figure.name === 'totalCostUsd')?.change ?? 0;
    expect(causes?.map(({ parts }) => parts)).toEqual([['services/chat']]);
    expect(causes?.[0]?.changeUsd).toBeCloseTo(moved, 2);
  });

  it('needs two plans that have an answer', async () => {
    const { body } = await ann.agent
      .get('/api/v1/comparisons')
      .query({ from: planIds.quiet, to: queued })
      .expect(409);
    expect(body.code).toBe('plans/not-answered');
  });

  it('is refused for a plan of another workspace, and for what is no plan', async () => {
    const bob = await api.signUp('Bob');
    await bob.agent
      .get('/api/v1/comparisons')
      .query({ from: planIds.quiet, to: planIds.busy })
      .expect(404);
    const { body } = await ann.agent
      .get('/api/v1/comparisons')
      .query({ from: 'x', to: planIds.busy })
      .expect(422);
    expect(body.code).toBe('http/input-not-valid');
  });
});
