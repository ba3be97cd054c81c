import type { Plan, Scenario } from '@headroom/models';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog, type Catalog } from '../../catalog/catalog';
import { loadSolver, type Solver } from '../../optimise/program/solver';
import { brokenRules } from '../../testing/check-plan';
import { aScenario } from '../../testing/scenarios';
import { planCapacity } from '../plan-capacity';

const catalog = loadCatalog();
const TARIFF = 'pe-041-2026-01-14-licensed';
const CAP = 'pe-051-2026-05-15-licensed';
let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

/** H200 for a site in China, by a buyer who counts on licences and for whom nothing else is a candidate. */
const h200InChina = (changes: Partial<Scenario> = {}): Scenario =>
  aScenario({
    horizon: { start: '2026-07', months: 3 },
    buyer: { country: 'CN' },
    sites: [{ id: 'guiyang', region: 'cn-gz' }],
    candidates: { systems: ['nv-dgx-h200'] },
    policy: { licensedCountsAs: 'allowed', asOf: '2026-06-01' },
    risk: { samples: 0 },
    ...changes,
  });

const planOf = (scenario: Scenario, from: Catalog = catalog): Plan => {
  const plan = planCapacity({ scenario, catalog: from, today: '2026-06-01', solver });
  expect(brokenRules(plan, scenario, from)).toEqual([]);
  return plan;
};

/** The catalogue with one act's values changed. */
const withValues = (id: string, values: Record<string, number>, dates = {}): Catalog => ({
  ...catalog,
  policyEvents: catalog.policyEvents.map((e) => (e.id === id ? { ...e, ...dates, values } : e)),
});

describe('tariffs of acts in force', () => {
  it('are part of what an order costs, as an item of their own, with the act they come from', () => {
    const plan = planOf(h200InChina());
    const units = plan.fleet[0]?.byPeriod[0]?.unitsAcquired ?? 0;
    const price = plan.fleet[0]?.unitPriceUsd ?? 0;
    const items = plan.costTotal;
    expect(units).toBeGreaterThan(0);
    // A quarter of the price is carried like the price: a quarter of its write-off and finance.
    expect(items.tariffUsd).toBeCloseTo((items.amortisationUsd + items.financeUsd) / 4, 1);
    expect(plan.warnings.find((w) => w.code === 'policy/tariff')?.params).toMatchObject({
      event: TARIFF,
      percent: 25,
      usd: Math.round((units * price) / 4),
    });
    expect(plan.boms[0]?.tariffs).toEqual([
      expect.objectContaining({ eventId: TARIFF, share: 0.25, usd: (units * price) / 4 }),
    ]);
    const act = catalog.policyEvents.find((e) => e.id === TARIFF);
    expect(plan.sources.map((s) => s.id)).toEqual(expect.arrayContaining(act?.sourceIds ?? ['']));
    const free = planOf(h200InChina(), withValues(TARIFF, {}));
    expect(free.costTotal.tariffUsd).toBeUndefined();
    expect(plan.summary.capexUsd - free.summary.capexUsd).toBeCloseTo((units * price) / 4, 0);
  });

  it('are left out of a price the scenario states, and where rules are ignored', () => {
    const own = h200InChina({ prices: [{ system: 'nv-dgx-h200', usd: 300_000 }] });
    expect(planOf(own).costTotal.tariffUsd).toBeUndefined();
    const ignoring = h200InChina({ policy: { mode: 'ignore' } });
    expect(planOf(ignoring).costTotal.tariffUsd).toBeUndefined();
  });

  it('count by the day of the order: what is needed later is ordered before they begin', () => {
    const services = aScenario().services?.map((s) => ({
      ...s,
      load: { requestsPerSecond: 20, steps: [{ month: '2026-09', factor: 3 }] },
    }));
    const scenario = h200InChina({ services });
    const steady = planOf(scenario, withValues(TARIFF, {}));
    // In force for orders from August on (a month before they arrive), and dearer than to hold units idle.
    const begins = { effective: '2026-07-15', date: '2026-05-01' };
    const plan = planOf(scenario, withValues(TARIFF, { tariffShare: 20 }, begins));
    const arrivals = (p: Plan) => p.fleet[0]?.byPeriod.map((x) => x.unitsAcquired) ?? [];
    expect(arrivals(steady)[2]).toBeGreaterThan(0);
    expect(arrivals(plan)[2]).toBe(0);
    expect(plan.costTotal.tariffUsd).toBeUndefined();
  });
});

describe('caps acts put on one buyer', () => {
  it('bind what is bought, and are named as acts', () => {
    const chips = planOf(h200InChina()).summary.chips;
    const tight = withValues(CAP, { unitsPerFirmMax: chips });
    const bound = planOf(h200InChina(), tight).bindingLimits;
    expect(bound.find((m) => m.code === 'plan/volume-cap-binds')?.params).toMatchObject({
      event: CAP,
      limit: chips,
    });
    const short = planOf(h200InChina(), withValues(CAP, { unitsPerFirmMax: chips - 1 }));
    expect(short.status).toBe('infeasible');
    expect(short.conflicts.map((c) => c.code)).toContain('plan/conflict-volume-cap');
  });
});

describe('the tariff of electricity for domestic chips', () => {
  it('is what domestic chips pay where the region has one, and is told with its source', () => {
    const scenario = h200InChina({
      candidates: { chips: ['huawei-ascend-910c'] },
      assumptions: { acceptEstimates: true },
      sites: [{ id: 'wulanchabu', region: 'cn-nm' }],
    });
    // What the timeline states is above the region's ordinary price today, so it lowers nothing yet.
    const halved = (usd: number): Catalog => ({
      ...catalog,
      regions: catalog.regions.map((r) =>
        r.domesticChipElectricityUsdPerKwh === null
          ? r
          : {
              ...r,
              domesticChipElectricityUsdPerKwh: {
                ...r.domesticChipElectricityUsdPerKwh,
                value: usd,
              },
            },
      ),
    });
    const region = catalog.regions.find((r) => r.id === 'cn-nm');
    const ordinaryUsd = region?.electricityUsdPerKwh?.value ?? 0;
    const plan = planOf(scenario, halved(ordinaryUsd / 2));
    expect(
      plan.assumptions.find((a) => a.name === 'wulanchabu.domesticChipElectricityUsdPerKwh'),
    ).toMatchObject({
      value: ordinaryUsd / 2,
      sourceId: region?.domesticChipElectricityUsdPerKwh?.sourceId,
    });
    const ordinary = planOf(scenario);
    expect(plan.costTotal.energyUsd).toBeCloseTo(ordinary.costTotal.energyUsd / 2, 0);
  });
});
