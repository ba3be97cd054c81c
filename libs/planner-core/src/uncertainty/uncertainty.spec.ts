import { uncertain, type Uncertain } from '@headroom/models';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantileOf, spreadOf } from './distribution';
import { middleOf } from './middle';
import { SOBOL_DIMENSIONS, SobolSequence } from './sobol';
import { ascending, percentilesOf, standardisedRegression } from './statistics';

const column = (dimensions: number, seed: number, count: number, d: number): number[] => {
  const sequence = new SobolSequence(dimensions, seed);
  return Array.from({ length: count }, (_, i) => sequence.point(i)[d] ?? 0);
};

describe('the Sobol sequence', () => {
  it('puts exactly one of 256 points into each of 256 equal cells, in every dimension and for any seed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        fc.integer({ min: 0, max: SOBOL_DIMENSIONS - 1 }),
        (seed, d) => {
          const cells = column(d + 1, seed, 256, d).map((x) => Math.floor(x * 256));
          expect(new Set(cells).size).toBe(256);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('fills the unit square evenly in its first dimensions: one of 16 points in each of 4 x 4 squares', () => {
    const sequence = new SobolSequence(2, 7);
    const squares = Array.from({ length: 16 }, (_, i) => {
      const [x = 0, y = 0] = sequence.point(i);
      return Math.floor(x * 4) * 4 + Math.floor(y * 4);
    });
    expect(new Set(squares).size).toBe(16);
  });

  it('integrates a smooth function far better than chance does', () => {
    const count = 1024;
    const sequence = new SobolSequence(6, 3);
    const mean =
      Array.from({ length: count }, (_, i) =>
        sequence.point(i).reduce((product, x) => product * (0.5 + x), 1),
      ).reduce((a, b) => a + b, 0) / count;
    // Plain sampling errs by about 0.024 here: sqrt(((13 / 12) ** 6 - 1) / 1024).
    expect(Math.abs(mean - 1)).toBeLessThan(0.004);
  });

  it('gives the same bits for the same seed and others for another', () => {
    expect(column(3, 11, 32, 2)).toEqual(column(3, 11, 32, 2));
    expect(column(3, 11, 32, 2)).not.toEqual(column(3, 12, 32, 2));
  });

  it('still samples dimensions past the published ones', () => {
    const far = column(SOBOL_DIMENSIONS + 2, 5, 2000, SOBOL_DIMENSIONS + 1);
    expect(far.reduce((a, b) => a + b, 0) / far.length).toBeCloseTo(0.5, 1);
    expect(Math.min(...far)).toBeGreaterThan(0);
    expect(Math.max(...far)).toBeLessThan(1);
  });
});

const points = fc
  .array(fc.double({ min: 0.01, max: 1000, noNaN: true }), { minLength: 3, maxLength: 3 })
  .map((list): [number, number, number] => {
    const [a = 0, b = 0, c = 0] = ascending(list);
    return [a, b, c];
  });
const numbers: fc.Arbitrary<Uncertain> = fc.oneof(
  fc.double({ min: -5, max: 5, noNaN: true }),
  points.map(([low, mid, high]) => ({ low, mid, high })),
  points.map(([low, mid, high]) => ({ low: low - 1000, mid: mid - 1000, high: high - 1000 })),
  points.map(([low, , high]) => ({ distribution: 'uniform' as const, low, high })),
  points.map(([low, mode, high]) => ({ distribution: 'triangular' as const, low, mode, high })),
  points.map(([mean, standardDeviation]) => ({
    distribution: 'normal' as const,
    mean,
    standardDeviation,
  })),
  points.map(([, median, p90]) => ({ distribution: 'lognormal' as const, median, p90 })),
  points.map(([a, b, c]) => ({
    distribution: 'discrete' as const,
    values: [
      { value: b, probability: 0.5 },
      { value: a, probability: 0.2 },
      { value: c, probability: 0.3 },
    ],
  })),
);

describe('an uncertain number', () => {
  it('is read by the schema of scenarios, and its quantiles never fall', () => {
    fc.assert(
      fc.property(numbers, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (value, share) => {
        expect(uncertain.safeParse(value).success).toBe(true);
        const at = quantileOf(value);
        expect(at(Math.min(0.9995, share + 0.0005))).toBeGreaterThanOrEqual(
          at(share) - 1e-9 * Math.abs(at(share)),
        );
        expect(at(0.5)).toBeCloseTo(middleOf(value), 6);
      }),
    );
  });

  it('given as low, mid and high is exactly these at 10, 50 and 90 percent', () => {
    fc.assert(
      fc.property(points, ([low, mid, high]) => {
        const spread = spreadOf({ low, mid, high });
        expect(spread.low / low).toBeCloseTo(1, 6);
        expect(spread.mid).toBe(mid);
        expect(spread.high / high).toBeCloseTo(1, 6);
      }),
    );
  });

  it('with a wider interval around the same middle is nowhere nearer to it', () => {
    fc.assert(
      fc.property(
        points,
        fc.double({ min: 1, max: 3, noNaN: true }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        ([low, mid, high], factor, share) => {
          const wide = quantileOf({ low: low / factor, mid, high: high * factor })(share);
          const narrow = quantileOf({ low, mid, high })(share);
          expect(Math.abs(wide - mid)).toBeGreaterThanOrEqual(Math.abs(narrow - mid) * (1 - 1e-9));
        },
      ),
    );
  });
});

describe('statistics of a sample', () => {
  it('order the percentiles, whatever the sample', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1 }),
        (values) => {
          const { p10, p50, p90 } = percentilesOf(values);
          expect(p10).toBeLessThanOrEqual(p50);
          expect(p50).toBeLessThanOrEqual(p90);
        },
      ),
    );
  });

  it('find the coefficients a linear output was made with, and explain all of it', () => {
    const rows = Array.from({ length: 512 }, (_, i) => new SobolSequence(3, 1).point(i));
    const output = rows.map(([a = 0, b = 0]) => 3 * a - 4 * b + 100);
    const { coefficients, explainedShare } = standardisedRegression(rows, output);
    expect(coefficients[0]).toBeCloseTo(0.6, 2);
    expect(coefficients[1]).toBeCloseTo(-0.8, 2);
    expect(coefficients[2]).toBeCloseTo(0, 2);
    expect(explainedShare).toBeCloseTo(1, 4);
  });

  it('find nothing in an output that does not vary', () => {
    const rows = [[1], [2], [3]];
    expect(standardisedRegression(rows, [5, 5, 5])).toEqual({
      coefficients: [0],
      explainedShare: 0,
    });
  });
});
