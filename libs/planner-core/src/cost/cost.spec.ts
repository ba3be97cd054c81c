import { COST_ITEM_NAMES, type ServiceDeployment } from '@headroom/models';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/catalog';
import { billOfMaterials } from './bill-of-materials';
import { costRatesOf } from './cost-rates';
import { promptSharesOf, serviceUnitCost } from './unit-cost';
import { NO_COST, ownedUnitCost, sumCostItems, toCostItems, totalOf } from './unit-cost-items';

const catalog = loadCatalog();
const { rates, used } = costRatesOf({}, catalog.tcoDefaults);
const prediction = { low: 1, mid: 1, high: 1 };
const anyDeployment: ServiceDeployment = {
  id: 'd',
  workloadId: 'w',
  systemId: 's',
  chipId: 'c',
  engine: 'vllm',
  mode: 'aggregated',
  weightPrecision: 'fp8',
  kvPrecision: 'bf16',
  parallelism: { tp: 8, pp: 1, dp: 2, ep: 1, cp: 1 },
  prefillChips: 0,
  decodeChips: 16,
  chipsPerReplica: 16,
  concurrencyPerReplica: 40,
  requestsPerSecondPerReplica: 1,
  outputTokensPerSecondPerChip: prediction,
  ttftMs: prediction,
  tpotMs: prediction,
  memory: {
    weightsGb: 1,
    kvCacheGb: 1,
    activationsGb: 1,
    gradientsGb: 0,
    optimizerGb: 0,
    reserveGb: 1,
    capacityGb: 80,
  },
  kvTokensCapacity: 1,
  bottleneck: 'memory',
  prefillTerms: [{ operation: 'gemm', ms: 100, bound: 'compute' }],
  decodeTerms: [{ operation: 'gemm', ms: 20, bound: 'memory' }],
  estimatedFigures: [],
};

const HOURS_PER_MONTH = 730.5;
const DAYS_PER_MONTH = 30.4375;

describe('rates', () => {
  it('all say where they come from', () => {
    expect(used.length).toBeGreaterThan(0);
    for (const u of used) expect([u.name, u.sourceId]).not.toContain(null);
  });

  it('follow the scenario where it states one, and say so', () => {
    const own = costRatesOf({ discountRatePerYear: 0.05 }, catalog.tcoDefaults);
    expect(own.rates.discountRatePerYear).toBe(0.05);
    expect(own.used.find((u) => u.name === 'discountRatePerYear')?.origin).toBe('scenario');
  });
});

describe('owning a unit', () => {
  const dgx = { priceUsd: 270_000, chips: 8, powerKw: 10.2 };
  const site = { electricityUsdPerKwh: 0.08, pue: 1.25 };

  it('writes off price less residual over the life', () => {
    const life = ownedUnitCost(dgx, rates.serviceLifeYears * 12, 1826, site, rates);
    expect(life.amortisationUsd).toBeCloseTo(270_000 * (1 - rates.residualValueShare), 6);
  });

  it('costs an H100 server about what analysts reckon per GPU-hour, 1.30 to 1.74 USD and some', () => {
    const month = totalOf(ownedUnitCost(dgx, 1, DAYS_PER_MONTH, site, rates));
    const perHour = month / 8 / HOURS_PER_MONTH;
    const analyst = catalog.gpuHourCosts.find((c) => c.chipId === 'nv-h100-sxm');
    expect(perHour).toBeGreaterThan((analyst?.hyperscalerUsdPerChipHour ?? 0) * 0.8);
    expect(perHour).toBeLessThan((analyst?.neocloudUsdPerChipHour ?? 0) * 1.3);
  });

  it('draws rated power times utilisation, PUE and hours', () => {
    const day = ownedUnitCost({ ...dgx, priceUsd: null }, 0, 1, site, rates);
    expect(day.energyUsd).toBeCloseTo(10.2 * rates.powerUtilisation * 24 * 1.25 * 0.08, 9);
    expect(day.amortisationUsd).toBe(0);
  });

  it('maintains what was owned before by its worth, and writes none of it off', () => {
    const owned = { ...dgx, priceUsd: null, worthUsd: 300_000 };
    const year = ownedUnitCost(owned, 12, 365, site, rates);
    expect(year.maintenanceUsd).toBeCloseTo(300_000 * rates.maintenanceSharePerYear, 9);
    const capital = year.amortisationUsd + year.financeUsd + year.networkUsd + year.sparesUsd;
    expect(capital).toBe(0);
  });
});

describe('cost items', () => {
  const amount = fc.double({ min: 0, max: 1e8, noNaN: true });
  const items = fc
    .array(amount, { minLength: COST_ITEM_NAMES.length, maxLength: COST_ITEM_NAMES.length })
    .map((values) => ({
      ...NO_COST,
      ...Object.fromEntries(COST_ITEM_NAMES.map((name, i) => [name, values[i] ?? 0])),
    }));
  const cents = (usd: number) => Math.round(usd * 100);

  it('sum to their total to the cent, by period and over all periods', () => {
    fc.assert(
      fc.property(fc.array(items, { minLength: 1, maxLength: 12 }), (periods) => {
        const rounded = periods.map(toCostItems);
        const total = sumCostItems(rounded);
        for (const one of [...rounded, total]) {
          const sum = COST_ITEM_NAMES.reduce((s, name) => s + cents(one[name] ?? 0), 0);
          expect(cents(one.totalUsd)).toBe(sum);
        }
        expect(cents(total.totalUsd)).toBe(rounded.reduce((s, r) => s + cents(r.totalUsd), 0));
      }),
    );
  });
});

describe('bill of materials', () => {
  const dgx = catalog.bomTemplates.find((t) => t.id === 'dgx-h100-semianalysis-2023') ?? null;
  const question = {
    systemId: 'nv-dgx-h100',
    units: 10,
    chipsPerUnit: 8,
    unitPriceUsd: 269_010,
    chipPriceUsd: 30_000,
    chipPriceSourceId: 'source',
    processorShare: 0.4,
    template: dgx,
  };

  it('repeats the published DGX H100 breakdown line by line at its own price', () => {
    const { itemisedView } = billOfMaterials({ ...question, units: 1 });
    const stated = dgx?.lines.map((l) => l.usd ?? 0) ?? [];
    expect(stated.length).toBeGreaterThan(0);
    itemisedView?.lines.forEach((line, i) => {
      expect(Math.abs(line.usd - (stated[i] ?? 0))).toBeLessThan(269_010 * 0.001);
    });
    expect(itemisedView?.impliedProcessorShare).toBeCloseTo(0.744, 2);
  });

  it.each([
    ['dgx-h100-semianalysis-2023', 269_010],
    ['gb200-nvl72-rack-derived', 3_400_000],
  ])('sums the lines of %s to within 5 %% of its published total', (id, publishedUsd) => {
    const template = catalog.bomTemplates.find((t) => t.id === id) ?? null;
    const linesUsd = template?.lines.reduce((sum, line) => sum + (line.usd ?? 0), 0) ?? 0;
    expect(Math.abs(linesUsd / publishedUsd - 1)).toBeLessThan(0.05);
    const { itemisedView } = billOfMaterials({
      ...question,
      units: 3,
      unitPriceUsd: publishedUsd,
      template,
    });
    expect(itemisedView?.publishedUsdPerUnit).toBe(publishedUsd);
    const sumUsd = itemisedView?.lines.reduce((sum, line) => sum + line.usd, 0) ?? 0;
    expect(sumUsd).toBeCloseTo(3 * publishedUsd, 2);
  });

  it('splits the price used in both views, 18 : 12 : 30 for what is not processor', () => {
    const { ratioView, differenceUsd, itemisedView } = billOfMaterials(question);
    expect(ratioView.totalUsd).toBe(2_690_100);
    expect(ratioView.processorUsd).toBe(1_076_040);
    expect(ratioView.lines.map((l) => l.share)).toEqual([
      0.4,
      expect.closeTo(0.18),
      expect.closeTo(0.12),
      expect.closeTo(0.3),
    ]);
    expect(itemisedView?.totalUsd).toBe(ratioView.totalUsd);
    expect(differenceUsd).toBe(0);
  });

  it('tells what share the chips at their own price imply', () => {
    const { chips } = billOfMaterials(question);
    expect(chips).toMatchObject({ usd: 2_400_000, impliedShare: 240_000 / 269_010 });
    expect(chips?.explanation).toMatchObject({
      code: 'cost/bom-chips-imply',
      params: { share: 40, implied: 89.2, chipsUsd: 2_400_000, totalUsd: 2_690_100 },
    });
  });

  it('keeps to a price of your own that is below that of the chips, and says so', () => {
    const { ratioView, chips } = billOfMaterials({ ...question, units: 7, unitPriceUsd: 100_000 });
    expect(ratioView.totalUsd).toBe(700_000);
    expect(ratioView.processorUsd).toBe(280_000);
    expect(chips?.explanation.code).toBe('cost/bom-chips-dearer');
  });

  it('names the chips as where the price comes from when it was made of theirs', () => {
    const { ratioView, chips } = billOfMaterials({ ...question, unitPriceUsd: 600_000 });
    expect(ratioView.processorUsd).toBe(2_400_000);
    expect(ratioView.lines[0]?.sourceId).toBe('source');
    expect(chips?.explanation.code).toBe('cost/bom-price-from-chips');
  });

  it('has nothing to say of chips whose price is unknown', () => {
    expect(billOfMaterials({ ...question, chipPriceUsd: null }).chips).toBeUndefined();
  });

  it('adds up to the cent in both views for any price and count', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 1000, max: 1e7, noNaN: true }),
        (units, unitPriceUsd) => {
          const bom = billOfMaterials({ ...question, units, unitPriceUsd });
          for (const view of [bom.ratioView, bom.itemisedView]) {
            const sum = view?.lines.reduce((s, l) => s + Math.round(l.usd * 100), 0);
            expect(sum).toBe(Math.round((view?.totalUsd ?? 0) * 100));
          }
        },
      ),
    );
  });

  it('keeps what is unpublished in one line and invents no split', () => {
    const template = catalog.bomTemplates.find((t) => t.id === 'cloudmatrix-384-2025') ?? null;
    const { itemisedView } = billOfMaterials({ ...question, template });
    expect(itemisedView?.impliedProcessorShare).toBeNull();
    expect(itemisedView?.lines).toHaveLength(2);
    expect(itemisedView?.lines[1]?.component).toContain('Not published');
  });
});

describe('unit costs', () => {
  const use = {
    workloadId: 'w',
    totalUsd: 1000,
    energyKwh: 500,
    inputTokens: 2e9,
    cachedTokens: 0,
    outputTokens: 1e9,
    shares: { uncached: 0.3, cached: 0 },
  };

  it('split all of the cost between input and output tokens', () => {
    const cost = serviceUnitCost(use);
    expect((cost.usdPerMillionInputTokens ?? 0) * 2000).toBeCloseTo(300, 9);
    expect((cost.usdPerMillionOutputTokens ?? 0) * 1000).toBeCloseTo(700, 9);
    expect(cost.usdPerMillionCachedTokens).toBeNull();
    expect(cost.kwhPerMillionOutputTokens).toBe(0.5);
  });

  it('give uncached, cached and output tokens their own price, which pay for all of it', () => {
    fc.assert(
      fc.property(
        // A share of hits below one token in a thousand million is none.
        fc.integer({ min: 0, max: 1e9 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (hitsPerBillion, prompt, cachedOfPrompt) => {
          const hits = hitsPerBillion / 1e9;
          const cached = hits > 0 ? prompt * cachedOfPrompt : 0;
          const cachedTokens = use.inputTokens * hits;
          const cost = serviceUnitCost({
            ...use,
            cachedTokens,
            shares: { uncached: prompt - cached, cached },
          });
          const paid =
            (use.inputTokens - cachedTokens) * (cost.usdPerMillionInputTokens ?? 0) +
            cachedTokens * (cost.usdPerMillionCachedTokens ?? 0) +
            use.outputTokens * (cost.usdPerMillionOutputTokens ?? 0);
          expect(paid / 1e6).toBeCloseTo(use.totalUsd, 2);
        },
      ),
    );
  });

  const lengths = { inputTokens: 1000, outputTokens: 100, cachedShare: 0 };

  it('split a disaggregated replica by its chips', () => {
    const deployment = { mode: 'disaggregated', prefillChips: 16, decodeChips: 48 } as const;
    const shares = promptSharesOf({ ...anyDeployment, ...deployment }, lengths, 1e12);
    expect(shares).toEqual({ uncached: 0.25, cached: 0 });
  });

  it('split an aggregated one by the time each request takes of it', () => {
    // 50 ms of prompts against 100 tokens x 20 ms / 40 requests.
    expect(promptSharesOf(anyDeployment, lengths, 1e12).uncached).toBeCloseTo(50 / (50 + 50), 9);
  });

  it('let cached input take what fresh input takes to attend to it', () => {
    const prefillTerms = [
      ...anyDeployment.prefillTerms,
      { operation: 'attention', ms: 12, bound: 'compute' as const },
    ];
    const deployment = { ...anyDeployment, prefillTerms, kvTokensCapacity: 1e9 };
    const shares = promptSharesOf(deployment, { ...lengths, cachedShare: 0.25 }, 1e12);
    // Two ranks: 56 ms a prompt, of it 6 ms of 750 fresh tokens among themselves; 250 cached ones take 2/3 of that.
    expect(shares.cached).toBeCloseTo(4 / (56 + 4 + 50), 6);
    expect(shares.uncached).toBeCloseTo(56 / (56 + 4 + 50), 6);
  });

  it('let cached input take the time to read it: little, and not nothing', () => {
    const deployment = {
      ...anyDeployment,
      kvTokensCapacity: 100_000,
      memory: { ...anyDeployment.memory, kvCacheGb: 20 },
    };
    const shares = promptSharesOf(deployment, { ...lengths, cachedShare: 0.5 }, 1e12);
    // 500 of 100,000 tokens are 0.1 of 20 GB, read at 1 TB/s in 0.1 ms.
    expect(shares.cached).toBeCloseTo(0.1 / (50 + 0.1 + 50), 9);
    expect(shares.uncached).toBeCloseTo(50 / (50 + 0.1 + 50), 9);
  });
});
