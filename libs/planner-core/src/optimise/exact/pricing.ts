import type { Packing } from './packing';

/** The cheapest way to put every item somewhere at prices per unit of each host. */
export interface Priced {
  /** What the prices add up to; no placement costs less. `Infinity` where an item has no way at all. */
  readonly total: number;
  /** Units taken of each host. */
  readonly load: Float64Array;
  /** The option of each item. */
  readonly chosen: Int32Array;
}

/** Prices every item; a host at `Infinity` cannot be used. */
export function priceItems(packing: Packing, prices: ArrayLike<number>): Priced {
  const { items, optionStart, entryStart, entryHost, entryLoad } = packing;
  const load = new Float64Array(packing.existing.length);
  const chosen = new Int32Array(items.length).fill(-1);
  let total = 0;
  for (let i = 0; i < items.length; i += 1) {
    const copies = items[i]?.copies ?? 0;
    let best = Infinity;
    let cheapest = -1;
    for (let o = optionStart[i] ?? 0; o < (optionStart[i + 1] ?? 0); o += 1) {
      const cost = priceOfOption(packing, prices, o);
      if (cost < best) {
        best = cost;
        cheapest = o;
      }
    }
    if (cheapest < 0) return { total: Infinity, load, chosen };
    chosen[i] = cheapest;
    total += copies * best;
    for (let e = entryStart[cheapest] ?? 0; e < (entryStart[cheapest + 1] ?? 0); e += 1) {
      const host = entryHost[e] ?? 0;
      load[host] = (load[host] ?? 0) + copies * (entryLoad[e] ?? 0);
    }
  }
  return { total, load, chosen };
}

/** What one copy costs in one way. */
export function priceOfOption(
  { entryStart, entryHost, entryLoad }: Packing,
  prices: ArrayLike<number>,
  option: number,
): number {
  let cost = 0;
  for (let e = entryStart[option] ?? 0; e < (entryStart[option + 1] ?? 0); e += 1) {
    cost += (prices[entryHost[e] ?? 0] ?? 0) * (entryLoad[e] ?? 0);
  }
  return cost;
}

/**
 * Finite prices for hosts at `Infinity`: the least at which still nothing would rather be there, or, for what can be
 * nowhere else, more than all the hosts that are open are worth at 1 each.
 */
export function finitePrices(packing: Packing, prices: ArrayLike<number>): Float64Array {
  const { items, optionStart, entryStart, entryHost, entryLoad } = packing;
  const finite = Float64Array.from(prices, (p) => (p === Infinity ? 0 : p));
  if (!Array.from(prices).includes(Infinity)) return finite;
  for (let i = 0; i < items.length; i += 1) {
    const options = range(optionStart[i] ?? 0, optionStart[i + 1] ?? 0);
    const cheapest = Math.min(...options.map((o) => priceOfOption(packing, prices, o)));
    const best = Number.isFinite(cheapest) ? cheapest : 2 * packing.existing.length;
    for (const o of options) {
      for (let e = entryStart[o] ?? 0; e < (entryStart[o + 1] ?? 0); e += 1) {
        const host = entryHost[e] ?? 0;
        // One such host alone pays for the option; others in it only make it dearer.
        if (prices[host] !== Infinity) continue;
        finite[host] = Math.max(finite[host] ?? 0, best / (entryLoad[e] ?? 1));
      }
    }
  }
  return finite;
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, k) => from + k);
