import {
  allGatherTime,
  allReduceTime,
  reduceScatterTime,
  sendTime,
} from '../../topology/collectives';
import { placeGroup } from '../../topology/fabric';
import type { Bytes } from '../../units/quantity';
import type { LayerCost } from './layer-cost';
import { chipsOf, type LayoutPoint } from '../layouts/layout';
import { expertReplicas, layersOfLastStage, layersPerStage } from './memory';
import { activeMatmulParams, attentionCoreFlopsPerToken, modelFlopsPerToken } from './operations';
import type { StepContext } from './step-context';

/** Seconds of one optimiser step by cause, written in place; they sum to `total`. */
export interface StepCost {
  compute: number;
  recompute: number;
  bubble: number;
  tensor: number;
  expert: number;
  context: number;
  pipeline: number;
  data: number;
  optimizer: number;
  rollout: number;
  overhead: number;
  total: number;
}

/** Room for the time of a step, to be written to again and again. */
export const newStepCost = (): StepCost => ({
  compute: 0,
  recompute: 0,
  bubble: 0,
  tensor: 0,
  expert: 0,
  context: 0,
  pipeline: 0,
  data: 0,
  optimizer: 0,
  rollout: 0,
  overhead: 0,
  total: 0,
});

/** A zero-bubble schedule leaves a third of 1F1B's bubble at the same memory (ZB-H1, arXiv:2401.10241). */
const ZERO_BUBBLE_SHARE = 1 / 3;
/**
 * DualPipe runs the forward of one micro-batch beside the backward of another, which hides routing and sends
 * (DeepSeek-V3, arXiv:2412.19437, section 3.2.1: "fully"; a tenth is left to be waited for).
 */
const DUALPIPE_OVERLAP = 0.9;
/** Bytes a second a host's processors update optimiser states at, per chip: 12 channels of DDR5 over eight chips. */
const HOST_UPDATE_RATE = 50e9;
/** Decode of rollouts: share of the peak and of the bandwidth reached, and sequences decoded together on a chip. */
const ROLLOUT_COMPUTE_SHARE = 0.3;
const ROLLOUT_BANDWIDTH_SHARE = 0.6;
const ROLLOUT_BATCH = 64;
/** Chips of one node, beyond which stragglers are counted. */
const NODE_CHIPS = 8;

/** Fills `out` with the time of one step of a layout whose layer costs are set. */
export function setStepCost(
  context: StepContext,
  layer: LayerCost,
  layout: LayoutPoint,
  out: StepCost,
): void {
  const { shape, method, efficiency } = context;
  const { pp, microBatches } = layout;
  const forwards = 1 + method.extraForwards;
  const again =
    layout.recompute === 'full'
      ? layer.forward
      : layout.recompute === 'selective'
        ? layer.selectiveForward
        : 0;
  const passes = forwards + (layout.recompute === 'full' ? 1 : 0);
  const compute = layer.forward * forwards + layer.backward;
  const tensor =
    (layer.tensorForward * passes + layer.tensorBackward) * (1 - efficiency.tensorOverlap);
  const expert =
    (layer.expertForward * passes + layer.expertBackward) *
    (1 - expertOverlap(context, layout.schedule === 'dualpipe'));
  const ring =
    (layer.contextForward * passes + layer.contextBackward) * (1 - efficiency.contextOverlap);
  const perLayer = compute + again + tensor + expert + ring;
  const head = layer.headForward * forwards + layer.headBackward;

  const most = layersPerStage(shape.layers, pp);
  const last = layersOfLastStage(shape.layers, pp);
  const slowest =
    pp === 1 ? most * perLayer + head : Math.max(most * perLayer, last * perLayer + head);
  const mean = (shape.layers * perLayer + head) / pp;
  const warmUp = mean * warmUpStages(layout);
  const layersRun = (microBatches * shape.layers) / pp;
  const idle = microBatches * (slowest - mean) + warmUp;

  out.compute = layersRun * compute + (microBatches * head) / pp;
  out.recompute = layersRun * again;
  out.tensor = layersRun * tensor;
  out.expert = layersRun * expert;
  out.context = layersRun * ring;
  out.bubble = idle;
  out.pipeline = pipelineTime(context, layer, layout);
  out.data = dataTime(context, layer, layout, slowest, most);
  out.optimizer = optimizerTime(context, layer, layout, most);
  out.rollout = rolloutTime(context, layout);
  const busy =
    out.compute +
    out.recompute +
    out.tensor +
    out.expert +
    out.context +
    out.bubble +
    out.pipeline +
    out.data +
    out.optimizer +
    out.rollout;
  const doublings = Math.max(0, Math.log2(chipsOf(layout) / NODE_CHIPS));
  out.overhead = efficiency.stepOverhead + busy * efficiency.stragglerPerDoubling * doublings;
  out.total = busy + out.overhead;
}

/** Share of the exchange with experts that is hidden. */
const expertOverlap = ({ efficiency }: StepContext, dualPipe: boolean): number =>
  dualPipe ? Math.max(efficiency.expertOverlap, DUALPIPE_OVERLAP) : efficiency.expertOverlap;

/**
 * Stage times a pipeline idles while it fills and drains. DualPipeV leaves as much as the zero-bubble schedule:
 * (p - 1) x (F&B + B - 3 W) of chunks of half a stage, with B = 2 F and W = F.
 */
function warmUpStages({ schedule, pp, vpp }: LayoutPoint): number {
  const isSplit = schedule === 'zero-bubble' || schedule === 'dualpipe';
  return isSplit ? (pp - 1) * ZERO_BUBBLE_SHARE : (pp - 1) / vpp;
}

/**
 * Seconds of one micro-batch through the whole model on one model-parallel group, pipeline stages one after the
 * other: without recomputation, data-parallel traffic and optimiser. Every layout with these layer costs takes at
 * least so long for a micro-batch, times stages.
 * @param dualPipe whether layouts that hide the exchange with experts are among them
 */
export function modelTimeFloor(context: StepContext, layer: LayerCost, dualPipe: boolean): number {
  const { shape, method, efficiency } = context;
  const forwards = 1 + method.extraForwards;
  const perLayer =
    layer.forward * forwards +
    layer.backward +
    (layer.tensorForward * forwards + layer.tensorBackward) * (1 - efficiency.tensorOverlap) +
    (layer.expertForward * forwards + layer.expertBackward) *
      (1 - expertOverlap(context, dualPipe)) +
    (layer.contextForward * forwards + layer.contextBackward) * (1 - efficiency.contextOverlap);
  return shape.layers * perLayer + layer.headForward * forwards + layer.headBackward;
}

/** A lower bound of the step time of a layout whatever its ZeRO stage and recomputation. */
export function stepTimeFloor(modelTime: number, layout: LayoutPoint): number {
  return (modelTime / layout.pp) * (layout.microBatches + warmUpStages(layout));
}

/** Sends between stages that compute does not hide: in the steady state a share, in the warm-up all of them. */
function pipelineTime(context: StepContext, layer: LayerCost, layout: LayoutPoint): number {
  if (layout.pp === 1) return 0;
  const stride = layout.tp * layout.cp * layout.dp;
  const crosses = stride * layout.pp > context.fabric.domainChips;
  const one = sendTime(context.fabric, crosses, layer.stageMessage as Bytes);
  const { pipelineOverlap } = context.efficiency;
  const hidden = layout.schedule === 'dualpipe' ? DUALPIPE_OVERLAP : 0;
  const exposed = 1 - Math.max(pipelineOverlap, hidden);
  return 2 * one * (layout.microBatches * layout.vpp * exposed + layout.pp - 1);
}

/** Gradient and weight traffic of data parallelism that is not hidden behind one micro-batch's compute. */
function dataTime(
  context: StepContext,
  layer: LayerCost,
  layout: LayoutPoint,
  microBatchTime: number,
  layers: number,
): number {
  const { fabric, recipe, method, efficiency } = context;
  const { tp, cp, dp, zeroStage, microBatches } = layout;
  const ranks = dp * cp;
  if (ranks <= 1) return 0;
  const table = context.embeddingParams / tp;
  const dense = (layers * context.layerParams) / tp + table;
  const experts = (layers * context.layerExpertParams) / (layout.ep * layer.expertTensor);
  const trainable = method.trainableShare;
  const shard = Math.min(layout.shardGroup, ranks);
  const group = placeGroup(fabric, shard, tp);
  const gradient = (dense * trainable * gradientMessageBytes(context, zeroStage)) as Bytes;
  const weight = (dense * recipe.weightBytes) as Bytes;

  let traffic: number;
  if (zeroStage === 0) {
    traffic = allReduceTime(fabric, placeGroup(fabric, ranks, tp), gradient);
  } else {
    const scatter = reduceScatterTime(fabric, group, gradient);
    const gather = allGatherTime(fabric, group, weight);
    if (zeroStage === 3) traffic = microBatches * (2 * gather + scatter);
    else traffic = (zeroStage === 2 ? microBatches : 1) * scatter + gather * Math.min(1, trainable);
    if (ranks > shard) {
      const replicas = placeGroup(fabric, ranks / shard, tp * shard);
      traffic += allReduceTime(fabric, replicas, (gradient / shard) as Bytes);
    }
  }
  const copies = expertReplicas(layout, layer);
  if (experts > 0 && copies > 1) {
    const expertGroup = placeGroup(fabric, copies, layout.ep * layer.expertTensor);
    const moved = experts * trainable * gradientMessageBytes(context, zeroStage);
    traffic +=
      zeroStage === 3
        ? microBatches *
          (2 * allGatherTime(fabric, expertGroup, (experts * recipe.weightBytes) as Bytes) +
            reduceScatterTime(fabric, expertGroup, moved as Bytes))
        : allReduceTime(fabric, expertGroup, moved as Bytes);
  }
  const window = zeroStage >= 2 ? microBatches * microBatchTime : microBatchTime;
  const overlap = zeroStage === 3 ? efficiency.shardOverlap : efficiency.dataOverlap;
  return Math.max((1 - overlap) * traffic, traffic - window);
}

/** Fully sharded software reduces in 16 bits, Megatron in the format gradients are accumulated in. */
const gradientMessageBytes = (context: StepContext, zeroStage: number): number =>
  zeroStage >= 2 ? context.recipe.weightBytes : context.recipe.gradientBytes;

function optimizerTime(
  context: StepContext,
  layer: LayerCost,
  layout: LayoutPoint,
  layers: number,
): number {
  const dense = (layers * context.layerParams + context.embeddingParams) / layout.tp;
  const experts = (layers * context.layerExpertParams) / (layout.ep * layer.expertTensor);
  const local =
    layout.zeroStage >= 1
      ? dense / layout.shardGroup + experts / expertReplicas(layout, layer)
      : dense + experts;
  const { recipe, hostMemory } = context;
  const trained = local * context.method.trainableShare;
  const products = (trained * recipe.optimizerFlops) / (context.headPeak * context.headEfficiency);
  const states = trained * recipe.optimizerBytes;
  const onHost = states > 0 ? Math.min(1, hostMemory / states) : 0;
  const onChip =
    products + (trained * (1 - onHost) * recipe.optimizerTrafficBytes) / context.memoryBandwidth;
  if (onHost === 0) return onChip;
  // Gradients go down while weights come up; the host then updates as fast as its memory allows.
  const moved = Math.max(recipe.gradientBytes, recipe.weightBytes) / context.hostBandwidth;
  return onChip + trained * onHost * (moved + recipe.optimizerTrafficBytes / HOST_UPDATE_RATE);
}

/** Generation of the tokens that reinforcement learning trains on, at the better of compute and bandwidth limits. */
function rolloutTime(context: StepContext, layout: LayoutPoint): number {
  if (context.method.rolloutTokens === 0) return 0;
  const active = activeMatmulParams(context.shape);
  const perToken =
    (2 * active) / (context.headPeak * ROLLOUT_COMPUTE_SHARE) +
    (active * context.recipe.weightBytes) /
      (context.memoryBandwidth * ROLLOUT_BANDWIDTH_SHARE * ROLLOUT_BATCH);
  const tokens =
    layout.microBatches *
    layout.microBatch *
    layout.dp *
    context.sequence *
    context.method.rolloutTokens;
  return (tokens * perToken) / chipsOf(layout);
}

/**
 * Hardware FLOP over model FLOP of a layout: recomputation is done work but not model work, so HFU >= MFU.
 * Work that a method does not need (weight gradients of frozen weights) is left out of neither.
 */
export function hardwareFlopsShare(context: StepContext, layout: LayoutPoint): number {
  const { shape } = context;
  const total = modelFlopsPerToken(shape, context.sequence);
  const core = shape.layers * attentionCoreFlopsPerToken(shape, context.attendedTokens);
  const head = 2 * context.embeddingParams;
  if (layout.recompute === 'full') return 1 + (total / 3 - head) / total;
  if (layout.recompute === 'selective') return 1 + core / total;
  return 1;
}
