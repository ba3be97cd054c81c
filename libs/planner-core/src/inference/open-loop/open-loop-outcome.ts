import { type Mixture, mixture } from './open-loop-mixture';
import { type StepTable, stepAt } from './open-loop-residents';

/** Requests that arrive at one rank; variations are squared coefficients of variation of log-normal lengths. */
export interface QueueTraffic {
  /** A second. */
  rate: number;
  /** Squared coefficient of variation of the gaps between arrivals, their counts' index of dispersion; 1: Poisson. */
  burstiness: number;
  /** New tokens of a prompt, cached ones left out. */
  inputTokens: number;
  inputVariation: number;
  outputTokens: number;
  outputVariation: number;
}

/** What one rank does and holds: seconds and tokens. */
export interface QueueRank {
  readonly decodeSteps: StepTable;
  /** Least seconds of a step that carries prompt tokens, and more for each token. */
  promptFixed: number;
  promptToken: number;
  /** Most prompt tokens of a step. */
  chunkTokens: number;
  mostSequences: number;
  kvTokens: number;
}

/** Times of the requests, and what says whether they can be trusted. Made once, used for many evaluations. */
export interface QueueOutcome {
  readonly ttft: Mixture;
  readonly tpot: Mixture;
  readonly endToEnd: Mixture;
  /** Highest rate, a second; at or above it there are no times. */
  saturation: number;
  stable: boolean;
  /** Share of arrivals that wait for a sequence or for cache. */
  blocked: number;
  /** Share of time prompts take while a burst lasts. */
  promptLoad: number;
  /** The most of it the model vouches for. */
  mostPromptLoad: number;
  inFlight: number;
}

/** Room for what an evaluation finds. */
export const queueOutcome = (): QueueOutcome => ({
  ttft: mixture(),
  tpot: mixture(),
  endToEnd: mixture(),
  saturation: 0,
  stable: false,
  blocked: 0,
  promptLoad: 0,
  mostPromptLoad: 0,
  inFlight: 0,
});

/**
 * Share of the requests beyond a percentile that may be waiting for room: more, and the percentile hangs on
 * the queue before admission, where a small error of its likelihood is a large one of the time.
 */
const MOST_BLOCKED_SHARE = 0.1;
/**
 * Share of time prompts may take within bursts: of steps they share with decoding, and of servers of their own,
 * where queueing theory is on firmer ground. The simulation parts from the model beyond.
 */
export const MOST_PROMPT_LOAD = { shared: 0.41, own: 0.6 } as const;

/** Whether the model vouches for the times at a share of requests: what the comparison with a simulation covers. */
export const vouchesFor = (o: QueueOutcome, share: number): boolean =>
  o.stable && o.promptLoad <= o.mostPromptLoad && o.blocked <= MOST_BLOCKED_SHARE * (1 - share);

/** Sequences a rank runs at most: its own limit, or what its cache holds of requests as they stay. */
export function roomOf(rank: QueueRank, traffic: QueueTraffic): number {
  // Long answers stay longer, so residents are longer than arrivals.
  const held = traffic.inputTokens + traffic.outputTokens * (1 + traffic.outputVariation);
  return Math.max(1, Math.min(rank.mostSequences, rank.kvTokens / held));
}

/** Highest rate of a full rank, a second: each request takes its decode steps and its prompt. */
export function saturationOf(rank: QueueRank, traffic: QueueTraffic): number {
  const room = roomOf(rank, traffic);
  const decode = stepAt(rank.decodeSteps, room);
  const prompt = rank.promptToken * traffic.inputTokens;
  const steps = Math.max(1, traffic.outputTokens - 1);
  let rate = room / (traffic.outputTokens * decode + room * prompt);
  if (rank.promptFixed <= decode) return rate;
  for (let i = 0; i < 12; i += 1) {
    const carries = 1 - Math.exp(-room / steps);
    const step = decode + carries * (rank.promptFixed - decode);
    rate = 0.5 * rate + (0.5 * room) / (traffic.outputTokens * step + room * prompt);
  }
  return rate;
}
