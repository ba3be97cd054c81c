import { beforeAll, describe, expect, it } from 'vitest';
import { say, type Plan, type Risk } from '@headroom/models';
import { loadCatalog } from '../../catalog/catalog';
import { loadSolver } from '../../optimise/program/solver';
import { anUncertainScenario } from '../../testing/scenarios';
import { planCapacity } from '../plan-capacity';
import { regretOf } from './regret';

/** One server that idles: what it costs is a formula short enough to write down again. */
const [chat] = anUncertainScenario().services ?? [];
if (chat === undefined) throw new Error('The scenario has no service.');
const PRICE = { distribution: 'triangular', low: 200_000, mode: 250_000, high: 500_000 } as const;
const TARIFF = { distribution: 'uniform', low: 0.04, high: 0.4 } as const;
const DISCOUNT = { distribution: 'normal', mean: 0.1, standardDeviation: 0.02 } as const;
const MONTHS = 12;
const RATES = {
  serviceLifeYears: 4,
  residualValueShare: 0.2,
  powerUtilisation: 0.5,
  colocationUsdPerKwMonth: 100,
  staffUsdPerSystemYear: 1000,
  maintenanceSharePerYear: 0.05,
  softwareUsdPerChipYear: 10,
  networkShareOfSystemPrice: 0.1,
  storageShareOfSystemPrice: 0.02,
  spareShare: 0.03,
};
const SCENARIO = anUncertainScenario({
  horizon: { start: '2026-01', months: MONTHS },
  candidates: { systems: ['nv-dgx-h100'] },
  services: [{ ...chat, load: { requestsPerSecond: 0.001 } }],
  sites: [{ id: 'dallas', region: 'us-tx', pue: 1.3, electricityUsdPerKwh: TARIFF }],
  prices: [{ system: 'nv-dgx-h100', usd: PRICE }],
  assumptions: { ...RATES, discountRatePerYear: DISCOUNT },
  risk: { samples: 4096 },
});
const INPUTS = {
  price: 'scenario:/prices/0/usd',
  tariff: 'scenario:/sites/0/electricityUsdPerKwh',
  discount: 'scenario:/assumptions/discountRatePerYear',
};

const DGX_KW = 10.2;
const HOURS = 365 * 24;

function costOf(price: number, tariff: number, discount: number): number {
  const yearly = (1 - 0.2) / 4 + ((1 + 0.2) / 2) * discount;
  const carried = price * yearly * (1 + 0.1 + 0.02 + 0.03);
  const running = DGX_KW * (0.5 * HOURS * 1.3 * tariff + 100 * MONTHS) + 1000 + 8 * 10;
  return carried + price * 0.05 + running;
}

/** Plain chance, drawn another way than by quantiles: by rejection, by scaling, and by Box and Muller. */
function chance(seed: number): () => { price: number; tariff: number; discount: number } {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  const triangular = (): number => {
    for (;;) {
      const x = PRICE.low + (PRICE.high - PRICE.low) * next();
      const height =
        x < PRICE.mode
          ? (x - PRICE.low) / (PRICE.mode - PRICE.low)
          : (PRICE.high - x) / (PRICE.high - PRICE.mode);
      if (next() < height) return x;
    }
  };
  return () => ({
    price: triangular(),
    tariff: TARIFF.low + (TARIFF.high - TARIFF.low) * next(),
    discount:
      DISCOUNT.mean +
      DISCOUNT.standardDeviation *
        Math.sqrt(-2 * Math.log(next())) *
        Math.cos(2 * Math.PI * next()),
  });
}

const DRAWS = 60_000;
let made: Plan;
let risk: Risk;
let drawn: { price: number; tariff: number; discount: number; usd: number }[];
beforeAll(async () => {
  made = planCapacity({
    scenario: SCENARIO,
    catalog: loadCatalog(),
    today: '2025-10-01',
    solver: await loadSolver(),
  });
  if (made.risk === undefined) throw new Error('The plan has no risk study.');
  risk = made.risk;
  const draw = chance(20_260_101);
  drawn = Array.from({ length: DRAWS }, () => {
    const one = draw();
    return { ...one, usd: costOf(one.price, one.tariff, one.discount) };
  });
});

const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(share * values.length)] ?? 0;
const meanOf = (values: readonly number[]): number =>
  values.reduce((a, b) => a + b, 0) / values.length;

describe('the risk of a plan whose cost is known in closed form', () => {
  it('costs the formula at the middle of its inputs, and is paid at once with network, storage and spares', () => {
    const price =
      PRICE.high - Math.sqrt(0.5 * (PRICE.high - PRICE.low) * (PRICE.high - PRICE.mode));
    const tariff = (TARIFF.low + TARIFF.high) / 2;
    expect(made.summary.totalCostUsd).toBeCloseTo(costOf(price, tariff, DISCOUNT.mean), 1);
    expect(made.summary.capexUsd).toBeCloseTo(price * (1 + 0.1 + 0.02 + 0.03), 1);
    // 4 t to make a server of eight chips, of which one of four years falls on the plan.
    expect(made.summary.embodiedCarbonTonnes).toBeCloseTo(4 / 4, 9);
    expect(made.summary.energyMwh).toBeCloseTo((DGX_KW * 0.5 * HOURS * 1.3) / 1000, 6);
  });

  it('has the percentiles that plain chance gives', () => {
    const usd = drawn.map((d) => d.usd);
    for (const [p, share] of [
      ['p10', 0.1],
      ['p50', 0.5],
      ['p90', 0.9],
    ] as const) {
      expect(risk.costUsd[p] / quantile(usd, share)).toBeCloseTo(1, 2);
    }
  });

  it('has a tornado whose ends are the formula at the 10th and 90th percentile of each input', () => {
    const of = (key: 'price' | 'tariff' | 'discount', share: number) =>
      quantile(
        drawn.map((d) => d[key]),
        share,
      );
    const middle = [of('price', 0.5), of('tariff', 0.5), of('discount', 0.5)] as const;
    (['price', 'tariff', 'discount'] as const).forEach((key, i) => {
      const row = risk.sensitivity.rows.find((r) => r.inputId === INPUTS[key]);
      const at = (share: number) => {
        const [price, tariff, discount] = middle.with(i, of(key, share));
        return costOf(price ?? NaN, tariff ?? NaN, discount ?? NaN);
      };
      expect((row?.costAtLowUsd ?? 0) / at(0.1)).toBeCloseTo(1, 2);
      expect((row?.costAtHighUsd ?? 0) / at(0.9)).toBeCloseTo(1, 2);
    });
  });

  it('lays the variance of cost on the inputs that chance finds behind it', () => {
    const mean = meanOf(drawn.map((d) => d.usd));
    const variance = meanOf(drawn.map((d) => (d.usd - mean) ** 2));
    const indices = risk.variances?.find((v) => v.output === 'cost')?.sobolIndices ?? [];
    for (const key of ['price', 'tariff', 'discount'] as const) {
      const slices = 50;
      const sorted = [...drawn].sort((a, b) => a[key] - b[key]);
      const size = DRAWS / slices;
      const between = meanOf(
        Array.from({ length: slices }, (_, s) => {
          const slice = sorted.slice(s * size, (s + 1) * size);
          return (meanOf(slice.map((d) => d.usd)) - mean) ** 2;
        }),
      );
      const told = indices.find((i) => i.input === INPUTS[key])?.firstOrderShare ?? 0;
      expect(Math.abs(told - between / variance)).toBeLessThan(0.03);
    }
  });
});

describe('regret', () => {
  it('is the cost in a world less that of the best plan there', () => {
    const plans = ['a', 'b', 'c'].map((id) => ({ id, title: say('plan/headline', {}) }));
    const regret = regretOf(plans, [
      Float64Array.of(10, 40, 90, 20),
      Float64Array.of(30, 30, 30, 30),
      Float64Array.of(20, 80, 10, 25),
    ]);
    // Best by world: 10, 30, 10, 20. Regrets: a 0 10 80 0, b 20 0 20 10, c 10 50 0 5.
    expect(
      regret.rows.map((r) => [
        r.planId,
        r.meanCostUsd,
        r.meanRegretUsd,
        r.maxRegretUsd,
        r.bestShare,
      ]),
    ).toEqual([
      ['b', 30, 12.5, 20, 0.25],
      ['c', 33.75, 16.25, 50, 0.25],
      ['a', 40, 22.5, 80, 0.5],
    ]);
    expect([regret.leastRegretPlanId, regret.leastMaxRegretPlanId]).toEqual(['b', 'b']);
  });
});
