import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lengthAt, lengthVariation, meanInFlight, normalQuantile, promptWait } from './open-loop';

describe('open-loop arithmetic', () => {
  it('knows the quantiles of the normal distribution', () => {
    expect(normalQuantile(0.5)).toBeCloseTo(0, 9);
    expect(normalQuantile(0.9)).toBeCloseTo(1.2815515655, 8);
    expect(normalQuantile(0.99)).toBeCloseTo(2.326347874, 8);
    expect(normalQuantile(0.01)).toBeCloseTo(-2.326347874, 8);
  });

  it('gives back the 90th percentile of lengths, and no spread to equal ones', () => {
    expect(lengthAt(1000, 1800, 0.9)).toBeCloseTo(1800, 4);
    expect(lengthVariation(1000, 1000)).toBe(0);
  });

  it('leaves room for z standard deviations of a Poisson number in flight', () => {
    const mean = meanInFlight(100, 1.28);
    expect(mean + 1.28 * Math.sqrt(mean)).toBeCloseTo(100, 9);
  });

  it('does not wait in an idle queue and waits without end in a full one', () => {
    expect(promptWait(0, 1, 0, 0.9)).toBe(0);
    expect(promptWait(1, 1, 0, 0.9)).toBe(Infinity);
  });

  it('waits longer the busier the queue is', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.9, noNaN: true }),
        fc.double({ min: 1.01, max: 1.1, noNaN: true }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        (load, more, variation) => {
          expect(promptWait(load * more, 1, variation, 0.95)).toBeGreaterThanOrEqual(
            promptWait(load, 1, variation, 0.95),
          );
        },
      ),
    );
  });
});
