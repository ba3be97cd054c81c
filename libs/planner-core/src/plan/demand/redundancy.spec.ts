import type { Plan, Scenario } from '@headroom/models';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog';
import { loadSolver, type Solver } from '../../optimise/program/solver';
import { brokenRules } from '../../testing/check-plan';
import { aScenario } from '../../testing/scenarios';
import { checkScenario } from '../scenario/check-scenario';
import { planCapacity } from '../plan-capacity';

const catalog = loadCatalog();
let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const SITES = [
  { id: 'dallas', region: 'us-tx' },
  { id: 'ashburn', region: 'us-va' },
];

const scenarioOf = (survivesSiteLoss: boolean, more: Partial<Scenario> = {}): Scenario => {
  const base = aScenario({ sites: SITES, risk: { samples: 0 }, ...more });
  return { ...base, services: base.services?.map((s) => ({ ...s, survivesSiteLoss })) };
};

/** Plans, and has the plan read against its scenario. */
function plan(scenario: Scenario): Plan {
  const made = planCapacity({ scenario, catalog, today: '2025-12-01', solver });
  expect(brokenRules(made, scenario, catalog)).toEqual([]);
  return made;
}

describe('a service that survives the loss of a site', () => {
  it('is carried in full by either of two, and says what that takes', () => {
    const made = plan(scenarioOf(true));
    expect(made.status).toBe('planned');
    expect(new Set(made.placements.map((p) => p.siteId))).toEqual(new Set(['dallas', 'ashburn']));
    const reason = made.reasoning?.find((m) => m.code === 'plan/survives-site-loss');
    expect(reason?.params['percent']).toBeGreaterThanOrEqual(100);
    expect(made.costTotal.totalUsd).toBeGreaterThan(plan(scenarioOf(false)).costTotal.totalUsd);
  });

  it('is refused with one site, whether there is no other or it may use no other', () => {
    const alone = scenarioOf(true, { sites: SITES.slice(0, 1) });
    const kept = scenarioOf(true);
    const bound = { ...kept, services: kept.services?.map((s) => ({ ...s, sites: ['dallas'] })) };
    for (const scenario of [alone, bound]) {
      expect(checkScenario(scenario, catalog)).toEqual([
        expect.objectContaining({
          code: 'scenario/one-site',
          pointer: '/services/0/survivesSiteLoss',
        }),
      ]);
    }
    expect(checkScenario(kept, catalog)).toEqual([]);
  });
});

describe('planned downtime', () => {
  it('takes its share of what replicas carry, and is stated either way', () => {
    const share = 0.2;
    const none = plan(aScenario({ risk: { samples: 0 } }));
    const some = plan(
      aScenario({ risk: { samples: 0 }, assumptions: { plannedDowntimeShare: share } }),
    );
    const rate = ({ coverage, placements }: Plan): number =>
      (coverage[0]?.byPeriod[0]?.capacity ?? 0) /
      placements.reduce((sum, p) => sum + (p.byPeriod[0]?.replicas ?? 0), 0);
    expect(rate(some) / rate(none)).toBeLessThan(1 - share / 2);
    const stated = (made: Plan) => made.assumptions.find((a) => a.name === 'plannedDowntimeShare');
    expect(stated(none)).toMatchObject({ value: 0, origin: 'default' });
    expect(stated(some)).toMatchObject({ value: share, origin: 'scenario' });
  });
});

describe('a mix of lengths', () => {
  it('names a part that is longer than the context of the model, and the way out', () => {
    const base = aScenario();
    const scenario = {
      ...base,
      services: base.services?.map((s) => ({
        ...s,
        inputTokens: undefined,
        outputTokens: undefined,
        mix: [
          { share: 0.9, inputTokens: 500, outputTokens: 100 },
          { share: 0.1, inputTokens: 200_000, outputTokens: 100 },
        ],
      })),
    };
    expect(checkScenario(scenario, catalog)).toEqual([
      expect.objectContaining({
        code: 'scenario/longer-than-context',
        pointer: '/services/0/mix/1',
        expected: 'at most 131072 tokens of input and output together, or another model',
      }),
    ]);
  });
});
