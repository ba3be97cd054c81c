import type { Offer, Region } from '@headroom/models';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/catalog';
import { systemFigures, type SystemFigures } from '../catalog/system-figures';
import { periodsOf } from '../forecast/period';
import { buyPriceOf, foreignMarketOf, highestProcessorShare } from './buy-price';
import { rentOfferFor } from './rent-offer';
import { isSupplied, orderMonth, supplyTermsOf } from './supply-terms';

const catalog = loadCatalog();

function figuresOf(systemId: string, acceptEstimates = false): SystemFigures {
  const system = catalog.systems.find((s) => s.id === systemId);
  const found = system && systemFigures({ system, catalog, acceptEstimates });
  if (found?.kind !== 'usable') throw new Error(`${systemId} has no figures`);
  return found.system;
}

const price = (systemId: string, more: Partial<Parameters<typeof buyPriceOf>[0]> = {}) =>
  buyPriceOf({
    overrides: [],
    usdCny: 7.2,
    processorShare: 0.4,
    ...more,
    system: more.system ?? figuresOf(systemId),
  });

describe('the price of a system', () => {
  it("is the scenario's own first, in either currency", () => {
    const overrides = [{ system: 'nv-dgx-h100', cny: 1_440_000 }];
    expect(price('nv-dgx-h100', { overrides })).toMatchObject({ usd: 200_000, basis: 'scenario' });
  });

  it('keeps what the scenario notes of its price', () => {
    const overrides = [{ chip: 'nv-h100-sxm', usd: 20_000, note: 'offer of May' }];
    expect(price('nv-dgx-h100', { overrides })?.note).toBe('offer of May');
    expect(price('nv-dgx-h100')?.note).toBeUndefined();
  });

  it('is foreign where it was quoted in a market the buyer is not in', () => {
    expect(foreignMarketOf(price('nv-dgx-h200'), 'US')).toBe('CN');
    expect(foreignMarketOf(price('nv-dgx-h200'), 'CN')).toBeNull();
    expect(foreignMarketOf(price('nv-dgx-h100'), 'US')).toBeNull();
    const overrides = [{ system: 'nv-dgx-h200', usd: 310_000 }];
    expect(foreignMarketOf(price('nv-dgx-h200', { overrides }), 'US')).toBeNull();
  });

  it('is the published system price before anything derived from chips', () => {
    expect(price('nv-gb200-nvl72')).toMatchObject({ usd: 3_100_000, basis: 'system' });
  });

  it('is chip price x chips / processor share where only the chip is known', () => {
    const chip = catalog.chips.find((c) => c.id === 'amd-mi300x');
    expect(price('amd-mi300x-8')).toMatchObject({
      usd: ((chip?.priceUsd?.value ?? 0) * 8) / 0.4,
      basis: 'chip-ratio',
    });
  });

  it('keeps the range of the chip price, in the same proportion', () => {
    const { chipPriceUsd } = figuresOf('amd-mi300x-8');
    const figure = { ...chipPriceUsd?.figure, value: 20_000, low: 15_000, high: 30_000 };
    const system = {
      ...figuresOf('amd-mi300x-8'),
      chipPriceUsd: { ...chipPriceUsd, low: 15_000, mid: 20_000, high: 30_000, figure },
    } as SystemFigures;
    expect(price('amd-mi300x-8', { system })).toMatchObject({
      low: 300_000,
      usd: 400_000,
      high: 600_000,
    });
  });

  it.each([
    ['intel-gaudi3-8', 125_000],
    ['intel-gaudi2-8', 65_000],
  ])('of %s is above its kit of chips, in a range of the share of processors', (id, kitUsd) => {
    const found = price(id, { highestShare: 0.79 });
    expect(found?.basis).toBe('chip-ratio');
    expect(found?.usd).toBeCloseTo(kitUsd / 0.4, 6);
    expect(found?.low).toBeCloseTo(kitUsd / 0.79, 6);
    expect(found?.high).toBeCloseTo(kitUsd / 0.4, 6);
  });

  it('takes the highest share from the published breakdowns of systems', () => {
    expect(highestProcessorShare(catalog)).toBe(0.79);
  });

  it('is unknown for P800 unless estimates are accepted, and then marked', () => {
    expect(
      price('kunlun-p800-8card', {
        system: { ...figuresOf('kunlun-p800-8card', true), chipPriceUsd: null },
      }),
    ).toBeNull();
    const estimated = price('kunlun-p800-8card', { system: figuresOf('kunlun-p800-8card', true) });
    expect(estimated).toMatchObject({ basis: 'class-estimate', confidence: 'estimate' });
    expect(estimated?.low).toBeLessThanOrEqual(estimated?.high ?? 0);
  });
});

const region = (id: string): Region => {
  const found = catalog.regions.find((r) => r.id === id);
  if (found === undefined) throw new Error(`No region ${id}`);
  return found;
};

const offer = (id: string, changes: Partial<Offer>): Offer => ({
  id,
  kind: 'on-demand',
  provider: 'A cloud',
  systemId: null,
  chipId: 'nv-h100-sxm',
  instance: null,
  chipsPerUnit: 8,
  region: null,
  currency: 'USD',
  pricePerSystem: null,
  pricePerChipHour: 3,
  snapshotDate: '2026-05',
  sourceId: 's',
  confidence: 'verified',
  ...changes,
});

const ask = (regionId: string, offers: readonly Offer[]) =>
  rentOfferFor({
    chipId: 'nv-h100-sxm',
    region: region(regionId),
    regions: catalog.regions,
    offers,
    usdCny: 7.2,
    freshSince: '2024-06',
  });

describe('an offer to rent', () => {
  it('is the cheapest at the site before a cheaper one elsewhere', () => {
    const found = ask('us-va', [
      offer('far', { region: 'eu-north-1', pricePerChipHour: 1 }),
      offer('here', { region: 'us-east-1', pricePerChipHour: 4 }),
      offer('open', { pricePerChipHour: 3.5 }),
    ]);
    expect(found).toMatchObject({ offer: { id: 'open' }, atSite: true });
  });

  it('leaves out spot, indices and other chips, and reads yuan', () => {
    const found = ask('us-va', [
      offer('spot', { kind: 'spot', pricePerChipHour: 1 }),
      offer('index', { provider: 'INDEX/CONTRACT', pricePerChipHour: 1 }),
      offer('other', { chipId: 'nv-l4', pricePerChipHour: 1 }),
      offer('yuan', { currency: 'CNY', pricePerChipHour: 14.4 }),
    ]);
    expect(found?.usdPerChipHour).toBeCloseTo(2, 9);
  });

  it('does not carry a western price into China', () => {
    expect(ask('cn-bj', [offer('open', {}), offer('us', { region: 'us-east-1' })])).toBeNull();
  });

  it('prefers what was seen lately', () => {
    const found = ask('us-va', [
      offer('old', { snapshotDate: '2023-01', pricePerChipHour: 1 }),
      offer('new', { pricePerChipHour: 2 }),
    ]);
    expect(found?.offer.id).toBe('new');
  });
});

describe('supply terms', () => {
  const hardware = { systemId: 's', chipId: 'c', vendor: 'Huawei' };

  it('are the strictest of what names the system, its chip or its vendor', () => {
    const terms = supplyTermsOf(
      hardware,
      [
        { chip: 'c', leadTimeMonths: 2 },
        { vendor: 'huawei', leadTimeMonths: 4, availableUntil: '2026-06' },
        { system: 'other', leadTimeMonths: 12 },
      ],
      1,
    );
    expect(terms).toEqual({
      leadTimeMonths: 4,
      availableFrom: null,
      availableUntil: '2026-06',
    });
  });

  it('count the order back from the period, and refuse orders after the last month', () => {
    const periods = periodsOf({ start: '2026-09', months: 3 });
    const terms = { leadTimeMonths: 3, availableFrom: null, availableUntil: '2026-07' };
    expect(periods.map((p) => orderMonth(p, terms))).toEqual(['2026-06', '2026-07', '2026-08']);
    expect(periods.map((p) => isSupplied(p, terms))).toEqual([true, true, false]);
  });
});
