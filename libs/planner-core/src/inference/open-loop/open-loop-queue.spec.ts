import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addPart, mixture, normalShare, quantileOf, shareBelow } from './open-loop-mixture';
import {
  queueOutcome,
  type QueueRank,
  type QueueTraffic,
  saturationOf,
  vouchesFor,
} from './open-loop-outcome';
import { evaluatePools } from './open-loop-pools';
import { evaluateQueue } from './open-loop-queue';

const rank = (change: Partial<QueueRank> = {}): QueueRank => ({
  decodeSteps: Float64Array.from({ length: 11 }, (_, i) => 0.01 + 0.00005 * 2 ** i),
  promptFixed: 0.008,
  promptToken: 0.00004,
  chunkTokens: 8192,
  mostSequences: 256,
  kvTokens: 1_000_000,
  ...change,
});
const traffic = (change: Partial<QueueTraffic> = {}): QueueTraffic => ({
  rate: 1,
  burstiness: 1,
  inputTokens: 1000,
  inputVariation: 0.5,
  outputTokens: 300,
  outputVariation: 0.5,
  ...change,
});
const TIMES = ['ttft', 'tpot', 'endToEnd'] as const;

describe('mixtures of times', () => {
  it('give back the quantiles of one log-normal part', () => {
    const m = mixture();
    // mean 1, squared variation e - 1, third central moment (w - 1)^2 (w + 2) with w = e
    addPart(m, 1, 1, Math.E - 1, (Math.E - 1) ** 2 * (Math.E + 2));
    expect(quantileOf(m, 0.5)).toBeCloseTo(Math.exp(-0.5), 4);
    expect(shareBelow(m, Math.exp(-0.5))).toBeCloseTo(0.5, 6);
  });

  it('put the median of two constants at the likelier one', () => {
    const m = mixture();
    addPart(m, 0.4, 1, 0, 0);
    addPart(m, 0.6, 5, 0, 0);
    expect(quantileOf(m, 0.3)).toBeCloseTo(1, 4);
    expect(quantileOf(m, 0.5)).toBeCloseTo(5, 4);
  });

  it('use the normal distribution function', () => {
    expect(normalShare(0)).toBeCloseTo(0.5, 7);
    expect(normalShare(1.2815515655)).toBeCloseTo(0.9, 6);
    expect(normalShare(-2.326347874)).toBeCloseTo(0.01, 6);
  });
});

describe('the queueing model of a rank', () => {
  it('gives an almost idle rank the time of one prompt and one step', () => {
    const out = queueOutcome();
    evaluateQueue(rank(), traffic({ rate: 1e-4, inputVariation: 0, outputVariation: 0 }), out);
    expect(quantileOf(out.ttft, 0.5)).toBeCloseTo(0.008 + 0.04, 4);
    expect(quantileOf(out.tpot, 0.5)).toBeCloseTo(0.01005, 4);
  });

  it('has no times at or beyond saturation', () => {
    const out = queueOutcome();
    const t = traffic();
    t.rate = saturationOf(rank(), t);
    evaluateQueue(rank(), t, out);
    expect(out.stable).toBe(false);
    expect(vouchesFor(out, 0.5)).toBe(false);
  });

  it('does not vouch for a percentile that waits for cache', () => {
    const out = queueOutcome();
    const small = rank({ kvTokens: 12_000 });
    const t = traffic();
    t.rate = 0.9 * saturationOf(small, t);
    evaluateQueue(small, t, out);
    expect(out.blocked).toBeGreaterThan(0.1);
    expect(vouchesFor(out, 0.5)).toBe(false);
  });

  const shape = fc.record({
    inputTokens: fc.integer({ min: 100, max: 8000 }),
    inputVariation: fc.double({ min: 0, max: 1, noNaN: true }),
    outputTokens: fc.integer({ min: 50, max: 1500 }),
    outputVariation: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  const loads = fc.tuple(
    fc.double({ min: 0.05, max: 0.9, noNaN: true }),
    fc.double({ min: 1.02, max: 1.3, noNaN: true }),
  );

  it.each([1, 4])('never improves a percentile by more load, dispersion %s', (burstiness) => {
    const less = queueOutcome();
    const more = queueOutcome();
    fc.assert(
      fc.property(shape, loads, fc.constantFrom(0.5, 0.9, 0.99), (s, [load, factor], share) => {
        const t = traffic({ ...s, burstiness });
        const most = saturationOf(rank(), t);
        evaluateQueue(rank(), { ...t, rate: load * most }, less);
        evaluateQueue(rank(), { ...t, rate: Math.min(0.99, load * factor) * most }, more);
        fc.pre(vouchesFor(less, share) && vouchesFor(more, share));
        for (const time of TIMES)
          expect(quantileOf(more[time], share)).toBeGreaterThanOrEqual(
            quantileOf(less[time], share) * (1 - 2e-3),
          );
      }),
    );
  });

  it('never improves a percentile by more load on pools', () => {
    const less = queueOutcome();
    const more = queueOutcome();
    const pool = { servers: 4, fixed: 0.01, token: 0.00004, transfer: 0.01 };
    fc.assert(
      fc.property(shape, loads, fc.constantFrom(0.5, 0.9, 0.99), (s, [load, factor], share) => {
        const t = traffic({ ...s, rate: 1e-6 });
        evaluatePools(pool, rank(), 2, t, less);
        const most = less.saturation;
        evaluatePools(pool, rank(), 2, { ...t, rate: load * most }, less);
        evaluatePools(pool, rank(), 2, { ...t, rate: Math.min(0.99, load * factor) * most }, more);
        fc.pre(vouchesFor(less, share) && vouchesFor(more, share));
        for (const time of TIMES)
          expect(quantileOf(more[time], share)).toBeGreaterThanOrEqual(
            quantileOf(less[time], share) * (1 - 2e-3),
          );
      }),
    );
  });

  it('scales its times with all times of the rank', () => {
    const out = queueOutcome();
    evaluateQueue(rank(), traffic({ rate: 4 }), out);
    const before = TIMES.map((time) => quantileOf(out[time], 0.9));
    const slower = rank();
    evaluateQueue(
      {
        ...slower,
        decodeSteps: slower.decodeSteps.map((step) => 2 * step),
        promptFixed: 2 * slower.promptFixed,
        promptToken: 2 * slower.promptToken,
      },
      traffic({ rate: 2 }),
      out,
    );
    TIMES.forEach((time, i) =>
      expect(quantileOf(out[time], 0.9)).toBeCloseTo(2 * (before[i] ?? 0), 5),
    );
  });
});
