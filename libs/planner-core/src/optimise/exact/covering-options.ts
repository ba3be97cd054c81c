import type { Carrier, Cover } from '../model/fleet-block';

/** Ways to carry every demand, flat: see `Packing`. */
export interface CoveringOptions {
  readonly items: readonly { readonly copies: number }[];
  readonly optionStart: Int32Array;
  readonly entryStart: Int32Array;
  readonly entryHost: Int32Array;
  readonly entryLoad: Float64Array;
  readonly entryColumn: Int32Array;
  readonly entryReplicas: Int32Array;
}

/** Replicas of one carrier. */
interface Part {
  readonly carrier: Carrier;
  readonly replicas: number;
}

/** Keeps rounding from asking for one replica more. */
const ROUNDING = 1e-9;
const MOST_OF_ONE = 400;

/**
 * The ways to carry each demand that cannot do with a replica less. Where all replicas carry alike the demand is so many
 * equal copies with one replica each; otherwise it is one item whose ways are the minimal combinations of replicas.
 * `null` beyond so many ways, or where a demand has none.
 */
export function optionsOf(covers: readonly Cover[], most: number): CoveringOptions | null {
  const items: { copies: number; options: Part[][] }[] = [];
  let count = 0;
  for (const { demand, carriers } of covers) {
    const capacity = carriers[0]?.capacity ?? 0;
    const alike = carriers.every((c) => Math.abs(c.capacity - capacity) <= ROUNDING * capacity);
    const options = alike
      ? carriers.map((carrier) => [{ carrier, replicas: 1 }])
      : minimalCovers(demand, carriers);
    count += options?.length ?? 0;
    if (options === null || options.length === 0 || count > most) return null;
    items.push({ copies: alike ? neededOf(demand, capacity) : 1, options });
  }
  const all = items.flatMap((i) => i.options);
  const parts = all.flat();
  return {
    items: items.map(({ copies }) => ({ copies })),
    optionStart: startsOf(items.map((i) => i.options.length)),
    entryStart: startsOf(all.map((o) => o.length)),
    entryHost: Int32Array.from(parts, (p) => p.carrier.host),
    entryLoad: Float64Array.from(parts, (p) => p.replicas * p.carrier.units),
    entryColumn: Int32Array.from(parts, (p) => p.carrier.column),
    entryReplicas: Int32Array.from(parts, (p) => p.replicas),
  };
}

const neededOf = (demand: number, capacity: number): number =>
  Math.max(1, Math.ceil(demand / capacity - ROUNDING));

function startsOf(lengths: readonly number[]): Int32Array {
  const starts = new Int32Array(lengths.length + 1);
  lengths.forEach((n, i) => {
    starts[i + 1] = (starts[i] ?? 0) + n;
  });
  return starts;
}

/** Combinations of replicas that carry a demand and would not with one replica less; `null` when there are too many. */
function minimalCovers(demand: number, carriers: readonly Carrier[]): Part[][] | null {
  const found: Part[][] = [];
  // The strongest first: a combination is minimal when even without its weakest replica it would not do.
  const order = [...carriers].sort((a, b) => b.capacity - a.capacity || a.column - b.column);
  const parts: Part[] = [];
  const search = (depth: number, left: number): boolean => {
    const carrier = order[depth];
    if (carrier === undefined) return true;
    const needed = neededOf(left, carrier.capacity);
    for (let n = needed; n >= 0; n -= 1) {
      if (n > 0) parts.push({ carrier, replicas: n });
      if (n === needed) found.push([...parts]);
      const goesOn =
        found.length <= MOST_OF_ONE &&
        (n === needed || search(depth + 1, left - n * carrier.capacity));
      if (n > 0) parts.pop();
      if (!goesOn) return false;
    }
    return true;
  };
  return search(0, demand) ? found : null;
}
