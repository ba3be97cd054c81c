import type { Llm } from '@headroom/models';

/** Mixture-of-experts part of a model; sizes are per expert. */
export interface MoeTrainingShape {
  readonly layers: number;
  readonly experts: number;
  readonly activeExperts: number;
  readonly expertFfn: number;
  /** Width of all shared experts together; 0 without. */
  readonly sharedFfn: number;
}

/** Multi-head latent attention (DeepSeek-V2, arXiv:2405.04434). */
export interface MlaTrainingShape {
  readonly kvRank: number;
  /** 0: queries are projected directly. */
  readonly queryRank: number;
  readonly ropeDim: number;
  readonly nopeDim: number;
  readonly valueDim: number;
}

/** What of a model's architecture decides the cost of training it. */
export interface TrainingModelShape {
  readonly layers: number;
  readonly hidden: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  /** Width of the MLP of the dense layers. */
  readonly ffn: number;
  readonly gatedMlp: boolean;
  readonly vocab: number;
  readonly tiedEmbeddings: boolean;
  readonly moe: MoeTrainingShape | null;
  readonly mla: MlaTrainingShape | null;
  /** Layers whose attention sees the whole sequence. */
  readonly fullAttentionLayers: number;
  /** Tokens the other layers' attention sees; `null`: as many as the sequence has. */
  readonly windowTokens: number | null;
}

/** Linear and state-space layers are computed in chunks of about this many tokens (Mamba-2, arXiv:2405.21060). */
const LINEAR_ATTENTION_CHUNK = 256;

/** The training shape of a model of the catalogue. */
export function shapeFromLlm(llm: Llm): TrainingModelShape {
  const moe = llm.moe;
  const moeLayers =
    moe === null ? 0 : Math.floor(Math.max(0, llm.layers - moe.firstDenseLayers) / moe.layerStep);
  const windowed = llm.otherAttention === 'sliding-window' || llm.otherAttention === 'sparse';
  const linear = llm.otherAttention === 'linear' || llm.otherAttention === 'state-space';
  return {
    layers: llm.layers,
    hidden: llm.hiddenSize,
    heads: llm.heads,
    kvHeads: llm.kvHeads,
    headDim: llm.headDim,
    ffn: llm.intermediateSize ?? moe?.expertIntermediateSize ?? 4 * llm.hiddenSize,
    gatedMlp: llm.gatedMlp,
    vocab: llm.vocabSize,
    tiedEmbeddings: llm.tiedEmbeddings,
    moe:
      moe === null || moeLayers === 0
        ? null
        : {
            layers: moeLayers,
            experts: moe.experts,
            activeExperts: moe.activeExperts,
            expertFfn: moe.expertIntermediateSize,
            sharedFfn: moe.sharedExperts > 0 ? moe.sharedIntermediateSize * moe.sharedExperts : 0,
          },
    mla:
      llm.mla === null
        ? null
        : {
            kvRank: llm.mla.kvLoraRank,
            queryRank: llm.mla.qLoraRank ?? 0,
            ropeDim: llm.mla.qkRopeHeadDim,
            nopeDim: llm.mla.qkNopeHeadDim,
            valueDim: llm.mla.vHeadDim,
          },
    fullAttentionLayers: llm.fullAttentionLayers ?? llm.layers,
    windowTokens: windowed ? llm.slidingWindowTokens : linear ? LINEAR_ATTENTION_CHUNK : null,
  };
}

/** Width of all query heads together. */
export const queryWidth = (shape: TrainingModelShape): number =>
  shape.mla === null
    ? shape.heads * shape.headDim
    : shape.heads * (shape.mla.nopeDim + shape.mla.ropeDim);

/** Width of all key and value heads together, as the attention kernel sees them. */
export const keyValueWidth = (shape: TrainingModelShape): number =>
  shape.mla === null
    ? 2 * shape.kvHeads * shape.headDim
    : shape.heads * (shape.mla.nopeDim + shape.mla.ropeDim + shape.mla.valueDim);

/** Width of what attention hands to its output projection. */
export const attentionOutputWidth = (shape: TrainingModelShape): number =>
  shape.mla === null ? shape.heads * shape.headDim : shape.heads * shape.mla.valueDim;
