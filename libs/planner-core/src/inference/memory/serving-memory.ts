import { FORMATS } from '../../kernels/kernel-set';
import type { Machine } from '../../topology/machine';
import type { EngineProfile } from '../engine/engine-profile';
import { KV_BYTES, type ServingFormats, type ServingLayout } from './layout';
import { kvElementsPerLayer, type ModelShape, STATE_EXPANSION, STATE_WIDTH } from './model-shape';

/** Memory of one chip in bytes, and what it leaves for the cache. */
export interface ServingMemory {
  readonly weights: number;
  readonly activations: number;
  readonly reserve: number;
  readonly capacity: number;
  /** Left for the KV cache; negative when the model does not fit. */
  readonly kvAvailable: number;
  /** Cache bytes one more token of one sequence takes on a chip. */
  readonly kvPerToken: number;
  /** Cache bytes a sequence takes however long it is: window layers at full window, states. */
  readonly kvPerSequence: number;
  /** Bytes a sequence saves per token beyond the window are already left out of `kvPerToken`. */
  readonly windowTokens: number;
}

/** CUDA context, communication buffers and graphs, measured as about 2-4 GB a chip on 8-chip servers. */
const RUNTIME_BYTES = 1.5e9;
const COMMUNICATION_BYTES = 1e9;
const STATE_BYTES = 4;
const RAISED_SHARE = 0.985;
const LEAST_CACHE_SHARE = 0.08;

/** Weights of one chip under a layout: attention and dense parts by tp and pp, experts by all ranks. */
export function weightsPerChip(s: ModelShape, f: ServingFormats, l: ServingLayout): number {
  const attention =
    (s.fullLayers + s.windowLayers) * s.attentionParams + s.stateLayers * s.stateParams;
  const dense =
    s.denseLayers * s.matrices * s.hidden * s.denseWidth +
    s.moeLayers * s.matrices * s.hidden * s.sharedWidth;
  const experts = s.moeLayers * s.experts * s.matrices * s.hidden * s.expertWidth;
  const router = s.moeLayers * s.hidden * s.experts * 2;
  const bytes =
    (attention * FORMATS[f.attention].weightBytes) / l.tp +
    (dense * FORMATS[f.dense].weightBytes) / l.tp +
    experts * FORMATS[f.experts].weightBytes * heldShare(s, l) +
    router +
    (2 * s.embeddingParams * FORMATS[f.head].weightBytes) / l.tp;
  return (bytes * s.paramsScale) / l.pp;
}

/** Share of all experts one chip holds: whole ones, some of them twice, where data parallel ranks do not divide them. */
function heldShare(s: ModelShape, l: ServingLayout): number {
  const ranks = l.tp * l.dp;
  if (s.experts === 0 || l.dp === 1) return 1 / ranks;
  return Math.ceil(s.experts / ranks) / s.experts;
}

/** What a layout leaves for the cache on one chip. */
export function servingMemory(
  machine: Machine,
  s: ModelShape,
  f: ServingFormats,
  l: ServingLayout,
  profile: EngineProfile,
): ServingMemory {
  const weights = weightsPerChip(s, f, l);
  const width = Math.max(s.denseWidth / l.tp, (s.expertWidth * s.activeExperts) / l.tp, s.hidden);
  const activations = profile.chunkTokens * (4 * s.hidden + 2 * width) * 2;
  const ranks = l.tp * l.pp * l.dp;
  const fixed = RUNTIME_BYTES + (ranks > 1 ? COMMUNICATION_BYTES : 0) + activations;
  // Operators raise the engine's share where the weights would leave the cache next to nothing.
  const usual = machine.memory * profile.memoryShare - fixed - weights;
  const raised = machine.memory * RAISED_SHARE - fixed - weights;
  const kvAvailable = Math.max(usual, Math.min(raised, LEAST_CACHE_SHARE * machine.memory));
  const reserve = machine.memory - kvAvailable - weights - activations;
  const heads = s.latent ? 1 : Math.max(1, s.kvHeads / l.tp) / s.kvHeads;
  const perLayer = kvElementsPerLayer(s) * heads * KV_BYTES[f.kv];
  const kvPerToken = (s.fullLayers * perLayer) / l.pp;
  const state = (STATE_EXPANSION * s.hidden * STATE_WIDTH * STATE_BYTES) / l.tp;
  const kvPerSequence = (s.windowLayers * perLayer * s.windowTokens + s.stateLayers * state) / l.pp;
  return {
    weights,
    activations,
    reserve,
    capacity: machine.memory,
    kvAvailable,
    kvPerToken,
    kvPerSequence,
    windowTokens: s.windowTokens,
  };
}

/** Sequences of a length one attention rank can hold. */
export const sequencesHeld = (m: ServingMemory, tokens: number): number =>
  m.kvAvailable <= 0 ? 0 : m.kvAvailable / (m.kvPerToken * tokens + m.kvPerSequence + 1);

/** Tokens of cache one attention rank can hold in sequences of a length. */
export const tokensHeld = (m: ServingMemory, tokens: number): number =>
  sequencesHeld(m, tokens) * tokens;
