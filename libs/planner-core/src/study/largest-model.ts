import type { ChipHourPrice, Llm } from '@headroom/models';
import { openJob, type TrainingJob } from '../training/run/job';
import { modelFlopsPerToken } from '../training/step/operations';
import { fewestFor, type SolvedRun } from '../training/run/plan-training-run';
import { runCost } from '../training/run/run-goals';
import type { TrainingWorkload } from '../workload/training-workload';
import type { StudySystem } from './study-systems';

/** The largest model that can be trained in time for the money, and on what. */
export interface LargestModel {
  readonly job: TrainingJob;
  readonly solved: SolvedRun;
  readonly system: StudySystem;
  readonly price: ChipHourPrice;
}

export interface ModelQuestion {
  readonly workload: TrainingWorkload;
  readonly days: number;
  readonly usd: number;
  readonly tokensPerParam: number;
}

const BILLION = 1e9;
const SECONDS_PER_HOUR = 3600;

/**
 * Tries models from the most training work down and stops at the first that some system trains within both limits,
 * on the system where it costs least. A system whose matrix units at their best could not do the work for the money
 * is not searched.
 */
export function largestModel(
  question: ModelQuestion,
  llms: readonly Llm[],
  systems: readonly { readonly candidate: StudySystem; readonly price: ChipHourPrice }[],
): LargestModel | null {
  const { workload, days, usd, tokensPerParam } = question;
  for (const llm of [...llms].sort((a, b) => b.activeParamsB - a.activeParamsB)) {
    const tokens = llm.activeParamsB * BILLION * tokensPerParam;
    let best: LargestModel | null = null;
    let least = usd;
    for (const { candidate, price } of systems) {
      const job = openJob({ ...workload, llm, tokens }, candidate.machine);
      if (job.kind === 'excused') continue;
      const { usdPerChipHour } = price;
      if (leastCost(job, usdPerChipHour) > least) continue;
      // The fewest systems that are in time are the most of their time busy, so they cost least.
      const solved = fewestFor(job, days);
      if (solved === null) continue;
      const perToken = 1 / solved.found.tokensPerSecond;
      const cost = runCost(job, solved.units, perToken, usdPerChipHour);
      if (cost > least) continue;
      least = cost;
      best = { job, solved, system: candidate, price };
    }
    if (best !== null) return best;
  }
  return null;
}

/** What the model's arithmetic alone costs where every product runs as fast as large ones do. */
function leastCost({ context, workload }: TrainingJob, usdPerChipHour: number): number {
  const { linearPeak, linearEfficiency, headPeak, headEfficiency, efficiency } = context;
  const rate = Math.max(
    linearPeak * linearEfficiency,
    headPeak * Math.max(headEfficiency, efficiency.attention),
  );
  // Weight gradients, a third of the work, are not done for frozen weights.
  const share = (2 + context.method.weightGradientShare) / 3;
  const flops =
    modelFlopsPerToken(context.shape, workload.sequenceTokens) * workload.tokens * share;
  return (flops / rate / SECONDS_PER_HOUR) * usdPerChipHour;
}
