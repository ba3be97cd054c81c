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
  /** Time from arrival to the first kernel, and per prompt step. */
  readonly hostPrompt: number;
  /** Seconds of tokenising and copying per prompt token. */
  readonly hostPromptToken: number;
  /** Share of decode work that rides along prompt steps instead of adding to them. */
  readonly overlap: number;
  /** Share of a closed loop's prompts that arrive together and wait for each other. */
  readonly burst: number;
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

const factors = (perLayer: number): number[] => {
  const weights = new Array<number>(TERMS).fill(1);
  weights[TERM.layers] = perLayer;
  return weights;
};

/** A profile before calibration: kernels as measured, a few microseconds between them. */
export const NEUTRAL_PROFILE: EngineProfile = {
  decode: factors(8e-6),
  prompt: factors(30e-6),
  hostStep: 1e-3,
  hostSequence: 5e-6,
  hostPrompt: 10e-3,
  hostPromptToken: 1e-6,
  overlap: 0.7,
  burst: 0.2,
  routingSkew: 0.1,
  chunkTokens: 8192,
  memoryShare: 0.9,
  outputReserve: 0.5,
};
