import type { PartialPlacements } from './partial-placements';

/** Hosts whose units place a set in a cell. */
const MOST_AXES = 4;
/** Sets of the other half looked at, over all cells. */
const MOST_LOOKED_AT = 30_000_000;
/** Cells on one axis; with more the width of a cell grows. */
const MOST_CELLS = 30_000;

interface Axis {
  readonly host: number;
  /** Width of a cell: as many units as all that may be idle could buy of this host. */
  readonly width: number;
  readonly least: number;
  readonly cells: number;
}

/**
 * One set of each half that together fit the room of every host, or `null` where there is no such pair. What two sets
 * that fit leave idle on a host is worth no more than the budget, so for one set the other lies within a small box:
 * sets are kept by cell of the few hosts that tell them apart best, and only cells that touch the box are looked at.
 */
export function joinSets(
  first: PartialPlacements,
  second: PartialPlacements,
  room: readonly number[],
  prices: ArrayLike<number>,
  budget: number,
): [number, number] | null | 'too-many' {
  const { hosts } = first;
  const axes = axesOf(second, prices, budget);
  const mask = maskFor(second.count);
  const head = new Int32Array(mask + 1).fill(-1);
  const next = new Int32Array(second.count);
  for (let n = second.count - 1; n >= 0; n -= 1) {
    let key = 0;
    for (const axis of axes) {
      key = mix(
        key,
        Math.floor(((second.change[n * hosts + axis.host] ?? 0) - axis.least) / axis.width),
      );
    }
    next[n] = head[key & mask] ?? -1;
    head[key & mask] = n;
  }
  let left = MOST_LOOKED_AT;
  const fits = (a: number, b: number): boolean => {
    if ((first.cost[a] ?? 0) + (second.cost[b] ?? 0) > budget) return false;
    for (let h = 0; h < hosts; h += 1) {
      const taken = (first.change[a * hosts + h] ?? 0) + (second.change[b * hosts + h] ?? 0);
      if (taken > (room[h] ?? 0)) return false;
    }
    return true;
  };
  /** Looks at the cells of the axes from one on. */
  const look = (a: number, depth: number, key: number): number => {
    const axis = axes[depth];
    if (axis === undefined) {
      for (let b = head[key & mask] ?? -1; b >= 0; b = next[b] ?? -1) {
        left -= 1;
        if (fits(a, b)) return b;
      }
      return -1;
    }
    const most = (room[axis.host] ?? 0) - (first.change[a * hosts + axis.host] ?? 0);
    const idle = Math.min((budget - (first.cost[a] ?? 0)) / (prices[axis.host] ?? 1), axis.width);
    const to = Math.min(axis.cells - 1, Math.floor((most - axis.least) / axis.width));
    const from = Math.max(0, Math.floor((most - idle - axis.least) / axis.width));
    for (let cell = from; cell <= to; cell += 1) {
      const b = look(a, depth + 1, mix(key, cell));
      if (b >= 0) return b;
    }
    return -1;
  };
  for (let a = 0; a < first.count; a += 1) {
    const b = look(a, 0, 0);
    if (b >= 0) return [a, b];
    if (left < 0) return 'too-many';
  }
  return null;
}

/** The hosts on which sets differ by the most cells. */
function axesOf(sets: PartialPlacements, prices: ArrayLike<number>, budget: number): Axis[] {
  return Array.from({ length: sets.hosts }, (_, host): Axis => {
    let least = Infinity;
    let most = -Infinity;
    for (let n = 0; n < sets.count; n += 1) {
      const change = sets.change[n * sets.hosts + host] ?? 0;
      least = Math.min(least, change);
      most = Math.max(most, change);
    }
    const price = prices[host] ?? 0;
    const width = Math.max(price > 0 ? budget / price : Infinity, (most - least) / MOST_CELLS);
    const cells = Number.isFinite(width) && width > 0 ? Math.floor((most - least) / width) + 1 : 1;
    return { host, width, least, cells };
  })
    .filter((a) => a.cells > 1)
    .sort((a, b) => b.cells - a.cells || a.host - b.host)
    .slice(0, MOST_AXES);
}

/** One less than a power of two of at least so many. */
function maskFor(count: number): number {
  let size = 1024;
  while (size < count) size *= 2;
  return size - 1;
}

/** Mixes a cell's number into a key (multiplier of Knuth, The Art of Computer Programming 3, section 6.4). */
const mix = (key: number, cell: number): number => {
  const mixed = Math.imul(key ^ cell, 2_654_435_769);
  return mixed ^ (mixed >>> 15);
};
