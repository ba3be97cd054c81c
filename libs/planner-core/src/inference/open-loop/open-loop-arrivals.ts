/**
 * Arrivals with bursts: a renewal process whose gaps mix two exponentials with balanced means. Its rate right
 * after an arrival is higher than the mean and falls back exponentially; `burstiness` is the squared
 * coefficient of variation of the gaps, and the index of dispersion of counts over long spans.
 */
export interface Arrivals {
  /** A second. */
  rate: number;
  burstiness: number;
  /** What the rate next to an arrival has on top, a second, and how fast that decays, per second. */
  surplus: number;
  decay: number;
}

/** @param burstiness at least 1, which is Poisson; smoother arrivals are taken as Poisson, on the safe side */
export function setArrivals(out: Arrivals, rate: number, burstiness: number): void {
  const variation = Math.max(1, burstiness);
  const share = (1 + Math.sqrt((variation - 1) / (variation + 1))) / 2;
  out.rate = rate;
  out.burstiness = variation;
  out.decay = 4 * share * (1 - share) * rate;
  out.surplus = ((variation - 1) * out.decay) / 2;
}

/** Room for an arrival process: none yet, as irregular as Poisson. */
export const arrivals = (): Arrivals => ({ rate: 0, burstiness: 1, surplus: 0, decay: 0 });

/** Mean of exp(-x t) over t from 0 to 1. */
export const meanDecay = (x: number): number => (x > 1e-9 ? (1 - Math.exp(-x)) / x : 1);

/** Variance over mean of the number of arrivals in a span of so many seconds. */
export const dispersionOver = (a: Arrivals, seconds: number): number =>
  1 + (a.burstiness - 1) * (1 - meanDecay(a.decay * seconds));

/** Mean rate over the seconds next to an arrival. */
export const rateBeside = (a: Arrivals, seconds: number): number =>
  a.rate + a.surplus * meanDecay(a.decay * seconds);
