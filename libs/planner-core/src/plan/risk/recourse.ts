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
  /** Most units that can still be bought. */
  readonly mostBought: number;
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
 * @param missing requests per second that are not carried, by period
 * @param unservedUsd price of one request per second left for a whole period, by period
 */
export function cheapestRecourse(
  missing: readonly number[],
  unservedUsd: readonly number[],
  more: MoreUnits,
): Recourse {
  const units = missing.map((demand) => (demand > 0 ? more.unitsFor(demand) : 0));
  const levels = [...new Set(units)].filter((n) => n > 0).sort((a, b) => a - b);
  if (levels.length === 0) return NOTHING;
  let usd = 0;
  let below = 0;
  let peakUnits = 0;
  let leavesDemand = false;
  for (const level of levels) {
    const bought = Math.max(0, Math.min(level, more.mostBought) - below);
    const parts = [
      { count: bought, mayBuy: true },
      { count: level - below - bought, mayBuy: false },
    ];
    for (const { count, mayBuy } of parts) {
      if (count <= 0) continue;
      const layer = cheapestLayer(units, level, unservedUsd, more, mayBuy);
      usd += layer.usd * count;
      leavesDemand ||= layer.leavesDemand;
      if (layer.holdsUnits) peakUnits = level;
    }
    below = level;
  }
  return { usd, peakUnits, leavesDemand };
}

function cheapestLayer(
  units: readonly number[],
  level: number,
  unservedUsd: readonly number[],
  more: MoreUnits,
  mayBuy: boolean,
) {
  let before = 0;
  let left = false;
  let rents = false;
  let best = { usd: Infinity, leavesDemand: false, holdsUnits: false };
  units.forEach((n, t) => {
    const toEnd = mayBuy ? (more.buyToEndUsd[t] ?? null) : null;
    if (toEnd !== null && before + toEnd < best.usd) {
      best = { usd: before + toEnd, leavesDemand: left, holdsUnits: true };
    }
    if (n < level) return;
    const rent = more.rentUsd[t] ?? null;
    const unserved = more.perUnit * (unservedUsd[t] ?? 0);
    if (rent === null || unserved < rent) {
      before += unserved;
      left = true;
    } else {
      before += rent;
      rents = true;
    }
  });
  return before < best.usd ? { usd: before, leavesDemand: left, holdsUnits: rents } : best;
}
