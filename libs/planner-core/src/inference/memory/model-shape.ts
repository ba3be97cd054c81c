import type { Llm } from '@headroom/models';

/** Latent attention widths, in elements. */
export interface LatentShape {
  readonly queryRank: number;
  readonly kvRank: number;
  readonly ropeDim: number;
  readonly nopeDim: number;
  readonly valueDim: number;
}

/** A model's architecture as the step model reads it: layers by kind and the sizes of their matrices. */
export interface ModelShape {
  readonly layers: number;
  readonly hidden: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly vocabulary: number;
  readonly latent: LatentShape | null;
  /** Layers whose attention reads the whole context, a window of it, or a fixed state. */
  readonly fullLayers: number;
  readonly windowLayers: number;
  readonly windowTokens: number;
  readonly stateLayers: number;
  /** Tokens at most read per query by sparse attention; 0 for dense. */
  readonly sparseTokens: number;
  readonly denseLayers: number;
  readonly denseWidth: number;
  readonly moeLayers: number;
  readonly experts: number;
  readonly activeExperts: number;
  readonly expertWidth: number;
  readonly sharedWidth: number;
  /** Matrices of one feed-forward block: 3 when gated, else 2. */
  readonly matrices: number;
  /** Parameters of one layer's attention, of the state layers' mixer, of the embeddings. */
  readonly attentionParams: number;
  readonly stateParams: number;
  readonly embeddingParams: number;
  /** Published total over the sum from the shape: towers and heads the shape does not show. */
  readonly paramsScale: number;
}

/** DeepSeek sparse attention keeps 2,048 keys per query (DeepSeek-V3.2 technical report). */
const SPARSE_KEYS = 2048;
/** Linear and state-space mixers: inner width twice the hidden size, state of 128 per inner channel. */
export const STATE_EXPANSION = 2;
export const STATE_WIDTH = 128;

/** Derives the sizes the step model needs from a published configuration. */
export function modelShape(llm: Llm): ModelShape {
  const latent: LatentShape | null = llm.mla
    ? {
        queryRank: llm.mla.qLoraRank ?? 0,
        kvRank: llm.mla.kvLoraRank,
        ropeDim: llm.mla.qkRopeHeadDim,
        nopeDim: llm.mla.qkNopeHeadDim,
        valueDim: llm.mla.vHeadDim,
      }
    : null;
  const h = llm.hiddenSize;
  const full = Math.min(llm.layers, llm.fullAttentionLayers ?? llm.layers);
  const other = llm.layers - full;
  const windowed = llm.otherAttention === 'sliding-window' && llm.slidingWindowTokens !== null;
  const stateful = llm.otherAttention === 'linear' || llm.otherAttention === 'state-space';
  const sparse = llm.otherAttention === 'sparse';
  const everyLayerWindowed =
    llm.slidingWindowTokens !== null && llm.fullAttentionLayers === null && windowed;
  const windowLayers = everyLayerWindowed ? llm.layers : windowed ? other : 0;
  const stateLayers = stateful ? other : 0;
  const fullLayers = llm.layers - windowLayers - stateLayers;
  const moe = llm.moe;
  const moeLayers = moe ? Math.floor((llm.layers - moe.firstDenseLayers) / moe.layerStep) : 0;
  const denseLayers = llm.layers - moeLayers;
  const denseWidth = llm.intermediateSize ?? 0;
  const matrices = llm.gatedMlp ? 3 : 2;
  const attentionParams = latent
    ? latentParams(h, llm.heads, latent)
    : h * (2 * llm.heads + 2 * llm.kvHeads) * llm.headDim;
  const stateParams = 7 * h * h;
  const embeddingParams = llm.vocabSize * h;
  const shape: Omit<ModelShape, 'paramsScale'> = {
    layers: llm.layers,
    hidden: h,
    heads: llm.heads,
    kvHeads: llm.kvHeads,
    headDim: llm.headDim,
    vocabulary: llm.vocabSize,
    latent,
    fullLayers,
    windowLayers,
    windowTokens: windowed ? (llm.slidingWindowTokens ?? 0) : 0,
    stateLayers,
    sparseTokens: sparse ? (llm.sparseAttentionTokens ?? SPARSE_KEYS) : 0,
    denseLayers,
    denseWidth,
    moeLayers,
    experts: moe?.experts ?? 0,
    activeExperts: moe?.activeExperts ?? 0,
    expertWidth: moe?.expertIntermediateSize ?? 0,
    sharedWidth: moe && moe.sharedExperts > 0 ? moe.sharedIntermediateSize : 0,
    matrices,
    attentionParams,
    stateParams,
    embeddingParams,
  };
  const computed = sumParams({ ...shape, paramsScale: 1 }, llm.tiedEmbeddings);
  const ratio = (llm.totalParamsB * 1e9) / computed;
  return { ...shape, paramsScale: Math.min(1.3, Math.max(0.8, ratio)) };
}

/** q: h -> rank -> heads; kv: h -> rank + rope, rank -> heads (nope + value); out: heads x value -> h. */
function latentParams(h: number, heads: number, l: LatentShape): number {
  const query =
    l.queryRank > 0
      ? l.queryRank * (h + heads * (l.nopeDim + l.ropeDim))
      : h * heads * (l.nopeDim + l.ropeDim);
  return (
    query +
    h * (l.kvRank + l.ropeDim) +
    l.kvRank * heads * (l.nopeDim + l.valueDim) +
    heads * l.valueDim * h
  );
}

/** All parameters of the shape. */
function sumParams(s: ModelShape, tied: boolean): number {
  return (
    (s.fullLayers + s.windowLayers) * s.attentionParams +
    s.stateLayers * s.stateParams +
    s.denseLayers * s.matrices * s.hidden * s.denseWidth +
    s.moeLayers *
      (s.experts * s.matrices * s.hidden * s.expertWidth +
        s.matrices * s.hidden * s.sharedWidth +
        s.hidden * s.experts) +
    (tied ? 1 : 2) * s.embeddingParams
  );
}

/** Elements one cached token adds to one layer, all KV heads together. */
export const kvElementsPerLayer = (s: ModelShape): number =>
  s.latent ? s.latent.kvRank + s.latent.ropeDim : 2 * s.kvHeads * s.headDim;
