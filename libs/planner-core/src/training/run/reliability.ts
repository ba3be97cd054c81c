import type { TrainingReliability } from '../../workload/training-workload';
import { Z_90 } from '../../uncertainty/interval';
import type { TrainingRecipe } from './recipe';
import type { Prediction } from '@headroom/models';

const SECONDS_PER_HOUR = 3600;
const SECONDS_PER_MINUTE = 60;
const BYTES_PER_GB = 1e9;

/**
 * Share of unexpected interruptions that take a system out until it is repaired: 78 % of those of Llama 3 were
 * confirmed or suspected hardware (arXiv:2407.21783, section 3.3.4).
 */
const HARDWARE_SHARE = 0.78;
/** Chance that a broken system finds a spare at once. */
const SPARE_CONFIDENCE = 0.99;
/**
 * Standard deviation of the logarithm of a fleet's failure rate around the expected one: half of what parts two
 * clusters of one operator, 6.5 and 2.34 failures per 1,000 node days (Kokolis et al., arXiv:2410.21680).
 */
const FAILURE_RATE_SIGMA = Math.log(6.5 / 2.34) / 2;

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
  const { checkpointWriteGBps, checkpointWriteGBpsPerChip } = reliability;
  const rate =
    checkpointWriteGBpsPerChip === undefined
      ? checkpointWriteGBps
      : checkpointWriteGBpsPerChip * chips;
  const write = restoredBytes / (rate * BYTES_PER_GB);
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

/**
 * Systems that stand by so that nearly every broken one is replaced at once. The number in repair at any moment is
 * Poisson distributed with mean failure rate x repair time, however long single repairs take (Palm).
 */
export function spareUnits(chips: number, reliability: TrainingReliability): number {
  const { repairHours = 0, chipMtbfHours } = reliability;
  const mean = (chips / chipMtbfHours) * HARDWARE_SHARE * repairHours;
  let term = Math.exp(-mean);
  let chance = term;
  let spares = 0;
  // Beyond this the first term leaves the range of numbers and the distribution is as good as normal.
  if (term === 0) return Math.ceil(mean + Z_99 * Math.sqrt(mean));
  while (chance < SPARE_CONFIDENCE) {
    spares += 1;
    term *= mean / spares;
    chance += term;
  }
  return spares;
}

/** z of the 99th percentile of the normal distribution. */
const Z_99 = 2.3263478740408408;

/** Goodput with its 80 % interval, which the failure rate of a fleet nobody has run yet decides. */
export function goodputInterval(
  chips: number,
  restoredBytes: number,
  reliability: TrainingReliability,
): Prediction {
  const factor = Math.exp(Z_90 * FAILURE_RATE_SIGMA);
  const at = (scale: number) =>
    runReliability(chips, restoredBytes, {
      ...reliability,
      chipMtbfHours: reliability.chipMtbfHours * scale,
    }).goodput;
  return { low: at(1 / factor), mid: at(1), high: at(factor) };
}
