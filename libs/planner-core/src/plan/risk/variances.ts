import type { OutputVariance } from '@headroom/models';
import { sobolIndices, type SobolIndices } from '../../uncertainty/sobol-indices';
import type { TriedPlan } from './tried-plan';
import type { Outcome } from './try-plan';
import type { UncertainInput } from './uncertain-inputs';

/** Rows of each of the two sets of worlds: a power of 2 that grows with the root of the samples, as does what they tell. */
const FEWEST_ROWS = 32;
const ROWS_PER_ROOT = 8;
/** Worlds lived through for the indices at most; with many inputs there are fewer rows. */
const MOST_WORLDS = 16_384;

export interface VarianceQuestion {
  readonly plan: TriedPlan;
  readonly inputs: readonly UncertainInput[];
  readonly samples: number;
  readonly seed: number;
  /** Lives the plan through the world at a point; the outcome holds until the next call. */
  readonly liveAt: (point: Float64Array) => Outcome;
}

/** An output of the plan, and how it is read off what became of it in a world. */
interface Output {
  readonly output: OutputVariance['output'];
  readonly workloadId: string | null;
  readonly of: (outcome: Outcome) => number;
}

/** What the variance of cost, shortfall, headroom and training time comes from; outputs that do not vary are left out. */
export function variancesOf(question: VarianceQuestion): OutputVariance[] {
  const { plan, inputs, samples, seed, liveAt } = question;
  if (inputs.length === 0) return [];
  const rows = rowsFor(samples, inputs.length);
  const outputs: Output[] = [
    { output: 'cost', workloadId: null, of: (o) => o.costUsd },
    { output: 'shortfall', workloadId: null, of: (o) => o.shortShare },
    { output: 'headroom', workloadId: null, of: (o) => leastOf(o.headroom) },
    ...plan.jobs.map(({ choice }, j): Output => ({
      output: 'training-days',
      workloadId: choice.option.jobId,
      of: (o) => o.jobDays[j] ?? 0,
    })),
  ];
  const found = sobolIndices({
    inputs: inputs.length,
    outputs: outputs.length,
    rows,
    seed,
    run: (point, out) => {
      const outcome = liveAt(point);
      outputs.forEach(({ of }, o) => {
        out[o] = of(outcome);
      });
    },
  });
  const worlds = rows * (inputs.length + 2);
  return outputs.flatMap(({ output, workloadId }, o) => {
    const indices = found[o] ?? null;
    return indices === null
      ? []
      : [{ output, workloadId, rows, worlds, ...toldOf(indices, inputs) }];
  });
}

function toldOf(indices: NonNullable<SobolIndices>, inputs: readonly UncertainInput[]) {
  return {
    firstOrderSum: indices.reduce((sum, i) => sum + i.firstOrder, 0),
    sobolIndices: indices
      .map((index, i) => ({
        input: inputs[i]?.id ?? '',
        firstOrderShare: index.firstOrder,
        totalShare: index.total,
        intervalShare: index.totalInterval,
        firstOrderIntervalShare: index.firstOrderInterval,
      }))
      .filter((row) => row.totalShare > 0)
      .sort((a, b) => b.totalShare - a.totalShare || (a.input < b.input ? -1 : 1)),
  };
}

function rowsFor(samples: number, inputs: number): number {
  const most = Math.min(ROWS_PER_ROOT * Math.sqrt(samples), MOST_WORLDS / (inputs + 2));
  return Math.max(FEWEST_ROWS, 2 ** Math.floor(Math.log2(Math.max(1, most))));
}

function leastOf(values: Float64Array): number {
  let least = 1;
  for (const value of values) least = Math.min(least, value);
  return least;
}
