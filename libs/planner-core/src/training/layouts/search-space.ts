import { layersPerStage } from '../step/memory';
import { divisors, type Recompute, type Schedule } from './layout';
import type { StepContext } from '../step/step-context';

/** The values each dimension of a layout may take. */
export interface LayoutSpace {
  readonly tensor: readonly number[];
  readonly context: readonly number[];
  readonly expert: readonly number[];
  readonly pipeline: readonly number[];
  readonly microBatch: readonly number[];
  readonly zeroStages: readonly (0 | 1 | 2 | 3)[];
  /** Whether state may be sharded within a domain and replicated across (HSDP). */
  readonly hybridSharding: boolean;
  /** Whether gradients or weights may be sharded where there are pipeline stages. */
  readonly shardedPipelines: boolean;
  /** From the cheapest in time to the cheapest in memory. */
  readonly recompute: readonly Recompute[];
  readonly schedules: readonly Schedule[];
  /** Most model chunks a stage may hold. */
  readonly maximumChunks: number;
}

/** A context-parallel rank keeps at least this many tokens, below which ring attention cannot hide its exchange. */
const MINIMUM_CONTEXT_SHARD = 2048;
/** Tokens of a micro-batch beyond which kernels gain nothing more. */
const MAXIMUM_MICRO_BATCH_TOKENS = 131_072;
const MAXIMUM_MICRO_BATCH = 128;
/** Stages may be uneven by this much of the mean. */
const MAXIMUM_STAGE_IMBALANCE = 1.15;
const MAXIMUM_CHUNKS = 16;

/** What of the space depends on the software rather than on the model. */
export interface SpaceOptions {
  readonly schedules?: readonly Schedule[] | undefined;
  readonly hybridSharding?: boolean | undefined;
  readonly zeroStages?: readonly (0 | 1 | 2 | 3)[] | undefined;
  readonly shardedPipelines?: boolean | undefined;
}

/** Schedules every framework has. */
const USUAL_SCHEDULES: readonly Schedule[] = ['1f1b', 'interleaved'];

/** The whole space for a model on a machine; `chips` bounds the model-parallel sizes. */
export function layoutSpace(
  context: StepContext,
  chips: number,
  recompute: 'auto' | Recompute,
  options: SpaceOptions = {},
): LayoutSpace {
  const { shape, sequence, fabric } = context;
  const widths = shape.moe === null ? [shape.hidden, shape.ffn] : [shape.hidden];
  return {
    tensor: divisors(shape.heads).filter(
      (tp) =>
        tp <= chips &&
        // A tensor-parallel group that does not divide its domain would straddle two.
        fabric.domainChips % tp === 0 &&
        widths.every((width) => width % tp === 0),
    ),
    context: powersOfTwo(Math.min(chips, sequence / MINIMUM_CONTEXT_SHARD)),
    expert: shape.moe === null ? [1] : divisors(shape.moe.experts).filter((ep) => ep <= chips),
    pipeline: stageCounts(shape.layers, chips),
    microBatch: microBatches(
      context.globalBatch,
      Math.min(MAXIMUM_MICRO_BATCH, context.globalBatch, MAXIMUM_MICRO_BATCH_TOKENS / sequence),
    ),
    zeroStages: options.zeroStages ?? [0, 1, 2, 3],
    hybridSharding: options.hybridSharding ?? false,
    shardedPipelines: options.shardedPipelines ?? true,
    recompute: recompute === 'auto' ? ['none', 'selective', 'full'] : [recompute],
    schedules: options.schedules ?? USUAL_SCHEDULES,
    maximumChunks: MAXIMUM_CHUNKS,
  };
}

function powersOfTwo(limit: number): number[] {
  const values = [1];
  for (let value = 2; value <= limit; value *= 2) values.push(value);
  return values;
}

/** Sizes that divide the batch, and the powers of two that come near enough. */
function microBatches(globalBatch: number, limit: number): number[] {
  const sizes = new Set([...powersOfTwo(limit), ...divisors(Math.round(globalBatch))]);
  return [...sizes].filter((size) => size <= Math.max(1, limit)).sort((a, b) => a - b);
}

function stageCounts(layers: number, chips: number): number[] {
  const counts: number[] = [];
  for (let pp = 1; pp <= Math.min(layers, chips); pp += 1) {
    if ((layersPerStage(layers, pp) * pp) / layers <= MAXIMUM_STAGE_IMBALANCE) counts.push(pp);
  }
  return counts;
}

/**
 * Ranks that share sharded state: all of them, and in hybrid sharding the most of one scale-up domain, whose
 * fast links then carry the gathers. Expert parallelism lies inside a shard group, as frameworks build their meshes.
 */
export function shardGroups(
  space: LayoutSpace,
  domainChips: number,
  tp: number,
  ep: number,
  ranks: number,
): readonly number[] {
  if (!space.hybridSharding || ranks * tp <= domainChips) return [ranks];
  let inside = Math.floor(domainChips / tp);
  while (inside > 1 && (ranks % inside !== 0 || inside % ep !== 0)) inside -= 1;
  return inside > 1 ? [ranks, inside] : [ranks];
}

/** ZeRO stages that pipelines of so many stages may have. */
export const zeroStagesFor = (
  space: Pick<LayoutSpace, 'zeroStages' | 'shardedPipelines'>,
  pp: number,
): LayoutSpace['zeroStages'] =>
  pp > 1 && !space.shardedPipelines
    ? space.zeroStages.filter((stage) => stage < 2)
    : space.zeroStages;

/** Chunk counts of a stage under a schedule. */
export function chunkCounts(
  space: LayoutSpace,
  schedule: Schedule,
  layers: number,
  pp: number,
): number[] {
  if (schedule === '1f1b') return [1];
  if (pp === 1) return [];
  if (schedule === 'zero-bubble') return [1];
  if (schedule === 'dualpipe') return layersPerStage(layers, pp) % 2 === 0 ? [2] : [];
  return divisors(layersPerStage(layers, pp)).filter((v) => v > 1 && v <= space.maximumChunks);
}
