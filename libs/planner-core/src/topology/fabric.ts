import type { ScaleUpTopology } from '@headroom/models';
import type { BytesPerSecond, Seconds } from '../units/quantity';

/** How chips are wired: the fast domain they share, and the network between domains. */
export interface Fabric {
  /** Chips that reach each other over the fast fabric. */
  readonly domainChips: number;
  readonly topology: ScaleUpTopology;
  /** Per chip, one direction, all links together. */
  readonly scaleUpBandwidth: BytesPerSecond;
  readonly scaleUpLatency: Seconds;
  /** Per chip, one direction. */
  readonly scaleOutBandwidth: BytesPerSecond;
  readonly scaleOutLatency: Seconds;
  /** Downlinks over uplinks above the leaf; 1 is non-blocking. */
  readonly oversubscription: number;
}

/**
 * Latency of one message through a fabric, software included.
 * NVLink about 2 us a hop of a ring step and InfiniBand about 5 us between hosts, as NCCL's own tuning
 * model assumes (nccl src/graph/tuning.cc: base and hardware latencies, NVLink 0.6-6.6 us, NET 2.7-14 us).
 */
export const SCALE_UP_LATENCY = 2e-6 as Seconds;
export const SCALE_OUT_LATENCY = 6e-6 as Seconds;
/** PCIe peers go through host bridges. */
export const PCIE_LATENCY = 5e-6 as Seconds;

/** A group of communicating ranks: `inside` of them share a domain, in `size / inside` domains. */
export interface RankGroup {
  readonly size: number;
  readonly inside: number;
}

/**
 * Places a group of `size` ranks whose members are `stride` ranks apart in the rank order.
 * A size that is not whole (a layout that does not divide) is placed one rank a domain.
 * Ranks fill a domain first: with stride s, a domain of d chips holds floor(d / s) members (at least 1).
 */
export function placeGroup(fabric: Fabric, size: number, stride: number): RankGroup {
  const fit = Math.max(1, Math.floor(fabric.domainChips / Math.max(1, stride)));
  let inside = Math.max(1, Math.min(Math.floor(size), fit));
  while (inside > 1 && size % inside !== 0) inside -= 1;
  return { size, inside };
}
