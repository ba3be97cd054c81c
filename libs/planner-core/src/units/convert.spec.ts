import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytesFromGb,
  flopsPerSecondFromTflops,
  gbpsFromRate,
  rateFromGbps,
  rateFromGBps,
  roundToCents,
} from './convert';
import { splitUsd } from './split';

describe('units', () => {
  it('counts tera as 10^12 and giga as 10^9, as datasheets do', () => {
    expect(flopsPerSecondFromTflops(989)).toBe(989e12);
    expect(bytesFromGb(80)).toBe(80e9);
  });

  it('reads 80 GB in 23.9 ms at 3,350 GB/s', () => {
    expect(bytesFromGb(80) / rateFromGBps(3350)).toBeCloseTo(0.02388, 5);
  });

  it('turns 400 Gb/s into 50 GB/s and back', () => {
    expect(rateFromGbps(400)).toBe(50e9);
    expect(gbpsFromRate(rateFromGbps(400))).toBe(400);
  });

  it('rounds 1.005 to 1.01, which binary floating point alone would not', () => {
    expect(roundToCents(1.005)).toBe(1.01);
    expect(roundToCents(-1.005)).toBe(-1.01);
  });
});

describe('splitting money', () => {
  it('gives the odd cent to the first of equals', () => {
    expect(splitUsd(1, [1, 1, 1])).toEqual([0.34, 0.33, 0.33]);
  });

  it('always adds up to the cent', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000_000 }),
        fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 12 }),
        (cents, weights) => {
          const parts = splitUsd(cents / 100, weights);
          expect(parts.reduce((sum, part) => sum + Math.round(part * 100), 0)).toBe(cents);
        },
      ),
    );
  });
});
