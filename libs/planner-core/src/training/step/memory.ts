import type { MemoryUse } from '@headroom/models';
import { gbFromBytes } from '../../units/convert';
import type { Bytes } from '../../units/quantity';
import type { TrainingStack } from './efficiency';
import type { LayerCost } from './layer-cost';
import type { LayoutPoint } from '../layouts/layout';
import type { StepContext } from './step-context';

/** Bytes on the fullest rank, written in place. */
export interface MemoryCost {
  weights: number;
  gradients: number;
  optimizer: number;
  activations: number;
  reserve: number;
  total: number;
}

/** Room for the memory of a rank, to be written to again and again. */
export const newMemoryCost = (): MemoryCost => ({
  weights: 0,
  gradients: 0,
  optimizer: 0,
  activations: 0,
  reserve: 0,
  total: 0,
});

/**
 * Driver context, communication buffers and library workspaces of a rank, and the share of activations the
 * allocator loses. Early Megatron from the peaks of the BigScience runs (384 A100, 45 layouts); fully sharded
 * PyTorch from runs whose micro-batch was tuned to the limit; Megatron in between.
 */
const RESERVE: Readonly<Record<TrainingStack, { bytes: number; fragmentation: number }>> = {
  'early-megatron': { bytes: 8e9, fragmentation: 0.24 },
  'early-deepspeed': { bytes: 8e9, fragmentation: 0.24 },
  megatron: { bytes: 5e9, fragmentation: 0.06 },
  'megatron-fsdp': { bytes: 4e9, fragmentation: 0.06 },
  'torch-fsdp': { bytes: 2e9, fragmentation: 0.02 },
  xla: { bytes: 1e9, fragmentation: 0.02 },
};
/** Layers whose full weights are on a rank at once under ZeRO-3: the one computed and the one prefetched. */
const GATHERED_LAYERS = 2;

/** Layers of the fullest pipeline stage. */
export const layersPerStage = (layers: number, pp: number): number => Math.ceil(layers / pp);

/** Layers of the last stage, which gives up some where the division leaves a remainder. */
export function layersOfLastStage(layers: number, pp: number): number {
  const most = layersPerStage(layers, pp);
  return Math.max(0, layers - most * (pp - 1));
}

/** Micro-batches whose activations the first stage holds at once, by schedule. */
export function inFlightMicroBatches(layout: LayoutPoint): number {
  const { pp, vpp, microBatches } = layout;
  if (pp === 1) return 1;
  // Interleaving adds (p - 1) chunks of warm-up to 1F1B's p micro-batches (Korthikanti et al., section 4.2.3).
  const wanted =
    layout.schedule === 'dualpipe'
      ? // Two chunks of half a stage, one more of them than 1F1B's (DualPipeV).
        pp + 1 / 2
      : vpp > 1
        ? pp * (1 + (pp - 1) / (pp * vpp))
        : pp;
  return Math.min(microBatches, wanted);
}

/** Fills `out` with the bytes of the first or the last stage, whichever needs more. */
export function setMemoryCost(
  context: StepContext,
  layer: LayerCost,
  layout: LayoutPoint,
  out: MemoryCost,
): void {
  const { shape } = context;
  const most = layersPerStage(shape.layers, layout.pp);
  const embedding = context.embeddingParams / layout.tp;
  if (layout.pp === 1) {
    const tables = shape.tiedEmbeddings ? 1 : 2;
    setStage(context, layer, layout, most, tables * embedding, 1, layer.logits, out);
    return;
  }
  setStage(context, layer, layout, most, embedding, inFlightMicroBatches(layout), 0, out);
  const { weights, gradients, optimizer, activations, reserve, total } = out;
  const last = layersOfLastStage(shape.layers, layout.pp);
  setStage(context, layer, layout, last, embedding, 1, layer.logits, out);
  if (out.total >= total) return;
  out.weights = weights;
  out.gradients = gradients;
  out.optimizer = optimizer;
  out.activations = activations;
  out.reserve = reserve;
  out.total = total;
}

function setStage(
  context: StepContext,
  layer: LayerCost,
  layout: LayoutPoint,
  layers: number,
  tableParams: number,
  inFlight: number,
  logits: number,
  out: MemoryCost,
): void {
  const { recipe, method } = context;
  const dense = (layers * context.layerParams) / layout.tp + tableParams;
  const experts = (layers * context.layerExpertParams) / (layout.ep * layer.expertTensor);
  const shard = layout.shardGroup;
  const expertShard = expertReplicas(layout, layer);
  const zero = layout.zeroStage;
  const trainable = method.trainableShare;
  const sharded = (stage: number) =>
    zero >= stage ? dense / shard + experts / expertShard : dense + experts;

  out.weights = storedWeightBytes(context) * sharded(3);
  // Frozen copies are needed a layer at a time, so every rank of a shard group keeps its part of them.
  out.weights +=
    recipe.weightBytes * method.frozenWeights * (dense / shard + experts / expertShard);
  out.gradients = recipe.gradientBytes * trainable * sharded(2);
  out.optimizer = recipe.optimizerBytes * trainable * sharded(1);
  out.optimizer -= Math.min(out.optimizer, context.hostMemory);
  if (zero === 3) {
    const gathered =
      context.layerParams / layout.tp +
      context.layerExpertParams / (layout.ep * layer.expertTensor);
    out.weights += GATHERED_LAYERS * recipe.weightBytes * gathered;
    out.gradients += recipe.weightBytes * trainable * gathered;
  }
  const perLayer =
    layout.recompute === 'none'
      ? layer.activationNone
      : layout.recompute === 'selective'
        ? layer.activationSelective
        : layer.activationFull;
  const workspace = layout.recompute === 'full' ? layer.activationNone : 0;
  out.activations = inFlight * layers * perLayer + workspace + logits;
  const used = out.weights + out.gradients + out.optimizer + out.activations;
  const { bytes, fragmentation } = RESERVE[context.stack];
  out.reserve = bytes + fragmentation * out.activations;
  out.total = used + out.reserve;
}

/** Frozen weights are kept in the format they are computed in, trained ones in 16 bits. */
const storedWeightBytes = (context: StepContext): number =>
  context.method.trainableShare < 1 ? context.recipe.linearInputBytes : context.recipe.weightBytes;

/** Ranks that hold the same experts and can share their optimiser states. */
export const expertReplicas = (layout: LayoutPoint, layer: LayerCost): number =>
  Math.max(1, (layout.tp * layout.cp * layout.dp) / (layout.ep * layer.expertTensor));

/** The use of memory as it goes on the wire. */
export const wireMemory = (cost: MemoryCost, capacity: number): MemoryUse => ({
  weightsGb: gbFromBytes(cost.weights as Bytes),
  kvCacheGb: 0,
  activationsGb: gbFromBytes(cost.activations as Bytes),
  gradientsGb: gbFromBytes(cost.gradients as Bytes),
  optimizerGb: gbFromBytes(cost.optimizer as Bytes),
  reserveGb: gbFromBytes(cost.reserve as Bytes),
  capacityGb: gbFromBytes(capacity as Bytes),
});
