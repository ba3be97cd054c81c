import { choicesOf, type Placed } from './choices';
import { joinSets } from './join-sets';
import type { Packing } from './packing';
import { cheapestSets } from './partial-placements';

export type Placement =
  | { readonly kind: 'placed'; readonly placed: readonly Placed[] }
  /** No placement of whole copies fits. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' };

/** How items lie on hosts when they are divided: see `placeFractionally`. */
export interface Divided {
  readonly prices: ArrayLike<number>;
  readonly idle: number;
  readonly divided: ReadonlyMap<number, number>;
}

/** Capacity may be exceeded by so much of a unit, for the sake of rounding. */
export const FITS = 1e-9;

/**
 * Puts whole copies of all items on hosts, or proves that they do not fit. At prices that value all units at 1 and leave
 * `idle` of that when items are divided, a placement can only take ways that together cost `idle` more than the
 * cheapest. Those sets of ways are listed for one half of the items and for the other, and two are looked for that
 * together fill no host beyond its units (meet in the middle, Horowitz & Sahni 1974).
 */
export function placeItems(
  packing: Packing,
  capacity: readonly number[],
  { prices, idle, divided }: Divided,
  mostSets: number,
): Placement {
  const rounding = capacity.reduce((s, _, h) => s + FITS * (prices[h] ?? 0), FITS);
  const budget = idle + rounding;
  const { start, startLoad, groups, complete } = choicesOf(
    packing,
    capacity,
    prices,
    budget,
    divided,
  );
  const room = capacity.map((c, h) => (c > 0 ? c + FITS : 0) - (startLoad[h] ?? 0));
  const cheapestFirst = groups
    .map((group) => ({ group, least: Math.min(...group.choices.map((c) => c.cost)) }))
    .sort((a, b) => a.least - b.least || a.group.item - b.group.item)
    .map(({ group }) => group);
  // The 1st, 4th, 5th, 8th ... and those between: about as many cheap choices in each half.
  const half = (which: number) =>
    cheapestSets(
      cheapestFirst.filter((_, g) => (((g + 1) >> 1) & 1) === which),
      capacity.length,
      budget,
      mostSets,
    );
  const first = half(0);
  const second = half(1);
  const joined = joinSets(first, second, room, prices, budget);
  if (joined === null) {
    return { kind: complete && first.complete && second.complete ? 'none' : 'unknown' };
  }
  if (joined === 'too-many') return { kind: 'unknown' };
  const chosen = new Map(
    [...first.choicesAt(joined[0]), ...second.choicesAt(joined[1])].map(({ group, choice }) => [
      group.item,
      choice,
    ]),
  );
  return {
    kind: 'placed',
    placed: start.flatMap((choice, item) => (chosen.get(item) ?? choice).placed),
  };
}
