import type { Bytes, BytesPerSecond, Seconds } from '../units/quantity';
import type { Fabric, RankGroup } from './fabric';

/**
 * Share of the line rate a collective reaches on large messages. Measured NCCL bus bandwidth on NVSwitch
 * is 75-85 % of the one-direction rate, RDMA networks about the same after protocol overhead.
 */
const SCALE_UP_EFFICIENCY = 0.8;
const SCALE_OUT_EFFICIENCY = 0.8;

/**
 * Bandwidth a ring or tree inside one domain can use.
 * In a full mesh of n chips each pair shares 1/(n-1) of a chip's links, so a group of g uses (g-1)/(n-1);
 * a torus ring along its dimensions uses all links of a chip only when the group spans the domain.
 */
function insideBandwidth(fabric: Fabric, members: number): BytesPerSecond {
  const full = fabric.scaleUpBandwidth * SCALE_UP_EFFICIENCY;
  switch (fabric.topology) {
    case 'full-mesh': {
      const peers = Math.max(1, fabric.domainChips - 1);
      return (full * Math.min(1, Math.max(1, members - 1) / peers)) as BytesPerSecond;
    }
    case 'torus-2d':
      return (full * (members >= fabric.domainChips ? 1 : 1 / 2)) as BytesPerSecond;
    case 'torus-3d':
      return (full * (members >= fabric.domainChips ? 1 : 1 / 3)) as BytesPerSecond;
    default:
      return full as BytesPerSecond;
  }
}

/** Bandwidth per chip between domains, after oversubscription. */
export const outsideBandwidth = (fabric: Fabric): BytesPerSecond =>
  ((fabric.scaleOutBandwidth * SCALE_OUT_EFFICIENCY) / fabric.oversubscription) as BytesPerSecond;

/**
 * Reduce-scatter (or all-gather) of `amount` bytes of full buffer per rank, alpha-beta on the hierarchy:
 * inside: (i-1)/i x n / B_in + steps x alpha; then the 1/i shard between o domains: (o-1)/o x n/i / B_out.
 */
export function reduceScatterTime(fabric: Fabric, group: RankGroup, amount: Bytes): Seconds {
  if (group.size <= 1 || amount <= 0) return 0 as Seconds;
  const inside = group.inside;
  const domains = group.size / inside;
  const within =
    inside > 1
      ? ((inside - 1) / inside) * (amount / insideBandwidth(fabric, inside)) +
        ringSteps(inside) * fabric.scaleUpLatency
      : 0;
  const between =
    domains > 1
      ? ((domains - 1) / domains) * (amount / inside / outsideBandwidth(fabric)) +
        ringSteps(domains) * fabric.scaleOutLatency
      : 0;
  return (within + between) as Seconds;
}

/** All-gather moves what reduce-scatter does, the other way. */
export const allGatherTime = reduceScatterTime;

/** All-reduce = reduce-scatter + all-gather (Thakur et al., 2005). */
export function allReduceTime(fabric: Fabric, group: RankGroup, amount: Bytes): Seconds {
  return (2 * reduceScatterTime(fabric, group, amount)) as Seconds;
}

/**
 * All-to-all where every rank sends `amount` bytes in all, evenly to the others.
 * The share for ranks of other domains, (size - inside)/size, crosses the scale-out network.
 * In a mesh or torus only direct links count, so the inside rate is that of the whole domain.
 */
export function allToAllTime(fabric: Fabric, group: RankGroup, amount: Bytes): Seconds {
  if (group.size <= 1 || amount <= 0) return 0 as Seconds;
  const outsideShare = (group.size - group.inside) / group.size;
  const insideShare = (group.inside - 1) / group.size;
  const within =
    insideShare > 0
      ? (amount * insideShare) / insideBandwidth(fabric, group.inside) + fabric.scaleUpLatency
      : 0;
  const between =
    outsideShare > 0
      ? (amount * outsideShare) / outsideBandwidth(fabric) + fabric.scaleOutLatency
      : 0;
  // Both networks work at the same time; the slower one is waited for.
  return Math.max(within, between) as Seconds;
}

/** One rank sends `amount` to one peer, e.g. activations to the next pipeline stage. */
export function sendTime(fabric: Fabric, crossesDomains: boolean, amount: Bytes): Seconds {
  return crossesDomains
    ? ((amount / outsideBandwidth(fabric) + fabric.scaleOutLatency) as Seconds)
    : ((amount / insideBandwidth(fabric, 2) + fabric.scaleUpLatency) as Seconds);
}

/** Latency steps: tree or switch-reduced algorithms take over from rings as groups grow. */
const ringSteps = (members: number): number =>
  members <= 8 ? members - 1 : 7 + Math.log2(members / 8) * 2;
