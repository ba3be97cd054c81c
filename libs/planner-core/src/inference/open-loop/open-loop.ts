import { normalQuantile } from '../../uncertainty/normal-quantile';

export { normalQuantile };

/**
 * Mean number in flight whose percentile is `peak`: with Poisson arrivals and many servers in parallel the
 * number in flight is Poisson too, about mean + z sqrt(mean) at a percentile.
 */
export function meanInFlight(peak: number, z: number): number {
  if (z <= 0) return peak;
  const root = (-z + Math.sqrt(z * z + 4 * peak)) / 2;
  return root * root;
}

/**
 * Wait before a prompt is processed, at a percentile, in a queue with Poisson arrivals served one by one:
 * mean wait by Pollaczek and Khinchine, tail exponential with that mean.
 * @param rate arrivals a second
 * @param service mean seconds of one prompt, the decode steps between prompts included
 * @param variation squared coefficient of variation of the service time
 * @returns Infinity when the queue is not stable
 */
export function promptWait(
  rate: number,
  service: number,
  variation: number,
  percentile: number,
): number {
  const load = rate * service;
  if (load >= 1) return Infinity;
  if (load <= 0) return 0;
  const meanWait = (load * service * (1 + variation)) / (2 * (1 - load));
  const meanOfWaiting = meanWait / load;
  return Math.max(0, meanOfWaiting * Math.log(load / (1 - percentile)));
}

const Z_90 = 1.2815515655446004;

/** Sigma of log-normal lengths: p90 = mean x exp(z s - s^2 / 2), solved for the smaller s. */
function lengthSigma(mean: number, p90: number): number {
  const ratio = Math.log(Math.max(1, p90 / mean));
  return ratio <= 0 ? 0 : Z_90 - Math.sqrt(Math.max(0, Z_90 * Z_90 - 2 * ratio));
}

/** Squared coefficient of variation of log-normal lengths with a mean and a 90th percentile. */
export function lengthVariation(mean: number, p90: number): number {
  const s = lengthSigma(mean, p90);
  return Math.exp(s * s) - 1;
}

/** Length at a percentile of log-normal lengths with a mean and a 90th percentile. */
export function lengthAt(mean: number, p90: number, percentile: number): number {
  const s = lengthSigma(mean, p90);
  return mean * Math.exp(normalQuantile(percentile) * s - (s * s) / 2);
}
