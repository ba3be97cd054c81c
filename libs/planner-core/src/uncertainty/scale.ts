import type { Uncertain } from '@headroom/models';

/** A number times a factor above zero, known as roughly as before: every point of it moves in proportion. */
export function scaled(value: Uncertain, factor: number): Uncertain {
  if (typeof value === 'number') return value * factor;
  if (!('distribution' in value)) {
    const { low, mid, high } = value;
    return { low: low * factor, mid: mid * factor, high: high * factor };
  }
  switch (value.distribution) {
    case 'uniform':
      return { ...value, low: value.low * factor, high: value.high * factor };
    case 'triangular': {
      const { low, mode, high } = value;
      return { ...value, low: low * factor, mode: mode * factor, high: high * factor };
    }
    case 'normal': {
      const { mean, standardDeviation } = value;
      return { ...value, mean: mean * factor, standardDeviation: standardDeviation * factor };
    }
    case 'lognormal':
      return { ...value, median: value.median * factor, p90: value.p90 * factor };
    case 'discrete':
      return {
        ...value,
        values: value.values.map((v) => ({ ...v, value: v.value * factor })),
      };
    default:
      return value satisfies never;
  }
}
