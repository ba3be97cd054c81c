import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cutByMass,
  lengthPartsOf,
  lengthsOfService,
  mixedLengths,
  partId,
  serviceIdOf,
} from './length-parts';

const lengths = fc
  .record({
    mean: fc.double({ min: 10, max: 100_000, noNaN: true }),
    ratio: fc.double({ min: 1, max: 2.2, noNaN: true }),
  })
  .map(({ mean, ratio }) => ({ mean, p90: mean * ratio }));
const parts = fc.integer({ min: 2, max: 12 });

describe('lengths cut by mass', () => {
  it('average to the mean of the whole', () => {
    fc.assert(
      fc.property(lengths, parts, (whole, n) => {
        const means = cutByMass(whole, n).map((part) => part.mean);
        expect(means.reduce((a, b) => a + b, 0) / n / whole.mean).toBeCloseTo(1, 9);
      }),
    );
  });

  it('grow from part to part', () => {
    fc.assert(
      fc.property(lengths, parts, (whole, n) => {
        const cut = cutByMass(whole, n);
        cut.slice(1).forEach((part, k) => {
          expect(part.mean).toBeGreaterThanOrEqual((cut[k]?.mean ?? 0) * (1 - 1e-7));
          expect(part.p90).toBeGreaterThanOrEqual((cut[k]?.p90 ?? 0) * (1 - 1e-7));
        });
      }),
    );
  });

  it('are all the same where all requests are as long', () => {
    const whole = { mean: 500, p90: 500 };
    expect(cutByMass(whole, 4)).toEqual([whole, whole, whole, whole]);
  });

  it('halve at the median: a mean of 1000 with a p90 of 2000 gives 438 and 1562', () => {
    // s = 1.2816 - sqrt(1.6424 - 2 ln 2) = 0.7755; Phi(-s) = 0.2190, so the shorter half means 438.
    const [short, long] = cutByMass({ mean: 1000, p90: 2000 }, 2);
    expect(short?.mean).toBeCloseTo(438, -1);
    expect(long?.mean).toBeCloseTo(1562, -1);
    expect(long?.p90).toBeGreaterThan(2000);
  });
});

describe('lengths of a mix', () => {
  it('have the mean of their parts, and prefix hits by the input they save', () => {
    const mixed = mixedLengths([
      {
        share: 0.75,
        inputTokens: { mean: 100, p90: 100 },
        outputTokens: { mean: 50, p90: 50 },
        prefixCacheHitShare: 0,
      },
      {
        share: 0.25,
        inputTokens: { mean: 1000, p90: 1000 },
        outputTokens: { mean: 10, p90: 10 },
        prefixCacheHitShare: 0.5,
      },
    ]);
    expect(mixed.inputTokens.mean).toBeCloseTo(325, 9);
    expect(mixed.inputTokens.p90).toBeCloseTo(1000, 3);
    expect(mixed.outputTokens.p90).toBeCloseTo(50, 3);
    expect(mixed.prefixCacheHitShare).toBeCloseTo(125 / 325, 9);
  });

  it('give back the distribution they were cut from', () => {
    fc.assert(
      fc.property(lengths, (whole) => {
        const part = { outputTokens: { mean: 1, p90: 1 }, prefixCacheHitShare: 0 };
        const one = mixedLengths([{ ...part, share: 1, inputTokens: whole }]);
        expect(one.inputTokens.p90 / whole.p90).toBeCloseTo(1, 6);
      }),
    );
  });

  it('take a bare number for the length of every request of a part', () => {
    const demand = {
      id: 'chat',
      model: 'm',
      load: { requestsPerSecond: 1 },
      prefixCacheHitShare: 0.2,
      mix: [
        { share: 0.5, inputTokens: 100, outputTokens: { mean: 10, p90: 20 } },
        { share: 0.5, inputTokens: 300, outputTokens: 10, prefixCacheHitShare: 0 },
      ],
    };
    const [first, second] = lengthPartsOf(demand);
    expect(first?.inputTokens).toEqual({ mean: 100, p90: 100 });
    expect(first?.outputTokens).toEqual({ mean: 10, p90: 20 });
    expect([first?.prefixCacheHitShare, second?.prefixCacheHitShare]).toEqual([0.2, 0]);
    expect(lengthsOfService(demand).inputTokens.mean).toBe(200);
  });
});

describe('a part of a service', () => {
  it('is named after its service', () => {
    expect(serviceIdOf(partId('chat-r1', 3))).toBe('chat-r1');
    expect(serviceIdOf('chat-r1')).toBe('chat-r1');
  });

  it('is not made where a service keeps its requests together', () => {
    const demand = { id: 'chat', model: 'm', load: {}, inputTokens: 100, outputTokens: 10 };
    expect(lengthPartsOf(demand)).toEqual([]);
    expect(lengthPartsOf({ ...demand, lengthBuckets: 1 })).toEqual([]);
    expect(lengthPartsOf({ ...demand, lengthBuckets: 3 })).toHaveLength(3);
  });
});
