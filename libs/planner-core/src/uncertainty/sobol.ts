import { SOBOL_DIRECTIONS } from './data/sobol-directions';

const BITS = 32;
/** Scale from 32-bit integers to the unit interval, at the middle of each cell so that 0 and 1 never occur. */
const CELL = 2 ** -BITS;

/** Dimensions with published direction numbers here; further ones are drawn without the sequence's evenness. */
export const SOBOL_DIMENSIONS = SOBOL_DIRECTIONS.length + 1;

/**
 * Points of a scrambled Sobol sequence, by index: the sequence of Sobol with the direction numbers of Joe and
 * Kuo, each dimension shuffled by a nested (Owen) scramble that depends on the seed alone. Dimensions past
 * `SOBOL_DIMENSIONS` are hashed, which is plain random sampling. Only 32-bit integer steps: equal on any machine.
 */
export class SobolSequence {
  private readonly directions: readonly Uint32Array[];
  private readonly seeds: Uint32Array;

  constructor(
    private readonly dimensions: number,
    seed: number,
  ) {
    this.directions = Array.from({ length: Math.min(dimensions, SOBOL_DIMENSIONS) }, (_, d) =>
      directionsOf(d),
    );
    this.seeds = Uint32Array.from({ length: dimensions }, (_, d) => mix(mix(seed >>> 0) + d));
  }

  /** One point; every coordinate strictly between 0 and 1. */
  point(index: number): Float64Array {
    const point = new Float64Array(this.dimensions);
    for (let d = 0; d < this.dimensions; d += 1) {
      const seed = this.seeds[d] ?? 0;
      const directions = this.directions[d];
      const bits =
        directions === undefined
          ? mix(mix(index + 1) ^ seed)
          : scramble(coordinate(directions, index), seed);
      point[d] = (bits + 0.5) * CELL;
    }
    return point;
  }
}

/** Recurrence of Bratley and Fox (ACM TOMS 14, 88-100, 1988) over the primitive polynomial. */
function directionsOf(dimension: number): Uint32Array {
  const v = new Uint32Array(BITS);
  if (dimension === 0) return v.map((_, i) => 2 ** (BITS - 1 - i));
  const [inner = 0, ...first] = SOBOL_DIRECTIONS[dimension - 1] ?? [];
  const degree = first.length;
  for (let i = 0; i < BITS; i += 1) {
    if (i < degree) {
      v[i] = (first[i] ?? 0) * 2 ** (BITS - 1 - i);
      continue;
    }
    let value = (v[i - degree] ?? 0) ^ ((v[i - degree] ?? 0) >>> degree);
    for (let k = 1; k < degree; k += 1) {
      if (((inner >>> (degree - 1 - k)) & 1) === 1) value ^= v[i - k] ?? 0;
    }
    v[i] = value >>> 0;
  }
  return v;
}

function coordinate(directions: Uint32Array, index: number): number {
  let bits = 0;
  for (let i = 0, rest = index; rest > 0; i += 1, rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) bits ^= directions[i] ?? 0;
  }
  return bits >>> 0;
}

/**
 * Nested uniform scramble by hashing the bits in reverse order: B. Burley, Practical Hash-based Owen
 * Scrambling, Journal of Computer Graphics Techniques 9(4), 2020, after Laine and Karras.
 */
function scramble(bits: number, seed: number): number {
  let x = reverse(bits);
  x = (x + seed) >>> 0;
  x ^= Math.imul(x, 0x6c50b47c);
  x ^= Math.imul(x, 0xb82f1e52);
  x ^= Math.imul(x, 0xc7afe638);
  x ^= Math.imul(x, 0x8d22f6e6);
  return reverse(x >>> 0);
}

function reverse(bits: number): number {
  let x = bits;
  x = ((x >>> 1) & 0x55555555) | ((x & 0x55555555) << 1);
  x = ((x >>> 2) & 0x33333333) | ((x & 0x33333333) << 2);
  x = ((x >>> 4) & 0x0f0f0f0f) | ((x & 0x0f0f0f0f) << 4);
  x = ((x >>> 8) & 0x00ff00ff) | ((x & 0x00ff00ff) << 8);
  return ((x >>> 16) | (x << 16)) >>> 0;
}

/** Finaliser of MurmurHash3 (A. Appleby, public domain): spreads every bit of the input over the output. */
function mix(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
