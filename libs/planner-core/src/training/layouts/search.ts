import { newLayerCost, setLayerCost, type LayerCost } from '../step/layer-cost';
import { chipsOf, type LayoutPoint, type Schedule } from './layout';
import { newMemoryCost, setMemoryCost, type MemoryCost } from '../step/memory';
import { chunkCounts, shardGroups, zeroStagesFor, type LayoutSpace } from './search-space';
import type { StepContext } from '../step/step-context';
import {
  modelTimeFloor,
  newStepCost,
  setStepCost,
  stepTimeFloor,
  type StepCost,
} from '../step/step-time';

/** A layout with all its costs. */
export interface EvaluatedLayout {
  readonly layout: LayoutPoint;
  readonly layer: LayerCost;
  readonly memory: MemoryCost;
  readonly step: StepCost;
  readonly chips: number;
  readonly tokensPerSecond: number;
}

export interface SearchResult {
  readonly best: EvaluatedLayout | null;
  /** Fewest bytes any layout needed on a chip, for a reason when none fits. */
  readonly leastMemory: number;
  /** Layouts whose memory or time was computed. */
  readonly evaluated: number;
}

/** Steps may see up to this much more or less than the global batch where it does not divide. */
export const BATCH_TOLERANCE = 0.02;

/** Micro-batches per replica that come nearest to the global batch, or 0 when none is near enough. */
export function microBatchesFor(globalBatch: number, dp: number, microBatch: number): number {
  const per = dp * microBatch;
  const count = Math.max(1, Math.round(globalBatch / per));
  return Math.abs(count * per - globalBatch) <= BATCH_TOLERANCE * globalBatch ? count : 0;
}

const newLayout = (): LayoutPoint => ({
  tp: 1,
  pp: 1,
  vpp: 1,
  dp: 1,
  ep: 1,
  cp: 1,
  zeroStage: 0,
  shardGroup: 1,
  microBatch: 1,
  microBatches: 1,
  recompute: 'none',
  schedule: '1f1b',
  sequenceParallel: true,
});

/** Costs of one stated layout. */
export function evaluateLayout(context: StepContext, layout: LayoutPoint): EvaluatedLayout {
  const layer = newLayerCost();
  const memory = newMemoryCost();
  const step = newStepCost();
  setLayerCost(
    context,
    layout.tp,
    layout.cp,
    layout.ep,
    layout.microBatch,
    layout.sequenceParallel,
    layer,
  );
  setMemoryCost(context, layer, layout, memory);
  setStepCost(context, layer, layout, step);
  return {
    layout: { ...layout },
    layer,
    memory,
    step,
    chips: chipsOf(layout),
    tokensPerSecond: stepTokens(context, layout) / step.total,
  };
}

const stepTokens = (context: StepContext, layout: LayoutPoint): number =>
  layout.microBatches * layout.microBatch * layout.dp * context.sequence;

/** Data-parallel sizes worth trying, from the most promising end. */
export interface ReplicaRange {
  first: number;
  last: number;
}

/** What a search looks for; the smaller the score the better. */
export interface Goal {
  /**
   * A lower bound of the score of any layout on up to `chips` chips that spends at least so many chip-seconds on a
   * token.
   */
  bound(chipSeconds: number, chips: number): number;
  /**
   * Sets the sizes worth trying for a model-parallel size and the chip-seconds a token takes at least, given the
   * best score so far; `first` 0: none.
   */
  setReplicas(modelChips: number, chipSeconds: number, bestScore: number, out: ReplicaRange): void;
  /**
   * Score of a layout. It must not fall when `step` grows: the search compares it at a lower bound of the step.
   * `Infinity`: not acceptable.
   */
  score(chips: number, tokens: number, step: number): number;
}

/**
 * Searches the whole space for the layout with the least score that fits into memory.
 * Exact: a layout is skipped only when its time without exposed data traffic already scores no better than the best,
 * when a cheaper recomputation of the same layout fits, when a leaner layout already did not fit, or when the same
 * layout with sharded optimiser states, which takes less time and memory, is tried anyway.
 */
export function searchLayouts(context: StepContext, space: LayoutSpace, goal: Goal): SearchResult {
  const layout = newLayout();
  const bestLayout = newLayout();
  const layer = newLayerCost();
  const memory = newMemoryCost();
  const step = newStepCost();
  const range: ReplicaRange = { first: 0, last: 0 };
  const dualPipe = space.schedules.includes('dualpipe');
  const leanestRecompute = space.recompute.at(-1) ?? 'none';
  const { layers } = context.shape;
  let zeroStages: LayoutSpace['zeroStages'] = [];
  let modelTime = 0;
  let chipSeconds = 0;
  let bestScore = Infinity;
  let leastMemory = Infinity;
  let evaluated = 0;

  /** Tries every sharding and recomputation of a layout. */
  const tryReplicas = (tokens: number): void => {
    const chips = chipsOf(layout);
    const ranks = layout.dp * layout.cp;
    layout.shardGroup = ranks;
    if (goal.score(chips, tokens, stepTimeFloor(modelTime, layout)) >= bestScore) return;
    layout.zeroStage = ranks === 1 ? 0 : (zeroStages.at(-1) ?? 0);
    layout.recompute = leanestRecompute;
    evaluated += 1;
    setMemoryCost(context, layer, layout, memory);
    if (memory.total < leastMemory) leastMemory = memory.total;
    if (memory.total > context.memory) return;
    if (ranks === 1) {
      tryRecompute(chips, tokens);
      return;
    }
    for (layout.shardGroup of shardGroups(
      space,
      context.fabric.domainChips,
      layout.tp,
      layout.ep,
      ranks,
    )) {
      for (layout.zeroStage of zeroStages) tryRecompute(chips, tokens);
    }
  };

  /** Tries the recomputations of a layout, from the cheapest in time to the first that fits. */
  const tryRecompute = (chips: number, tokens: number): void => {
    for (layout.recompute of space.recompute) {
      evaluated += 1;
      setMemoryCost(context, layer, layout, memory);
      if (memory.total > context.memory) continue;
      setStepCost(context, layer, layout, step);
      const score = goal.score(chips, tokens, step.total);
      if (score < bestScore) {
        bestScore = score;
        Object.assign(bestLayout, layout);
      }
      // Recomputing more only takes longer.
      return;
    }
  };

  /** Whether these stages can fit at all: with the most replicas, the leanest sharding, schedule and recomputation. */
  const fitsLeanest = (dp: number): boolean => {
    layout.dp = dp;
    layout.shardGroup = dp * layout.cp;
    layout.vpp = 1;
    layout.schedule = '1f1b';
    layout.microBatches = Math.max(1, Math.round(context.globalBatch / (dp * layout.microBatch)));
    layout.zeroStage = layout.shardGroup === 1 ? 0 : (zeroStages.at(-1) ?? 0);
    layout.recompute = leanestRecompute;
    evaluated += 1;
    setMemoryCost(context, layer, layout, memory);
    if (memory.total < leastMemory) leastMemory = memory.total;
    return memory.total <= context.memory;
  };

  const tryStages = ({ pp, pipelines, zero }: Stages): void => {
    layout.pp = pp;
    zeroStages = zero;
    const modelChips = layout.tp * layout.cp * pp;
    goal.setReplicas(modelChips, chipSeconds, bestScore, range);
    if (range.first === 0 || !fitsLeanest(Math.max(range.first, range.last))) return;
    const stride = range.last >= range.first ? 1 : -1;
    for (let dp = range.first; dp !== range.last + stride; dp += stride) {
      // Fewer replicas bound the score higher: the rest of a falling range cannot win either.
      if (stride < 0 && goal.bound(chipSeconds, modelChips * dp) >= bestScore) return;
      const count = microBatchesFor(context.globalBatch, dp, layout.microBatch);
      if (count === 0 || (dp * layout.cp) % layout.ep !== 0) continue;
      layout.microBatches = count;
      layout.dp = dp;
      const tokens = stepTokens(context, layout);
      // Without any bubble; most sizes end here, before schedules are told apart.
      if (goal.score(modelChips * dp, tokens, (modelTime / pp) * count) >= bestScore) continue;
      for (const pipeline of pipelines) {
        layout.schedule = pipeline.schedule;
        layout.vpp = pipeline.vpp;
        if (!canRun(pipeline, pp, count)) continue;
        tryReplicas(tokens);
      }
    }
  };

  const stages = space.pipeline.map((pp) => stagesOf(space, layers, pp));
  for (layout.tp of space.tensor) {
    for (layout.cp of space.context) {
      for (layout.ep of space.expert) {
        for (layout.microBatch of space.microBatch) {
          setLayerCost(context, layout.tp, layout.cp, layout.ep, layout.microBatch, true, layer);
          modelTime = modelTimeFloor(context, layer, dualPipe);
          chipSeconds =
            (modelTime * layout.tp * layout.cp) / (layout.microBatch * context.sequence);
          if (goal.bound(chipSeconds, Infinity) >= bestScore) continue;
          for (const entry of stages) tryStages(entry);
        }
      }
    }
  }
  return {
    best: bestScore < Infinity ? evaluateLayout(context, bestLayout) : null,
    leastMemory,
    evaluated,
  };
}

/** A schedule with its chunks. */
export interface Pipeline {
  readonly schedule: Schedule;
  readonly vpp: number;
}

/** Pipelines of so many stages, and how their state may be sharded. */
interface Stages {
  readonly pp: number;
  readonly pipelines: readonly Pipeline[];
  readonly zero: LayoutSpace['zeroStages'];
}

function stagesOf(space: LayoutSpace, layers: number, pp: number): Stages {
  const zero = zeroStagesFor(space, pp);
  return {
    pp,
    pipelines: pipelinesOf(space, layers, pp),
    zero: zero.includes(1) ? zero.filter((stage) => stage > 0) : zero,
  };
}

/** Whether a number of micro-batches can run through a pipeline. */
export function canRun({ schedule, vpp }: Pipeline, pp: number, microBatches: number): boolean {
  // The two directions of DualPipe need a filled pipeline each.
  if (schedule === 'dualpipe') return microBatches >= 2 * pp;
  return vpp === 1 || microBatches % pp === 0;
}

const pipelinesOf = (space: LayoutSpace, layers: number, pp: number): Pipeline[] =>
  space.schedules.flatMap((schedule) =>
    chunkCounts(space, schedule, layers, pp).map((vpp) => ({ schedule, vpp })),
  );

/** The fastest layout on at most `chips` chips, at least half of them busy. */
export function fastestOn(context: StepContext, chips: number): Goal {
  return {
    setReplicas(modelChips, _chipSeconds, _bestScore, out) {
      const most = Math.min(Math.floor(chips / modelChips), Math.ceil(context.globalBatch));
      out.first = most;
      out.last = Math.max(1, Math.ceil(most / 2));
    },
    bound: (chipSeconds, limit) => chipSeconds / Math.min(chips, limit),
    score: (_chips, tokens, step) => step / tokens,
  };
}

/**
 * The fewest units of `unitChips` whose step keeps a limit, the faster of equals.
 * @param stepLimit seconds per trained token allowed on a number of chips; falls with the number
 */
export function smallestWithin(
  context: StepContext,
  unitChips: number,
  stepLimit: (chips: number) => number,
): Goal {
  const mostReplicas = Math.ceil(context.globalBatch);
  // Failures are rarest on one unit: no number of chips is allowed more time.
  const loosest = stepLimit(unitChips);
  return {
    setReplicas(modelChips, chipSeconds, bestScore, out) {
      const first = Math.max(1, Math.ceil(chipSeconds / loosest / modelChips));
      // Scores are units plus a fraction: a layout with more units than the best cannot win.
      const within =
        bestScore === Infinity ? mostReplicas : (Math.floor(bestScore) * unitChips) / modelChips;
      const last = Math.min(mostReplicas, Math.floor(within));
      out.first = first <= last ? first : 0;
      out.last = last;
    },
    bound: (chipSeconds) => Math.ceil(chipSeconds / loosest / unitChips),
    score(chips, tokens, step) {
      const perToken = step / tokens;
      const limit = stepLimit(chips);
      if (!(perToken <= limit)) return Infinity;
      return Math.ceil(chips / unitChips) + perToken / limit / 2;
    },
  };
}
