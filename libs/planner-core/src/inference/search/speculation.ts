import type { SpeculationAsk } from '@headroom/models';
import { decodeAttentionTime } from '../../kernels/attention';
import { type EngineProfile, weigh } from '../engine/engine-profile';
import type { ModelShape } from '../memory/model-shape';
import { type StepContext, stepTerms, TERM } from '../engine/step';

/** Speculative decoding of one configuration. */
export interface SpeculativeDecoding {
  /** Tokens drafted before each verification. */
  readonly draftTokens: number;
  /** Share of drafted tokens accepted, each given that the one before it was. */
  readonly acceptanceShare: number;
  /** Tokens one step yields on average, the one that verification always gives included. */
  readonly tokensPerStep: number;
  /** Layers the draft takes for each token, of the model's own kind. */
  readonly draftLayers: number;
}

/**
 * Share of second tokens accepted with DeepSeek-V3's own draft layer: 85 to 90 % over topics (DeepSeek-V3
 * technical report, arXiv:2412.19437, section 5.4.3); the lower end, also for models that publish none.
 */
const ACCEPTANCE_SHARE = 0.85;

/** Expected tokens of a step: 1 + a + a^2 + ... + a^k (Leviathan et al., arXiv:2211.17192, equation 1). */
export function tokensPerStep(draftTokens: number, acceptanceShare: number): number {
  let sum = 1;
  for (let i = 1; i <= draftTokens; i += 1) sum += Math.pow(acceptanceShare, i);
  return sum;
}

/**
 * Ways of drafting to try, `null` for none. Without a wish the model's own draft layers as often as it has them;
 * with one also a draft layer trained beside the model, of the size of one of its layers (as EAGLE's).
 */
export function speculationsOf(
  ask: SpeculationAsk | undefined,
  mtpLayers: number,
): (SpeculativeDecoding | null)[] {
  if (ask === undefined || ask === 'off') return [null];
  const made = (draftTokens: number, acceptanceShare: number): SpeculativeDecoding => ({
    draftTokens,
    acceptanceShare,
    tokensPerStep: tokensPerStep(draftTokens, acceptanceShare),
    draftLayers: 1,
  });
  if (ask === 'auto') return mtpLayers > 0 ? [null, made(mtpLayers, ACCEPTANCE_SHARE)] : [null];
  return [made(ask.draftTokens, ask.acceptanceShare ?? ACCEPTANCE_SHARE)];
}

/** Weights and cache a draft layer adds, as a factor on those of the model. */
export const draftShare = (s: ModelShape, draft: SpeculativeDecoding | null): number =>
  draft === null ? 1 : 1 + draft.draftLayers / s.layers;

/**
 * Seconds of one step that verifies the drafts of every sequence and makes the next ones: all drafted tokens
 * pass the layers as further rows, attention reads each cache once for all of them, and the draft layer runs
 * once for every token it drafts, one after the other.
 * @param sequences sequences of one attention rank and pipeline stage
 * @param host sequences of one attention rank, whose handling takes host time
 */
export function speculativeStepTime(
  c: StepContext,
  p: EngineProfile,
  draft: SpeculativeDecoding,
  sequences: number,
  host: number,
  context: number,
  terms: Float64Array,
): number {
  const k = draft.draftTokens;
  let states = 0;
  if (c.shape.stateLayers > 0) {
    // State layers count as attention too: what a step without any cache takes of it, for every token.
    stepTerms(c, terms, sequences, 0, 0, 1);
    states = (terms[TERM.attention] ?? 0) * (1 + k);
  }
  // Drafted tokens as prompts of one token: rows of every product, without a cache of their own to read.
  stepTerms(c, terms, sequences, context, k * sequences, 1);
  terms[TERM.attention] = states + attentionOfDrafts(c, sequences, context, k);
  const head = (terms[TERM.head] ?? 0) * (p.decode[TERM.head] ?? 0);
  const verifying = weigh(terms, p.decode);
  const drafting = k * (((verifying - head) * draft.draftLayers) / c.shape.layers + head);
  return verifying + p.hostStep + p.hostSequence * host + drafting;
}

/** Attention of 1 + k queries a sequence over one reading of its cache. */
function attentionOfDrafts(c: StepContext, sequences: number, context: number, k: number): number {
  const { shape: s, kernels, formats: f, layout } = c;
  const heads = Math.max(1, s.heads / layout.tp) * (1 + k);
  if (s.latent) {
    const l = s.latent;
    const read = s.sparseTokens > 0 ? Math.min(s.sparseTokens, context) : context;
    const surface = kernels.decodeMla[f.decodeAttention];
    const width = l.kvRank + l.ropeDim;
    return (
      s.fullLayers *
      decodeAttentionTime(surface, sequences, read, heads, 1, width, width + l.kvRank)
    );
  }
  const kvHeads = Math.max(1, s.kvHeads / layout.tp);
  const surface = kernels.decodeAttention[f.decodeAttention];
  const width = 2 * s.headDim;
  const of = (window: number): number =>
    decodeAttentionTime(surface, sequences, context, heads, kvHeads, width, width, window);
  return s.fullLayers * of(0) + (s.windowLayers > 0 ? s.windowLayers * of(s.windowTokens) : 0);
}
