import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hgxH100, workload8b } from '../../testing/training-fixtures';
import { openJob, wallClockOf, type TrainingJob } from './job';
import { solveRun, type SolvedRun } from './plan-training-run';
import { goodputInterval, spareUnits } from './reliability';
import { runCost, sparesFor } from './run-goals';

const reliability = { ...workload8b.reliability, repairHours: 24 };

function jobOf(overrides: Partial<typeof workload8b> = {}): TrainingJob {
  const job = openJob({ ...workload8b, reliability, ...overrides }, hgxH100);
  if (job.kind === 'excused') throw new Error(job.excuse.message.text);
  return job;
}

const job = jobOf();
const PRICE = 2;

const daysOf = (of: TrainingJob, { found, units }: SolvedRun): number =>
  wallClockOf(of, units, 1 / found.tokensPerSecond) / 86_400;

const withBudget = (usd: number) => solveRun(job, { kind: 'budget', usd, usdPerChipHour: PRICE });

describe('a run for a budget', () => {
  it('stays within it and never ends earlier than with more money', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 350_000, max: 5e6, noNaN: true }),
        fc.double({ min: 1, max: 3, noNaN: true }),
        (usd, more) => {
          const [less, rich] = [withBudget(usd), withBudget(usd * more)];
          if (less.kind === 'excused' || rich.kind === 'excused') throw new Error('Affordable');
          expect(
            runCost(job, less.units, 1 / less.found.tokensPerSecond, PRICE),
          ).toBeLessThanOrEqual(usd);
          expect(daysOf(job, rich)).toBeLessThanOrEqual(daysOf(job, less) * (1 + 1e-9));
        },
      ),
      { numRuns: 6 },
    );
  });

  it('names the least it costs where the money does not reach, and that is enough', () => {
    const answer = withBudget(10_000);
    if (answer.kind !== 'excused') throw new Error('Too little money');
    expect(answer.excuse.code).toBe('training/budget-too-small');
    const least = answer.excuse.nearestFeasible ?? 0;
    expect(least).toBeGreaterThan(10_000);
    expect(withBudget(least * 1.000001).kind).toBe('solved');
  });

  it('ends as early as any number of chips that the money pays for', () => {
    const usd = 800_000;
    const solved = withBudget(usd);
    if (solved.kind === 'excused') throw new Error(solved.excuse.message.text);
    for (const chips of [64, 128, 256, 512, 1024]) {
      const other = solveRun(job, { kind: 'chips', chips });
      if (other.kind === 'excused') continue;
      const affordable = runCost(job, other.units, 1 / other.found.tokensPerSecond, PRICE) <= usd;
      if (affordable) expect(daysOf(job, solved)).toBeLessThanOrEqual(daysOf(job, other) + 1e-9);
    }
  });
});

describe('failures of a run', () => {
  it('never end it later when they vanish', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2000 }),
        fc.integer({ min: 1, max: 1e6 }),
        (units, mtbf) => {
          const failing = jobOf({ reliability: { ...reliability, chipMtbfHours: mtbf } });
          const perfect = jobOf({ reliability: { ...reliability, chipMtbfHours: 1e15 } });
          const later = wallClockOf(failing, units, 1e-6);
          expect(wallClockOf(perfect, units, 1e-6)).toBeLessThanOrEqual(later);
        },
      ),
    );
  });

  it('need no spare on one system and more the more chips run', () => {
    expect(spareUnits(8, reliability)).toBe(0);
    expect(sparesFor(job, 2048)).toBeGreaterThan(sparesFor(job, 128));
    // 16,384 chips: 6 a day in repair on average, 99 % of the time no more than 12.
    expect(spareUnits(16_384, reliability)).toBe(12);
    expect(spareUnits(1e8, reliability)).toBeGreaterThan((1e8 / 50_677) * 24 * 0.78);
  });

  it('leave a goodput between those of fleets that fail more and less often', () => {
    const { low, mid, high } = goodputInterval(16_384, 405e9 * 14, reliability);
    expect(low).toBeLessThan(mid);
    expect(mid).toBeLessThan(high);
    expect(high).toBeLessThan(1);
  });

  it('are not the only delay: a ramp costs half of its days', () => {
    const ramped = jobOf({ reliability: { ...reliability, rampDays: 4 } });
    expect((wallClockOf(ramped, 8, 1e-6) - wallClockOf(job, 8, 1e-6)) / 86_400).toBeCloseTo(2, 9);
  });
});
