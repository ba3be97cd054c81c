import { type EngineProfile, weigh } from './engine-profile';
import { type ServingMemory, sequencesHeld } from '../memory/serving-memory';
import { type StepContext, stepTerms, TERMS } from './step';

/** A closed loop: so many clients, each sending its next request when the last is answered. */
export interface ClosedLoop {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly concurrency: number;
  /** Share of prompt tokens found in the prefix cache. */
  readonly cachedShare: number;
  /** Whether all requests have the same length, so that clients move in step. */
  readonly equalLengths: boolean;
}

export interface LoopTimes {
  /** Seconds. */
  ttft: number;
  tpot: number;
  /** Waiting for memory, part of `ttft`. */
  queue: number;
  /** Running sequences per attention rank. */
  running: number;
  /** One decode step of that batch, and one prompt alone. */
  decodeStep: number;
  promptAlone: number;
  /** What a request spends outside the device before its first token. */
  arrival: number;
  /** One prompt's share of steps that carry prompts and decode too. */
  promptService: number;
  fits: boolean;
}

/** Scratch arrays of one evaluation; make once, use for many. */
export interface LoopScratch {
  readonly decode: Float64Array;
  readonly prompt: Float64Array;
  readonly mixed: Float64Array;
  readonly times: LoopTimes;
}

/** Room for one closed loop, to be written to again and again. */
export const loopScratch = (): LoopScratch => ({
  decode: new Float64Array(TERMS),
  prompt: new Float64Array(TERMS),
  mixed: new Float64Array(TERMS),
  times: {
    ttft: 0,
    tpot: 0,
    queue: 0,
    running: 0,
    decodeStep: 0,
    promptAlone: 0,
    arrival: 0,
    promptService: 0,
    fits: true,
  },
});

/** Prompts shorter than this are processed together in one step. */
const PROMPT_BATCH_TOKENS = 1024;

/**
 * Mean times of an aggregated closed loop.
 * While each of B running requests is answered once, the engine makes `osl` decode steps and B prompts:
 * cycle = osl x D + B x M, M between a prompt's own time and what it adds to a step that decodes anyway.
 * The time to the first token takes its part of the cycle (more when clients move in step), decoding the rest.
 */
export function closedLoopTimes(
  c: StepContext,
  p: EngineProfile,
  memory: ServingMemory,
  loop: ClosedLoop,
  scratch: LoopScratch,
): LoopTimes {
  const { layout } = c;
  const out = scratch.times;
  const perRank = Math.max(1, loop.concurrency / layout.dp);
  const held = sequencesHeld(memory, loop.inputTokens + p.outputReserve * loop.outputTokens);
  out.fits = held >= 1;
  const running = Math.min(perRank, Math.max(1, held));
  const context = loop.inputTokens + loop.outputTokens / 2;
  const perStage = running / layout.pp;

  stepTerms(c, scratch.decode, perStage, context, 0, 1);
  const host = p.hostStep + p.hostSequence * running;
  const decodeStep = weigh(scratch.decode, p.decode) + host;

  const fresh = Math.max(1, loop.inputTokens * (1 - loop.cachedShare));
  const together = Math.max(1, Math.min(running, PROMPT_BATCH_TOKENS / fresh));
  stepTerms(c, scratch.prompt, 0, 0, fresh, fresh);
  const steps = Math.max(1, fresh / p.chunkTokens);
  const promptAlone = weigh(scratch.prompt, p.prompt) + p.hostPrompt * steps;
  const arrival = p.arrival + p.arrivalToken * fresh;
  if (together > 1) stepTerms(c, scratch.prompt, 0, 0, fresh * together, fresh);
  const promptBatched = (weigh(scratch.prompt, p.prompt) + p.hostPrompt * steps) / together;
  stepTerms(c, scratch.mixed, perStage, context, fresh * together, fresh);
  const mixedStep = weigh(scratch.mixed, p.prompt) + p.hostPrompt * steps;
  const marginal = Math.max(0.3 * promptBatched, (mixedStep - decodeStep * steps) / together);
  const heldUp = layout.dp > 1 ? Math.pow(layout.dp, p.rankWait) : 1;
  const perPrompt =
    ((p.overlap * Math.min(marginal, promptBatched) + (1 - p.overlap) * promptBatched) * heldUp) /
    layout.pp;

  const cycle = loop.outputTokens * decodeStep + running * perPrompt;
  const exponent = loop.equalLengths ? p.crowdExponentEqual : p.crowdExponentMixed;
  const crowding = loop.equalLengths ? p.crowdingEqual : p.crowdingMixed;
  const crowd = Math.min(running, crowding * (Math.pow(running, exponent) - 1));
  const late = (p.lateShare * loop.outputTokens * decodeStep) / running;
  const service = promptAlone + decodeStep / 2 + crowd * perPrompt + late;

  const decodeTime = Math.max((loop.outputTokens - 1) * decodeStep, cycle - service);
  out.tpot = loop.outputTokens > 1 ? decodeTime / (loop.outputTokens - 1) : decodeStep;
  out.queue = running < perRank ? ((perRank - running) / running) * (service + decodeTime) : 0;
  out.ttft = service + arrival + out.queue;
  out.running = running;
  out.decodeStep = decodeStep;
  out.promptAlone = promptAlone;
  out.arrival = arrival;
  out.promptService = Math.max(mixedStep / together, promptBatched) / layout.pp;
  return out;
}
