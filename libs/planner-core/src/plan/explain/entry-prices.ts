import { say, type Message } from '@headroom/models';
import type { ItemAmounts } from '../../cost/unit-cost-items';
import type { WayPrice } from '../../optimise/relax/price-pools';
import type { PricedPools } from '../../optimise/solve-over-all';
import type { PoolInfo, PlanProblem } from '../problem/build-problem';

/** What would have to change for a system to enter the fleet, in the relaxation over every carrier. */
export interface EntryPrice {
  readonly way: WayPrice['kind'];
  /** What a unit costs over the time it would best be held beyond what its work is worth, in USD. */
  readonly reducedCostUsdPerUnit: number;
  /** Share its price, or its rent, would have to fall by; above 1 no price would do. */
  readonly priceCutShare: number;
  /** The same in USD a unit, or an hour of a chip where it is rented or leased. */
  readonly priceCutUsd: number;
  /** Share by which it would have to do more work at its price; `null` where no work on it is worth anything. */
  readonly speedGainShare: number | null;
  /** Of a lease: its term. */
  readonly termMonths?: number;
}

/** Parts of the cost of a unit that grow with its price. */
const BY_PRICE = [
  'amortisationUsd',
  'financeUsd',
  'networkUsd',
  'storageUsd',
  'sparesUsd',
  'maintenanceUsd',
] as const satisfies readonly (keyof ItemAmounts)[];
/** Below this a system costs what it is worth. */
const NOTHING = 1e-6;
const PERCENT = 100;

/** By system, the way and the site at which its price would have to fall least. Money has to be the objective. */
export function entryPrices(
  { pools }: PlanProblem,
  priced: PricedPools,
): ReadonlyMap<string, EntryPrice> {
  const entries = new Map<string, EntryPrice>();
  const placeOf = new Map(priced.fleet.problem.pools.map((p, i) => [p.id, i]));
  pools.forEach((info) => {
    for (const way of priced.prices.pools[placeOf.get(info.pool.id) ?? -1] ?? []) {
      const entry = entryOf(info, way, priced.starts);
      const known = entries.get(info.pool.systemId);
      if (entry !== null && (known === undefined || entry.priceCutShare < known.priceCutShare)) {
        entries.set(info.pool.systemId, entry);
      }
    }
  });
  return entries;
}

function entryOf(
  info: PoolInfo,
  { kind, from, cost, worth, lease }: WayPrice,
  starts: readonly number[],
): EntryPrice | null {
  const extra = Math.max(0, cost - worth);
  const base = {
    way: kind,
    reducedCostUsdPerUnit: extra,
    speedGainShare: worth > NOTHING ? extra / worth : null,
  };
  if (kind === 'buy') {
    const price = info.hardware.buy?.usd ?? 0;
    const byPrice = info.boughtItems
      .slice(starts[from] ?? 0)
      .reduce((sum, items) => sum + BY_PRICE.reduce((s, name) => s + items[name], 0), 0);
    if (price <= 0 || byPrice <= 0) return null;
    const priceCutShare = extra / byPrice;
    return { ...base, priceCutShare, priceCutUsd: priceCutShare * price };
  }
  const leased = kind === 'lease' ? info.leases[lease ?? -1]?.offer : undefined;
  const usdPerChipHour =
    (kind === 'lease' ? leased?.usdPerChipHour : info.rent?.usdPerChipHour) ?? 0;
  if (usdPerChipHour <= 0 || cost <= 0) return null;
  const priceCutShare = extra / cost;
  return {
    ...base,
    priceCutShare,
    priceCutUsd: priceCutShare * usdPerChipHour,
    ...(leased === undefined ? {} : { termMonths: leased.termMonths }),
  };
}

/** By how much a system misses the fleet, as a sentence. */
export function entrySentence(entry: EntryPrice): Message {
  const { way, priceCutShare, priceCutUsd: usd, reducedCostUsdPerUnit, termMonths: months } = entry;
  if (reducedCostUsdPerUnit <= NOTHING) return say('plan/enters-nearly');
  const percent = rounded(priceCutShare * PERCENT);
  const speed = speedPercent(entry);
  if (priceCutShare >= 1) {
    return speed === null ? say('plan/enters-never') : say('plan/enters-faster', { speed });
  }
  if (speed === null) return say('plan/enters-never');
  if (way === 'buy') return say('plan/enters-bought', { usd, percent, speed });
  return months === undefined
    ? say('plan/enters-rented', { usd, percent, speed })
    : say('plan/enters-leased', { usd, percent, speed, months });
}

/** By how much more work it would have to do at its price, in percent as told; 0: it costs what its work is worth. */
export const speedPercent = ({
  speedGainShare,
  reducedCostUsdPerUnit,
}: EntryPrice): number | null =>
  reducedCostUsdPerUnit <= NOTHING
    ? 0
    : speedGainShare === null
      ? null
      : rounded(speedGainShare * PERCENT);

/** Two digits tell a share; from a hundred on all of them. */
const rounded = (value: number): number => {
  const digits = Math.max(0, 1 - Math.floor(Math.log10(Math.max(value, 0.01))));
  return Math.round(value * 10 ** digits) / 10 ** digits;
};
