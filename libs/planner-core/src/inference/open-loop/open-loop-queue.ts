import {
  arrivals,
  dispersionOver,
  rateBeside,
  setArrivals,
  type Arrivals,
} from './open-loop-arrivals';
import { admissionWait, decoding, type QueueState } from './open-loop-decoding';
import { addPart } from './open-loop-mixture';
import {
  MOST_PROMPT_LOAD,
  type QueueOutcome,
  type QueueRank,
  type QueueTraffic,
  roomOf,
  saturationOf,
} from './open-loop-outcome';
import { promptWaits, waitsOfPrompts } from './open-loop-prompts';
import { findResidents, residents } from './open-loop-residents';

/** Reused between evaluations: the inner loop of a search allocates nothing. */
export const queueState = (): QueueState => ({
  flow: arrivals(),
  crowd: residents(),
  waits: promptWaits(),
  question: {
    steps: new Float64Array(2),
    ranks: 1,
    rate: 0,
    decodeSteps: 1,
    promptLoad: 0,
    promptFixed: 0,
    dispersion: 1,
    outputVariation: 0,
    most: 1,
    saturation: 1,
  },
});

const STATE = queueState();

/**
 * Open loop of one rank that batches continuously and carries prompts in its decode steps (aggregated).
 * Sequences in service: a birth-death chain. Prompts: batch service with gated vacations, each step serving
 * what came in the last. A request's decoding: a delay busy period, its steps the work, prompts the arrivals.
 */
export function evaluateQueue(rank: QueueRank, traffic: QueueTraffic, out: QueueOutcome): void {
  const { flow, crowd, waits, question: q } = STATE;
  out.ttft.parts = out.tpot.parts = out.endToEnd.parts = 0;
  out.saturation = saturationOf(rank, traffic);
  const prompt = rank.promptToken * traffic.inputTokens;
  const load = traffic.rate * prompt;
  out.stable = traffic.rate > 0 && traffic.rate < out.saturation && load < 1;
  if (!out.stable) return;
  setArrivals(flow, traffic.rate, traffic.burstiness);
  q.steps = rank.decodeSteps;
  q.ranks = 1;
  q.rate = traffic.rate;
  q.decodeSteps = Math.max(1, traffic.outputTokens - 1);
  q.promptLoad = load;
  q.promptFixed = rank.promptFixed;
  q.outputVariation = traffic.outputVariation;
  q.most = roomOf(rank, traffic);
  q.saturation = out.saturation;
  // While a prompt is processed decoding stands still: in decoding time requests come in clusters, those of
  // a busy period of prompts. Their dispersion is (I + load^2 c^2) / (1 - load)^2.
  const together = dispersionOver(flow, q.most / traffic.rate);
  q.dispersion = (together + load * load * traffic.inputVariation) / (1 - load) ** 2;
  findResidents(q, crowd);
  out.blocked = crowd.blocked;
  out.inFlight = crowd.mean;
  out.mostPromptLoad = MOST_PROMPT_LOAD.shared;
  out.promptLoad = burstLoad(flow, prompt, load);
  waitsOfPrompts(rank, traffic, flow, crowd, waits);
  firstTokens(STATE, traffic, out);
  decoding(STATE, rank, traffic, prompt, load, out);
}

/** Load of prompts beside an arrival, as long as the busy period it is part of lasts. */
export function burstLoad(a: Arrivals, prompt: number, load: number): number {
  let busy = load;
  if (a.surplus === 0) return busy;
  for (let i = 0; i < 8; i += 1)
    busy = 0.5 * busy + 0.5 * Math.min(0.99, prompt * rateBeside(a, prompt / (1 - busy)));
  return busy;
}

function firstTokens(s: QueueState, t: QueueTraffic, out: QueueOutcome): void {
  const { waits: w, crowd } = s;
  const idle = Math.max(0, crowd.empty * (1 - w.load));
  const open = Math.max(0, 1 - idle - crowd.blocked);
  addPart(out.ttft, idle, w.idleMean, w.ownVariance, w.ownThird);
  addPart(out.ttft, open * w.freeShare, w.freeMean, w.freeVariance, w.freeThird);
  addPart(out.ttft, open * (1 - w.freeShare), w.busyMean, w.busyVariance, w.busyThird);
  const admission = admissionWait(s, t, out.saturation);
  addPart(
    out.ttft,
    crowd.blocked,
    w.mean + admission,
    w.freeShare * w.freeVariance + (1 - w.freeShare) * w.busyVariance + admission ** 2,
    w.third + 2 * admission ** 3,
  );
}
