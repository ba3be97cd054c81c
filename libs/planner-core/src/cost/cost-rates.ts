import type {
  AssumptionOverrides,
  Confidence,
  PlannerDefault,
  UsedAssumption,
} from '@headroom/models';

/** Rates every cost of a plan is reckoned with. */
export interface CostRates {
  readonly usdCny: number;
  readonly discountRatePerYear: number;
  readonly serviceLifeYears: number;
  readonly residualValueShare: number;
  readonly powerUtilisation: number;
  readonly colocationUsdPerKwMonth: number;
  readonly staffUsdPerSystemYear: number;
  readonly maintenanceSharePerYear: number;
  readonly softwareUsdPerChipYear: number;
  readonly networkShareOfSystemPrice: number;
  readonly storageShareOfSystemPrice: number;
  readonly spareShare: number;
  readonly processorShareOfBom: number;
}

/** Source id of values nobody publishes, which the planner assumes. */
export const PLANNER_SOURCE = 'headroom-planner-assumption';
/** Source id of the processor share of a server's bill of materials. */
export const PROCESSOR_SHARE_SOURCE = 'guosen-securities-figure';

type RateName = keyof CostRates;

interface RateDefault {
  readonly value: number;
  readonly unit: string;
  readonly sourceId: string;
  readonly confidence: Confidence;
}

const H100_CLUSTER_CHIPS = 1024;
const CHIPS_PER_SERVER = 8;

/**
 * Defaults by rate. Network: reference cluster price over bare servers, (318,000 - 270,000) / 270,000.
 * Storage: 2 PB per 1,024 chips at the fast tier's price, over the price of their servers.
 * Draw, staff and maintenance are not published; they are assumed and say so.
 */
function rateDefaults(catalogDefaults: readonly PlannerDefault[]): Record<RateName, RateDefault> {
  const of = (id: string): PlannerDefault => {
    const found = catalogDefaults.find((d) => d.id === id);
    if (found === undefined) throw new Error(`The catalogue has no default ${id}`);
    return found;
  };
  const taken = (id: string, unit: string): RateDefault => {
    const { value, sourceId, confidence } = of(id);
    return { value, unit, sourceId, confidence };
  };
  const derived = (value: number, from: string, unit: string): RateDefault => ({
    value,
    unit,
    sourceId: of(from).sourceId,
    confidence: 'derived',
  });
  const assumed = (value: number, unit: string): RateDefault => ({
    value,
    unit,
    sourceId: PLANNER_SOURCE,
    confidence: 'assumption',
  });
  const serverUsd = of('serverCapex.hgxH100DefaultUsd').value;
  const clusterUsd = of('serverCapex.h100ClusterAllInReferenceUsdPerServer').value;
  const storagePerChip =
    (of('storage.startCapacityPbPer1024Gpu').value * of('storage.fastTierUsdPerPb').value) /
    H100_CLUSTER_CHIPS;
  return {
    usdCny: taken('fx.usdCny', 'CNY/USD'),
    discountRatePerYear: taken('finance.plannerDefault.wacc', 'share/year'),
    serviceLifeYears: taken('finance.plannerDefault.lifeYears', 'years'),
    residualValueShare: taken('finance.plannerDefault.residual', 'share'),
    powerUtilisation: assumed(0.8, 'share'),
    colocationUsdPerKwMonth: taken('colocation.plannerDefault', 'USD/kW/month'),
    staffUsdPerSystemYear: assumed(1500, 'USD/system/year'),
    maintenanceSharePerYear: assumed(0.03, 'share/year'),
    softwareUsdPerChipYear: assumed(0, 'USD/chip/year'),
    networkShareOfSystemPrice: derived(
      (clusterUsd - serverUsd) / serverUsd,
      'serverCapex.h100ClusterAllInReferenceUsdPerServer',
      'share',
    ),
    storageShareOfSystemPrice: derived(
      (storagePerChip * CHIPS_PER_SERVER) / serverUsd,
      'storage.fastTierUsdPerPb',
      'share',
    ),
    spareShare: taken('spares.plannerNodeSpare', 'share'),
    processorShareOfBom: {
      value: 0.4,
      unit: 'share',
      sourceId: PROCESSOR_SHARE_SOURCE,
      confidence: 'given',
    },
  };
}

/** The rates of a scenario, and each with where its value came from. */
export function costRatesOf(
  overrides: AssumptionOverrides,
  catalogDefaults: readonly PlannerDefault[],
): { rates: CostRates; used: UsedAssumption[] } {
  const defaults = rateDefaults(catalogDefaults);
  const names = Object.keys(defaults) as RateName[];
  const used = names.map((name): UsedAssumption => {
    const own = overrides[name];
    const { value, unit, sourceId, confidence } = defaults[name];
    return own === undefined
      ? { name, value, unit, origin: originOf(sourceId), sourceId, confidence }
      : { name, value: own, unit, origin: 'scenario', sourceId: null, confidence: 'given' };
  });
  // One number for every name of `defaults`, whose names are those of the rates.
  const rates = Object.fromEntries(used.map((u) => [u.name, u.value])) as unknown as CostRates;
  return { rates, used };
}

const originOf = (sourceId: string): UsedAssumption['origin'] =>
  sourceId === PLANNER_SOURCE ? 'default' : 'catalog';
