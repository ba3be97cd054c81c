import type { Prediction } from '@headroom/models';

/** An uncertain number: the middle and the ends of its 80 % interval. */
export interface Interval {
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

/** A number known for certain. */
export const certain = (value: number): Interval => ({ low: value, mid: value, high: value });

/** @throws RangeError unless low <= mid <= high */
export function between(low: number, mid: number, high: number): Interval {
  if (!(low <= mid && mid <= high))
    throw new RangeError(`Not an interval: ${low}, ${mid}, ${high}`);
  return { low, mid, high };
}

/** z of the 90th percentile of the normal distribution: an 80 % interval reaches so many sigmas either way. */
export const Z_90 = 1.2815515655446004;

/**
 * An 80 % interval around a predicted positive value whose logarithm errs normally.
 * @param relativeSigma standard deviation of the log error, e.g. 0.1 for about 10 %
 */
export function logNormalInterval(mid: number, relativeSigma: number): Prediction {
  const factor = Math.exp(Z_90 * relativeSigma);
  return { low: mid / factor, mid, high: mid * factor };
}
