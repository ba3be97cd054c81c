import { allReduceTime, allToAllTime, allGatherTime } from '../../topology/collectives';
import { placeGroup } from '../../topology/fabric';
import type { Bytes } from '../../units/quantity';
import type { TrainingStack } from './efficiency';
import { attentionCoreFlopsPerToken } from './operations';
import { attentionOutputWidth, keyValueWidth, queryWidth } from './shape';
import type { StepContext } from './step-context';

/**
 * Cost of a mean layer for one micro-batch on one rank, for one (TP, CP, EP, micro-batch).
 * Seconds and bytes; written in place so that the search allocates nothing per layout.
 */
export interface LayerCost {
  tp: number;
  cp: number;
  ep: number;
  microBatch: number;
  sequenceParallel: boolean;
  /** Ranks that split one expert. */
  expertTensor: number;
  /** Tokens of the micro-batch on one rank's sequence shard. */
  tokens: number;
  forward: number;
  backward: number;
  /** What is computed again in the backward pass. */
  selectiveForward: number;
  tensorForward: number;
  tensorBackward: number;
  expertForward: number;
  expertBackward: number;
  contextForward: number;
  contextBackward: number;
  /** Output head and loss, forward and backward. */
  headForward: number;
  headBackward: number;
  /** Bytes of one layer's kept activations by recomputation. */
  activationNone: number;
  activationSelective: number;
  activationFull: number;
  /** Bytes of logits and their gradient on the last stage. */
  logits: number;
  /** Bytes sent to the next stage. */
  stageMessage: number;
}

/** Room for the cost of a layer, to be written to again and again. */
export const newLayerCost = (): LayerCost => ({
  tp: 0,
  cp: 0,
  ep: 0,
  microBatch: 0,
  sequenceParallel: false,
  expertTensor: 1,
  tokens: 0,
  forward: 0,
  backward: 0,
  selectiveForward: 0,
  tensorForward: 0,
  tensorBackward: 0,
  expertForward: 0,
  expertBackward: 0,
  contextForward: 0,
  contextBackward: 0,
  headForward: 0,
  headBackward: 0,
  activationNone: 0,
  activationSelective: 0,
  activationFull: 0,
  logits: 0,
  stageMessage: 0,
});

/** Backward of fused attention: five products instead of two, at a lower rate (FlashAttention-2, arXiv:2307.08691). */
const ATTENTION_BACKWARD = 3;
/** Unfused attention kept its score matrix: four products and as many passes over the matrix again. */
const UNFUSED_ATTENTION_BACKWARD = 2;
/** Backward touches activations and their gradients. */
const ELEMENTWISE_BACKWARD = 1.6;
const REFERENCE_HEAD_DIM = 128;
/** Products of 16-bit heads use tensor cores where heads are whole 16-byte words wide. */
const TENSOR_CORE_ALIGNMENT = 8;
/** How much longer they take elsewhere: plain cores, and strided loads that do not coalesce. */
const UNALIGNED_PRODUCT = 12;

/** 16-bit logits with their gradient; Megatron's parallel loss keeps an FP32 copy too. */
const LOGIT_BYTES: Readonly<Record<TrainingStack, number>> = {
  megatron: 6,
  'megatron-fsdp': 6,
  'early-megatron': 6,
  'early-deepspeed': 6,
  'torch-fsdp': 4,
  xla: 6,
};

/** Selective recomputation of PyTorch's own FSDP keeps every other matrix product (torchtitan, arXiv:2410.06511). */
const keepsHalfOfProducts = (stack: TrainingStack): boolean =>
  stack === 'torch-fsdp' || stack === 'megatron-fsdp' || stack === 'xla';

/** Fills `out` for a model split over `tp` x `cp` x `ep` ranks with `microBatch` sequences. */
export function setLayerCost(
  context: StepContext,
  tp: number,
  cp: number,
  ep: number,
  microBatch: number,
  sequenceParallel: boolean,
  out: LayerCost,
): void {
  out.tp = tp;
  out.cp = cp;
  out.ep = ep;
  out.microBatch = microBatch;
  out.sequenceParallel = sequenceParallel;
  out.tokens = (microBatch * context.sequence) / cp;
  out.expertTensor = expertTensorSplit(context, tp, ep);
  setCompute(context, out);
  setTraffic(context, out);
  setActivations(context, out);
}

/** Experts stay whole on a rank while TP and EP together find enough of them, else TP splits them. */
function expertTensorSplit(context: StepContext, tp: number, ep: number): number {
  const moe = context.shape.moe;
  return moe === null || ep * tp <= moe.experts ? 1 : tp;
}

/** Time of an M x N x K product: the peak's large-shape share, less where a dimension is short. */
function productTime(context: StepContext, m: number, n: number, k: number, rate: number): number {
  const half = context.efficiency.halfDimension;
  return ((2 * m * n * k) / rate) * (1 + half / m + half / n + half / k);
}

function setCompute(context: StepContext, out: LayerCost): void {
  const { shape, efficiency, recipe, method } = context;
  const { tp, tokens } = out;
  const linearRate = context.linearPeak * context.linearEfficiency;
  const headRate = context.headPeak * context.headEfficiency;
  const moeShare = context.moeLayerShare;
  const gate = shape.gatedMlp ? 2 : 1;

  const linear =
    attentionProjectionTime(context, tokens, tp, linearRate) +
    (1 - moeShare) * mlpTime(context, tokens, shape.ffn / tp, gate, linearRate);
  let experts = 0;
  if (shape.moe !== null && moeShare > 0) {
    const moe = shape.moe;
    const local = tokens / (out.expertTensor === 1 ? tp : 1);
    const rowsPerExpert = (out.ep * local * moe.activeExperts) / moe.experts;
    experts =
      moeShare *
      ((moe.experts / out.ep) *
        mlpTime(
          context,
          rowsPerExpert,
          moe.expertFfn / out.expertTensor,
          gate,
          linearRate * efficiency.groupedGemm,
        ) +
        (moe.sharedFfn > 0 ? mlpTime(context, tokens, moe.sharedFfn / tp, gate, linearRate) : 0));
  }
  const attention = attentionTime(context, out);
  const pointwise = elementwiseTime(context, out);
  const overhead =
    (1 - moeShare) * efficiency.layerOverhead + moeShare * efficiency.moeLayerOverhead;
  const products = linear + experts;
  const weights = weightTrafficTime(context, out);

  // The host launches ahead of the chip: its time shows where kernels are shorter than their launches.
  out.forward = Math.hypot(products + attention + pointwise + weights, overhead);
  out.backward = Math.hypot(
    products * (1 + method.weightGradientShare) +
      attention * (efficiency.unfusedPasses > 0 ? UNFUSED_ATTENTION_BACKWARD : ATTENTION_BACKWARD) +
      pointwise * ELEMENTWISE_BACKWARD +
      weights * (1 + method.weightGradientShare * recipe.gradientBytes),
    overhead,
  );
  out.selectiveForward =
    efficiency.unfusedPasses > 0
      ? attention
      : keepsHalfOfProducts(context.stack)
        ? pointwise + products / 2
        : pointwise / 2 + upProjectionTime(context, tokens, tp, linearRate);

  const logitBytes = (tokens * shape.vocab) / tp;
  const head = productTime(context, tokens, shape.vocab / tp, shape.hidden, headRate);
  // Logits are written, read for the maximum and the sum, and turned into their gradient in FP32.
  out.headForward = head + (10 * logitBytes) / context.memoryBandwidth;
  out.headBackward =
    head * (1 + method.weightGradientShare) + (8 * logitBytes) / context.memoryBandwidth;
}

function attentionProjectionTime(
  context: StepContext,
  tokens: number,
  tp: number,
  rate: number,
): number {
  const { shape } = context;
  const { hidden, mla } = shape;
  const output = productTime(context, tokens, hidden, attentionOutputWidth(shape) / tp, rate);
  if (mla === null) {
    const width = (queryWidth(shape) + keyValueWidth(shape)) / tp;
    return output + productTime(context, tokens, width, hidden, rate);
  }
  const query =
    mla.queryRank > 0
      ? productTime(context, tokens, mla.queryRank, hidden, rate)
      : productTime(context, tokens, queryWidth(shape) / tp, hidden, rate);
  const keyValue = productTime(context, tokens, mla.kvRank + mla.ropeDim, hidden, rate);
  return output + query + keyValue + upProjectionTime(context, tokens, tp, rate);
}

/** Projections from the latents of latent attention to its heads; 0 for other attention. */
function upProjectionTime(context: StepContext, tokens: number, tp: number, rate: number): number {
  const { shape } = context;
  const { mla } = shape;
  if (mla === null) return 0;
  const width = (shape.heads * (mla.nopeDim + mla.valueDim)) / tp;
  const query =
    mla.queryRank > 0
      ? productTime(context, tokens, queryWidth(shape) / tp, mla.queryRank, rate)
      : 0;
  return query + productTime(context, tokens, width, mla.kvRank, rate);
}

const mlpTime = (
  context: StepContext,
  tokens: number,
  width: number,
  gate: number,
  rate: number,
): number =>
  productTime(context, tokens, gate * width, context.shape.hidden, rate) +
  productTime(context, tokens, context.shape.hidden, width, rate);

function attentionTime(context: StepContext, out: LayerCost): number {
  const { shape, efficiency } = context;
  const headDim = shape.mla === null ? shape.headDim : shape.mla.nopeDim;
  const width =
    (headDim * (REFERENCE_HEAD_DIM + efficiency.halfHeadDim)) /
    ((headDim + efficiency.halfHeadDim) * REFERENCE_HEAD_DIM);
  const flops = (attentionCoreFlopsPerToken(shape, context.attendedTokens) * out.tokens) / out.tp;
  const rate = context.headPeak * efficiency.attention * width;
  if (efficiency.unfusedPasses === 0) return flops / rate;
  // Unfused attention computes the masked half too and moves the score matrix through memory several times.
  const square = (out.tokens * 2 * context.attendedTokens * shape.heads) / out.tp;
  const aligned = headDim % TENSOR_CORE_ALIGNMENT === 0 ? 1 : UNALIGNED_PRODUCT;
  return (
    (2 * flops * aligned) / (context.headPeak * context.headEfficiency) +
    (square * 2 * efficiency.unfusedPasses) / context.memoryBandwidth
  );
}

function elementwiseTime(context: StepContext, out: LayerCost): number {
  const { shape, recipe, efficiency } = context;
  const { tp, tokens } = out;
  const shard = out.sequenceParallel ? tp : 1;
  const moe = shape.moe;
  const moeShare = context.moeLayerShare;
  const mlpWidth = (1 - moeShare) * shape.ffn + (moe === null ? 0 : moeShare * moe.sharedFfn);
  const attentionWidths = queryWidth(shape) + keyValueWidth(shape);
  const gates = shape.gatedMlp ? 3 : 2;
  // Two norms, two residual additions, rotary embedding, activation; values of 2 bytes read and written.
  let bytes =
    2 * ((10 * shape.hidden) / shard + (2 * attentionWidths) / tp + (gates * mlpWidth) / tp);
  if (recipe.linearInputBytes === 1) {
    // Casting inputs of linear layers: read 16 bits, write 8 bits and their transpose.
    bytes += 4 * ((2 * shape.hidden) / shard + (attentionOutputWidth(shape) + mlpWidth) / tp);
  }
  let routed = 0;
  if (moe !== null && moeShare > 0) {
    const local = out.expertTensor === 1 ? tp : 1;
    const rows = moe.activeExperts / local;
    bytes += moeShare * 2 * gates * rows * (moe.expertFfn / out.expertTensor);
    routed = moeShare * 2 * 8 * rows * shape.hidden * efficiency.permute;
  }
  return (tokens * (bytes * efficiency.elementwise + routed)) / context.memoryBandwidth;
}

/** Weights are read once a pass whatever the batch; it shows where experts see few tokens. */
function weightTrafficTime(context: StepContext, out: LayerCost): number {
  const local =
    context.layerParams / out.tp + context.layerExpertParams / (out.ep * out.expertTensor);
  return (local * 2) / context.memoryBandwidth;
}

function setTraffic(context: StepContext, out: LayerCost): void {
  const { shape, recipe, fabric } = context;
  const { tp, cp, ep, tokens } = out;
  const moeShare = context.moeLayerShare;
  const message = (tokens * shape.hidden * recipe.activationBytes) as Bytes;
  // All-reduce without sequence parallelism, all-gather and reduce-scatter with it: the same volume
  // (Korthikanti et al., arXiv:2205.05198). One pair for attention, one for the MLP; whole experts need none.
  const pairs =
    1 + (1 - moeShare) + (out.expertTensor > 1 || (shape.moe?.sharedFfn ?? 0) > 0 ? moeShare : 0);
  out.tensorForward =
    tp > 1 ? pairs * allReduceTime(fabric, placeGroup(fabric, tp, 1), message) : 0;
  out.tensorBackward = out.tensorForward;

  out.contextForward = 0;
  if (cp > 1) {
    const keyValues = (tokens * cp * keyValueWidth(shape) * recipe.activationBytes) / tp;
    out.contextForward = allGatherTime(fabric, placeGroup(fabric, cp, tp), keyValues as Bytes);
  }
  out.contextBackward = 2 * out.contextForward;

  out.expertForward = 0;
  if (shape.moe !== null && ep > 1) {
    const stride = out.expertTensor;
    const local = out.expertTensor === 1 ? tp : 1;
    const amount = (message * shape.moe.activeExperts) / local;
    out.expertForward =
      moeShare * 2 * allToAllTime(fabric, placeGroup(fabric, ep, stride), amount as Bytes);
  }
  out.expertBackward = out.expertForward;
  // Tensor-parallel ranks each send their part and gather behind (Narayanan et al., arXiv:2104.04473, section 4.1).
  out.stageMessage = message / tp;
}

/**
 * Bytes one layer keeps for its backward pass (Korthikanti et al., arXiv:2205.05198, section 4, generalised to
 * grouped heads, gated MLPs, 8-bit inputs of linear layers and experts).
 */
function setActivations(context: StepContext, out: LayerCost): void {
  const { shape, recipe, efficiency } = context;
  const { tp, tokens } = out;
  const shard = out.sequenceParallel ? tp : 1;
  const kept = recipe.linearInputBytes;
  const { hidden } = shape;
  const moe = shape.moe;
  const moeShare = context.moeLayerShare;
  const gates = shape.gatedMlp ? 2 : 1;
  const denseWidth = (1 - moeShare) * shape.ffn + (moe === null ? 0 : moeShare * moe.sharedFfn);
  const attentionOut = attentionOutputWidth(shape);
  const normInputs = 2 * 2 * hidden;
  const linearInputs = 2 * kept * hidden;
  const attention = 2 * (queryWidth(shape) + keyValueWidth(shape)) + 2 * attentionOut;
  // Beside frozen weights the activation's input is kept in the format of the products, for its gradient alone.
  const mlpIn = (context.method.weightGradientShare > 0 ? 2 : kept) * gates * denseWidth;
  const mlpOut = kept * denseWidth;
  const unfused = efficiency.unfusedPasses > 0;
  // Dropout masks of one byte and the attention square (softmax, dropout, mask) of unfused software.
  const masks = unfused ? 2 * hidden : 0;
  const square = unfused ? 5 * shape.heads * context.sequence : 0;
  let routedIn = 0;
  let routedOut = 0;
  if (moe !== null && moeShare > 0) {
    const rows = (moeShare * moe.activeExperts) / (out.expertTensor === 1 ? tp : 1);
    const width = moe.expertFfn / out.expertTensor;
    routedIn = rows * (kept * hidden + 2 * gates * width);
    routedOut = rows * kept * width;
  }
  const fixed = (normInputs + masks) / shard + (attention + mlpIn) / tp + routedIn;
  // Inputs of linear layers are kept for weight gradients only, which frozen weights do not have.
  const cheap =
    (linearInputs / shard + mlpOut / tp + routedOut) * context.method.weightGradientShare;
  out.activationNone = tokens * (fixed + cheap + square / tp);
  // Latent attention's heads are projected up again from their latents (DeepSeek-V3, arXiv:2412.19437, section 3.2.3).
  const heads =
    shape.mla === null
      ? 0
      : (2 * (queryWidth(shape) + keyValueWidth(shape))) / tp -
        2 * (shape.mla.queryRank + shape.mla.kvRank + shape.mla.ropeDim);
  const keptHalf =
    2 * hidden + (attention - 2 * attentionOut + mlpIn + 2 * 2 * hidden) / 2 + 2 * attentionOut;
  out.activationSelective = keepsHalfOfProducts(context.stack)
    ? tokens * (keptHalf / tp + routedIn)
    : tokens * (fixed - Math.max(0, heads) + (unfused ? cheap : 0));
  out.activationFull = (tokens * 2 * hidden) / shard;
  out.logits = (tokens * shape.vocab * LOGIT_BYTES[context.stack]) / tp;
}
