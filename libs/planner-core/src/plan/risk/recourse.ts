/** One way to get more of a pool once it is seen that demand is not carried. All arrays by period. */
export interface MoreUnits {
  /** Whole units that carry one request per second's worth of demand, by period. */
  readonly unitsFor: (demand: number) => number;
  /** Requests per second of one unit. */
  readonly perUnit: number;
  /** Cost of one more rented unit in a period; `null` where nothing can be rented. */
  readonly rentUsd: readonly (number | null)[];
  /** Cost of one more bought unit from a period to the end; `null` where none can arrive then. */
  readonly buyToEndUsd: readonly (number | null)[];
}

export interface Recourse {
  readonly usd: number;
  /** Most units added at once. */
  readonly peakUnits: number;
  readonly leavesDemand: boolean;
}

const NOTHING: Recourse = { usd: 0, peakUnits: 0, leavesDemand: false };

/**
 * The cheapest way to carry what the fleet does not, with one pool, in whole units. Exact without a solver:
 * stack the missing units by period; each layer of the stack is one unit that is missing in some periods, and
 * its best answer is to rent (or leave demand, at its price) until some period and own from then on, because
 * owning later costs less. Layers missing in the same periods cost the same and are counted at once.
 * @param mostBought units that can still be bought; what is above can only be rented
 * @param missing requests per second that are not carried, by period
 * @param unservedUsd price of one request per second left for a whole period, by period
 */
export function cheapestRecourse(
  missing: readonly number[],
  unservedUsd: readonly number[],
  more: MoreUnits,
  mostBought: number,
): Recourse {
  const units = missing.map((demand) => (demand > 0 ? more.unitsFor(demand) : 0));
  const levels = [...new Set(units)].filter((n) => n > 0).sort((a, b) => a - b);
  if (levels.length === 0) return NOTHING;
  const layer: Layer = { usd: 0, leavesDemand: false, holdsUnits: false };
  let usd = 0;
  let below = 0;
  let peakUnits = 0;
  let leavesDemand = false;
  const add = (level: number, count: number, mayBuy: boolean): void => {
    if (count <= 0) return;
    priceLayer(layer, units, level, unservedUsd, more, mayBuy);
    usd += layer.usd * count;
    leavesDemand ||= layer.leavesDemand;
    if (layer.holdsUnits) peakUnits = level;
  };
  for (const level of levels) {
    const bought = Math.max(0, Math.min(level, mostBought) - below);
    add(level, bought, true);
    add(level, level - below - bought, false);
    below = level;
  }
  return { usd, peakUnits, leavesDemand };
}

interface Layer {
  usd: number;
  leavesDemand: boolean;
  holdsUnits: boolean;
}

/** Writes the cheapest answer for one layer into `out`: this runs millions of times, so nothing is allocated. */
function priceLayer(
  out: Layer,
  units: readonly number[],
  level: number,
  unservedUsd: readonly number[],
  more: MoreUnits,
  mayBuy: boolean,
): void {
  let before = 0;
  let left = false;
  let rents = false;
  out.usd = Infinity;
  for (let t = 0; t < units.length; t += 1) {
    const toEnd = mayBuy ? (more.buyToEndUsd[t] ?? null) : null;
    if (toEnd !== null && before + toEnd < out.usd) {
      out.usd = before + toEnd;
      out.leavesDemand = left;
      out.holdsUnits = true;
    }
    if ((units[t] ?? 0) < level) continue;
    const rent = more.rentUsd[t] ?? null;
    const unserved = more.perUnit * (unservedUsd[t] ?? 0);
    if (rent === null || unserved < rent) {
      before += unserved;
      left = true;
    } else {
      before += rent;
      rents = true;
    }
  }
  if (before < out.usd) {
    out.usd = before;
    out.leavesDemand = left;
    out.holdsUnits = rents;
  }
}
