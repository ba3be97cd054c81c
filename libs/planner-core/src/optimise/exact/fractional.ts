import type { Packing } from './packing';
import { finitePrices, priceItems } from './pricing';

/** Whether items fit on hosts when they may be divided. */
export type Fractional =
  /** At these prices per unit items cost more than the units are worth, whatever way they are put. */
  | { readonly kind: 'refuted'; readonly prices: Float64Array }
  /** They fit; at these prices, which value all units at 1, they leave the least idle: `idle` of 1. */
  | {
      readonly kind: 'fits';
      readonly prices: Float64Array;
      readonly idle: number;
      /** Copies of an item by option, divided; what is not there is 0. */
      readonly divided: ReadonlyMap<number, number>;
    }
  | { readonly kind: 'unknown' };

const MOST_PIVOTS = 3000;
const TOLERANCE = 1e-10;
const SMALLEST_PIVOT = 1e-11;
/** Rounding piles up in the inverse; it is made anew after so many pivots. */
const REFRESH = 60;

/** A column of the basis: the fill level, room left on a host (by row), or a whole placement with its loads. */
type Basic =
  | { readonly kind: 'level' }
  | { readonly kind: 'room'; readonly row: number }
  | { readonly kind: 'placement'; readonly load: Float64Array; readonly chosen: Int32Array };

/**
 * Finds the lowest level t to which every host has to be filled, items divided as need be: min t such that a mix of
 * placements loads host h with at most t * capacity(h). A linear program with one row per host and a column per
 * placement (Dantzig & Wolfe 1960), solved by the simplex method with columns made when they are worth it. Any prices on
 * the way prove that items do not fit once items cost more than 1 at prices that value all units at 1.
 */
export function placeFractionally(packing: Packing, capacity: readonly number[]): Fractional {
  const hosts = capacity.flatMap((c, h) => (c > 0 ? [h] : []));
  const prices = new Float64Array(capacity.length).fill(Infinity);
  for (const h of hosts) prices[h] = 1 / (capacity[h] ?? 1);
  const first = priceItems(packing, prices);
  if (first.total === Infinity || hosts.length === 0) {
    return first.total === 0
      ? { kind: 'fits', prices: finitePrices(packing, prices), idle: 1, divided: new Map() }
      : { kind: 'refuted', prices: finitePrices(packing, prices) };
  }
  const size = hosts.length + 1;
  const fill = hosts.map((h) => (first.load[h] ?? 0) / (capacity[h] ?? 1));
  const fullest = fill.indexOf(Math.max(...fill));
  const basis: Basic[] = [
    ...hosts.map((_, row): Basic => (row === fullest ? { kind: 'level' } : { kind: 'room', row })),
    { kind: 'placement', load: first.load, chosen: first.chosen },
  ];
  const columnOf = (basic: Basic): Float64Array => {
    const column = new Float64Array(size);
    if (basic.kind === 'room') column[basic.row] = 1;
    else {
      hosts.forEach((h, row) => {
        column[row] = basic.kind === 'level' ? -(capacity[h] ?? 0) : (basic.load[h] ?? 0);
      });
      if (basic.kind === 'placement') column[size - 1] = 1;
    }
    return column;
  };
  let inverse = invert(basis.map(columnOf));
  for (let pivot = 0; pivot < MOST_PIVOTS; pivot += 1) {
    if (pivot % REFRESH === REFRESH - 1) inverse = invert(basis.map(columnOf));
    const level = basis.findIndex((b) => b.kind === 'level');
    const duals = inverse[level];
    if (duals === undefined) return { kind: 'unknown' };
    const row = hosts.findIndex((_, r) => (duals[r] ?? 0) > TOLERANCE);
    let entering: Basic;
    if (row >= 0) entering = { kind: 'room', row };
    else {
      hosts.forEach((h, r) => {
        prices[h] = Math.max(0, -(duals[r] ?? 0));
      });
      const priced = priceItems(packing, prices);
      const units = hosts.reduce((s, h) => s + (prices[h] ?? 0) * (capacity[h] ?? 0), 0);
      if (priced.total > units * (1 + TOLERANCE)) {
        return { kind: 'refuted', prices: finitePrices(packing, prices) };
      }
      if (priced.total >= (duals[size - 1] ?? 0) - TOLERANCE) {
        return {
          kind: 'fits',
          prices: finitePrices(packing, prices),
          idle: Math.max(0, 1 - priced.total / units),
          divided: mixOf(packing, basis, inverse),
        };
      }
      entering = { kind: 'placement', load: priced.load, chosen: priced.chosen };
    }
    if (!enter(inverse, basis, entering, columnOf(entering))) return { kind: 'unknown' };
  }
  return { kind: 'unknown' };
}

/** What the placements of the basis add up to. */
function mixOf(
  { items }: Packing,
  basis: readonly Basic[],
  inverse: readonly Float64Array[],
): Map<number, number> {
  const divided = new Map<number, number>();
  basis.forEach((basic, r) => {
    const share = inverse[r]?.[basis.length - 1] ?? 0;
    if (basic.kind !== 'placement' || share <= 0) return;
    basic.chosen.forEach((option, i) => {
      divided.set(option, (divided.get(option) ?? 0) + share * (items[i]?.copies ?? 0));
    });
  });
  return divided;
}

/** Brings a column into the basis by the ratio test; `false` where none can leave. */
function enter(
  inverse: Float64Array[],
  basis: Basic[],
  entering: Basic,
  column: Float64Array,
): boolean {
  const size = basis.length;
  const direction = inverse.map((row) => dot(row, column));
  let leaving = -1;
  let least = Infinity;
  for (let r = 0; r < size; r += 1) {
    const d = direction[r] ?? 0;
    if (d <= SMALLEST_PIVOT) continue;
    // The right side is 1 for the sum of placements and 0 for every host.
    const ratio = Math.max(0, inverse[r]?.[size - 1] ?? 0) / d;
    if (ratio < least || (ratio === least && d > (direction[leaving] ?? 0))) {
      least = ratio;
      leaving = r;
    }
  }
  const pivotRow = inverse[leaving];
  if (pivotRow === undefined) return false;
  basis[leaving] = entering;
  const divisor = direction[leaving] ?? 1;
  for (let j = 0; j < size; j += 1) pivotRow[j] = (pivotRow[j] ?? 0) / divisor;
  inverse.forEach((row, r) => {
    const factor = direction[r] ?? 0;
    if (r === leaving || factor === 0) return;
    for (let j = 0; j < size; j += 1) row[j] = (row[j] ?? 0) - factor * (pivotRow[j] ?? 0);
  });
  return true;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j += 1) sum += (a[j] ?? 0) * (b[j] ?? 0);
  return sum;
}

/** Inverse of a matrix given by its columns, as rows (Gauss and Jordan, with the largest pivot). */
function invert(columns: readonly Float64Array[]): Float64Array[] {
  const n = columns.length;
  const rows = columns.map((_, r) =>
    Float64Array.from({ length: 2 * n }, (__, c) =>
      c < n ? (columns[c]?.[r] ?? 0) : c - n === r ? 1 : 0,
    ),
  );
  for (let c = 0; c < n; c += 1) {
    let p = c;
    for (let r = c; r < n; r += 1) {
      if (Math.abs(rows[r]?.[c] ?? 0) > Math.abs(rows[p]?.[c] ?? 0)) p = r;
    }
    const pivot = rows[p];
    const other = rows[c];
    if (pivot === undefined || other === undefined) continue;
    rows[p] = other;
    rows[c] = pivot;
    const divisor = pivot[c] ?? 1;
    for (let j = 0; j < 2 * n; j += 1) pivot[j] = (pivot[j] ?? 0) / divisor;
    rows.forEach((row, r) => {
      const factor = row[c] ?? 0;
      if (r === c || factor === 0) return;
      for (let j = 0; j < 2 * n; j += 1) row[j] = (row[j] ?? 0) - factor * (pivot[j] ?? 0);
    });
  }
  return rows.map((row) => row.slice(n));
}
