import { type EngineProfile, weigh } from '../engine/engine-profile';
import type { QueueRank } from './open-loop-outcome';
import type { SpeedCorrection } from '../engine/replica';
import type { ServingMemory } from '../memory/serving-memory';
import { type StepContext, stepTerms, TERMS } from '../engine/step';

/** Lengths an attention rank serves; the variation is a squared coefficient of variation. */
export interface RankLengths {
  readonly inputTokens: number;
  readonly cachedShare: number;
  readonly outputTokens: number;
  readonly outputVariation: number;
}

/** One attention rank as the queueing model and the simulation see it. */
export interface RankTimes extends QueueRank {
  /** Seconds of a request outside the steps: tokenising, copying, passing the stages of a pipeline. */
  readonly outside: number;
}

/** Steps are tabled at 1, 2, 4 ... 1,024 sequences, the most the engines schedule on a rank. */
const TABLE = 11;
const LEAST_MARGIN = 0.3;

/**
 * Step times of a rank from the replica's step model. A step that carries prompts lasts its decoding, at
 * least what a prompt pays whatever its length, and a time per token: what a mean prompt adds to a step that
 * decodes anyway (the closed loop's price of a prompt).
 */
export function rankTimes(
  c: StepContext,
  p: EngineProfile,
  memory: ServingMemory,
  lengths: RankLengths,
  speed: SpeedCorrection,
  mostSequences: number,
): RankTimes {
  const terms = new Float64Array(TERMS);
  const { pp } = c.layout;
  const { inputTokens, outputTokens } = lengths;
  const depth = inputTokens + (outputTokens / 2) * (1 + lengths.outputVariation);
  const plain = (sequences: number): number => {
    stepTerms(c, terms, sequences / pp, depth, 0, 1);
    return weigh(terms, p.decode) + p.hostStep + p.hostSequence * sequences;
  };
  const decodeSteps = new Float64Array(TABLE);
  let slowest = 0;
  for (let i = 0; i < TABLE; i += 1) {
    // More sequences never make a step shorter; kernels' fits may dip where they switch.
    slowest = Math.max(slowest, plain(2 ** i) * speed.tpot);
    decodeSteps[i] = slowest;
  }
  const fresh = Math.max(1, inputTokens * (1 - lengths.cachedShare));
  const chunks = Math.max(1, fresh / p.chunkTokens);
  stepTerms(c, terms, 0, 0, fresh, fresh);
  const alone = weigh(terms, p.prompt) + p.hostPrompt * chunks;
  const typical = Math.min(mostSequences, TYPICAL_SEQUENCES);
  stepTerms(c, terms, typical / pp, depth, fresh, fresh);
  const mixed = weigh(terms, p.prompt) + p.hostPrompt * chunks;
  const margin = Math.max(LEAST_MARGIN * alone, mixed - plain(typical) * chunks);
  const perPrompt = (p.overlap * Math.min(margin, alone) + (1 - p.overlap) * alone) / pp;
  return {
    decodeSteps,
    promptToken: (perPrompt * speed.ttft) / fresh,
    promptFixed: Math.max(0, (alone / pp - perPrompt) * speed.ttft),
    chunkTokens: p.chunkTokens,
    mostSequences,
    kvTokens: tokensOf(memory, inputTokens + outputTokens),
    outside: p.arrival + p.arrivalToken * fresh + alone * (1 - 1 / pp) * speed.ttft,
  };
}

/** What a prompt adds to a step hardly depends on how many decode in it; this many are taken. */
const TYPICAL_SEQUENCES = 32;

/** Cache as tokens, states and windows of a sequence spread over its length. */
const tokensOf = (m: ServingMemory, length: number): number =>
  Math.max(0, m.kvAvailable) / (m.kvPerToken + m.kvPerSequence / length + Number.EPSILON);
