import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runReliability } from './reliability';

const llama3 = {
  chipMtbfHours: (16_384 * 54 * 24) / 419,
  restartMinutes: 10,
  checkpointWriteGBps: 2000,
  dataParallelOverlapShare: 0.8,
};
const CHECKPOINT = 405e9 * 14;

describe('a run with failures', () => {
  it('is stopped every 3.1 hours on the 16,384 H100 of Llama 3, and still works over 90 % of the time', () => {
    const run = runReliability(16_384, CHECKPOINT, llama3);
    expect(run.meanTimeBetweenFailures / 3600).toBeCloseTo(3.09, 2);
    expect(run.goodput).toBeGreaterThan(0.9);
    expect(run.goodput).toBeLessThan(1);
  });

  it('writes checkpoints faster with more chips where the store grows with them', () => {
    const perChip = { ...llama3, checkpointWriteGBpsPerChip: 0.25 };
    const small = runReliability(1024, CHECKPOINT, perChip).checkpointSeconds;
    expect(runReliability(16_384, CHECKPOINT, perChip).checkpointSeconds).toBeCloseTo(
      small / 16,
      9,
    );
    expect(small).toBeCloseTo(CHECKPOINT / 256e9, 9);
  });

  it('writes checkpoints at the interval of Young and Daly', () => {
    const run = runReliability(16_384, CHECKPOINT, llama3);
    expect(run.checkpointInterval).toBeCloseTo(
      Math.sqrt(2 * run.checkpointSeconds * run.meanTimeBetweenFailures),
      6,
    );
  });

  it('never works more of the time on more chips, with slower storage or slower restarts', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 8, max: 100_000 }),
        fc.double({ min: 1, max: 10, noNaN: true }),
        (chips, factor) => {
          const base = runReliability(chips, CHECKPOINT, llama3).goodput;
          const worse = [
            runReliability(Math.ceil(chips * factor), CHECKPOINT, llama3),
            runReliability(chips, CHECKPOINT, { ...llama3, checkpointWriteGBps: 2000 / factor }),
            runReliability(chips, CHECKPOINT, { ...llama3, restartMinutes: 10 * factor }),
          ];
          for (const { goodput } of worse) expect(goodput).toBeLessThanOrEqual(base + 1e-12);
        },
      ),
    );
  });

  it('makes no progress where a restart takes longer than the time between failures', () => {
    expect(runReliability(1_000_000, CHECKPOINT, { ...llama3, restartMinutes: 60 }).goodput).toBe(
      0,
    );
  });
});
