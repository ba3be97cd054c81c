import type { ServiceWorkload } from '../../workload/service-workload';
import { type ClosedLoop, closedLoopTimes, type LoopScratch } from './closed-loop';
import type { EngineProfile } from './engine-profile';
import {
  lengthAt,
  lengthVariation,
  meanInFlight,
  normalQuantile,
  promptWait,
} from '../open-loop/open-loop';
import type { ServingMemory } from '../memory/serving-memory';
import type { StepContext } from './step';

/** A workload reduced to the numbers the evaluation of a replica reads. SI units. */
export interface ServiceTarget {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Fresh prompt at the percentile over the mean one. */
  readonly inputStretch: number;
  readonly outputAtPercentile: number;
  readonly promptVariation: number;
  readonly cachedShare: number;
  readonly ttft: number;
  readonly tpot: number;
  readonly endToEnd: number;
  readonly percentile: number;
  readonly z: number;
}

const MS = 1e-3;
/** Arrivals, not lengths alone, spread a load; a percentile of one half needs no margin. */
const LEAST_PERCENTILE = 0.5;

/** The latency a workload asks for, in seconds; what is not asked for is infinite. */
export function serviceTarget(w: ServiceWorkload): ServiceTarget {
  const percentile = Math.max(LEAST_PERCENTILE, w.slo.percentile);
  const limit = (ms: number | null): number => (ms === null ? Infinity : ms * MS);
  const { inputTokens: input, outputTokens: output } = w;
  return {
    inputTokens: input.mean,
    outputTokens: output.mean,
    inputStretch: lengthAt(input.mean, input.p90, percentile) / input.mean,
    outputAtPercentile: lengthAt(output.mean, output.p90, percentile),
    promptVariation: lengthVariation(input.mean, input.p90),
    cachedShare: w.prefixCacheHitShare,
    ttft: limit(w.slo.ttftMs),
    tpot: limit(w.slo.tpotMs),
    endToEnd: limit(w.slo.endToEndMs),
    percentile,
    z: normalQuantile(percentile),
  };
}

/** What one replica does with so many requests in flight at the percentile. Seconds and requests a second. */
export interface ReplicaPoint {
  peakInFlight: number;
  ttft: number;
  tpot: number;
  rate: number;
  /** Decoding alone, when prompts are processed elsewhere. */
  decodeOnlyTpot: number;
  decodeOnlyRate: number;
  fits: boolean;
}

/** Room for the operating point of a replica, to be written to again and again. */
export const replicaPoint = (): ReplicaPoint => ({
  peakInFlight: 0,
  ttft: 0,
  tpot: 0,
  rate: 0,
  decodeOnlyTpot: 0,
  decodeOnlyRate: 0,
  fits: false,
});

/** Speed corrections of a profile on a machine: factors on the times the step model gives. */
export interface SpeedCorrection {
  readonly tpot: number;
  readonly ttft: number;
}

/**
 * Open-loop behaviour of an aggregated replica: decoding at the number in flight of the percentile, the rate
 * from Little's law at the mean number in flight, the first token after a queue of prompts.
 */
export function evaluateReplica(
  c: StepContext,
  p: EngineProfile,
  memory: ServingMemory,
  target: ServiceTarget,
  speed: SpeedCorrection,
  peakInFlight: number,
  scratch: LoopScratch,
  out: ReplicaPoint,
): void {
  LOOP.inputTokens = target.inputTokens;
  LOOP.outputTokens = target.outputTokens;
  LOOP.concurrency = peakInFlight;
  LOOP.cachedShare = target.cachedShare;
  const times = closedLoopTimes(c, p, memory, LOOP, scratch);
  const steps = Math.max(1, target.outputTokens - 1);
  const mean = meanInFlight(peakInFlight, target.z);
  const tpot = times.tpot * speed.tpot;
  const alone = times.promptAlone * speed.ttft;
  const firstToken = alone + times.arrival + times.decodeStep / 2;
  const byLittle = mean / (firstToken + steps * tpot);
  // Short answers are bound by how fast prompts pass, not by how many may run.
  const rate = Math.min(byLittle, (MOST_PROMPT_LOAD * c.layout.dp) / times.promptService);
  const perRank = rate / c.layout.dp;
  const wait = promptWait(perRank, times.promptService, target.promptVariation, target.percentile);
  out.fits = times.fits && times.queue === 0;
  out.peakInFlight = peakInFlight;
  out.tpot = tpot;
  out.ttft = (alone + times.arrival) * target.inputStretch + times.decodeStep / 2 + wait;
  out.rate = rate;
  out.decodeOnlyTpot = times.decodeStep * speed.tpot;
  out.decodeOnlyRate = mean / (steps * out.decodeOnlyTpot);
}

/** Busiest the prompts of one rank may keep it: beyond, the queue before them grows without end. */
const MOST_PROMPT_LOAD = 0.9;

/** Reused between evaluations: the inner loop allocates nothing. */
const LOOP: { -readonly [K in keyof ClosedLoop]: ClosedLoop[K] } = {
  inputTokens: 0,
  outputTokens: 0,
  concurrency: 0,
  cachedShare: 0,
  equalLengths: false,
};

/** Whether times to first token and per token (seconds) keep the target. */
export const keepsLatency = (target: ServiceTarget, ttft: number, tpot: number): boolean =>
  ttft <= target.ttft &&
  tpot <= target.tpot &&
  ttft + Math.max(0, target.outputAtPercentile - 1) * tpot <= target.endToEnd;
