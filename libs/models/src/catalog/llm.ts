import { z } from 'zod';
import { confidence } from './figure';

/** Mixture-of-experts shape of the MoE layers. Intermediate sizes are per expert. */
export const moeShape = z.strictObject({
  experts: z.int().positive(),
  activeExperts: z.int().positive(),
  sharedExperts: z.int().nonnegative(),
  expertIntermediateSize: z.int().positive(),
  sharedIntermediateSize: z.int().nonnegative(),
  firstDenseLayers: z.int().nonnegative(),
  /** Every n-th layer is MoE. */
  layerStep: z.int().positive(),
});

/** Multi-head latent attention (DeepSeek-V2, arXiv:2405.04434). */
export const mlaShape = z.strictObject({
  kvLoraRank: z.int().positive(),
  qLoraRank: z.int().positive().nullable(),
  qkRopeHeadDim: z.int().positive(),
  qkNopeHeadDim: z.int().positive(),
  vHeadDim: z.int().positive(),
});

/** One large language model's architecture, as its published configuration states it. */
export const llm = z.strictObject({
  id: z.string(),
  name: z.string(),
  aliases: z.array(z.string()),
  layers: z.int().positive(),
  hiddenSize: z.int().positive(),
  intermediateSize: z.int().nonnegative().nullable(),
  heads: z.int().positive(),
  kvHeads: z.int().positive(),
  headDim: z.int().positive(),
  vocabSize: z.int().positive(),
  gatedMlp: z.boolean(),
  tiedEmbeddings: z.boolean(),
  moe: moeShape.nullable(),
  mla: mlaShape.nullable(),
  slidingWindowTokens: z.int().positive().nullable(),
  /** Layers whose attention sees the whole context; `null`: all of them. */
  fullAttentionLayers: z.int().nonnegative().nullable(),
  /** What the other layers do. */
  otherAttention: z.enum(['none', 'sliding-window', 'linear', 'state-space', 'sparse']),
  mtpLayers: z.int().nonnegative(),
  totalParamsB: z.number().positive(),
  activeParamsB: z.number().positive(),
  maxContextTokens: z.int().positive().nullable(),
  /**
   * Values the KV cache keeps per token, all layers together. With sliding windows every layer counts at full
   * length (an upper bound); with linear or state-space layers only the layers whose cache grows count.
   */
  kvElementsPerToken: z.number().nonnegative(),
  /** Tokens of the context a sparse-attention layer reads; its cache still keeps all of them. */
  sparseAttentionTokens: z.int().positive().optional(),
  /** Fields nobody published, derived from the published architecture. */
  derivedFields: z.array(z.string()).optional(),
  releaseDate: z.string().nullable(),
  licence: z.string().nullable(),
  sourceId: z.string(),
  confidence,
});
export type Llm = z.infer<typeof llm>;
