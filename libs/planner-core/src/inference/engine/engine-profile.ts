import { TERMS, TERM } from './step';

/** What an engine adds to, or saves from, the kernels it calls. */
export interface EngineProfile {
  /** Weight of every term of a decode step; the `layers` entry is seconds per layer. */
  readonly decode: readonly number[];
  /** The same for prompt processing. */
  readonly prompt: readonly number[];
  /** Host time of one step, and more of it per running sequence, in seconds. */
  readonly hostStep: number;
  readonly hostSequence: number;
  /** Host time of one prompt step, in which the device waits. */
  readonly hostPrompt: number;
  /** Time a request spends before and after the device: fixed, and per prompt token (tokenising, copying). */
  readonly arrival: number;
  readonly arrivalToken: number;
  /** Share of decode work that rides along prompt steps instead of adding to them. */
  readonly overlap: number;
  /**
   * Prompts of a closed loop wait for each other: so many prompt times, times the running sequences to a power.
   * Both are higher where all requests have the same length, since then clients move in step.
   */
  readonly crowdingMixed: number;
  readonly crowdExponentMixed: number;
  readonly crowdingEqual: number;
  readonly crowdExponentEqual: number;
  /**
   * Attention ranks step together, so prompts of one hold up the others: ranks to this power is how often a
   * rank waits for prompts against how often it has one.
   */
  readonly rankWait: number;
  /** Share of a request's decoding that one client in each loop waits before it is let in. */
  readonly lateShare: number;
  readonly routingSkew: number;
  /** Most new prompt tokens of one step. */
  readonly chunkTokens: number;
  /** Share of device memory the engine may use. */
  readonly memoryShare: number;
  /** Share of the output a running sequence holds cache for on average: 1 reserves all, 0.5 grows. */
  readonly outputReserve: number;
}

/** Weighted sum of a step's terms. */
export function weigh(terms: Float64Array, weights: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < TERMS; i += 1) sum += (terms[i] ?? 0) * (weights[i] ?? 0);
  return sum;
}

type TermName =
  'projection' | 'attention' | 'dense' | 'experts' | 'network' | 'head' | 'elementwise';

type WeightsByName = Readonly<Record<TermName | 'layers', number>>;

/** A profile as the calibration writes it: weights by name, `layers` in seconds per layer. */
export interface RawProfile extends Omit<EngineProfile, 'decode' | 'prompt' | 'chunkTokens'> {
  readonly decode: WeightsByName;
  readonly prompt: WeightsByName;
}

/** Most new prompt tokens of one step: the default of all three engines on large chips. */
const CHUNK_TOKENS = 8192;

/** Puts a profile in the order the step model's terms have. */
export function toProfile(raw: RawProfile): EngineProfile {
  return {
    ...raw,
    decode: weightsOf(raw.decode),
    prompt: weightsOf(raw.prompt),
    chunkTokens: CHUNK_TOKENS,
  };
}

function weightsOf(named: WeightsByName): number[] {
  const weights = new Array<number>(TERMS).fill(1);
  for (const name of Object.keys(named) as (TermName | 'layers')[])
    weights[TERM[name]] = named[name];
  return weights;
}
