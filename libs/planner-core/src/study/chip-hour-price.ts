import type { ChipHourPrice, Region, System } from '@headroom/models';
import type { Catalog } from '../catalog/catalog';
import { systemFigures } from '../catalog/system-figures';
import { costRatesOf, type CostRates } from '../cost/cost-rates';
import { ownedUnitCost, totalOf } from '../cost/unit-cost-items';
import { addMonths } from '../forecast/period';
import { buyPriceOf } from '../supply/buy-price';
import { rentOfferFor } from '../supply/rent-offer';
import type { Machine } from '../topology/machine';

/** What prices of a study depend on. */
export interface PriceContext {
  readonly catalog: Catalog;
  readonly region: Region;
  readonly rates: CostRates;
  readonly acceptEstimates: boolean;
  /** In place of the catalogue's, for every system. */
  readonly usdPerChipHour: number | null;
}

/** Offers older than this are used only where there is nothing newer. */
const OFFER_FRESH_MONTHS = 24;
const HOURS_PER_DAY = 24;
const DAYS_PER_MONTH = 30.4375;
const WATTS_PER_KW = 1000;
/** Where a region states neither: the mean of the catalogue's data centres. */
const DEFAULT_PUE = 1.3;
const DEFAULT_USD_PER_KWH = 0.1;

export const priceContext = (
  catalog: Catalog,
  region: Region,
  acceptEstimates: boolean,
  usdPerChipHour: number | null,
): PriceContext => ({
  catalog,
  region,
  rates: costRatesOf({}, catalog.tcoDefaults).rates,
  acceptEstimates,
  usdPerChipHour,
});

/** Power usage effectiveness of a region, or the default where none is published. */
export const pueOf = (region: Region): number => region.pue?.value ?? DEFAULT_PUE;

/**
 * What an hour of a chip costs: the price given, else the cheapest on-demand offer, else owning a unit spread over
 * its service life with power, space, staff, network and storage. `null` where nobody knows a price.
 */
export function chipHourPriceOf(
  system: System,
  machine: Machine,
  context: PriceContext,
): ChipHourPrice | null {
  const { catalog, region, rates, usdPerChipHour } = context;
  if (usdPerChipHour !== null)
    return { usdPerChipHour, basis: 'given', sourceId: null, date: null };
  const rent = rentOfferFor({
    chipId: machine.chipId,
    region,
    regions: catalog.regions,
    offers: catalog.offers,
    usdCny: rates.usdCny,
    freshSince: addMonths(catalog.asOf.slice(0, 7), -OFFER_FRESH_MONTHS),
  });
  if (rent !== null) {
    const { sourceId, snapshotDate } = rent.offer;
    return {
      usdPerChipHour: rent.usdPerChipHour,
      basis: 'rent',
      sourceId,
      date: snapshotDate,
    };
  }
  return ownedHour(system, machine, context);
}

function ownedHour(
  system: System,
  machine: Machine,
  { catalog, region, rates, acceptEstimates }: PriceContext,
): ChipHourPrice | null {
  const figures = systemFigures({ system, catalog, acceptEstimates });
  if (figures.kind === 'excused') return null;
  const buy = buyPriceOf({
    system: figures.system,
    overrides: [],
    usdCny: rates.usdCny,
    processorShare: rates.processorShareOfBom,
  });
  if (buy === null) return null;
  const month = ownedUnitCost(
    { priceUsd: buy.usd, chips: machine.chips, powerKw: machine.systemPower / WATTS_PER_KW },
    1,
    DAYS_PER_MONTH,
    {
      electricityUsdPerKwh: region.electricityUsdPerKwh?.value ?? DEFAULT_USD_PER_KWH,
      pue: pueOf(region),
    },
    rates,
  );
  const hours = DAYS_PER_MONTH * HOURS_PER_DAY * machine.chips;
  return {
    usdPerChipHour: totalOf(month) / hours,
    basis: 'own',
    sourceId: buy.sourceId,
    date: buy.date,
  };
}
