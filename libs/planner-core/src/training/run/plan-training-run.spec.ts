import type { TrainingRun } from '@headroom/models';
import { describe, expect, it } from 'vitest';
import { hgxH100, llama405b, llama70b, workload8b } from '../../testing/training-fixtures';
import type { Machine } from '../../topology/machine';
import type { TrainingWorkload } from '../../workload/training-workload';
import { planTrainingRun, type TrainingAsk } from './plan-training-run';

function runOf(workload: TrainingWorkload, ask: TrainingAsk, machine = hgxH100): TrainingRun {
  const answer = planTrainingRun(workload, machine, ask);
  if (answer.kind === 'excused') throw new Error(answer.excuse.message.text);
  return answer.run;
}

function excuseOf(workload: TrainingWorkload, ask: TrainingAsk, machine: Machine = hgxH100) {
  const answer = planTrainingRun(workload, machine, ask);
  if (answer.kind === 'found') throw new Error('expected an excuse');
  return answer.excuse;
}

const workload405b: TrainingWorkload = {
  ...workload8b,
  id: 'train-405b',
  llm: llama405b,
  tokens: 15e12,
  globalBatchTokens: 16 * 1024 * 1024,
};

describe('planning a training run', () => {
  it('trains Llama 3.1 405B on 16,384 H100 in the time and at the utilisation its makers tell of', () => {
    const run = runOf(workload405b, { kind: 'chips', chips: 16_384 });
    // Llama 3, table 4: 38 to 43 % of the BF16 peak; 54 days for a part of the run.
    expect(run.mfuShare).toBeGreaterThan(0.35);
    expect(run.mfuShare).toBeLessThan(0.5);
    expect(run.wallClockDays.mid).toBeGreaterThan(50);
    expect(run.wallClockDays.mid).toBeLessThan(100);
  });

  it('keeps a deadline with whole units, and misses it with a quarter fewer', () => {
    const run = runOf(workload8b, { kind: 'deadline', days: 14 });
    expect(run.chips).toBe(run.systems * hgxH100.chips);
    expect(run.wallClockDays.mid).toBeLessThanOrEqual(14);
    const fewer = runOf(workload8b, {
      kind: 'chips',
      chips: Math.floor(run.systems * 0.75) * hgxH100.chips,
    });
    expect(fewer.wallClockDays.mid).toBeGreaterThan(14);
  });

  it('gives the same bytes for the same question', () => {
    const ask = { kind: 'deadline', days: 30 } as const;
    expect(JSON.stringify(planTrainingRun(workload8b, hgxH100, ask))).toBe(
      JSON.stringify(planTrainingRun(workload8b, hgxH100, ask)),
    );
  });

  it('accounts for every second of a step and every byte of a chip', () => {
    const run = runOf(workload405b, { kind: 'chips', chips: 4096 });
    const seconds = run.stepTerms.reduce((sum, term) => sum + term.ms / 1000, 0);
    expect(seconds).toBeCloseTo(run.stepTimeSeconds, 6);
    const { capacityGb, ...uses } = run.memory;
    expect(Object.values(uses).reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(capacityGb);
    expect(run.hfuShare).toBeGreaterThanOrEqual(run.mfuShare);
  });

  it('never ends later when failures vanish', () => {
    const ask = { kind: 'chips', chips: 2048 } as const;
    const reliability = { ...workload405b.reliability, chipMtbfHours: 1e12 };
    const perfect = runOf({ ...workload405b, reliability }, ask);
    expect(perfect.wallClockDays.mid).toBeLessThan(runOf(workload405b, ask).wallClockDays.mid);
    expect(perfect.goodputShare).toBeCloseTo(1, 3);
  });

  it('takes twice as long where the network between servers starves the run', () => {
    const ask = { kind: 'chips', chips: 1024 } as const;
    const well = runOf({ ...workload8b, llm: llama70b }, ask);
    const starved = runOf({ ...workload8b, llm: llama70b, scaleOutGbpsPerChip: 10 }, ask);
    expect(starved.wallClockDays.mid).toBeGreaterThan(1.8 * well.wallClockDays.mid);
    expect(starved.exposedCommunicationShare).toBeGreaterThan(well.exposedCommunicationShare);
  });

  it('orders methods by their work: adapters, full training, distillation, reinforcement', () => {
    const ask = { kind: 'chips', chips: 64 } as const;
    const days = (['lora', 'sft', 'distillation', 'rl'] as const).map(
      (method) => runOf({ ...workload8b, method }, ask).wallClockDays.mid,
    );
    expect(days).toEqual([...days].sort((a, b) => a - b));
    expect(new Set(days).size).toBe(4);
  });

  it('falls back to the next wider format a chip computes in', () => {
    const run = runOf({ ...workload8b, precision: 'fp4' }, { kind: 'chips', chips: 64 });
    expect(run.precision).toBe('fp8');
  });
});

describe('excuses', () => {
  it('say how many GB are missing and how many chips would do', () => {
    const excuse = excuseOf(workload405b, { kind: 'chips', chips: 8 });
    expect(excuse.code).toBe('training/does-not-fit');
    expect(excuse.actual).toBeGreaterThan(excuse.limit ?? 0);
    expect(excuse.unit).toBe('chips');
    const chips = excuse.nearestFeasible ?? 0;
    expect(runOf(workload405b, { kind: 'chips', chips }).chips).toBe(chips);
  });

  it('say the first possible date where a deadline lies before it', () => {
    const excuse = excuseOf(workload405b, { kind: 'deadline', days: 1 });
    expect(excuse.code).toBe('training/deadline-too-early');
    const days = (excuse.nearestFeasible ?? 0) * 1.001;
    expect(runOf(workload405b, { kind: 'deadline', days }).wallClockDays.mid).toBeLessThanOrEqual(
      days,
    );
  });

  it('say how many chips a small batch can use', () => {
    const small = { ...workload8b, globalBatchTokens: 8192 };
    const excuse = excuseOf(small, { kind: 'chips', chips: 65_536 });
    expect(excuse.code).toBe('training/batch-smaller-than-data-parallelism');
    expect(excuse.nearestFeasible).toBeLessThan(65_536);
  });

  it('refuse less than one unit, sequences over the limit, and chips without a usable peak', () => {
    expect(excuseOf(workload8b, { kind: 'chips', chips: 7 }).code).toBe('training/too-few-chips');
    const long = { ...workload8b, sequenceTokens: 262_144 };
    expect(excuseOf(long, { kind: 'chips', chips: 64 })).toMatchObject({
      code: 'training/sequence-over-limit',
      nearestFeasible: 131_072,
    });
    const blind = {
      ...hgxH100,
      peakFlops: { ...hgxH100.peakFlops, bf16: null, fp16: null, fp8: null },
    };
    expect(excuseOf(workload8b, { kind: 'chips', chips: 64 }, blind).code).toBe('training/no-peak');
  });

  it('say when failures leave no progress', () => {
    const reliability = { ...workload8b.reliability, chipMtbfHours: 10 };
    const excuse = excuseOf({ ...workload8b, reliability }, { kind: 'chips', chips: 256 });
    expect(excuse.code).toBe('training/failures-leave-no-progress');
  });
});
