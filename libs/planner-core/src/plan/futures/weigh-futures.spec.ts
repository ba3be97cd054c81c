import {
  plan as planSchema,
  type Futures,
  type PolicyBranch,
  type Scenario,
} from '@headroom/models';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog';
import { loadSolver, type Solver } from '../../optimise/program/solver';
import { aScenario } from '../../testing/scenarios';
import { planCapacity } from '../plan-capacity';

const catalog = loadCatalog();
let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const planOf = (branches: PolicyBranch[], changes: Partial<Scenario> = {}) =>
  planCapacity({
    scenario: aScenario({
      horizon: { start: '2026-01', months: 6 },
      risk: { samples: 0 },
      ...changes,
      policy: { ...changes.policy, branches },
    }),
    catalog,
    today: '2026-01-01',
    solver,
  });

function futuresOf(branches: PolicyBranch[], changes: Partial<Scenario> = {}): Futures {
  const made = planOf(branches, changes);
  expect(planSchema.safeParse(made).error).toBeUndefined();
  if (made.futures === undefined) throw new Error('The plan weighs no futures.');
  return made.futures;
}

const growing = (probability: number, demandFactor: number): PolicyBranch[] => [
  { id: 'as-planned', probability: 1 - probability, events: [] },
  { id: 'other-demand', probability, events: [], demandFactor },
];
const banned = (probability: number): PolicyBranch[] => [
  { id: 'open', probability: 1 - probability, events: [] },
  {
    id: 'banned',
    probability,
    events: [{ effective: '2026-03-01', action: 'ban', vendors: ['NVIDIA'] }],
  },
];

describe('plans for several futures', () => {
  it('regret nothing below 0, and hedge at no more than any plan for one future, whatever the odds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 2, max: 30 }),
        (tenths, factor) => {
          const futures = futuresOf(growing(tenths / 10, factor / 10));
          expect(futures.outcomes.length).toBeGreaterThan(0);
          expect(futures.plans.length).toBeGreaterThan(0);
          for (const { regretUsd } of futures.outcomes)
            expect(regretUsd ?? 0).toBeGreaterThanOrEqual(0);
          for (const plan of futures.plans) {
            expect(plan.expectedCostUsd ?? Infinity).toBeGreaterThanOrEqual(
              futures.expectedCostUsd,
            );
          }
          for (const usd of [futures.hedgingUsd, futures.knowingUsd, futures.waitingUsd])
            expect(usd ?? 0).toBeGreaterThanOrEqual(0);
          // In each future somebody has no regret.
          for (const { id } of futures.branches) {
            const own = futures.outcomes.filter((o) => o.branchId === id);
            expect(Math.min(...own.map((o) => o.regretUsd ?? Infinity))).toBe(0);
          }
        },
      ),
      { numRuns: 6 },
    );
  }, 60_000);

  it('weigh by probability: the mean cost of each plan is its costs times the odds', () => {
    const futures = futuresOf(growing(0.3, 2));
    const whole = futures.plans.filter((p) => p.expectedCostUsd !== null);
    expect(whole.length).toBeGreaterThan(1);
    for (const plan of whole) {
      const mean = futures.outcomes
        .filter((o) => o.planId === plan.id)
        .reduce((sum, o) => {
          const odds = futures.branches.find((b) => b.id === o.branchId)?.probability ?? 0;
          return sum + (o.costUsd ?? 0) * odds;
        }, 0);
      expect(plan.expectedCostUsd).toBeCloseTo(mean, 1);
    }
  });

  it('cannot wait with demand of the first month, and say so', () => {
    const futures = futuresOf(growing(0.5, 2));
    expect(futures.waitingUsd).toBeNull();
    expect(futures.findings.map((f) => f.code)).toContain('futures/waiting-impossible');
    expect(futures.plans.find((p) => p.id === 'wait')?.expectedCostUsd).toBeNull();
  });

  it('wait for nothing where demand only comes after the future is known', () => {
    const services = aScenario().services?.map((s) => ({ ...s, from: '2026-05' }));
    const futures = futuresOf(growing(0.5, 2), { services });
    expect(futures.waitingUsd).toBe(0);
    expect(futures.findings.map((f) => f.code)).toContain('futures/waiting-is-free');
  });

  it('stock up before a ban that may come, and find a second vendor worth money where it may', () => {
    const futures = futuresOf(banned(0.5), {
      candidates: { systems: ['nv-dgx-h100', 'amd-mi300x-8'] },
      services: aScenario().services?.map((s) => ({
        ...s,
        load: { requestsPerSecond: 20, growthPerMonth: 0.3 },
      })),
    });
    expect(futures.knownFrom).toBe('2026-03');
    expect(futures.branches.map((b) => b.id)).toEqual(['open', 'banned']);
    const codes = futures.findings.map((f) => f.code);
    expect(codes.filter((c) => c.startsWith('futures/second-vendor'))).toHaveLength(1);
    expect(futures.plans.every((p) => p.orders.every((o) => o.units > 0))).toBe(true);
  });

  it('leave out a future nobody can carry, by name', () => {
    const made = planOf([
      { id: 'open', probability: 0.9, events: [] },
      {
        id: 'shut',
        probability: 0.1,
        events: [{ effective: '2025-01-01', action: 'ban', vendors: ['NVIDIA'] }],
      },
    ]);
    expect(made.futures?.branches).toMatchObject([{ id: 'open', name: 'open', probability: 1 }]);
    expect(made.futures?.branches).toHaveLength(1);
    expect(made.futures?.findings[0]).toMatchObject({
      code: 'futures/left-out',
      params: { branch: 'shut', percent: 10 },
    });
  });

  it('may be known in different months, and are planned for no dearer than where all wait for the last', () => {
    const branches = (knownFrom: string): PolicyBranch[] => [
      { id: 'boom', probability: 0.3, events: [], demandFactor: 3, knownFrom },
      { id: 'steady', probability: 0.4, events: [], knownFrom: '2026-05' },
      { id: 'bust', probability: 0.3, events: [], demandFactor: 0.3, knownFrom: '2026-05' },
    ];
    const changes: Partial<Scenario> = {
      services: aScenario().services?.map((s) => ({
        ...s,
        load: { requestsPerSecond: 200, growthPerMonth: 0.2 },
      })),
      assumptions: { acceptEstimates: true },
    };
    const early = futuresOf(branches('2026-03'), changes);
    expect(early.knownFrom).toBe('2026-03');
    expect(early.branches.map((b) => b.knownFrom)).toEqual(['2026-03', '2026-05', '2026-05']);
    expect(early.plans.map((p) => p.id)).toEqual([
      'hedged',
      'for-boom',
      'for-steady',
      'for-bust',
      'wait',
    ]);
    for (const usd of [early.hedgingUsd, early.knowingUsd, early.waitingUsd])
      expect(usd ?? 0).toBeGreaterThanOrEqual(0);
    for (const { regretUsd } of early.outcomes) expect(regretUsd ?? 0).toBeGreaterThanOrEqual(0);
  });

  it('are not weighed where there is only one', () => {
    expect(planOf([]).futures).toBeUndefined();
  });
});
