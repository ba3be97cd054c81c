import { normalQuantile } from './open-loop';

/**
 * Times of a request as a mixture of log-normal parts moved to a start of their own, each given by its first
 * three cumulants, so that independent delays add by adding cumulants. Made once, used for many evaluations.
 */
export interface Mixture {
  parts: number;
  readonly weight: Float64Array;
  readonly start: Float64Array;
  readonly logScale: Float64Array;
  readonly sigma: Float64Array;
}

const MOST_PARTS = 12;

/** Room for a mixture without parts. */
export const mixture = (): Mixture => ({
  parts: 0,
  weight: new Float64Array(MOST_PARTS),
  start: new Float64Array(MOST_PARTS),
  logScale: new Float64Array(MOST_PARTS),
  sigma: new Float64Array(MOST_PARTS),
});

/** Variance below this share of the mean squared is none. */
const NO_SPREAD = 1e-18;
const LEAST_SKEW = 1e-3;
const LEAST_WEIGHT = 1e-9;

/** Adds a part with a mean, variance and third central moment; its skew fixes the log-normal's width. */
export function addPart(
  m: Mixture,
  weight: number,
  mean: number,
  variance: number,
  third: number,
): void {
  if (weight <= LEAST_WEIGHT) return;
  const i = m.parts;
  m.parts += 1;
  m.weight[i] = weight;
  if (variance <= NO_SPREAD * mean * mean) {
    m.start[i] = mean;
    m.sigma[i] = 0;
    return;
  }
  const deviation = Math.sqrt(variance);
  const skew = Math.max(LEAST_SKEW, third / (variance * deviation));
  // exp(sigma^2) = w solves (w + 2)^2 (w - 1) = skew^2: a cubic with one real root.
  const half = 1 + (skew * skew) / 2;
  const root = Math.cbrt(half + Math.sqrt(half * half - 1));
  const w = root + 1 / root - 1;
  const square = Math.log(w);
  const above = deviation / Math.sqrt(w - 1);
  m.sigma[i] = Math.sqrt(square);
  m.logScale[i] = Math.log(above) - square / 2;
  m.start[i] = mean - above;
}

/** Normal distribution function (Abramowitz and Stegun 26.2.17, error below 7.5e-8). */
export function normalShare(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const tail =
    0.3989422804014327 *
    Math.exp((-x * x) / 2) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return x > 0 ? 1 - tail : tail;
}

const HALVINGS = 60;
/** Parts reach at most so many of their standard deviations (of the logarithm) around the share asked for. */
const REACH = 6;

/** Time below which a share of the requests lies; NaN of an empty mixture. */
export function quantileOf(m: Mixture, share: number): number {
  if (m.parts === 0) return NaN;
  const z = normalQuantile(share);
  let total = 0;
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < m.parts; i += 1) {
    total += m.weight[i] ?? 0;
    low = Math.min(low, partAt(m, i, z - REACH));
    high = Math.max(high, partAt(m, i, z + REACH));
  }
  for (let k = 0; k < HALVINGS && high - low > 1e-10 * high; k += 1) {
    const middle = (low + high) / 2;
    if (shareBelow(m, middle) < share * total) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function partAt(m: Mixture, i: number, z: number): number {
  const sigma = m.sigma[i] ?? 0;
  const start = m.start[i] ?? 0;
  return sigma === 0 ? start : start + Math.exp((m.logScale[i] ?? 0) + sigma * z);
}

/** Weight of the requests faster than a time. */
export function shareBelow(m: Mixture, time: number): number {
  let sum = 0;
  for (let i = 0; i < m.parts; i += 1) {
    const weight = m.weight[i] ?? 0;
    const sigma = m.sigma[i] ?? 0;
    const over = time - (m.start[i] ?? 0);
    if (sigma === 0) sum += over >= 0 ? weight : 0;
    else if (over > 0) sum += weight * normalShare((Math.log(over) - (m.logScale[i] ?? 0)) / sigma);
  }
  return sum;
}
