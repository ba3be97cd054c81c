import { smoothMax } from './smooth';

/** Fitted shape of one collective inside a scale-up domain. Times in seconds. */
export interface ExchangeCoefficients {
  /** Time of the smallest message between two ranks. */
  readonly base: number;
  /** More for every doubling of the group. */
  readonly perDoubling: number;
  /** Share of the one-direction scale-up rate large messages reach. */
  readonly efficiency: number;
  readonly blend: number;
  /** Further share of the rate lost to each rank beyond two, for switched domains without reduction. */
  readonly crowding: number;
}

export interface ExchangeSurface extends ExchangeCoefficients {
  /** Bytes per second, one direction, all links of a chip. */
  readonly bandwidth: number;
}

/**
 * Seconds until `wireBytes` a rank has left it, in a group of `ranks`.
 * For an all-reduce of n bytes wireBytes = 2 (r - 1) / r x n; gather and scatter (r - 1) / r x n.
 */
export function exchangeTime(s: ExchangeSurface, ranks: number, wireBytes: number): number {
  if (ranks <= 1) return 0;
  const doublings = Math.log2(ranks);
  const latency = s.base + s.perDoubling * (doublings - 1);
  const transfer = (wireBytes * (1 + s.crowding * (ranks - 2))) / (s.bandwidth * s.efficiency);
  return smoothMax(latency, transfer, s.blend);
}
