import type { Plan, Scenario } from '@headroom/models';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog';
import { loadSolver, type Solver } from '../../optimise/program/solver';
import { brokenRules } from '../../testing/check-plan';
import { aScenario } from '../../testing/scenarios';
import { planCapacity } from '../plan-capacity';
import { rememberSearches } from '../plan-searches';

const catalog = loadCatalog();
const searches = rememberSearches();
let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const CENT = 0.01;

const plan = (scenario: Scenario): Plan =>
  planCapacity({ scenario, catalog, today: '2025-12-01', solver, searches });

/** A service that may run on anything there is, over months in which it grows. */
const anywhere = (requestsPerSecond: number, more: Partial<Scenario>): Scenario => {
  const base = aScenario({
    candidates: undefined,
    acquisition: 'any',
    assumptions: { acceptEstimates: true },
    ...more,
  });
  return {
    ...base,
    services: base.services?.map((s) => ({
      ...s,
      load: { requestsPerSecond, growthPerMonth: 0.15 },
    })),
  };
};

const limited: fc.Arbitrary<Partial<Scenario>> = fc.constantFrom<Partial<Scenario>>(
  {},
  { limits: { maximumVendorChipShare: 0.6 } },
  { sites: [{ id: 'dallas', region: 'us-tx', powerKw: 400 }], acquisition: 'buy' },
);

describe('a plan under a share of vendors', () => {
  it('keeps the idle units it holds for the share, and costs what the solver says', () => {
    const scenario = anywhere(8, { limits: { maximumVendorChipShare: 0.6 } });
    const made = plan(scenario);
    expect(brokenRules(made, scenario, catalog)).toEqual([]);
    expect(made.costTotal.totalUsd).toBeCloseTo(made.solver.objectiveUsd ?? 0, 0);
  });
});

describe('the bound of a plan over the whole catalogue', () => {
  it('is never above what any choice of its systems costs, and the plan is within its gap of that', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(8, 40),
        limited,
        fc.array(fc.nat({ max: 1000 }), { minLength: 3, maxLength: 3 }),
        (load, more, picks) => {
          const scenario = anywhere(load, more);
          const made = plan(scenario);
          const { boundUsd, objectiveUsd, gapShare, systems = 0 } = made.solver;
          expect(made.status).toBe('planned');
          expect(brokenRules(made, scenario, catalog)).toEqual([]);
          expect(made.costTotal.totalUsd).toBeCloseTo(objectiveUsd ?? 0, 0);
          expect(systems).toBeGreaterThan(20);
          const able = [
            ...new Set(
              [...made.excuses.filter((e) => e.workloadId === 'chat' && e.code.startsWith('plan/'))]
                .flatMap((e) => e.systemId ?? [])
                .concat(made.fleet.map((f) => f.systemId)),
            ),
          ];
          const chosen = picks.flatMap((n) => able[n % able.length] ?? []);
          const list = [...made.fleet.map((f) => f.systemId), ...chosen];
          const few = plan({ ...scenario, candidates: { systems: [...new Set(list)] } });
          if (few.status !== 'planned') return;
          const cost = few.solver.objectiveUsd ?? 0;
          expect(cost + CENT).toBeGreaterThanOrEqual(boundUsd ?? Infinity);
          expect((objectiveUsd ?? 0) * (1 - (gapShare ?? 0))).toBeLessThanOrEqual(cost + CENT);
        },
      ),
      { numRuns: 3 },
    );
  }, 120_000);
});
