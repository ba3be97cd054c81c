import { plan as planSchema, type Plan, type Scenario, type ServiceDemand } from '@headroom/models';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../catalog/catalog';
import { loadSolver, type Solver } from '../../../optimise/program/solver';
import { brokenRules } from '../../../testing/check-plan';
import { aScenario } from '../../../testing/scenarios';
import { planCapacity } from '../../plan-capacity';

const catalog = loadCatalog();
let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const [CHAT] = aScenario().services ?? [];
if (CHAT === undefined) throw new Error('The scenario of tests has a service');

const chat = (requestsPerSecond: number, more: Partial<ServiceDemand> = {}): ServiceDemand => ({
  ...CHAT,
  load: { requestsPerSecond },
  inputTokens: { mean: 1000, p90: 2200 },
  ...more,
});

const scenarioOf = (services: ServiceDemand[], more: Partial<Scenario> = {}): Scenario =>
  aScenario({
    horizon: { start: '2026-01', months: 1 },
    candidates: { systems: ['nv-dgx-h100', 'nv-l40s-8', 'nv-dgx-a100-640', 'nv-dgx-b200'] },
    acquisition: 'rent',
    risk: { samples: 0 },
    ...more,
    services,
  });

/** Plans, and has the plan read against its scenario. */
function plan(scenario: Scenario): Plan {
  const made = planCapacity({ scenario, catalog, today: '2025-12-01', solver });
  expect(planSchema.safeParse(made).error).toBeUndefined();
  expect(brokenRules(made, scenario, catalog)).toEqual([]);
  return made;
}

/** Plans are proved to within half a percent, so laws hold to that. */
const GAP = 1.005;

/** Questions on long documents, which are mostly prefill, and drafts, which are mostly decode. */
const byLength = (requestsPerSecond: number, more: Partial<ServiceDemand> = {}): ServiceDemand =>
  chat(requestsPerSecond, {
    inputTokens: undefined,
    outputTokens: undefined,
    mix: [
      { share: 0.5, inputTokens: 8000, outputTokens: 50 },
      { share: 0.5, inputTokens: 200, outputTokens: 1500 },
    ],
    ...more,
  });

describe('a service split by length', () => {
  const made = (): Plan =>
    plan(
      scenarioOf([byLength(30, { model: 'qwen2.5-32b', slo: { ttftMs: 10_000, tpotMs: 100 } })]),
    );

  it('places every part on replicas that suit it, and costs what its parts do', () => {
    const { lengthRouting, placements, unitCosts, coverage } = made();
    const [routing] = lengthRouting ?? [];
    expect(routing?.choice).toBe('own-replicas');
    const names = routing?.parts.map((p) => p.workloadId) ?? [];
    expect(names).toEqual(['chat/1', 'chat/2']);
    expect([...new Set(placements.map((p) => p.workloadId))].sort()).toEqual(names);
    expect(coverage.map((c) => c.workloadId)).toEqual(names);
    expect(unitCosts.map((u) => u.workloadId)).toEqual(['chat']);
    expect(unitCosts[0]?.parts?.map((u) => u.workloadId)).toEqual(names);
  });

  it('says what is saved, and that it takes a router', () => {
    const { reasoning, assumptions, lengthRouting } = made();
    expect(reasoning?.[0]?.code).toBe('plan/lengths-split');
    expect(assumptions.map((a) => a.name)).toContain('chat.routerByLength');
    const usd = new Map(lengthRouting?.[0]?.ways.map((w) => [w.choice, w.totalCostUsd ?? 0]));
    expect(usd.get('own-replicas')).toBeLessThan(usd.get('together') ?? 0);
    expect(usd.get('shared-replicas')).toBeLessThan(usd.get('together') ?? 0);
  });

  it('never costs more than the service kept together', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 400 }),
        fc.integer({ min: 2, max: 8 }),
        (load, lengthBuckets) => {
          const split = plan(scenarioOf([chat(load, { lengthBuckets })])).costTotal.totalUsd;
          const whole = plan(scenarioOf([chat(load)])).costTotal.totalUsd;
          expect(split).toBeLessThanOrEqual(whole * GAP);
        },
      ),
      { numRuns: 5 },
    );
  });

  it('is kept together where a part on replicas of its own would stand idle', () => {
    const { lengthRouting, placements, reasoning, assumptions } = plan(
      scenarioOf([chat(5, { lengthBuckets: 4 })]),
    );
    expect(lengthRouting?.[0]?.choice).toBe('together');
    expect(placements.map((p) => p.workloadId)).toEqual(['chat']);
    expect(reasoning?.[0]?.code).toMatch(/plan\/lengths-(together|no-gain)/);
    expect(assumptions.map((a) => a.name)).not.toContain('chat.routerByLength');
  });

  it('grows with its demand, period by period', () => {
    const growing = { ...byLength(30, { model: 'llama-3.1-8b' }) };
    const scenario = scenarioOf(
      [{ ...growing, load: { requestsPerSecond: 30, growthPerMonth: 0.3 } }],
      { horizon: { start: '2026-01', months: 3 } },
    );
    const { coverage } = plan(scenario);
    expect(coverage.map((c) => c.workloadId)).toEqual(['chat/1', 'chat/2']);
    for (const { byPeriod } of coverage) {
      expect(byPeriod[0]?.demand).toBeCloseTo(15, 9);
      expect(byPeriod[2]?.demand).toBeCloseTo(15 * 1.69, 9);
    }
  });
});

describe('a mix of lengths', () => {
  it('carries hard work on one platform and simple work on another', () => {
    const made = plan(scenarioOf([byLength(30, { model: 'llama-3.1-8b' })]));
    expect(made.lengthRouting?.[0]?.choice).toBe('own-replicas');
    const systemsOf = (id: string) =>
      new Set(made.placements.filter((p) => p.workloadId === id).map((p) => p.systemId));
    expect(systemsOf('chat/1')).not.toEqual(systemsOf('chat/2'));
  });

  it('gives parts of several services whole replicas of their own', () => {
    const made = plan(
      scenarioOf([
        chat(900, { id: 'chat', lengthBuckets: 3 }),
        chat(40, { id: 'code', inputTokens: 4000 }),
      ]),
    );
    expect(made.lengthRouting?.map((r) => r.serviceId)).toEqual(['chat']);
    expect(made.lengthRouting?.[0]?.ways.map((w) => w.choice)).toEqual([
      'together',
      'own-replicas',
    ]);
    for (const p of made.placements) {
      for (const { replicas } of p.byPeriod) expect(Number.isInteger(replicas)).toBe(true);
    }
  });

  it('lives through worlds of uncertain demand with its parts moving together', () => {
    const scenario = scenarioOf([byLength(30, { model: 'llama-3.1-8b' })], {
      risk: { samples: 64 },
    });
    const uncertain = {
      ...scenario,
      services: scenario.services?.map((s) => ({
        ...s,
        load: { requestsPerSecond: { low: 20, mid: 30, high: 50 } },
      })),
    };
    const { risk } = planCapacity({ scenario: uncertain, catalog, today: '2025-12-01', solver });
    expect(risk?.inputs.filter((i) => i.id.includes('requestsPerSecond'))).toHaveLength(1);
    expect(risk?.headroom.map((h) => h.workloadId)).toEqual(['chat/1', 'chat/2']);
    // Demand of 50 in place of 30 leaves either part short in some world.
    for (const { shortWorldsShare } of risk?.headroom ?? []) {
      expect(shortWorldsShare).toBeGreaterThan(0);
      expect(shortWorldsShare).toBeLessThan(1);
    }
  });
});
