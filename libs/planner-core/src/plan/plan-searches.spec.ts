import type { ScenarioDocument } from '@headroom/models';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/catalog';
import { loadSolver, type Solver } from '../optimise/program/solver';
import { aScenario } from '../testing/scenarios';
import { planCapacity } from './plan-capacity';
import { FRESH_SEARCHES, rememberSearches, type PlanSearches } from './plan-searches';

const catalog = loadCatalog();
let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const plan = (scenario: ScenarioDocument, searches?: PlanSearches) =>
  planCapacity({
    scenario,
    catalog,
    today: '2025-12-01',
    solver,
    ...(searches === undefined ? {} : { searches }),
  });

const base = aScenario();
const [service] = base.services ?? [];
if (service === undefined) throw new Error('The scenario has no service');
const WHAT_IFS: readonly ScenarioDocument[] = [
  { ...base, assumptions: { discountRatePerYear: 0.15 } },
  { ...base, sites: base.sites.map((s) => ({ ...s, electricityUsdPerKwh: 0.2 })) },
  { ...base, services: [{ ...service, outputTokens: 900 }] },
  { ...base, services: [{ ...service, load: { requestsPerSecond: 3 } }] },
  base,
];

function counting() {
  const count = { searches: 0 };
  const searches: PlanSearches = {
    deployments: (workload, machine) => {
      count.searches += 1;
      return FRESH_SEARCHES.deployments(workload, machine);
    },
    trainingRun: FRESH_SEARCHES.trainingRun,
  };
  return { count, searches };
}

describe('a memory of searches', () => {
  it('leaves every plan of a series as it is without it', () => {
    const searches = rememberSearches();
    for (const scenario of [base, ...WHAT_IFS]) {
      expect(plan(scenario, searches)).toEqual(plan(scenario));
    }
  });

  it('stays right when it holds too little', () => {
    const searches = rememberSearches(1);
    for (const scenario of [base, ...WHAT_IFS]) {
      expect(plan(scenario, searches)).toEqual(plan(scenario));
    }
  });

  it('searches nothing again when an input no search depends on changes', () => {
    const { count, searches } = counting();
    const remembered = rememberSearches(400, searches);
    plan(base, remembered);
    const first = count.searches;
    expect(first).toBeGreaterThan(0);
    plan({ ...base, assumptions: { discountRatePerYear: 0.15 } }, remembered);
    expect(count.searches).toBe(first);
    plan({ ...base, services: [{ ...service, outputTokens: 900 }] }, remembered);
    expect(count.searches).toBeGreaterThan(first);
  });

  it('forgets what was asked for longest ago', () => {
    const { count, searches } = counting();
    const remembered = rememberSearches(1, searches);
    plan(base, remembered);
    const first = count.searches;
    plan({ ...base, services: [{ ...service, outputTokens: 900 }] }, remembered);
    plan(base, remembered);
    expect(count.searches).toBe(3 * first);
  });
});
