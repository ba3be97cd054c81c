import type { TrainingReliability } from '../workload/training-workload';
import type { TrainingRecipe } from './recipe';

const SECONDS_PER_HOUR = 3600;
const SECONDS_PER_MINUTE = 60;
const BYTES_PER_GB = 1e9;

/** How failures and checkpoints stretch a run. */
export interface RunReliability {
  /** Mean time between unexpected interruptions of the whole job, seconds. */
  readonly meanTimeBetweenFailures: number;
  readonly checkpointSeconds: number;
  readonly checkpointInterval: number;
  /** Useful share of the wall-clock time; 0 when failures leave no progress. */
  readonly goodput: number;
}

/**
 * Bytes of one checkpoint: 16-bit weights and the optimiser's states. 14 a parameter with AdamW; published ones
 * hold about 13.
 */
export const checkpointBytes = (
  trainedParams: number,
  recipe: Pick<TrainingRecipe, 'weightBytes' | 'optimizerBytes'>,
): number => trainedParams * (recipe.weightBytes + recipe.optimizerBytes);

/**
 * Goodput with the checkpoint interval of Young and Daly (Daly, FGCS 22, 2006): an interval of
 * sqrt(2 C M) balances writing time C against work lost at failures M apart on average.
 * @param restoredBytes bytes of one checkpoint, written and, after a failure, read at the storage rate
 */
export function runReliability(
  chips: number,
  restoredBytes: number,
  reliability: TrainingReliability,
): RunReliability {
  const mtbf = (reliability.chipMtbfHours * SECONDS_PER_HOUR) / chips;
  const write = restoredBytes / (reliability.checkpointWriteGBps * BYTES_PER_GB);
  const interval = Math.max(Math.sqrt(2 * write * mtbf), write);
  const writing = interval > 0 ? 1 / (1 + write / interval) : 1;
  const lostPerFailure =
    reliability.restartMinutes * SECONDS_PER_MINUTE + write + (interval + write) / 2;
  return {
    meanTimeBetweenFailures: mtbf,
    checkpointSeconds: write,
    checkpointInterval: interval,
    goodput: writing * Math.max(0, 1 - lostPerFailure / mtbf),
  };
}
