import { type Arrivals, dispersionOver, setArrivals } from './open-loop-arrivals';
import { admissionWait, decoding } from './open-loop-decoding';
import { addPart } from './open-loop-mixture';
import {
  MOST_PROMPT_LOAD,
  type QueueOutcome,
  type QueueRank,
  type QueueTraffic,
  roomOf,
} from './open-loop-outcome';
import { HEAVY_SHARE } from './open-loop-prompts';
import { burstLoad, queueState } from './open-loop-queue';
import { findResidents, stepAt } from './open-loop-residents';

const STATE = queueState();

/** A pool of prompt servers behind one queue, first come first served. Seconds. */
export interface PromptPool {
  servers: number;
  /** Of one prompt: fixed, and for each token. */
  fixed: number;
  token: number;
  /** To move a prompt's cache to the rank that decodes. */
  transfer: number;
}

/**
 * Open loop of a disaggregated deployment: prompts in a queue with several servers (Erlang's C; Allen and
 * Cunneen for lengths and bursts), then decoding on ranks that share the sequences. Bursts on many servers
 * are told by as many fewer servers as counts are dispersed (Hayward); on fewer than that, towards one
 * server, by the root of GI/M/1.
 */
export function evaluatePools(
  pool: PromptPool,
  rank: QueueRank,
  ranks: number,
  traffic: QueueTraffic,
  out: QueueOutcome,
): void {
  const { flow, crowd, waits: w, question: q } = STATE;
  out.ttft.parts = out.tpot.parts = out.endToEnd.parts = 0;
  const prompt = pool.token * traffic.inputTokens;
  const service = pool.fixed + prompt;
  const load = (traffic.rate * service) / pool.servers;
  const room = roomOf(rank, traffic);
  const steps = Math.max(1, traffic.outputTokens - 1);
  const decodeRate = (ranks * room) / (steps * stepAt(rank.decodeSteps, room));
  out.saturation = Math.min(pool.servers / service, decodeRate);
  out.stable = traffic.rate > 0 && traffic.rate < out.saturation;
  if (!out.stable) return;
  setArrivals(flow, traffic.rate, traffic.burstiness);
  q.steps = rank.decodeSteps;
  q.ranks = ranks;
  q.rate = traffic.rate;
  q.decodeSteps = steps;
  q.promptLoad = 0;
  q.promptFixed = 0;
  q.outputVariation = traffic.outputVariation;
  q.most = ranks * room;
  q.saturation = decodeRate;
  q.dispersion = dispersionOver(flow, q.most / traffic.rate);
  findResidents(q, crowd);
  out.blocked = crowd.blocked;
  out.inFlight = crowd.mean;
  out.mostPromptLoad = MOST_PROMPT_LOAD.own;
  out.promptLoad = burstLoad(flow, service / pool.servers, load);
  const square = (prompt * prompt * traffic.inputVariation) / (service * service);
  const heavy =
    (flow.burstiness + square) *
    Math.exp((-(1 - load) * (flow.burstiness - 1)) / (flow.burstiness + 4 * square));
  const round = service / pool.servers / (1 - load);
  const brief = dispersionOver(flow, round) + square;
  const spread = HEAVY_SHARE * heavy + (1 - HEAVY_SHARE) * brief;
  const dispersed = dispersionOver(flow, service);
  const nearOne =
    pool.servers < dispersed ? (dispersed - pool.servers) / Math.max(1e-9, dispersed - 1) : 0;
  const many = erlangC(Math.max(1, pool.servers / dispersed), load);
  const few = nearOne > 0 ? waitingAtOne(flow, pool.servers / service) : 0;
  const waiting = many + nearOne * (few - many);
  const seen = many + nearOne * (erlangC(pool.servers, load) - many);
  const wait = ((seen / waiting) * service * spread) / 2 / (pool.servers * (1 - load));
  // Who waits, waits for what is left of one service when the pool is idle otherwise, exponentially when full.
  const left = residualVariation(pool.fixed, prompt, traffic.inputVariation);
  const waitVariance = wait * wait * (1 - ((1 - load) * (1 - left)) / pool.servers);
  const waitThird = (2 * waitVariance * waitVariance) / wait;
  w.load = 0;
  // A request joins its rank when the step under way there ends.
  const join = (1 - crowd.empty) * crowd.busyStep;
  w.ownVariance = prompt * prompt * traffic.inputVariation + (join * join) / 12;
  w.ownThird = prompt ** 3 * traffic.inputVariation ** 2 * (3 + traffic.inputVariation);
  w.freeMean = service + pool.transfer + join / 2;
  w.mean = w.idleMean = w.freeMean + waiting * wait;
  w.variance = w.ownVariance + waiting * (waitVariance + (1 - waiting) * wait * wait);
  w.third = w.ownThird + waiting * waitThird;
  const admission = admissionWait(STATE, traffic, decodeRate);
  const open = 1 - crowd.blocked;
  addPart(out.ttft, open * (1 - waiting), w.freeMean, w.ownVariance, w.ownThird);
  addPart(
    out.ttft,
    open * waiting,
    w.freeMean + wait,
    w.ownVariance + waitVariance,
    w.ownThird + waitThird,
  );
  addPart(
    out.ttft,
    crowd.blocked,
    w.mean + admission,
    w.variance + admission ** 2,
    w.third + 2 * admission ** 3,
  );
  decoding(STATE, rank, traffic, 0, 0, out);
}

/** Squared coefficient of variation of what is left of a prompt's service: 4 E[S^3] E[S] / 3 E[S^2]^2 - 1. */
function residualVariation(fixed: number, prompt: number, variation: number): number {
  const mean = fixed + prompt;
  const square = mean * mean + prompt * prompt * variation;
  const cube =
    mean ** 3 +
    3 * mean * prompt * prompt * variation +
    prompt ** 3 * variation * variation * (3 + variation);
  return (4 * cube * mean) / (3 * square * square) - 1;
}

/** Share of a burst's arrivals that wait for one server: s = A(mu (1 - s)), A the transform of their gaps. */
function waitingAtOne(a: Arrivals, serving: number): number {
  const share = (1 + Math.sqrt((a.burstiness - 1) / (a.burstiness + 1))) / 2;
  const fast = 2 * share * a.rate;
  const slow = 2 * (1 - share) * a.rate;
  let waits = a.rate / serving;
  for (let i = 0; i < 24; i += 1) {
    const at = serving * (1 - waits);
    waits = (share * fast) / (fast + at) + ((1 - share) * slow) / (slow + at);
  }
  return waits;
}

/** Share of arrivals that find all servers busy (Erlang), between whole numbers of servers in proportion. */
function erlangC(servers: number, load: number): number {
  const whole = Math.floor(servers);
  const part = servers - whole;
  const low = wholeErlangC(whole, load);
  return part > 0 ? low + part * (wholeErlangC(whole + 1, load) - low) : low;
}

function wholeErlangC(servers: number, load: number): number {
  const offered = servers * load;
  let lost = 1;
  for (let n = 1; n <= servers; n += 1) lost = (offered * lost) / (n + offered * lost);
  return lost / (1 - load * (1 - lost));
}
