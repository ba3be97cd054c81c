import type { Arrivals } from './open-loop-arrivals';
import { addPart } from './open-loop-mixture';
import type { QueueOutcome, QueueRank, QueueTraffic } from './open-loop-outcome';
import type { PromptWaits } from './open-loop-prompts';
import {
  type Residents,
  type ResidentsQuestion,
  stepAt,
  stretchedStep,
} from './open-loop-residents';

/** What an evaluation has found so far: arrivals, sequences in service and the waits of prompts. */
export interface QueueState {
  readonly flow: Arrivals;
  readonly crowd: Residents;
  readonly waits: PromptWaits;
  readonly question: ResidentsQuestion;
}

/** Mean seconds those wait that find no room. */
export const admissionWait = (s: QueueState, t: QueueTraffic, saturation: number): number =>
  (s.flow.burstiness + t.outputVariation) / 2 / (saturation - t.rate);

/** Cumulants of a request's mean step. */
const mean = { first: 0, second: 0, third: 0 };

export function decoding(
  s: QueueState,
  rank: QueueRank,
  t: QueueTraffic,
  prompt: number,
  load: number,
  out: QueueOutcome,
): void {
  const sigma = Math.sqrt(Math.log(1 + t.outputVariation));
  const nodes = sigma > 0 ? NODE_AT.length : 1;
  for (let i = 0; i < nodes; i += 1) {
    const z = sigma > 0 ? (NODE_AT[i] ?? 0) : 0;
    const weight = sigma > 0 ? (NODE_WEIGHT[i] ?? 0) : 1;
    const steps = Math.max(1, t.outputTokens * Math.exp(sigma * z - (sigma * sigma) / 2) - 1);
    meanStep(s, steps, t, prompt, load, out.promptLoad);
    addPart(out.tpot, weight * (1 - s.crowd.waiting), mean.first, mean.second, mean.third);
    fullStep(s, steps, rank, t, prompt);
    addPart(out.tpot, weight * s.crowd.waiting, mean.first, mean.second, mean.third);
  }
  meanStep(s, Math.max(1, t.outputTokens), t, prompt, load, out.promptLoad);
  wholeRequests(s, t, out);
}

/** Gauss-Hermite nodes and weights of a normal variable. */
const NODE_AT = [-2.856970013872805, -1.355626179974266, 0, 1.355626179974266, 2.856970013872805];
const NODE_WEIGHT = [0.01125741132772, 0.2220759220056, 8 / 15, 0.2220759220056, 0.01125741132772];

/** Mean step over a request's decoding while there is room. */
function meanStep(
  s: QueueState,
  steps: number,
  t: QueueTraffic,
  prompt: number,
  load: number,
  loadInBurst: number,
): void {
  const c = s.crowd;
  const w = s.waits;
  const span = steps * c.step1;
  const decodeVariance = Math.max(0, c.step2 - c.step1 ** 2);
  const decodeThird = c.step3 - 3 * c.step1 * c.step2 + 2 * c.step1 ** 3;
  // Residents come and go while the request decodes: an Ornstein-Uhlenbeck process averaged over the span.
  const low = Math.max(0.5, c.mean * 0.9 - 0.5);
  const high = c.mean * 1.1 + 0.5;
  const perResident = 1 / s.question.decodeSteps;
  const leaving =
    (high / stretchedStep(s.question, high) - low / stretchedStep(s.question, low)) *
    (perResident / (high - low));
  const x = Math.max(1e-6, leaving * span);
  const kept = (2 * (x - 1 + Math.exp(-x))) / (x * x);
  const slope = (stretchedStep(s.question, high) - stretchedStep(s.question, low)) / (high - low);
  // Prompts of others within the span: a delay busy period, cumulants by Takacs.
  const stretch = 1 / (1 - load);
  const bursty = 1 / (1 - loadInBurst);
  const second = t.rate * prompt * prompt * (s.flow.burstiness + t.inputVariation);
  const third =
    t.rate *
    prompt ** 3 *
    ((1 + t.inputVariation) ** 3 + 3 * t.inputVariation * (s.flow.burstiness - 1));
  const perSecond3 = third * stretch ** 4 + 3 * second * second * stretch ** 5;
  const poisson2 = t.rate * prompt * prompt * (1 + t.inputVariation) * stretch ** 3;
  // Prompts that came during its own, and those of its burst still to come.
  const settled = 1 - Math.exp(-steps * (1 - load));
  const follow = ((s.flow.burstiness - 1) / 2) * (1 - Math.exp(-s.flow.decay * span));
  const own = Math.max(0, w.lastStep - w.meanStep);
  mean.first = c.step1 + (own * load * stretch * settled + follow * prompt * bursty) / steps;
  mean.second =
    decodeVariance * kept +
    (second * c.step1 * stretch ** 2) / steps +
    (settled * (w.lastVariance * (load * stretch) ** 2 + w.lastStep * poisson2) +
      (follow + follow * follow) * (prompt * bursty) ** 2) /
      steps ** 2 +
    (slope * t.rate * span * prompt * stretch * s.flow.burstiness) / steps;
  mean.third =
    decodeThird * kept * kept +
    (perSecond3 * (span * (1 - load) + settled * w.lastStep) +
      3 * settled * w.lastVariance * load * stretch * poisson2 +
      2 * (follow * prompt * bursty) ** 3) /
      steps ** 3;
}

/** The same of a rank kept full by a queue: a prompt whenever another request leaves. */
function fullStep(
  s: QueueState,
  steps: number,
  rank: QueueRank,
  t: QueueTraffic,
  prompt: number,
): void {
  const { most, decodeSteps } = s.question;
  const perStep = (most - 1) / decodeSteps;
  const prompts = steps * perStep;
  const early = most > 1 ? 1 / (1 + prompts / (most - 1)) : 1;
  const variation = Math.min(1, t.outputVariation * (1 - early) + early / 2);
  const decode = stepAt(rank.decodeSteps, most);
  const carries = 1 - Math.exp(-perStep);
  mean.first = decode + carries * Math.max(0, rank.promptFixed - decode) + perStep * prompt;
  mean.second = (prompts * prompt * prompt * (variation + t.inputVariation)) / steps ** 2;
  mean.third = (prompts * prompt ** 3 * (1 + t.inputVariation) ** 3) / steps ** 3;
}

/** Time to the first token and then the output's length times the mean step, both of independent chance. */
function wholeRequests(s: QueueState, t: QueueTraffic, out: QueueOutcome): void {
  const w = s.waits;
  const steps = s.question.decodeSteps;
  const variance = t.outputTokens ** 2 * t.outputVariation;
  const square = steps * steps + variance;
  const grown = 1 + t.outputVariation;
  const cube =
    t.outputTokens ** 3 * grown ** 3 - 3 * t.outputTokens ** 2 * grown + 3 * t.outputTokens - 1;
  const m1 = steps * mean.first;
  const m2 = square * mean.first ** 2 + steps * steps * mean.second;
  const m3 =
    cube * mean.first ** 3 +
    3 * mean.first * mean.second * steps ** 3 * (1 + 2 * t.outputVariation) +
    steps ** 3 * mean.third;
  const decodeVariance = Math.max(0, m2 - m1 * m1);
  const decodeThird = m3 - 3 * m1 * m2 + 2 * m1 ** 3;
  const idle = Math.max(0, s.crowd.empty * (1 - w.load));
  const open = Math.max(0, 1 - idle - s.crowd.blocked);
  const first = (idle * w.idleMean + open * w.mean) / Math.max(1e-12, idle + open);
  const admission = admissionWait(s, t, s.question.saturation);
  const second = decodeVariance + w.variance;
  const third = decodeThird + w.third;
  addPart(out.endToEnd, 1 - s.crowd.blocked, first + m1, second, third);
  addPart(
    out.endToEnd,
    s.crowd.blocked,
    w.mean + admission + m1,
    second + admission ** 2,
    third + 2 * admission ** 3,
  );
}
