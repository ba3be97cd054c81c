import type { Uncertain } from '@headroom/models';
import { middleOf } from './middle';
import { normalQuantile } from './normal-quantile';

/** z of the 90th percentile of the normal distribution. */
const Z_90 = 1.2815515655446004;

/** A share of possibilities to the value they stay at or below; increasing. */
export type Quantile = (share: number) => number;

/**
 * Value at a share of the possibilities. An interval is read as two half normals joined at its middle (Fechner,
 * 1897; Wallis, Statistical Science 29, 2014): exactly `low`, `mid` and `high` at 10, 50 and 90 %. Where all three are
 * positive the halves are log-normal, so that no positive figure is ever drawn below zero.
 */
export function quantileOf(value: Uncertain): Quantile {
  if (typeof value === 'number') return () => value;
  if (!('distribution' in value)) return intervalQuantile(value.low, value.mid, value.high);
  switch (value.distribution) {
    case 'uniform':
      return (share) => value.low + (value.high - value.low) * share;
    case 'triangular':
      return (share) => triangular(value.low, value.mode, value.high, share);
    case 'normal':
      return (share) => value.mean + value.standardDeviation * normalQuantile(share);
    case 'lognormal': {
      const sigma = Math.log(value.p90 / value.median) / Z_90;
      return (share) => value.median * Math.exp(sigma * normalQuantile(share));
    }
    case 'discrete': {
      const sorted = [...value.values].sort((a, b) => a.value - b.value);
      return (share) => {
        let sum = 0;
        return (sorted.find((v) => (sum += v.probability) >= share) ?? sorted.at(-1))?.value ?? 0;
      };
    }
    default:
      return value satisfies never;
  }
}

function intervalQuantile(low: number, mid: number, high: number): Quantile {
  const below = low > 0 ? Math.log(mid / low) : mid - low;
  const above = low > 0 ? Math.log(high / mid) : high - mid;
  return (share) => {
    const z = normalQuantile(share) / Z_90;
    const away = z * (z < 0 ? below : above);
    return low > 0 ? mid * Math.exp(away) : mid + away;
  };
}

function triangular(low: number, mode: number, high: number, share: number): number {
  const width = high - low;
  if (width === 0) return mode;
  return share * width <= mode - low
    ? low + Math.sqrt(share * width * (mode - low))
    : high - Math.sqrt((1 - share) * width * (high - mode));
}

/** 10th, 50th and 90th percentile of an uncertain number. */
export function spreadOf(value: Uncertain): { low: number; mid: number; high: number } {
  const at = quantileOf(value);
  return { low: at(0.1), mid: middleOf(value), high: at(0.9) };
}
