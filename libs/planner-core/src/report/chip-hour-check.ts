import type { GpuHourCost } from '@headroom/models';
import type { Catalog } from '../catalog/catalog';
import { systemFigures, type SystemFigures } from '../catalog/system-figures';
import { costRatesOf, type CostRates } from '../cost/cost-rates';
import { ownedUnitCost, totalOf } from '../cost/unit-cost-items';
import { buyPriceOf, type BuyPrice } from '../supply/buy-price';

const HOURS_PER_MONTH = 730.5;
const DAYS_PER_MONTH = 30.4375;
const WATTS_PER_KW = 1000;
/** Site of the check: the analyst's figures are for the United States. */
const REGION = 'us-tx';

/** What owning a chip costs an hour by Headroom's defaults, beside what an analyst reckons. */
export interface ChipHourCheck {
  readonly chipId: string;
  readonly systemId: string;
  readonly priceBasis: BuyPrice['basis'];
  readonly usdPerChipHour: number;
  /** Rated draw of the system a chip, times PUE. */
  readonly kwPerChip: number;
  readonly analyst: GpuHourCost;
}

/**
 * Cross-check of the cost model: total cost of owning the cheapest published server of each chip over a month of its
 * life, by the default rates at one site, divided by chips and hours. Chips without a price are left out.
 */
export function chipHourChecks(catalog: Catalog): ChipHourCheck[] {
  const { rates } = costRatesOf({}, catalog.tcoDefaults);
  const region = catalog.regions.find(({ id }) => id === REGION);
  if (region === undefined) throw new Error(`The catalogue has no region ${REGION}.`);
  const { electricityUsdPerKwh: tariff, pue } = region;
  if (tariff === null || pue === null) throw new Error(`${REGION} has no tariff or PUE.`);
  const site = { electricityUsdPerKwh: tariff.value, pue: pue.value };
  return catalog.gpuHourCosts.flatMap((analyst) => {
    const best = cheapest(catalog, analyst.chipId, rates);
    if (best === null) return [];
    const { figures, price } = best;
    const powerKw = figures.power / WATTS_PER_KW;
    const unit = { priceUsd: price.usd, chips: figures.chips, powerKw };
    const month = totalOf(ownedUnitCost(unit, 1, DAYS_PER_MONTH, site, rates));
    return [
      {
        chipId: analyst.chipId,
        systemId: figures.systemId,
        priceBasis: price.basis,
        usdPerChipHour: month / figures.chips / HOURS_PER_MONTH,
        kwPerChip: (powerKw / figures.chips) * site.pue,
        analyst,
      },
    ];
  });
}

/** The server with the lowest price a chip; one with a price of its own before one priced from its chips. */
function cheapest(
  catalog: Catalog,
  chipId: string,
  rates: CostRates,
): { figures: SystemFigures; price: BuyPrice } | null {
  const priced = catalog.systems
    .filter((system) => system.chipId === chipId)
    .flatMap((system) => {
      const result = systemFigures({ system, catalog, acceptEstimates: false });
      if (result.kind === 'excused') return [];
      const price = buyPriceOf({
        system: result.system,
        overrides: [],
        usdCny: rates.usdCny,
        processorShare: rates.processorShareOfBom,
      });
      return price === null ? [] : [{ figures: result.system, price }];
    });
  const own = priced.filter(({ price }) => price.basis === 'system');
  const perChip = ({ figures, price }: (typeof priced)[number]) => price.usd / figures.chips;
  return (own.length > 0 ? own : priced).sort((a, b) => perChip(a) - perChip(b))[0] ?? null;
}
