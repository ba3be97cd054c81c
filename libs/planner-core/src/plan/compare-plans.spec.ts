import { scenario as scenarioSchema, type Plan, type ScenarioDocument } from '@headroom/models';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/catalog';
import { loadSolver, type Solver } from '../optimise/program/solver';
import { aScenario } from '../testing/scenarios';
import { comparePlans } from './compare-plans';
import { costCauses } from './cost-causes';
import { totalCostOf } from './total-cost';
import { planCapacity } from './plan-capacity';
import { scenarioChanges } from './scenario/scenario-changes';

const catalog = loadCatalog();
const today = '2026-01-01';
let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const planOf = (scenario: ScenarioDocument): Plan =>
  planCapacity({ scenario, catalog, today, solver });
const cents = (usd: number) => Math.round(usd * 100);
const first = aScenario();
const [chat] = first.services ?? [];
if (chat === undefined) throw new Error('The scenario has a service.');
const busier = aScenario({
  services: [{ ...chat, load: { requestsPerSecond: 60 } }],
  assumptions: { discountRatePerYear: 0.2 },
  limits: { budgetUsd: 90_000_000 },
});

describe('two plans side by side', () => {
  it('tell what was got more of, and by which layout it serves', () => {
    const comparison = comparePlans(planOf(first), planOf(busier));
    const units = (side: 'fromUnits' | 'toUnits') =>
      comparison.fleet.reduce((sum, line) => sum + line[side], 0);
    expect(units('toUnits')).toBeGreaterThan(units('fromUnits'));
    expect(comparison.placements.map((p) => p.workloadId)).toEqual(['chat']);
    expect(comparison.placements[0]?.to[0]?.layout).toMatch(/^tp \d/);
    expect(comparison.assumptions).toContainEqual(
      expect.objectContaining({ name: 'discountRatePerYear', to: 0.2 }),
    );
  });

  it('add up by cost item to the change of the total, to the cent', () => {
    const { costItems, figures } = comparePlans(planOf(first), planOf(busier));
    const total = figures.find((f) => f.name === 'totalCostUsd');
    expect(costItems.reduce((sum, i) => sum + cents(i.changeUsd), 0)).toBe(
      cents(total?.change ?? 0),
    );
  });

  it('differ in nothing from themselves', () => {
    const plan = planOf(first);
    const comparison = comparePlans(plan, plan);
    expect(comparison.figures.every((f) => f.change === 0)).toBe(true);
    expect(comparison.fleet.every((f) => f.fromUnits === f.toUnits)).toBe(true);
    expect(comparison.limitsNew).toEqual([]);
    expect(comparison.assumptions).toEqual([]);
  });
});

describe('why the cost moved', () => {
  const causesOf = (from: ScenarioDocument, to: ScenarioDocument, isTimeShort?: () => boolean) =>
    costCauses({
      ...(isTimeShort === undefined ? {} : { isTimeShort }),
      from: { scenario: from, plan: planOf(from) },
      to: { scenario: to, plan: planOf(to) },
      catalog,
      today,
      solver,
    });

  it('is told part by part and adds up to the cent', () => {
    const causes = causesOf(first, busier) ?? [];
    expect(causes.map((c) => c.parts)).toEqual([['services/chat'], ['limits'], ['assumptions']]);
    const moved = planOf(busier).costTotal.totalUsd - planOf(first).costTotal.totalUsd;
    expect(causes.reduce((sum, c) => sum + cents(c.changeUsd), 0)).toBe(cents(moved));
    expect(causes.find((c) => c.parts[0] === 'limits')?.changeUsd).toBe(0);
    expect(causes.find((c) => c.parts[0] === 'assumptions')?.changeUsd).toBeGreaterThan(0);
  });

  it('joins parts that have no plan one without the other', () => {
    const moved = scenarioSchema.parse({
      ...first,
      sites: [{ id: 'oslo', region: 'no' }],
      services: [{ ...chat, sites: ['oslo'] }],
    });
    const bound = scenarioSchema.parse({ ...first, services: [{ ...chat, sites: ['dallas'] }] });
    const causes = causesOf(bound, moved) ?? [];
    expect(causes.map((c) => c.parts)).toEqual([['sites/dallas', 'sites/oslo', 'services/chat']]);
  });

  it('tells the changes together that there is no time to plan apart, and still adds up', () => {
    let asked = 0;
    const causes = causesOf(first, busier, () => ++asked > 1) ?? [];
    expect(causes.map((c) => c.parts)).toEqual([['services/chat'], ['limits', 'assumptions']]);
    const moved = planOf(busier).costTotal.totalUsd - planOf(first).costTotal.totalUsd;
    expect(causes.reduce((sum, c) => sum + cents(c.changeUsd), 0)).toBe(cents(moved));
  });

  it('rests on the total of a plan, worked out without the rest of it', () => {
    for (const scenario of [first, busier]) {
      expect(totalCostOf({ scenario, catalog, today, solver })).toBe(
        planOf(scenario).summary.totalCostUsd,
      );
    }
    const hopeless = aScenario({ limits: { budgetUsd: 10 } });
    expect(totalCostOf({ scenario: hopeless, catalog, today, solver })).toBeNull();
  });

  it('has no answer where one of the two has no plan', () => {
    const hopeless = aScenario({ limits: { budgetUsd: 10 } });
    expect(causesOf(first, hopeless)).toBeNull();
  });
});

describe('what changed in a scenario', () => {
  it('is named by pointer, with elements by their id', () => {
    const changes = scenarioChanges(first, busier);
    expect(changes).toContainEqual({
      pointer: '/services/chat/load/requestsPerSecond',
      from: 20,
      to: 60,
    });
    expect(changes).toContainEqual({
      pointer: '/limits',
      from: null,
      to: { budgetUsd: 90_000_000 },
    });
  });

  it('is nothing when entries only change places', () => {
    const two = aScenario({ services: [chat, { ...chat, id: 'search' }] });
    const turned = aScenario({ services: [{ ...chat, id: 'search' }, chat] });
    expect(scenarioChanges(two, turned)).toEqual([]);
  });
});
