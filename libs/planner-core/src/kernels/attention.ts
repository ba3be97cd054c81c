import { smoothMax } from './smooth';

/** Fitted shape of attention over a whole prompt (causal). */
export interface PrefillAttentionCoefficients {
  readonly launch: number;
  readonly compute: number;
  readonly memory: number;
  /** Query rows of padding per sequence. */
  readonly padQuery: number;
  /** Query-head blocks (of 128 rows) one full wave covers. */
  readonly wave: number;
  /** Serial time per key token. */
  readonly perKey: number;
  /** Exponent of the head dimension over 128 in the compute efficiency. */
  readonly headExponent: number;
  readonly blend: number;
}

export interface PrefillAttentionSurface extends PrefillAttentionCoefficients {
  readonly peak: number;
  readonly bandwidth: number;
  readonly kvBytes: number;
}

const BLOCK_ROWS = 128;

/**
 * Seconds of causal attention of `queries` new tokens per sequence over `past` cached ones.
 * Pairs per head: q x past + q^2 / 2, less when a sliding window hides old keys.
 * @param dims head dimensions of Q.K plus of P.V (2 x head dim; 192 + 128 for DeepSeek MLA)
 */
export function prefillAttentionTime(
  s: PrefillAttentionSurface,
  sequences: number,
  queries: number,
  past: number,
  heads: number,
  kvHeads: number,
  dims: number,
  window: number,
): number {
  if (queries <= 0) return 0;
  const context = queries + past;
  let pairs = queries * past + (queries * queries) / 2;
  if (window > 0 && window < context) pairs = Math.min(pairs, queries * window);
  const padded = pairs + (s.padQuery * Math.min(context, window > 0 ? window : context)) / 2;
  const blocks = (sequences * heads * queries) / BLOCK_ROWS;
  const fill = 1 + s.wave / (blocks + 1);
  const efficiency = s.compute * Math.pow(dims / 256, s.headExponent);
  const compute = (2 * sequences * heads * dims * padded * fill) / (s.peak * efficiency);
  const bytes = sequences * (queries * heads * dims * 2 + context * kvHeads * dims * s.kvBytes);
  const memory = bytes / (s.bandwidth * s.memory);
  return s.launch + context * s.perKey + smoothMax(compute, memory, s.blend);
}

/** Fitted shape of attention of one new token per sequence over its cache. */
export interface DecodeAttentionCoefficients {
  readonly launch: number;
  readonly compute: number;
  readonly memory: number;
  /** Query heads one pass over a KV head carries at the least (tile rows of the matrix unit). */
  readonly minGroup: number;
  /** Serial time per cached token. */
  readonly perKey: number;
  /** Sequence x KV-head pairs at which half the bandwidth is reached. */
  readonly halfUnits: number;
  readonly blend: number;
  /** Time per sequence. */
  readonly perSequence: number;
}

export interface DecodeAttentionSurface extends DecodeAttentionCoefficients {
  readonly peak: number;
  readonly bandwidth: number;
  readonly kvBytes: number;
}

/**
 * Seconds of decode attention over `context` cached tokens a sequence.
 * @param kvWidth elements read per cached token and KV head: 2 x head dim, or the latent width of MLA
 * @param dims multiply-adds per query head and cached token: 2 x head dim, or latent + rope + latent of MLA
 */
export function decodeAttentionTime(
  s: DecodeAttentionSurface,
  sequences: number,
  context: number,
  heads: number,
  kvHeads: number,
  kvWidth: number,
  dims: number,
): number {
  if (sequences <= 0 || context <= 0) return 0;
  const rows = kvHeads * (heads / kvHeads + s.minGroup);
  const compute = (2 * sequences * rows * dims * context) / (s.peak * s.compute);
  const units = sequences * kvHeads;
  const bytes = sequences * context * kvHeads * kvWidth * s.kvBytes;
  const memory = (bytes * (1 + s.halfUnits / units)) / (s.bandwidth * s.memory);
  return (
    s.launch + context * s.perKey + sequences * s.perSequence + smoothMax(compute, memory, s.blend)
  );
}
