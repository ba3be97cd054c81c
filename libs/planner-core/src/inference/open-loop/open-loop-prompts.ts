import { type Arrivals, meanDecay } from './open-loop-arrivals';
import type { QueueRank, QueueTraffic } from './open-loop-outcome';
import type { Residents } from './open-loop-residents';

/** Time from arrival to the end of the step that finishes the prompt, admission apart. Seconds, cumulants. */
export interface PromptWaits {
  /** Share of time prompts take. */
  load: number;
  /** An arrival at an idle rank: its own prompt. */
  idleMean: number;
  ownVariance: number;
  ownThird: number;
  /** Share of arrivals that meet a step without prompts, and their times. */
  freeShare: number;
  freeMean: number;
  freeVariance: number;
  freeThird: number;
  /** Arrivals that meet a step with prompts. */
  busyMean: number;
  busyVariance: number;
  busyThird: number;
  /** Of both together. */
  mean: number;
  variance: number;
  third: number;
  /** Mean step, and mean and variance of the step that carries a request's own prompt. */
  meanStep: number;
  lastStep: number;
  lastVariance: number;
}

/** Room for the waits of prompts. */
export const promptWaits = (): PromptWaits => ({
  load: 0,
  idleMean: 0,
  ownVariance: 0,
  ownThird: 0,
  freeShare: 0,
  freeMean: 0,
  freeVariance: 0,
  freeThird: 0,
  busyMean: 0,
  busyVariance: 0,
  busyThird: 0,
  mean: 0,
  variance: 0,
  third: 0,
  meanStep: 0,
  lastStep: 0,
  lastVariance: 0,
});

/** Between the dispersion over one round of prompts and the heavy-traffic one of the queue: half of each. */
export const HEAVY_SHARE = 0.5;
/** An arrival in a burst meets others' prompts more often than chance; half of what its rate says. */
const MEETING_SHARE = 0.5;
const HIGHEST_LOAD = 0.995;

/**
 * Prompts of a rank that serves, in each step, what came during the last: batch service with gated vacations.
 * The steps' cumulants follow from T' = decode + prompts that came in T; an arrival meets a step in
 * proportion to its length, waits for the rest of it and then through the next, with all that came with it.
 */
export function waitsOfPrompts(
  rank: QueueRank,
  t: QueueTraffic,
  a: Arrivals,
  crowd: Residents,
  out: PromptWaits,
): void {
  const prompt = rank.promptToken * t.inputTokens;
  const load = t.rate * prompt;
  const c2 = t.inputVariation;
  const square = prompt * prompt * (1 + c2);
  const cube = prompt ** 3 * (1 + c2) ** 3;
  const decode = crowd.busyStep;
  const carries = 1 - Math.exp((-t.rate * decode) / (1 - load));
  const step = (decode + carries * Math.max(0, rank.promptFixed - decode)) / (1 - load);

  // Kraemer and Langenbach-Belz: what bursts add to a queue's wait.
  const heavy =
    (a.burstiness + c2) * Math.exp((-(1 - load) * (a.burstiness - 1)) / (a.burstiness + 4 * c2));
  let variance = 0;
  let third = 0;
  let step2 = step * step;
  let step3 = step ** 3;
  let full = 0;
  for (let i = 0; i < 3; i += 1) {
    // Chunks of full steps each take a decode step more.
    const queue = Math.min(
      HIGHEST_LOAD,
      load + (full * t.rate * decode * t.inputTokens) / rank.chunkTokens,
    );
    const round = (step + variance / step) / (1 - load);
    const brief = 1 + (a.burstiness - 1) * (1 - meanDecay(a.decay * round)) + c2;
    const spread = HEAVY_SHARE * heavy + (1 - HEAVY_SHARE) * brief;
    const perSecond = t.rate * prompt * prompt * spread;
    variance = (step * perSecond) / (1 - queue * queue);
    third =
      ((step * t.rate * cube * spread) / (1 + c2) + 3 * queue * perSecond * variance) /
      (1 - queue ** 3);
    step2 = step * step + variance;
    step3 = third + 3 * step * variance + step ** 3;
    const chunks = (t.inputTokens * (1 + (t.rate * step2) / step)) / rank.chunkTokens;
    full = chunks / (1 + chunks);
  }

  // Steps without prompts, and moments of those with: no arrival in the step before (Laplace, as of a gamma).
  const none = Math.exp(-t.rate * decode);
  let free = none;
  let m1 = step;
  let m2 = step2;
  let m3 = step3;
  for (let i = 0; i < 6; i += 1) {
    const rest = Math.max(1e-9, 1 - free);
    m1 = Math.max(decode, (step - free * decode) / rest);
    m2 = Math.max(m1 * m1, (step2 - free * decode ** 2) / rest);
    m3 = Math.max((m2 * m2) / m1, (step3 - free * decode ** 3) / rest);
    const spread = Math.max(1e-6, m2 / (m1 * m1) - 1);
    const quiet = Math.pow(1 + t.rate * m1 * spread, -1 / spread);
    free = 0.5 * free + (0.5 * quiet) / (1 - none + quiet);
  }
  const met = m2 / m1;
  const metVariance = Math.max(0, m3 / m1 - met * met);
  const beside = (a.surplus / a.rate) * meanDecay(a.decay * met);
  const byTime = Math.min(1, (free * decode) / step);
  out.load = load;
  out.freeShare = Math.max(0, 1 - (1 - byTime) * (1 + MEETING_SHARE * beside));
  out.ownVariance = prompt * prompt * c2;
  out.ownThird = cube - 3 * prompt * square + 2 * prompt ** 3;
  const first = Math.max(rank.promptFixed, decode);
  out.idleMean = rank.promptFixed + prompt;

  meeting(rank, t, a, first, decode, decode, 0);
  out.freeMean = met3.first;
  out.freeVariance = met3.second + out.ownVariance;
  out.freeThird = met3.third + out.ownThird;
  meeting(rank, t, a, first, decode, met, metVariance);
  out.busyMean = met3.first;
  out.busyVariance = met3.second + out.ownVariance;
  out.busyThird = met3.third + out.ownThird;

  const share = out.freeShare;
  out.mean = share * out.freeMean + (1 - share) * out.busyMean;
  out.variance =
    share * (out.freeVariance + (out.freeMean - out.mean) ** 2) +
    (1 - share) * (out.busyVariance + (out.busyMean - out.mean) ** 2);
  out.third = share * out.freeThird + (1 - share) * out.busyThird;
  out.meanStep = step;
  // Of full chunks all that come after a request wait behind it, not only those of its last step.
  const last = first + prompt + load * (share * decode + (1 - share) * met);
  out.lastStep = last + full * Math.max(0, out.mean - last);
  out.lastVariance =
    (1 - full) * (out.ownVariance + load * load * metVariance) + full * out.variance;
}

const met3 = { first: 0, second: 0, third: 0 };

/** Cumulants of the rest of a step met, and of the next with the request's prompt and those of others. */
function meeting(
  rank: QueueRank,
  t: QueueTraffic,
  a: Arrivals,
  first: number,
  decode: number,
  met: number,
  variance: number,
): void {
  const prompt = rank.promptToken * t.inputTokens;
  const rate = t.rate + a.surplus * meanDecay(a.decay * met);
  const others = rate * prompt;
  const through = 0.5 + others;
  const square = prompt * prompt * (1 + t.inputVariation);
  const cube = prompt ** 3 * (1 + t.inputVariation) ** 3;
  // Tokens beyond a step's most go into further steps, each with its decoding.
  const chunks = (t.inputTokens * (1 + rate * met)) / rank.chunkTokens;
  const further = (chunks >= 1 ? chunks - 0.5 : 0.5 * chunks ** 4) * decode;
  const ownThird = met > 0 ? (2 * variance * variance) / met : 0;
  met3.first = met * through + first + further + prompt;
  met3.second = through * through * variance + (variance + met * met) / 12 + rate * met * square;
  met3.third = through ** 3 * ownThird + 3 * through * rate * square * variance + rate * met * cube;
}
