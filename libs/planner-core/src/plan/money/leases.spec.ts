import type { Plan, Scenario } from '@headroom/models';
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

/** A system only its maker offers: 12 USD a chip-hour on demand, 8.40 for a year, 5.40 for three. */
const CHIPS = 64;
const HOURS_PER_DAY = 24;
const hired = (changes: Partial<Scenario> = {}): Scenario =>
  aScenario({
    horizon: { start: '2026-01', months: 24, periodMonths: 3 },
    sites: [{ id: 'iowa', region: 'us-ia' }],
    candidates: { systems: ['google-tpu-v7-cube'] },
    acquisition: 'rent',
    risk: { samples: 0 },
    ...changes,
  });
const asked = (until?: string): Scenario['services'] =>
  hired().services?.map((s) => (until === undefined ? s : { ...s, until }));

const planOf = (scenario: Scenario): Plan => {
  const plan = planCapacity({ scenario, catalog, today: '2025-12-01', solver });
  expect(brokenRules(plan, scenario, catalog)).toEqual([]);
  return plan;
};
const ways = (plan: Plan) => plan.fleet.map((l) => [l.acquisition, l.termMonths ?? null]);

describe('a plan that may commit to a term', () => {
  it('leases for three years what it needs throughout, and states what is left to pay', () => {
    const plan = planOf(hired());
    expect(ways(plan)).toEqual([['lease', 36]]);
    // 2026 and 2027 are inside the horizon, 2028 is not: 366 days of it.
    const beyondUsd = CHIPS * 5.4 * HOURS_PER_DAY * 366;
    expect(plan.costTotal.totalUsd).toBeCloseTo(CHIPS * 5.4 * HOURS_PER_DAY * 730, 0);
    expect(plan.fleet[0]?.committedBeyondHorizonUsd).toBeCloseTo(beyondUsd, 0);
    expect(plan.summary.committedBeyondHorizonUsd).toBeCloseTo(beyondUsd, 0);
    expect(plan.warnings.map((w) => w.code)).toContain('plan/committed-beyond');
  });

  it('leases for a year what it needs for most of one, and rents what it needs for less', () => {
    expect(ways(planOf(hired({ services: asked('2026-09') })))).toEqual([['lease', 12]]);
    expect(ways(planOf(hired({ services: asked('2026-05') })))).toEqual([['rent', null]]);
  });

  it('takes terms that are no longer than a period for the whole of it', () => {
    const plan = planOf(
      hired({
        horizon: { start: '2026-01', months: 24, periodMonths: 12 },
        services: asked('2026-12'),
      }),
    );
    expect(ways(plan)).toEqual([['lease', 12]]);
    expect(plan.fleet[0]?.byPeriod.map((p) => p.unitsInService)).toEqual([1, 0]);
    expect(plan.fleet[0]?.committedBeyondHorizonUsd).toBe(0);
  });

  it('rents by the hour where leases are ruled out', () => {
    const hourly = planOf(hired({ leases: false }));
    expect(ways(hourly)).toEqual([['rent', null]]);
    expect(hourly.costTotal.totalUsd).toBeGreaterThan(planOf(hired()).costTotal.totalUsd);
    expect(planOf(hired({ leases: true })).costTotal).toEqual(planOf(hired()).costTotal);
  });

  it('leaves leases out where only purchases are asked for', () => {
    expect(planOf(hired({ acquisition: 'buy' })).status).toBe('infeasible');
  });

  it('says by how much the price of a lease would have to fall where that is the best way to have a system', () => {
    const plan = planOf(hired({ candidates: { systems: ['google-tpu-v7-cube', 'nv-dgx-h200'] } }));
    expect(plan.fleet.map((l) => l.systemId)).not.toContain('google-tpu-v7-cube');
    const excuse = plan.excuses.find((e) => e.systemId === 'google-tpu-v7-cube');
    expect(excuse?.toEnter?.code).toBe('plan/enters-leased');
    expect(excuse?.toEnter?.params['months']).toBe(36);
    const fell = (excuse?.priceCutUsdToEnter ?? 0) / (excuse?.priceCutShareToEnter ?? 1);
    expect(fell).toBeCloseTo(5.4, 6);
  });
});
