import type { Scenario } from '@headroom/models';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog';
import { loadSolver, type Solver } from '../../optimise/program/solver';
import { brokenRules } from '../../testing/check-plan';
import { aScenario } from '../../testing/scenarios';
import { planCapacity } from '../plan-capacity';

const catalog = loadCatalog();
let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const UNITS = 6;
const planOf = (changes: Partial<Scenario> = {}) => {
  const scenario = aScenario({
    candidates: { systems: ['nv-dgx-h100'] },
    fleet: [{ system: 'nv-dgx-h100', site: 'dallas', units: UNITS }],
    assumptions: { maintenanceSharePerYear: 0.05 },
    risk: { samples: 0 },
    ...changes,
  });
  const plan = planCapacity({ scenario, catalog, today: '2025-10-01', solver });
  expect(plan.status).toBe('planned');
  expect(brokenRules(plan, scenario, catalog)).toEqual([]);
  return plan;
};
const years = (plan: { periods: readonly string[]; periodMonths: number }) =>
  (plan.periods.length * plan.periodMonths) / 12;

describe('what is owned before the plan', () => {
  it('costs maintenance by the price of its system, and nothing of its capital', () => {
    const plan = planOf();
    expect(plan.fleet.map((line) => line.acquisition)).toEqual(['existing']);
    const { amortisationUsd, financeUsd, maintenanceUsd } = plan.costTotal;
    expect([amortisationUsd, financeUsd]).toEqual([0, 0]);
    expect(maintenanceUsd).toBeCloseTo(UNITS * 300_000 * 0.05 * years(plan), 0);
  });

  it('is maintained by the price the scenario states, where it may only rent too', () => {
    const plan = planOf({
      acquisition: 'rent',
      prices: [{ system: 'nv-dgx-h100', usd: 200_000 }],
    });
    expect(plan.costTotal.maintenanceUsd).toBeCloseTo(UNITS * 200_000 * 0.05 * years(plan), 0);
  });

  it('says where no price is known to reckon maintenance by', () => {
    const system = catalog.systems.find((s) => s.id === 'amd-mi325x-8');
    expect(system?.priceUsd).toBeNull();
    const plan = planOf({
      candidates: { systems: ['amd-mi325x-8'] },
      fleet: [{ system: 'amd-mi325x-8', site: 'dallas', units: UNITS }],
    });
    expect(plan.costTotal.maintenanceUsd).toBe(0);
    expect(plan.warnings.map((w) => w.code)).toContain('cost/maintenance-unknown');
  });
});
