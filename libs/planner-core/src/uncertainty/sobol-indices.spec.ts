import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sobolIndices, type SobolIndex } from './sobol-indices';

const ROWS = 2048;

function indicesOf(f: (x: readonly number[]) => number, inputs: number, seed = 1): SobolIndex[] {
  const [found] = sobolIndices({
    inputs,
    outputs: 1,
    rows: ROWS,
    seed,
    run: (point, out) => {
      out[0] = f([...point]);
    },
  });
  if (found === undefined || found === null) throw new Error('The function does not vary.');
  return [...found];
}

const ISHIGAMI = { a: 7, b: 0.1 };

/** Ishigami and Homma (ISUMA 1990): sin x1 + a sin^2 x2 + b x3^4 sin x1 over -pi..pi. */
function ishigami(x: readonly number[]): number {
  const [x1 = 0, x2 = 0, x3 = 0] = x.map((u) => Math.PI * (2 * u - 1));
  return Math.sin(x1) + ISHIGAMI.a * Math.sin(x2) ** 2 + ISHIGAMI.b * x3 ** 4 * Math.sin(x1);
}

/** Its indices in closed form. */
function knownOfIshigami(): { first: number[]; total: number[] } {
  const { a, b } = ISHIGAMI;
  const v1 = (1 + (b * Math.PI ** 4) / 5) ** 2 / 2;
  const v2 = a ** 2 / 8;
  const v13 = b ** 2 * Math.PI ** 8 * (1 / 18 - 1 / 50);
  const v = v1 + v2 + v13;
  return { first: [v1 / v, v2 / v, 0], total: [(v1 + v13) / v, v2 / v, v13 / v] };
}

/** Sobol's g-function: the product of (|4x - 2| + a) / (1 + a). */
const g = (weights: readonly number[]) => (x: readonly number[]) =>
  weights.reduce((p, a, i) => (p * (Math.abs(4 * (x[i] ?? 0) - 2) + a)) / (1 + a), 1);

function knownOfG(weights: readonly number[]): { first: number[]; total: number[] } {
  const parts = weights.map((a) => 1 / (3 * (1 + a) ** 2));
  const all = parts.reduce((p, v) => p * (1 + v), 1);
  return {
    first: parts.map((v) => v / (all - 1)),
    total: parts.map((v) => (v * (all / (1 + v))) / (all - 1)),
  };
}

function expectNear(
  found: readonly SobolIndex[],
  known: { first: number[]; total: number[] },
  within: number,
): void {
  found.forEach((index, i) => {
    expect(Math.abs(index.firstOrder - (known.first[i] ?? 0))).toBeLessThan(within);
    expect(Math.abs(index.total - (known.total[i] ?? 0))).toBeLessThan(within);
  });
}

describe('Sobol indices', () => {
  it('equal those of the Ishigami function in closed form', () => {
    expectNear(indicesOf(ishigami, 3), knownOfIshigami(), 0.02);
  });

  it('equal those of the g-function in closed form, whatever its weights', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 6 }),
        fc.integer({ min: 0, max: 1e6 }),
        (weights, seed) => {
          // With weights of 0 the variance comes from rare products, which so many rows tell less well.
          expectNear(indicesOf(g(weights), weights.length, seed), knownOfG(weights), 0.04);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('have intervals that hold the known index about as often as they say', () => {
    const weights = [0, 1, 4.5, 9];
    const known = knownOfG(weights);
    let inside = 0;
    let all = 0;
    for (let seed = 0; seed < 40; seed += 1) {
      indicesOf(g(weights), weights.length, seed).forEach(({ totalInterval }, i) => {
        const truth = known.total[i] ?? 0;
        inside += totalInterval.low <= truth && truth <= totalInterval.high ? 1 : 0;
        all += 1;
      });
    }
    // The bootstrap takes rows for independent; those of the sequence are more even, so it errs to the wide side.
    expect(inside / all).toBeGreaterThan(0.75);
  });

  it('sum to 1 in first order where inputs only add up, the total being the same', () => {
    const found = indicesOf(([x = 0, y = 0, z = 0]) => 1e9 + x + 2 * y + 3 * z, 3);
    expect(found.reduce((sum, i) => sum + i.firstOrder, 0)).toBeCloseTo(1, 2);
    found.forEach((i) => {
      expect(i.firstOrder).toBeCloseTo(i.total, 2);
    });
  });

  it('give an input that moves nothing nothing, to the last bit', () => {
    const [, idle] = indicesOf(([x = 0]) => x ** 2, 2);
    expect(idle).toMatchObject({ firstOrder: 0, total: 0, totalInterval: { low: 0, high: 0 } });
  });

  it('are none where the output is the same everywhere', () => {
    expect(
      sobolIndices({
        inputs: 2,
        outputs: 1,
        rows: 16,
        seed: 0,
        run: (_, out) => {
          out[0] = 7;
        },
      }),
    ).toEqual([null]);
  });
});
