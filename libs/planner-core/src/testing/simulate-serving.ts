import { drawGaps, drawLengths, seededRandom } from './seeded-random';

/** What one attention rank does, as the replica model says it: seconds and tokens. */
export interface SimulatedRank {
  /** Seconds of a step in which so many sequences decode; 0 for none. */
  readonly decodeStep: (sequences: number) => number;
  /** Least seconds of a step that carries prompt tokens, and more for each of them. */
  readonly promptFixed: number;
  readonly promptToken: number;
  /** Most prompt tokens of one step. */
  readonly chunkTokens: number;
  readonly mostSequences: number;
  /** Tokens of cache; a request reserves all it will need when it is let in. */
  readonly kvTokens: number;
}

export interface SimulatedTraffic {
  /** Requests a second. */
  readonly rate: number;
  /** Squared coefficient of variation of the gaps between arrivals. */
  readonly burstiness: number;
  readonly input: { readonly mean: number; readonly variation: number };
  readonly output: { readonly mean: number; readonly variation: number };
  readonly requests: number;
  readonly seed: number;
}

/** Times of the requests after the warm-up, each sorted, in seconds. */
export interface SimulatedTimes {
  readonly ttft: Float64Array;
  readonly tpot: Float64Array;
  readonly endToEnd: Float64Array;
  /** Requests finished a second. */
  readonly throughput: number;
}

const WARM_UP_SHARE = 0.1;

interface Requests {
  readonly arrival: Float64Array;
  readonly input: Int32Array;
  readonly output: Int32Array;
}

function drawRequests(t: SimulatedTraffic): Requests {
  const random = seededRandom(t.seed);
  const gap = drawGaps(random, 1 / t.rate, t.burstiness);
  const input = drawLengths(random, t.input.mean, t.input.variation);
  const output = drawLengths(random, t.output.mean, t.output.variation);
  const n = t.requests;
  const drawn = {
    arrival: new Float64Array(n),
    input: new Int32Array(n),
    output: new Int32Array(n),
  };
  let now = 0;
  for (let i = 0; i < n; i += 1) {
    now += gap();
    drawn.arrival[i] = now;
    drawn.input[i] = input();
    drawn.output[i] = output();
  }
  return drawn;
}

/** Sequences that decode, by the step in which they finish. */
class Running {
  count = 0;
  private readonly due = new Map<number, number[]>();
  private step = 0;

  add(request: number, steps: number): void {
    const at = this.step + steps;
    const list = this.due.get(at);
    if (list) list.push(request);
    else this.due.set(at, [request]);
    this.count += 1;
  }

  /** Requests that finish with the step just made. */
  advance(): readonly number[] {
    this.step += 1;
    const done = this.due.get(this.step);
    if (done === undefined) return NONE;
    this.due.delete(this.step);
    this.count -= done.length;
    return done;
  }
}
const NONE: readonly number[] = [];

/**
 * Continuous batching of one rank, step by step: every step each running sequence makes a token, and prompts
 * of those let in, first come first served, fill what the step's prompt tokens leave (chunked prefill). A
 * request is let in when a sequence is free and the cache can hold all of it. A step lasts as long as its
 * decoding, at least the fixed time of prompts if it carries any, and the time of each prompt token.
 */
export function simulateAggregated(rank: SimulatedRank, traffic: SimulatedTraffic): SimulatedTimes {
  const drawn = drawRequests(traffic);
  const n = traffic.requests;
  const first = new Float64Array(n);
  const last = new Float64Array(n);
  const steps = stepTable(rank);
  const running = new Running();
  const prompts: number[] = [];
  let now = 0;
  let arrived = 0;
  let admitted = 0;
  let inside = 0;
  let cache = 0;
  let left = 0;
  let finished = 0;
  const needs = (i: number): number => at(drawn.input, i) + at(drawn.output, i);
  const leave = (i: number): void => {
    last[i] = now;
    inside -= 1;
    cache -= needs(i);
    finished += 1;
  };
  while (finished < n) {
    if (inside === 0 && admitted === arrived) now = Math.max(now, at(drawn.arrival, arrived));
    while (arrived < n && at(drawn.arrival, arrived) <= now) arrived += 1;
    let budget = rank.chunkTokens;
    let taken = 0;
    const decoding = running.count;
    prompts.length = 0;
    while (budget > 0) {
      if (left === 0) {
        const fits =
          admitted < arrived &&
          inside < rank.mostSequences &&
          (inside === 0 || cache + needs(admitted) <= rank.kvTokens);
        if (!fits) break;
        inside += 1;
        cache += needs(admitted);
        left = at(drawn.input, admitted);
        admitted += 1;
      }
      const part = Math.min(left, budget);
      left -= part;
      budget -= part;
      taken += part;
      if (left === 0) prompts.push(admitted - 1);
    }
    const floor = taken > 0 ? rank.promptFixed : 0;
    now += Math.max(at(steps, decoding), floor) + rank.promptToken * taken;
    if (decoding > 0) for (const i of running.advance()) leave(i);
    for (const i of prompts) {
      first[i] = now;
      if (at(drawn.output, i) > 1) running.add(i, at(drawn.output, i) - 1);
      else leave(i);
    }
  }
  return timesOf(drawn, first, last);
}

/**
 * A pool of prompt servers behind one queue, first come first served, that hands each request over to a pool
 * of decoding ranks: to the one with the fewest, as soon as it has a sequence free.
 */
export function simulateDisaggregated(
  prefill: { readonly servers: number; readonly fixed: number; readonly token: number },
  transfer: number,
  decode: SimulatedRank & { readonly ranks: number },
  traffic: SimulatedTraffic,
): SimulatedTimes {
  const drawn = drawRequests(traffic);
  const n = traffic.requests;
  const free = new Float64Array(prefill.servers);
  const ready = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    let soonest = 0;
    for (let s = 1; s < free.length; s += 1) if (at(free, s) < at(free, soonest)) soonest = s;
    const start = Math.max(at(drawn.arrival, i), at(free, soonest));
    const done = start + prefill.fixed + prefill.token * at(drawn.input, i);
    free[soonest] = done;
    ready[i] = done + transfer;
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => at(ready, a) - at(ready, b));
  const first = new Float64Array(n);
  const last = new Float64Array(n);
  const steps = stepTable(decode);
  const ranks = Array.from({ length: decode.ranks }, () => ({
    running: new Running(),
    now: 0,
    cache: 0,
  }));
  let next = 0;
  let finished = 0;
  const needs = (i: number): number => at(drawn.input, i) + at(drawn.output, i);
  while (finished < n) {
    // The rank whose clock is behind makes the next step; an idle one waits for the next request.
    let rank = ranks[0];
    for (const r of ranks) if (rank === undefined || r.now < rank.now) rank = r;
    if (rank === undefined) break;
    while (next < n && at(ready, at(order, next)) <= rank.now) {
      const i = at(order, next);
      let target = rank;
      for (const r of ranks) if (r.running.count < target.running.count) target = r;
      const fits =
        target.running.count < decode.mostSequences &&
        (target.running.count === 0 || target.cache + needs(i) <= decode.kvTokens);
      if (!fits) break;
      target.cache += needs(i);
      if (at(drawn.output, i) > 1) {
        target.running.add(i, at(drawn.output, i) - 1);
        first[i] = Math.max(rank.now, target.now);
      } else {
        first[i] = last[i] = rank.now;
        target.cache -= needs(i);
        finished += 1;
      }
      next += 1;
    }
    if (rank.running.count === 0) {
      const others = ranks.filter((r) => r.running.count > 0).map((r) => r.now);
      const arrival = next < n ? at(ready, at(order, next)) : Infinity;
      rank.now = Math.max(
        rank.now,
        Math.min(arrival, ...others.filter((t) => t > rank.now), Infinity),
      );
      if (!Number.isFinite(rank.now)) ranks.splice(ranks.indexOf(rank), 1);
      continue;
    }
    rank.now += at(steps, rank.running.count);
    for (const i of rank.running.advance()) {
      last[i] = rank.now;
      rank.cache -= needs(i);
      finished += 1;
    }
  }
  return timesOf(drawn, first, last);
}

const stepTable = (rank: SimulatedRank): Float64Array =>
  Float64Array.from({ length: rank.mostSequences + 1 }, (_, b) => (b > 0 ? rank.decodeStep(b) : 0));

function timesOf(drawn: Requests, first: Float64Array, last: Float64Array): SimulatedTimes {
  const n = first.length;
  const from = Math.floor(n * WARM_UP_SHARE);
  const ttft = new Float64Array(n - from);
  const endToEnd = new Float64Array(n - from);
  const tpot: number[] = [];
  for (let i = from; i < n; i += 1) {
    ttft[i - from] = at(first, i) - at(drawn.arrival, i);
    endToEnd[i - from] = at(last, i) - at(drawn.arrival, i);
    const steps = at(drawn.output, i) - 1;
    if (steps > 0) tpot.push((at(last, i) - at(first, i)) / steps);
  }
  const span = at(drawn.arrival, n - 1) - at(drawn.arrival, from);
  return {
    ttft: ttft.sort(),
    tpot: Float64Array.from(tpot).sort(),
    endToEnd: endToEnd.sort(),
    throughput: (n - from) / span,
  };
}

/** Value below which a share of the sorted times lies. */
export const quantile = (sorted: Float64Array, share: number): number =>
  at(sorted, Math.min(sorted.length - 1, Math.floor(share * sorted.length)));

const at = (values: ArrayLike<number>, index: number): number => values[index] ?? 0;
