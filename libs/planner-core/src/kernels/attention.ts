import { smoothMax } from './smooth';

/** Fitted shape of attention over a whole prompt (causal). Times in seconds. */
export interface PrefillAttentionCoefficients {
  readonly launch: number;
  readonly compute: number;
  readonly memory: number;
  /** Query rows of padding per sequence. */
  readonly padQuery: number;
  /** Blocks of 128 queries of a head by which the last wave is not filled. */
  readonly wave: number;
  /** Serial time per key token. */
  readonly perKey: number;
  readonly blend: number;
  /** Share of the keys outside a sliding window that the kernel does skip. */
  readonly windowSkip: number;
  /** Exponent of the head dimension over 128 in the compute efficiency, for dimensions below 128. */
  readonly smallDim: number;
  /** The same for larger ones. */
  readonly largeDim: number;
  /** Passes over keys and values before the multiplication (to widen or to page them). */
  readonly convert: number;
  /** Passes over queries and outputs beside the multiplication. */
  readonly convertQuery: number;
  readonly perSequence: number;
  /** Time per block of 128 queries of a head, one of padding included. */
  readonly perBlock: number;
}

export interface PrefillAttentionSurface extends PrefillAttentionCoefficients {
  readonly peak: number;
  readonly bandwidth: number;
  readonly kvBytes: number;
}

const BLOCK_ROWS = 128;
/** Both products of a head of 128: what a head's dimensions are measured against. */
const REFERENCE_DIMS = 256;

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
  let span = context;
  if (window > 0 && window < context) {
    pairs -= s.windowSkip * Math.max(0, pairs - queries * window);
    span -= s.windowSkip * (context - window);
  }
  const padded = pairs + (s.padQuery * span) / 2;
  const blocks = sequences * heads * (queries / BLOCK_ROWS + 1);
  const relative = dims / REFERENCE_DIMS;
  const efficiency = s.compute * Math.pow(relative, relative < 1 ? s.smallDim : s.largeDim);
  const partWave = (s.wave * BLOCK_ROWS * pairs) / (queries + BLOCK_ROWS);
  const work = 2 * dims * (sequences * heads * padded + partWave);
  const compute = work / (s.peak * efficiency);
  const queryBytes = sequences * queries * heads * dims * 2;
  const keyBytes = sequences * context * kvHeads * dims * s.kvBytes;
  const memory = (queryBytes + keyBytes) / (s.bandwidth * s.memory);
  return (
    s.launch +
    context * s.perKey +
    sequences * s.perSequence +
    blocks * s.perBlock +
    (keyBytes * s.convert + queryBytes * s.convertQuery) / s.bandwidth +
    smoothMax(compute, memory, s.blend)
  );
}

/** Fitted shape of attention of one new token per sequence over its cache. Times in seconds. */
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
  /** Cached tokens a block of keys is padded by. */
  readonly padKey: number;
  /** Time per sequence and KV head. */
  readonly perUnit: number;
  /** Time per sequence and query head of 128. */
  readonly perHead: number;
  /** Time of the pass that joins the parts a long cache is split into. */
  readonly split: number;
  /** Cached tokens at which half of the calls are split. */
  readonly splitKeys: number;
  /** How much faster a small cache is read because it stays on the chip between repeats; 0 when serving. */
  readonly cacheGain: number;
  readonly cacheBytes: number;
  /** Share of the query heads that go alone when a group is no power of two. */
  readonly oddLoose: number;
  /** The same for groups of more than 32. */
  readonly wideLoose: number;
  /** The same with a sliding window. */
  readonly windowLoose: number;
  /** Share of the cache that query heads which go alone read from memory again. */
  readonly reread: number;
  /** Serial time per cached token with a sliding window. */
  readonly windowKey: number;
  /** Serial time per cached token where every query head has its own keys. */
  readonly soloKey: number;
  /** Share of the keys outside a sliding window that the kernel does skip. */
  readonly windowSkip: number;
  /** Exponent of the head dimension over 128 in the efficiency, for dimensions below 128. */
  readonly smallDim: number;
  /** The same for larger ones. */
  readonly largeDim: number;
}

export interface DecodeAttentionSurface extends DecodeAttentionCoefficients {
  readonly peak: number;
  readonly bandwidth: number;
  readonly kvBytes: number;
}

const WIDEST_GROUP = 32;
const SERIAL_BLEND = 0.1;

/**
 * Seconds of decode attention over `context` cached tokens a sequence.
 * @param kvWidth elements read per cached token and KV head: 2 x head dim, or the latent width of MLA
 * @param dims multiply-adds per query head and cached token: 2 x head dim, or latent + rope + latent of MLA
 * @param window tokens a sliding window shows; 0 for none
 */
export function decodeAttentionTime(
  s: DecodeAttentionSurface,
  sequences: number,
  context: number,
  heads: number,
  kvHeads: number,
  kvWidth: number,
  dims: number,
  window = 0,
): number {
  if (sequences <= 0 || context <= 0) return 0;
  const windowed = window > 0;
  const seen = windowed && window < context ? context - s.windowSkip * (context - window) : context;
  const keys = seen + s.padKey;
  const group = heads / kvHeads;
  const alone = Math.max(windowed ? s.windowLoose : 0, looseShare(s, group));
  const units = kvHeads + alone * (heads - kvHeads);
  const compute =
    (2 * sequences * (heads + s.minGroup * units) * dims * keys) / (s.peak * s.compute);
  const once = sequences * keys * kvWidth * s.kvBytes;
  const relative = (once * kvHeads) / s.cacheBytes;
  const square = relative * relative;
  const cached = 1 + s.cacheGain / (1 + square * square);
  const read = once * (kvHeads + alone * s.reread * (heads - kvHeads));
  const memory =
    (read * (1 + s.halfUnits / (sequences * units))) / (s.bandwidth * s.memory * cached);
  const size = dims / REFERENCE_DIMS;
  const efficiency = Math.pow(size, size < 1 ? s.smallDim : s.largeDim);
  const serial = seen * ((windowed ? s.windowKey : 0) + (group <= 1 ? s.soloKey : 0));
  const parallel =
    sequences * (units * s.perUnit + heads * size * s.perHead) +
    smoothMax(compute, memory, s.blend) / efficiency;
  return (
    s.launch +
    (s.split * seen) / (seen + s.splitKeys) +
    seen * s.perKey +
    sequences * s.perSequence +
    smoothMax(serial, parallel, SERIAL_BLEND)
  );
}

/** Kernels pack the query heads that share keys into one tile, if the group has a size they are built for. */
function looseShare(s: DecodeAttentionSurface, group: number): number {
  if (group > WIDEST_GROUP) return s.wideLoose;
  return group <= 1 || group === 2 || group === 4 || group === 8 || group === 16 || group === 32
    ? 0
    : s.oddLoose;
}
