/** Seeded chance for simulations: equal seeds give equal draws on every machine. */
export interface SeededRandom {
  /** Uniform on (0, 1). */
  uniform(): number;
  exponential(mean: number): number;
  normal(): number;
}

/** A 32-bit mixing generator (splitmix finaliser over a Weyl sequence); period 2^32, ample for the tests. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let x = state;
    x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
    x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
    return (((x ^ (x >>> 15)) >>> 0) + 0.5) / 2 ** 32;
  };
  return {
    uniform,
    exponential: (mean) => -mean * Math.log(uniform()),
    normal: () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}

/** Draws log-normal token counts, at least one, with a mean and a squared coefficient of variation. */
export function drawLengths(random: SeededRandom, mean: number, variation: number): () => number {
  const s = Math.sqrt(Math.log(1 + variation));
  const scale = Math.log(mean) - (s * s) / 2;
  return () => Math.max(1, Math.round(Math.exp(scale + (s > 0 ? s * random.normal() : 0))));
}

/**
 * Draws gaps between arrivals with a mean and a squared coefficient of variation: exponential for 1 (Poisson),
 * otherwise a mixture of two exponentials with balanced means, whose counts have that index of dispersion.
 */
export function drawGaps(random: SeededRandom, mean: number, variation: number): () => number {
  if (variation === 1) return () => random.exponential(mean);
  const share = (1 + Math.sqrt((variation - 1) / (variation + 1))) / 2;
  const short = mean / (2 * share);
  const long = mean / (2 * (1 - share));
  return () => random.exponential(random.uniform() < share ? short : long);
}
