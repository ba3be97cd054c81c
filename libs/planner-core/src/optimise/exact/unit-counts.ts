import type { Packing, SideRow } from './packing';
import { priceItems } from './pricing';

/** Whole counts of units, by kind, and what they cost. */
export interface UnitCounts {
  readonly counts: readonly number[];
  readonly cost: number;
}

/** Rounding of sums that are compared. */
const ROUNDING = 1e-9;
/** Prices of one host changed by these factors give cuts that keep the counts in the right proportion. */
const FACTORS = [0.5, 0.7, 0.8, 0.9, 0.95, 1.05, 1.1, 1.2, 1.4, 2] as const;

/** At prices per unit of each host: the units are worth at least what the items cost. */
export function cutOf(packing: Packing, prices: ArrayLike<number>): SideRow {
  const before = packing.existing.reduce((s, n, h) => s + n * (prices[h] ?? 0), 0);
  return {
    coefficients: packing.units.map((unit) =>
      unit.adds.reduce((s, n, h) => s + n * (prices[h] ?? 0), 0),
    ),
    lower: priceItems(packing, prices).total - before,
  };
}

/** What every fleet obeys: its limits, and cuts at the cheapest unit's price of each host and at prices next to it. */
export function firstCuts(packing: Packing): SideRow[] {
  const prices = packing.existing.map((_, h) =>
    Math.min(
      ...packing.units.flatMap(({ price, adds }) => {
        const units = adds[h] ?? 0;
        return units > 0 ? [price / units] : [];
      }),
    ),
  );
  const known = prices.filter(Number.isFinite);
  // A host that can only run what is there already has no price; that of the dearest unit keeps cuts of use.
  const dearest = Math.max(0, ...known);
  const base = prices.map((p) => (Number.isFinite(p) ? p : dearest));
  return [
    ...packing.sideRows,
    cutOf(packing, base),
    ...base.flatMap((_, h) => FACTORS.map((f) => cutOf(packing, base.with(h, f * (base[h] ?? 0))))),
  ];
}

/** Whether whole counts of units reach the lower bound of a row. */
export const obeys = (counts: readonly number[], { coefficients, lower }: SideRow): boolean => {
  let sum = 0;
  for (let j = 0; j < counts.length; j += 1) sum += (coefficients[j] ?? 0) * (counts[j] ?? 0);
  return sum >= lower - ROUNDING * Math.max(1, Math.abs(lower));
};

/** Counts found, the cheapest first, and what is left of the nodes that could be looked at. */
export interface CountsFound {
  readonly fleets: readonly UnitCounts[];
  readonly nodesLeft: number;
}

/**
 * All counts that cost more than `above` and at most `most` and obey every cut. `null` where more than `nodes` would have
 * to be looked at.
 */
export function countsBetween(
  packing: Packing,
  cuts: readonly SideRow[],
  above: number,
  most: number,
  nodes: number,
): CountsFound | null {
  // The dearest first: the cheapest then has few counts left between the two costs.
  const order = packing.units
    .map((_, j) => j)
    .sort((a, b) => (packing.units[b]?.price ?? 0) - (packing.units[a]?.price ?? 0) || a - b);
  const kinds = order.length;
  const price = Float64Array.from(order, (j) => packing.units[j]?.price ?? 0);
  const upper = Float64Array.from(order, (j) => packing.units[j]?.upper ?? 0);
  const weights = cuts.map((cut) => Float64Array.from(order, (j) => cut.coefficients[j] ?? 0));
  const gains = weights.map((w) => bestGains(w, price));
  const lower = cuts.map((c) => c.lower - ROUNDING * Math.max(1, Math.abs(c.lower)));
  const sums = cuts.map(() => new Float64Array(kinds + 1));
  /** Cuts that refused something lately are looked at first. */
  const recent = cuts.map((_, c) => c);
  const counts = packing.units.map(() => 0);
  const found: UnitCounts[] = [];
  let left = nodes;
  const search = (depth: number, spent: number): void => {
    left -= 1;
    if (left < 0) return;
    for (let q = 0; q < recent.length; q += 1) {
      const c = recent[q] ?? 0;
      const reached = (sums[c]?.[depth] ?? 0) + (most - spent) * (gains[c]?.[depth] ?? 0);
      if (reached >= (lower[c] ?? 0)) continue;
      recent.splice(q, 1);
      recent.unshift(c);
      return;
    }
    const j = order[depth];
    if (j === undefined) {
      if (spent > above) found.push({ counts: [...counts], cost: spent });
      return;
    }
    const unit = price[depth] ?? 0;
    const room = Math.min(upper[depth] ?? 0, Math.floor((most - spent) / unit + ROUNDING));
    const fewest =
      depth === kinds - 1 ? Math.max(0, Math.ceil((above - spent) / unit - ROUNDING)) : 0;
    for (let n = fewest; n <= room && left >= 0; n += 1) {
      counts[j] = n;
      for (let c = 0; c < cuts.length; c += 1) {
        const sum = sums[c];
        if (sum !== undefined) sum[depth + 1] = (sum[depth] ?? 0) + n * (weights[c]?.[depth] ?? 0);
      }
      search(depth + 1, spent + n * unit);
    }
    counts[j] = 0;
  };
  search(0, 0);
  if (left < 0) return null;
  const fleets = found.sort((a, b) => a.cost - b.cost || compare(a.counts, b.counts));
  return { fleets, nodesLeft: left };
}

/** By depth: the most a cut gains by spending one more on what comes from there on. */
function bestGains(weights: Float64Array, price: Float64Array): Float64Array {
  const gains = new Float64Array(weights.length + 1);
  for (let d = weights.length - 1; d >= 0; d -= 1) {
    gains[d] = Math.max(gains[d + 1] ?? 0, (weights[d] ?? 0) / (price[d] ?? 1));
  }
  return gains;
}

const compare = (a: readonly number[], b: readonly number[]): number => {
  const at = a.findIndex((n, i) => n !== b[i]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
};
