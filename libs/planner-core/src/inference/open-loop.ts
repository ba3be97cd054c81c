/** Quantile of the standard normal distribution (Acklam's rational approximation, error below 1.2e-9). */
export function normalQuantile(share: number): number {
  if (!(share > 0 && share < 1)) throw new RangeError(`Not a share between 0 and 1: ${share}`);
  if (share > 0.5) return -normalQuantile(1 - share);
  if (share < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(share));
    return horner(C, q) / (horner(D, q) * q + 1);
  }
  const q = share - 0.5;
  const r = q * q;
  return (horner(A, r) * q) / (horner(B, r) * r + 1);
}

const A = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
  2.506628277459239,
];
const B = [
  -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572,
];
const C = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734,
  4.374664141464968, 2.938163982698783,
];
const D = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416];

const horner = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((sum, c) => sum * x + c, 0);

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
