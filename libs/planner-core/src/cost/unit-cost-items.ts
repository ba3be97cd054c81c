import { COST_ITEM_NAMES, type CostItems } from '@headroom/models';
import { roundToCents } from '../units/convert';
import type { CostRates } from './cost-rates';

export type CostItemName = (typeof COST_ITEM_NAMES)[number];
/** Cost by item, unrounded, without a total. */
export type ItemAmounts = Readonly<Record<CostItemName, number>>;

const MONTHS_PER_YEAR = 12;
const HOURS_PER_DAY = 24;

export const NO_COST: ItemAmounts = Object.fromEntries(
  COST_ITEM_NAMES.map((name) => [name, 0]),
) as ItemAmounts;

/** Where units stand, as far as running them costs money. */
export interface SiteRates {
  readonly electricityUsdPerKwh: number;
  readonly pue: number;
}

/** Share of a price that so many months of a straight write-off to the residual, and of capital tied up, cost. */
export function carryShares(
  months: number,
  rates: Pick<CostRates, 'residualValueShare' | 'serviceLifeYears' | 'discountRatePerYear'>,
): { readonly amortisation: number; readonly finance: number } {
  const years = months / MONTHS_PER_YEAR;
  return {
    amortisation: ((1 - rates.residualValueShare) / rates.serviceLifeYears) * years,
    finance: ((1 + rates.residualValueShare) / 2) * rates.discountRatePerYear * years,
  };
}

/** Cost of a tariff of the whole price on one unit for some months: carried like the price it is put on. */
export function tariffCost(priceUsd: number, months: number, rates: CostRates): ItemAmounts {
  const { amortisation, finance } = carryShares(months, rates);
  return { ...NO_COST, tariffUsd: priceUsd * (amortisation + finance) };
}

export interface OwnedUnit {
  /** Price paid; `null` for what was owned before the plan, whose capital is spent already. */
  readonly priceUsd: number | null;
  /** Of what was owned before the plan: what a unit costs to buy, on which its maintenance is reckoned. */
  readonly worthUsd?: number;
  readonly chips: number;
  readonly powerKw: number;
}

/**
 * Cost of owning one unit for some months (`days` of them):
 * amortisation = price x (1 - residual) / life, straight line;
 * finance = price x (1 + residual) / 2 x rate, the mean capital tied up over the life;
 * network, storage and spares = their share of price x (amortisation + finance) per USD of price;
 * energy = kW x utilisation x PUE x tariff x hours; space = kW x colocation price;
 * staff per unit, software per chip, maintenance as a share of price: of what was owned before the plan, of its worth.
 */
export function ownedUnitCost(
  unit: OwnedUnit,
  months: number,
  days: number,
  site: SiteRates,
  rates: CostRates,
): ItemAmounts {
  const price = unit.priceUsd ?? 0;
  const years = months / MONTHS_PER_YEAR;
  const share = carryShares(months, rates);
  const carry = price * (share.amortisation + share.finance);
  return {
    ...NO_COST,
    amortisationUsd: price * share.amortisation,
    financeUsd: price * share.finance,
    networkUsd: carry * rates.networkShareOfSystemPrice,
    storageUsd: carry * rates.storageShareOfSystemPrice,
    sparesUsd: carry * rates.spareShare,
    energyUsd:
      energyKwh(unit.powerKw, days * HOURS_PER_DAY, rates) * site.pue * site.electricityUsdPerKwh,
    spaceUsd: unit.powerKw * rates.colocationUsdPerKwMonth * months,
    staffUsd: rates.staffUsdPerSystemYear * years,
    maintenanceUsd: (unit.priceUsd ?? unit.worthUsd ?? 0) * rates.maintenanceSharePerYear * years,
    softwareUsd: rates.softwareUsdPerChipYear * unit.chips * years,
  };
}

/** Cost of renting one unit for some hours; power, space and staff are in the hourly price. */
export const rentedUnitCost = (
  usdPerChipHour: number,
  chips: number,
  hours: number,
): ItemAmounts => ({ ...NO_COST, rentUsd: usdPerChipHour * chips * hours });

/** IT energy of one unit: rated draw x mean utilisation x hours, before PUE. */
export const energyKwh = (powerKw: number, hours: number, rates: CostRates): number =>
  powerKw * rates.powerUtilisation * hours;

/** Item by item a + factor x b, in USD. */
export const addItems = (a: ItemAmounts, b: ItemAmounts, factor = 1): ItemAmounts =>
  Object.fromEntries(
    COST_ITEM_NAMES.map((name) => [name, a[name] + b[name] * factor]),
  ) as ItemAmounts;

/** Sum of all items, in USD. */
export const totalOf = (items: ItemAmounts): number =>
  COST_ITEM_NAMES.reduce((sum, name) => sum + items[name], 0);

/** Rounds every item to cents; the total is the sum of what is shown, to the cent. */
export function toCostItems(items: ItemAmounts): CostItems {
  const cents = COST_ITEM_NAMES.map((name) => Math.round(roundToCents(items[name]) * 100));
  const rounded = Object.fromEntries(
    COST_ITEM_NAMES.map((name, i) => [name, (cents[i] ?? 0) / 100]),
  ) as Record<CostItemName, number>;
  return stated(rounded, cents.reduce((a, b) => a + b, 0) / 100);
}

/** Sums rounded items so that totals agree with what is shown by period. */
export function sumCostItems(all: readonly CostItems[]): CostItems {
  const cents = COST_ITEM_NAMES.map((name) =>
    all.reduce((sum, items) => sum + Math.round((items[name] ?? 0) * 100), 0),
  );
  const sums = Object.fromEntries(
    COST_ITEM_NAMES.map((name, i) => [name, (cents[i] ?? 0) / 100]),
  ) as Record<CostItemName, number>;
  return stated(sums, cents.reduce((a, b) => a + b, 0) / 100);
}

/** Tariffs are told only where there are any. */
const stated = (
  { tariffUsd, ...items }: Record<CostItemName, number>,
  totalUsd: number,
): CostItems => ({
  ...items,
  ...(tariffUsd === 0 ? {} : { tariffUsd }),
  totalUsd,
});
