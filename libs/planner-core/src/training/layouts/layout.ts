import type { TrainingLayout } from '@headroom/models';

export type Recompute = TrainingLayout['recompute'];
export type Schedule = TrainingLayout['schedule'];

/**
 * One point of the layout space, changed in place by the search.
 * `dp` counts data-parallel replicas (chips = tp x cp x pp x dp); `ep` lies inside tp x cp x dp.
 */
export interface LayoutPoint {
  tp: number;
  pp: number;
  /** Model chunks a stage holds; 1 without interleaving. */
  vpp: number;
  dp: number;
  ep: number;
  cp: number;
  zeroStage: 0 | 1 | 2 | 3;
  /** Ranks that share one full copy of ZeRO-sharded state; fewer than dp x cp in hybrid sharding. */
  shardGroup: number;
  microBatch: number;
  /** Micro-batches of one step per data-parallel replica. */
  microBatches: number;
  recompute: Recompute;
  schedule: Schedule;
  sequenceParallel: boolean;
}

/** Chips of a layout; expert parallelism runs on the same chips. */
export const chipsOf = (layout: LayoutPoint): number =>
  layout.tp * layout.cp * layout.pp * layout.dp;

/** The layout as it goes on the wire. */
export const wireLayout = (layout: LayoutPoint): TrainingLayout => ({
  tp: layout.tp,
  pp: layout.pp,
  vpp: layout.vpp,
  dp: layout.dp,
  ep: layout.ep,
  cp: layout.cp,
  zeroStage: layout.zeroStage,
  ...(layout.zeroStage > 0 && layout.shardGroup < layout.dp * layout.cp
    ? { shardGroup: layout.shardGroup }
    : {}),
  microBatchSequences: layout.microBatch,
  recompute: layout.recompute,
  schedule: layout.schedule,
  sequenceParallel: layout.sequenceParallel,
});

/** Ascending divisors of a positive integer. */
export function divisors(n: number): number[] {
  const low: number[] = [];
  const high: number[] = [];
  for (let d = 1; d * d <= n; d += 1) {
    if (n % d !== 0) continue;
    low.push(d);
    if (d * d !== n) high.unshift(n / d);
  }
  return [...low, ...high];
}
