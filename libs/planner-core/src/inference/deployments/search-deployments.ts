import type {
  Excuse,
  LatencyPercentiles,
  ServiceDeployment,
  ServingCalibration,
} from '@headroom/models';
import type { Machine } from '../../topology/machine';
import type { ServiceWorkload } from '../../workload/service-workload';
import { loopScratch } from '../engine/closed-loop';
import { describeDeployment } from './describe-deployment';
import { correctionOf } from '../measured/correction';
import { wholeUnits } from '../memory/layout';
import { modelShape } from '../memory/model-shape';
import {
  excuseContext,
  excuseFit,
  excuseKv,
  excuseLatency,
  excuseLayout,
  excusePrecision,
} from './excuses';
import { matchPools, type MatchedPools } from '../engine/match-pools';
import { latencyPercentiles } from '../open-loop/open-loop-deployment';
import { cacheTransferTime, prefillInstance, type PrefillInstance } from '../engine/prefill-pool';
import {
  evaluateReplica,
  keepsLatency,
  replicaPoint,
  type ReplicaPoint,
  type ServiceTarget,
  serviceTarget,
  type SpeedCorrection,
} from '../engine/replica';
import {
  type Candidate,
  canCache,
  searchSpace,
  type SearchSpace,
  weightPrecisions,
} from './search-space';
import { sequencesHeld } from '../memory/serving-memory';

export type DeploymentSearch =
  | {
      readonly kind: 'found';
      /** Most requests per chip that keep the latency asked for; of near equals the smallest replica. */
      readonly best: ServiceDeployment;
      /** The same among replicas of the fewest chips: what a small demand is served with. */
      readonly compact: ServiceDeployment;
      /** Most requests per whole unit, chips counted that no further replica fills: what a large unit is bought for. */
      readonly packed: ServiceDeployment;
      /** Most requests of every size of replica that fits a unit, fewest chips first: what services that share units are placed by. */
      readonly bySize: ServiceDeployment[];
      /** Tokens per second and chip against tokens per second and user: none is better in both. */
      readonly pareto: ServiceDeployment[];
    }
  | { readonly kind: 'excused'; readonly excuse: Excuse };

/** One evaluated operating point that keeps the latency. */
export interface Operating {
  readonly candidate: Candidate;
  readonly pools: MatchedPools | null;
  /** Chips of one replica, whole units when it spans several. */
  readonly chips: number;
  readonly point: ReplicaPoint;
  readonly ttft: number;
  readonly tpot: number;
  /** Requests a second of one replica at full load. */
  readonly rate: number;
  readonly tokensPerChip: number;
}

/** Engines schedule no more sequences than this on one attention rank. */
const MOST_SEQUENCES = 1024;
const MOST_PARETO = 12;
/** Disaggregated replicas larger than this, and than a unit, are offered only when asked for. */
const MOST_CHIPS_UNASKED = 64;
const REFINEMENTS = 3;

/**
 * Searches precision, layout, mode and batch of a workload on a machine.
 * `best` carries the most requests per chip under the SLO; without an SLO, the most tokens per chip.
 * Excuses: context over the model's limit, precision the chip lacks, no dividing layout, does not fit,
 * latency out of reach, each with the nearest value that would do.
 */
export function searchDeployments(workload: ServiceWorkload, machine: Machine): DeploymentSearch {
  const shape = modelShape(workload.llm);
  const target = serviceTarget(workload);
  const tooLong = excuseContext(workload, machine);
  if (tooLong) return excused(tooLong);
  const precisions = weightPrecisions(workload, machine);
  if (precisions.length === 0) return excused(excusePrecision(workload, machine));
  if (workload.kvPrecision && !canCache(machine, workload.kvPrecision))
    return excused(excuseKv(workload, machine, workload.kvPrecision));
  const space = searchSpace(workload, shape, machine, precisions);
  if (space.closest === null) return excused(excuseLayout(workload, machine));
  if (space.candidates.length === 0) return excused(excuseFit(workload, machine, space.closest));

  const found = explore(workload, machine, space, target);
  const best = bestOf(found.feasible);
  if (best === null) return excused(excuseLatency(workload, machine, found.fastest));
  const describe = (o: Operating) => describeDeployment(workload, machine, space, o, target);
  const speedOf = speedCache(machine, space, workload.calibration);
  const told = (o: Operating): ServiceDeployment => {
    const deployment = describe(o);
    percentiles.set(deployment, () =>
      latencyPercentiles(workload, machine, space, o, speedOf(o.candidate)),
    );
    return deployment;
  };
  return {
    kind: 'found',
    best: told(best),
    compact: told(compactOf(found.feasible, best, machine.chips)),
    packed: told(packedOf(found.feasible, best, machine.chips)),
    bySize: bySizeOf(found.feasible, machine.chips).map(told),
    pareto: paretoOf(found.feasible).map(told),
  };
}

/** How to find what users of a deployment see: a search makes many and keeps one. */
const percentiles = new WeakMap<ServiceDeployment, () => LatencyPercentiles>();

/** A deployment a search found, with the percentiles its users see. */
export function withLatency(deployment: ServiceDeployment): ServiceDeployment {
  const find = percentiles.get(deployment);
  return find === undefined ? deployment : { ...deployment, latency: find() };
}

/** A larger replica has to be better by this much to be worth its coarser steps. */
const NEAR_EQUAL = 0.95;

function bestOf(points: readonly Operating[]): Operating | null {
  let most = 0;
  for (const point of points) most = Math.max(most, point.tokensPerChip);
  let best: Operating | null = null;
  for (const point of points) {
    if (point.tokensPerChip < NEAR_EQUAL * most) continue;
    const smaller = best === null || point.chips < best.chips;
    const better = best?.chips === point.chips && point.tokensPerChip > best.tokensPerChip;
    if (smaller || better) best = point;
  }
  return best;
}

function compactOf(points: readonly Operating[], best: Operating, unit: number): Operating {
  const units = (o: Operating): number => Math.max(1, o.chips / unit);
  return points.reduce((a, b) => {
    if (units(b) !== units(a)) return units(b) < units(a) ? b : a;
    return b.tokensPerChip > a.tokensPerChip ? b : a;
  }, best);
}

function packedOf(points: readonly Operating[], best: Operating, unit: number): Operating {
  const ratePerUnit = ({ chips, rate }: Operating): number =>
    chips <= unit ? rate * Math.floor(unit / chips) : (rate * unit) / chips;
  return points.reduce((a, b) => (ratePerUnit(b) > ratePerUnit(a) ? b : a), best);
}

/** A size is left out where a smaller replica carries as much. */
function bySizeOf(points: readonly Operating[], unit: number): Operating[] {
  const most = new Map<number, Operating>();
  for (const point of points) {
    if (point.chips <= unit && point.rate > (most.get(point.chips)?.rate ?? 0))
      most.set(point.chips, point);
  }
  let carried = 0;
  return [...most.values()]
    .sort((a, b) => a.chips - b.chips)
    .filter(({ rate }) => {
      const isMore = rate > carried;
      carried = Math.max(carried, rate);
      return isMore;
    });
}

const excused = (excuse: Excuse): DeploymentSearch => ({ kind: 'excused', excuse });

/** The lowest latencies seen, whether or not they keep the SLO. Seconds. */
export interface FastestSeen {
  ttft: number;
  tpot: number;
  endToEnd: number;
}

interface Explored {
  readonly feasible: Operating[];
  readonly fastest: FastestSeen;
}

function explore(
  workload: ServiceWorkload,
  machine: Machine,
  space: SearchSpace,
  target: ServiceTarget,
): Explored {
  const feasible: Operating[] = [];
  const fastest: FastestSeen = { ttft: Infinity, tpot: Infinity, endToEnd: Infinity };
  const scratch = loopScratch();
  const point = replicaPoint();
  const speedOf = speedCache(machine, space, workload.calibration);
  const aggregated = workload.mode !== 'disaggregated';
  const split = workload.mode !== 'aggregated';
  const mostAuto = Math.max(machine.chips, MOST_CHIPS_UNASKED);
  const prefills = split ? new Map<string, PrefillInstance>() : null;
  if (prefills) {
    for (const candidate of space.candidates) {
      const { context, memory } = candidate;
      const key = context.formats.weights;
      const speed = speedOf(candidate);
      evaluateReplica(context, space.profile, memory, target, speed, 1, scratch, point);
      const moved = cacheTransferTime(context, memory, target.inputTokens, true);
      const transfer = moved + scratch.times.arrival;
      const alone = scratch.times.promptAlone;
      const instance = prefillInstance(context, candidate.chips, alone, transfer, target, speed);
      const idle = alone * speed.ttft * target.inputStretch + transfer;
      fastest.ttft = Math.min(fastest.ttft, idle);
      const known = prefills.get(key);
      if (instance && (!known || instance.rate / instance.chips > known.rate / known.chips))
        prefills.set(key, instance);
    }
  }
  for (const candidate of space.candidates) {
    const { context, memory } = candidate;
    const held = sequencesHeld(memory, target.inputTokens + target.outputTokens);
    const most = Math.min(MOST_SEQUENCES, Math.floor(held)) * context.layout.dp;
    const prefill = prefills?.get(context.formats.weights) ?? null;
    const speed = speedOf(candidate);
    const consider = (inFlight: number): boolean => {
      evaluateReplica(context, space.profile, memory, target, speed, inFlight, scratch, point);
      let kept = false;
      if (aggregated && point.fits) {
        see(fastest, target, point.ttft, point.tpot);
        if (keepsLatency(target, point.ttft, point.tpot)) {
          const chips = wholeUnits(candidate.chips, machine.chips);
          feasible.push(operating(candidate, null, chips, point, target));
          kept = true;
        }
      }
      if (split) fastest.tpot = Math.min(fastest.tpot, point.decodeOnlyTpot);
      if (prefill) {
        const tpot = point.decodeOnlyTpot;
        see(fastest, target, prefill.ttft, tpot);
        if (keepsLatency(target, prefill.ttft, tpot)) {
          const pools = matchPools(prefill, candidate.chips, point.decodeOnlyRate, machine.chips);
          if (pools && (!aggregated || pools.chips <= mostAuto))
            feasible.push(operating(candidate, pools, pools.chips, point, target));
          kept = true;
        }
      }
      return kept;
    };
    let good = 0;
    let bad = 0;
    for (let n = 1; ; n = Math.min(most, n * 2)) {
      if (consider(n)) good = n;
      else {
        bad = n;
        break;
      }
      if (n >= most) break;
    }
    for (let i = 0; i < REFINEMENTS && good > 0 && bad > good + 1; i += 1) {
      const middle = Math.round(Math.sqrt(good * bad));
      if (middle <= good || middle >= bad) break;
      if (consider(middle)) good = middle;
      else bad = middle;
    }
  }
  // With prefill out of reach no whole request was seen: the two fastest halves bound it.
  const halves = fastest.ttft + Math.max(0, target.outputAtPercentile - 1) * fastest.tpot;
  if (!Number.isFinite(fastest.endToEnd)) fastest.endToEnd = halves;
  return { feasible, fastest };
}

/** The correction depends on the formats only, of which a search has a few. */
function speedCache(
  machine: Machine,
  space: SearchSpace,
  calibration: ServingCalibration | undefined,
): (c: Candidate) => SpeedCorrection {
  const known = new Map<string, SpeedCorrection>();
  return ({ context }) => {
    const { shape, formats } = context;
    let speed = known.get(formats.weights);
    if (speed === undefined) {
      speed = correctionOf(machine, space.engine, shape, formats, calibration);
      known.set(formats.weights, speed);
    }
    return speed;
  };
}

function see(fastest: FastestSeen, target: ServiceTarget, ttft: number, tpot: number): void {
  fastest.ttft = Math.min(fastest.ttft, ttft);
  fastest.tpot = Math.min(fastest.tpot, tpot);
  const whole = ttft + Math.max(0, target.outputAtPercentile - 1) * tpot;
  fastest.endToEnd = Math.min(fastest.endToEnd, whole);
}

function operating(
  candidate: Candidate,
  pools: MatchedPools | null,
  chips: number,
  point: ReplicaPoint,
  target: ServiceTarget,
): Operating {
  const rate = pools ? pools.rate : point.rate;
  return {
    candidate,
    pools,
    chips,
    point: { ...point },
    ttft: pools ? pools.prefill.ttft : point.ttft,
    tpot: pools ? point.decodeOnlyTpot : point.tpot,
    rate,
    tokensPerChip: (rate * target.outputTokens) / chips,
  };
}

/** Points no other point beats in both speed to the user and speed per chip, thinned to a readable few. */
function paretoOf(points: readonly Operating[]): Operating[] {
  const sorted = [...points].sort((a, b) => a.tpot - b.tpot || b.tokensPerChip - a.tokensPerChip);
  const front: Operating[] = [];
  let most = 0;
  for (const point of sorted) {
    if (point.tokensPerChip > most * 1.0001) {
      front.push(point);
      most = point.tokensPerChip;
    }
  }
  if (front.length <= MOST_PARETO) return front;
  const step = (front.length - 1) / (MOST_PARETO - 1);
  return Array.from({ length: MOST_PARETO }, (_, i) => front[Math.round(i * step)]).filter(
    (point) => point !== undefined,
  );
}
