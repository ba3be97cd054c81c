import {
  attentionOutputWidth,
  keyValueWidth,
  queryWidth,
  type MoeTrainingShape,
  type TrainingModelShape,
} from './shape';

/** Weights of the attention projections of one layer. */
export function attentionParams(shape: TrainingModelShape): number {
  const { hidden, mla } = shape;
  const output = attentionOutputWidth(shape) * hidden;
  if (mla === null) return hidden * (queryWidth(shape) + keyValueWidth(shape)) + output;
  const query =
    mla.queryRank > 0
      ? hidden * mla.queryRank + mla.queryRank * queryWidth(shape)
      : hidden * queryWidth(shape);
  const keyValue =
    hidden * (mla.kvRank + mla.ropeDim) + mla.kvRank * shape.heads * (mla.nopeDim + mla.valueDim);
  return query + keyValue + output;
}

const mlpMatrices = (shape: TrainingModelShape): number => (shape.gatedMlp ? 3 : 2);

/** Weights of the MLP of one dense layer. */
export const denseMlpParams = (shape: TrainingModelShape): number =>
  mlpMatrices(shape) * shape.hidden * shape.ffn;

/** Weights of all routed experts of one MoE layer. */
export const routedExpertParams = (shape: TrainingModelShape, moe: MoeTrainingShape): number =>
  mlpMatrices(shape) * shape.hidden * moe.expertFfn * moe.experts;

/** Weights of one MoE layer that every token uses: shared experts and the router. */
export const sharedMoeParams = (shape: TrainingModelShape, moe: MoeTrainingShape): number =>
  mlpMatrices(shape) * shape.hidden * moe.sharedFfn + shape.hidden * moe.experts;

/** Weights of one embedding table (or of the output head, which has the same shape). */
export const embeddingParams = (shape: TrainingModelShape): number => shape.vocab * shape.hidden;

/** All weights of a model, norms and biases left out (under 0.1 %). */
export function totalParams(shape: TrainingModelShape): number {
  const moe = shape.moe;
  const moeLayers = moe?.layers ?? 0;
  return (
    shape.layers * attentionParams(shape) +
    (shape.layers - moeLayers) * denseMlpParams(shape) +
    (moe === null
      ? 0
      : moeLayers * (routedExpertParams(shape, moe) + sharedMoeParams(shape, moe))) +
    embeddingParams(shape) * (shape.tiedEmbeddings ? 1 : 2)
  );
}

/** Weights one token's matrix products go through: active experts, and the output head once. */
export function activeMatmulParams(shape: TrainingModelShape): number {
  const moe = shape.moe;
  const moeLayers = moe?.layers ?? 0;
  return (
    shape.layers * attentionParams(shape) +
    (shape.layers - moeLayers) * denseMlpParams(shape) +
    (moe === null
      ? 0
      : moeLayers *
        ((routedExpertParams(shape, moe) * moe.activeExperts) / moe.experts +
          sharedMoeParams(shape, moe))) +
    embeddingParams(shape)
  );
}

/** Mean number of keys a query of a causal sequence attends to: half of the sequence, less under a window. */
export function meanAttendedTokens(sequence: number, window: number | null): number {
  if (window === null || window >= sequence) return sequence / 2;
  return window - (window * window) / (2 * sequence);
}

/** Attended tokens averaged over the layers of a model. */
export function meanAttendedTokensOfModel(shape: TrainingModelShape, sequence: number): number {
  const full = Math.min(shape.layers, shape.fullAttentionLayers);
  return (
    (full * meanAttendedTokens(sequence, null) +
      (shape.layers - full) * meanAttendedTokens(sequence, shape.windowTokens)) /
    shape.layers
  );
}

/** FLOP of one layer's attention core per token forward: scores and values, 2 FLOP per multiply-add. */
export const attentionCoreFlopsPerToken = (
  shape: TrainingModelShape,
  attendedTokens: number,
): number => 2 * attendedTokens * (queryWidth(shape) + attentionOutputWidth(shape));

/** How the FLOP of a published MFU were counted; this engine states `causal` ones. */
export type FlopConvention = 'causal' | 'non-causal' | 'six-n';

/**
 * Model FLOP per trained token, forward and backward (three times the forward, Narayanan et al., arXiv:2104.04473),
 * recomputation left out: what MFU counts.
 * @param convention `causal` counts half of the attention square, `non-causal` all of it, `six-n` none
 */
export function modelFlopsPerToken(
  shape: TrainingModelShape,
  sequence: number,
  convention: FlopConvention = 'causal',
): number {
  const linear = 6 * activeMatmulParams(shape);
  if (convention === 'six-n') return linear;
  const attended = meanAttendedTokensOfModel(shape, sequence) * (convention === 'causal' ? 1 : 2);
  return linear + 3 * shape.layers * attentionCoreFlopsPerToken(shape, attended);
}
