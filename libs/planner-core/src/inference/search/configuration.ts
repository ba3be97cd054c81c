import { type LoopScratch, loopScratch } from '../engine/closed-loop';
import { type EngineProfile, weigh } from '../engine/engine-profile';
import {
  evaluateReplica,
  type ReplicaPoint,
  type ServiceTarget,
  type SpeedCorrection,
} from '../engine/replica';
import type { Candidate } from '../deployments/search-space';
import { sequencesHeld } from '../memory/serving-memory';
import { stepTerms, TERMS } from '../engine/step';
import { speculativeStepTime } from './speculation';

/** Everything an evaluation writes to; made once, used for many. */
export interface EvaluationScratch {
  readonly loop: LoopScratch;
  readonly terms: Float64Array;
  /** Correction with what speculative decoding changes. */
  readonly speed: { tpot: number; ttft: number };
}

/** Room for evaluating one configuration, to be written to again and again. */
export const evaluationScratch = (): EvaluationScratch => ({
  loop: loopScratch(),
  terms: new Float64Array(TERMS),
  speed: { tpot: 1, ttft: 1 },
});

/**
 * Evaluates one configuration, a candidate at a number of requests in flight, into `out`; allocates nothing.
 * Where tokens come too late for the limit, only how late is computed: its rate and first token are left as
 * they are without drafting. With speculative decoding the decode step gives way to the verifying one over the tokens it yields, while
 * what prompts take from a token's time stays.
 */
export function evaluateConfiguration(
  { context, memory, draft }: Candidate,
  profile: EngineProfile,
  target: ServiceTarget,
  speed: SpeedCorrection,
  inFlight: number,
  scratch: EvaluationScratch,
  out: ReplicaPoint,
): void {
  const { loop, terms } = scratch;
  evaluateReplica(context, profile, memory, target, speed, inFlight, loop, out);
  if (draft === null) return;
  const { times } = loop;
  const depth = target.inputTokens + target.outputTokens / 2;
  const verified = speculativeStepTime(
    context,
    profile,
    draft,
    times.running / context.layout.pp,
    times.running,
    depth,
    terms,
  );
  const perToken = verified / draft.tokensPerStep;
  const plainStep = times.decodeStep;
  const plainRate = out.decodeOnlyRate;
  const plainTpot = out.decodeOnlyTpot;
  const tpot = speed.tpot * Math.max(perToken, times.tpot - plainStep + perToken);
  if (tpot <= target.tpot) {
    scratch.speed.ttft = speed.ttft;
    scratch.speed.tpot = tpot / times.tpot;
    evaluateReplica(context, profile, memory, target, scratch.speed, inFlight, loop, out);
  } else out.tpot = tpot;
  out.decodeOnlyTpot = perToken * speed.tpot;
  out.decodeOnlyRate = (plainRate * plainTpot) / out.decodeOnlyTpot;
}

/**
 * Seconds per token of decoding alone, without any prompt in between: no mode of a candidate is faster, and it
 * grows with the number in flight. What bounds are made of.
 */
export function decodeFloor(
  { context, memory, draft }: Candidate,
  profile: EngineProfile,
  target: ServiceTarget,
  speed: SpeedCorrection,
  inFlight: number,
  terms: Float64Array,
): number {
  const { layout } = context;
  const held = sequencesHeld(
    memory,
    target.inputTokens + profile.outputReserve * target.outputTokens,
  );
  const running = Math.min(Math.max(1, inFlight / layout.dp), Math.max(1, held));
  const depth = target.inputTokens + target.outputTokens / 2;
  const perStage = running / layout.pp;
  if (draft !== null) {
    const step = speculativeStepTime(context, profile, draft, perStage, running, depth, terms);
    return (step / draft.tokensPerStep) * speed.tpot;
  }
  stepTerms(context, terms, perStage, depth, 0, 1);
  const step = weigh(terms, profile.decode) + profile.hostStep + profile.hostSequence * running;
  return step * speed.tpot;
}

/** Share of a prompt's own time that it takes from decoding at the least, however much rides along. */
const LEAST_PROMPT_SHARE = 0.4;
/** Prompts are processed together up to so many tokens. */
const PROMPT_BATCH_TOKENS = 1024;

/**
 * Seconds of all ranks that one request's prompt takes from their decoding at the least, whichever way prompts
 * are mixed in: with `decodeFloor`, what no rate of an aggregated replica exceeds.
 */
export function promptFloor(
  { context }: Candidate,
  profile: EngineProfile,
  target: ServiceTarget,
  speed: SpeedCorrection,
  terms: Float64Array,
): number {
  const { layout } = context;
  const fresh = Math.max(1, target.inputTokens * (1 - target.cachedShare));
  const together = Math.max(1, PROMPT_BATCH_TOKENS / fresh);
  stepTerms(context, terms, 0, 0, fresh * together, fresh);
  const prompt = weigh(terms, profile.prompt) / together / (layout.dp * layout.pp);
  return prompt * LEAST_PROMPT_SHARE * Math.min(1, speed.tpot);
}

/** Engines schedule no more sequences than this on one attention rank. */
const MOST_SEQUENCES = 1024;

/** Most requests a candidate is run with: what memory holds at full length, within the engines' limit. */
export function mostInFlight({ context, memory }: Candidate, target: ServiceTarget): number {
  const held = sequencesHeld(memory, target.inputTokens + target.outputTokens);
  return Math.min(MOST_SEQUENCES, Math.floor(held)) * context.layout.dp;
}

/** Numbers in flight that are tried: 1, 2, 3, 4, 6, 8, 12 ... and the most. Two for every doubling. */
const LADDER = ((): readonly number[] => {
  const steps = [1];
  for (let n = 2; n <= 1 << 20; n *= 2) steps.push(n, n * 1.5);
  return steps;
})();

/** Rungs of the ladder that are below `most`; the last rung is `most` itself. */
export function rungs(most: number): number {
  let low = 0;
  let high = LADDER.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((LADDER[middle] ?? Infinity) < most) low = middle + 1;
    else high = middle;
  }
  return most >= 1 ? low + 1 : 0;
}

/** Number in flight at a rung, of `rungs(most)`. */
export const inFlightAt = (rung: number, most: number): number =>
  Math.min(most, LADDER[rung] ?? most);
