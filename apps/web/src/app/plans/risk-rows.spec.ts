import type { Risk } from '@headroom/models';
import { describe, expect, it } from 'vitest';
import { middleCost } from './risk-rows';

// The cast: of a risk the function under test reads these fields only, and a whole one would hide which.
const riskWith = (p50: number, ends: readonly (readonly [number, number])[]) =>
  ({
    costUsd: { p10: 0, p50, p90: 0 },
    sensitivity: {
      explainedShare: 1,
      rows: ends.map(([costAtLowUsd, costAtHighUsd]) => ({
        inputId: 'x',
        coefficient: 1,
        costAtLowUsd,
        costAtHighUsd,
      })),
    },
  }) as unknown as Risk;

describe('the middle of the tornado', () => {
  it('is the median where every bar reaches over it', () => {
    expect(
      middleCost(
        riskWith(100, [
          [90, 130],
          [120, 80],
        ]),
      ),
    ).toBe(100);
  });

  it('lies on the shortest bars where the median does not', () => {
    const middle = middleCost(
      riskWith(100, [
        [60, 130],
        [89, 91],
      ]),
    );
    expect(middle).toBeGreaterThanOrEqual(89);
    expect(middle).toBeLessThanOrEqual(91);
  });
});
