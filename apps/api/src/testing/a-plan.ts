import { COST_ITEM_NAMES, type CostItems, type Plan, plan } from '@headroom/models';

const NOTHING_SAID = { code: 'plan/nothing', params: {}, text: 'Nothing.' };

const NO_COSTS = {
  ...Object.fromEntries(COST_ITEM_NAMES.map((name) => [name, 0])),
  totalUsd: 0,
} as CostItems;

/** A plan with nothing in it, valid by the schema; a test says what it cares about. */
export function aPlan(overrides: Partial<Plan> = {}): Plan {
  return plan.parse({
    headroomPlan: 1,
    scenarioName: 'Planned',
    scenarioHash: 'hash',
    engineVersion: 'test-engine',
    catalogVersion: 'test-catalog',
    catalogAsOf: '2026-06-30',
    seed: 7,
    currency: 'USD',
    usdCny: 7,
    status: 'planned',
    solver: { status: 'optimal', objectiveUsd: 1, boundUsd: 1, gapShare: 0 },
    periods: [],
    periodMonths: 1,
    summary: {
      totalCostUsd: 1234.5,
      capexUsd: 1000,
      units: 1,
      chips: 8,
      peakPowerKw: 10,
      energyMwh: 20,
      carbonTonnes: 3,
      headline: NOTHING_SAID,
    },
    fleet: [],
    placements: [],
    coverage: [],
    deployments: [],
    trainingRuns: [],
    boms: [],
    costByPeriod: [],
    costTotal: NO_COSTS,
    unitCosts: [],
    alternatives: [],
    policyFutures: [],
    bindingLimits: [],
    conflicts: [],
    excuses: [],
    warnings: [],
    assumptions: [],
    estimates: [],
    sources: [],
    ...overrides,
  });
}
