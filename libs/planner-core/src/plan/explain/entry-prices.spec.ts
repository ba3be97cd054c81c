import { plan as planSchema, type Excuse, type Plan, type Scenario } from '@headroom/models';
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

/** So many units that one more or less hardly counts: fleets are nearly fractions. */
const MANY_REQUESTS = 6000;
const SYSTEMS = ['nv-dgx-h100', 'nv-dgx-h200', 'amd-mi300x-platform'];

const scenarioWith = (changes: Partial<Scenario> = {}): Scenario => {
  const base = aScenario({
    candidates: { systems: SYSTEMS },
    assumptions: { acceptEstimates: true },
    ...changes,
  });
  return {
    ...base,
    services: base.services?.map((s) => ({
      ...s,
      load: { requestsPerSecond: MANY_REQUESTS },
    })),
  };
};

const plan = (changes: Partial<Scenario> = {}): Plan =>
  planCapacity({ scenario: scenarioWith(changes), catalog, today: '2025-12-01', solver });

const left = (made: Plan): Excuse[] => made.excuses.filter((e) => e.toEnter !== undefined);

const unitsOf = (made: Plan, systemId: string): number =>
  made.fleet.filter((f) => f.systemId === systemId).length;

describe('a system that is not in the fleet', () => {
  it('enters when its price falls by a little more than is told, and does not for a good deal less', () => {
    const made = plan();
    expect(planSchema.safeParse(made).error).toBeUndefined();
    const excuses = left(made);
    expect(excuses.length).toBeGreaterThan(0);
    for (const { systemId, priceCutUsdToEnter = 0, priceCutShareToEnter = 0 } of excuses) {
      const price = priceCutUsdToEnter / priceCutShareToEnter;
      const at = (share: number) =>
        plan({
          prices: [{ system: systemId ?? '', usd: price * (1 - share * priceCutShareToEnter) }],
        });
      expect(unitsOf(at(1.1), systemId ?? '')).toBeGreaterThan(0);
      expect(unitsOf(at(0.7), systemId ?? '')).toBe(0);
    }
  });

  it('is told as a sentence with what it is short of', () => {
    const [excuse] = left(plan());
    expect(excuse?.reducedCostUsdPerUnit).toBeGreaterThan(0);
    expect(excuse?.speedGainShareToEnter).toBeGreaterThan(0);
    expect(excuse?.toEnter?.text).toMatch(/^It would enter the fleet if a unit cost .* less/);
  });

  it('has one reason whose number is the one it would have to gain', () => {
    const excuses = left(plan());
    expect(excuses.length).toBeGreaterThan(0);
    for (const { message, toEnter, actual, nearestFeasible, speedGainShareToEnter } of excuses) {
      const told = toEnter?.params['speed'];
      expect(told).toBeDefined();
      expect(message.params['worth']).toBe(told);
      expect((actual ?? 0) / (nearestFeasible ?? 1) - 1).toBeCloseTo(speedGainShareToEnter ?? 0, 9);
    }
  });
});
