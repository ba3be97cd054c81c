import { normalShare } from './open-loop-mixture';

/** Step times of one rank by number of sequences that decode: seconds at 1, 2, 4, 8, ... */
export type StepTable = Float64Array;

/** Straight lines between the powers of two; beyond the last the last line goes on. */
export function stepAt(steps: StepTable, sequences: number): number {
  if (sequences <= 1) return steps[0] ?? 0;
  const low = Math.min(steps.length - 2, 31 - Math.clz32(sequences));
  const from = 2 ** low;
  const a = steps[low] ?? 0;
  return a + (((steps[low + 1] ?? a) - a) * (sequences - from)) / from;
}

/** Distribution of the number of sequences that decode, and moments over it that times are made of. */
export interface Residents {
  /** Share of time without any, and share of arrivals that find no room. */
  empty: number;
  blocked: number;
  /** Share of time with requests waiting for room. */
  waiting: number;
  mean: number;
  /** First three moments of the mean step an arrival meets while there is room. Seconds. */
  step1: number;
  step2: number;
  step3: number;
  /** Mean decode step while any sequence decodes. */
  busyStep: number;
}

/** Room for how many sequences are in service. */
export const residents = (): Residents => ({
  empty: 0,
  blocked: 0,
  waiting: 0,
  mean: 0,
  step1: 0,
  step2: 0,
  step3: 0,
  busyStep: 0,
});

/** What the number of residents follows from. */
export interface ResidentsQuestion {
  steps: StepTable;
  /** Ranks that share the residents evenly. */
  ranks: number;
  rate: number;
  /** Decode steps of a request. */
  decodeSteps: number;
  /** Share of time the prompts of this rate take. */
  promptLoad: number;
  /** Least seconds of a step that carries prompts. */
  promptFixed: number;
  /** Index of dispersion of arrivals counted in decoding time, and squared variation of the output. */
  dispersion: number;
  outputVariation: number;
  /** Most residents of all ranks, and the highest rate they can carry. */
  most: number;
  saturation: number;
}

const NODES = 64;
const logShare = new Float64Array(NODES + 2);

/** Mean step with so many residents while prompts arrive at a rate: decode, stretched by prompts between. */
export function stretchedStep(q: ResidentsQuestion, number: number): number {
  const decode = stepAt(q.steps, number / q.ranks);
  const open = 1 - q.promptLoad;
  let step = decode / open;
  if (q.promptFixed > decode) {
    for (let i = 0; i < 2; i += 1)
      step = (decode + (1 - Math.exp(-q.rate * step)) * (q.promptFixed - decode)) / open;
  }
  return step;
}

/**
 * Share of pairs of residents that came together in a burst and are still there together:
 * E[min of two outputs] / E[output] of log-normal outputs.
 */
const overlapOf = (variation: number): number =>
  2 * normalShare(-Math.sqrt(Math.log(1 + variation) / 2));

/**
 * Birth-death chain with departures n / (steps x step(n)): exact for Poisson arrivals whatever the lengths
 * (processor sharing with state-dependent rates is insensitive). Clustered arrivals widen it by their
 * peakedness 1 + (dispersion - 1) x overlap. Beyond the room a queue with a geometric tail.
 * On at most 64 nodes; numbers between are passed over at the slope of the middle.
 */
export function findResidents(q: ResidentsQuestion, out: Residents): void {
  const width = 1 + (q.dispersion - 1) * overlapOf(q.outputVariation);
  const reach = reachOf(q, width);
  const nodes = Math.min(NODES, Math.max(1, Math.round(reach)));
  const stride = reach / nodes;
  let log = 0;
  let highest = 0;
  logShare[0] = 0;
  for (let i = 1; i <= nodes; i += 1) {
    const middle = Math.min(reach, (i - 0.5) * stride + 0.5);
    const departures = middle / (q.decodeSteps * stretchedStep(q, middle));
    log += (stride * Math.log(q.rate / departures)) / width;
    logShare[i] = log;
    if (log > highest) highest = log;
  }
  const tailWidth = Math.max(width, (1 + q.dispersion) / 2);
  const ratio = Math.exp(Math.log(q.rate / q.saturation) / tailWidth);
  const top = Math.exp((logShare[nodes] ?? 0) - highest);
  const full = reach < q.most ? 0 : top;
  const tail = (full * ratio) / (1 - ratio);
  let sum = tail;
  for (let i = 0; i <= nodes; i += 1) {
    const share = Math.exp((logShare[i] ?? 0) - highest) * stride;
    logShare[i] = share;
    sum += share;
  }
  momentsOf(q, nodes, stride, sum, out);
  out.waiting = tail / sum;
  out.blocked = (tail + full) / sum;
  out.mean += out.waiting * q.most;
  const busy = 1 - out.empty;
  out.busyStep =
    busy > 0 ? (out.busyStep + out.waiting * stepAt(q.steps, q.most / q.ranks)) / busy : 0;
}

const ROUNDS = 10;
const FAR = 8;

/** Numbers beyond this are as good as never seen: the fixed point of Little's law and many spreads above. */
function reachOf(q: ResidentsQuestion, width: number): number {
  const wanted = (number: number): number => q.rate * q.decodeSteps * stretchedStep(q, number);
  let mean = Math.min(q.most, wanted(1));
  for (let i = 0; i < ROUNDS; i += 1) mean = Math.min(q.most, wanted(mean));
  const further = 0.2 * mean + 1;
  const slope = Math.min(0.95, (wanted(mean + further) - mean) / further);
  const spread = Math.sqrt((mean * width) / (1 - Math.max(0, slope)));
  return Math.min(q.most, mean + FAR * spread + 2 * FAR);
}

function momentsOf(
  q: ResidentsQuestion,
  nodes: number,
  stride: number,
  sum: number,
  out: Residents,
): void {
  let open = 0;
  out.mean = out.step1 = out.step2 = out.step3 = out.busyStep = 0;
  for (let i = 0; i <= nodes; i += 1) {
    const share = (logShare[i] ?? 0) / sum;
    const number = i * stride;
    // An arrival meets the others and itself.
    const step = stretchedStep(q, Math.min(q.most, number + 1));
    open += share;
    out.mean += share * number;
    out.step1 += share * step;
    out.step2 += share * step * step;
    out.step3 += share * step * step * step;
    if (i > 0) out.busyStep += share * stepAt(q.steps, number / q.ranks);
  }
  out.empty = (logShare[0] ?? 0) / sum;
  out.step1 /= open;
  out.step2 /= open;
  out.step3 /= open;
}
