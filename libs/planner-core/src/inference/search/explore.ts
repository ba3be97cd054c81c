import type { Machine } from '../../topology/machine';
import { wholeUnits } from '../memory/layout';
import { meanInFlight } from '../open-loop/open-loop';
import {
  keepsLatency,
  type ReplicaPoint,
  replicaPoint,
  type ServiceTarget,
  type SpeedCorrection,
} from '../engine/replica';
import type { Candidate, SearchSpace } from '../deployments/search-space';
import {
  decodeFloor,
  evaluateConfiguration,
  evaluationScratch,
  type EvaluationScratch,
  inFlightAt,
  mostInFlight,
  promptFloor,
  rungs,
} from './configuration';
import { matchRates, type PoolInstance, type RateMatch, rateMatch } from './match-rates';
import { type PointTable, type TablePoint } from './point-table';
import type { PrefillOption, PrefillOptions } from './prefill-options';

/** What a search of one system, or of a pair of them, works with. */
export interface Exploration {
  readonly machine: Machine;
  readonly space: SearchSpace;
  readonly target: ServiceTarget;
  readonly speedOf: (candidate: Candidate) => SpeedCorrection;
  readonly isAggregated: boolean;
  /** Instances that prefill for a disaggregated replica; `null` when that mode is not searched. */
  readonly prefills: PrefillOptions | null;
  readonly isOneSystem: boolean;
  /** Operating points that keep the latency. */
  readonly table: PointTable;
  /** Configurations whose speed was computed. */
  evaluated: number;
}

/** What every evaluation of this module writes to: one search runs at a time. */
const scratch: EvaluationScratch = evaluationScratch();
const replica: ReplicaPoint = replicaPoint();
const match: RateMatch = rateMatch();
const prefillSide: PoolInstance = { chips: 0, rate: 0, unitChips: 0 };
const decodeSide: PoolInstance = { chips: 0, rate: 0, unitChips: 0 };
const row: TablePoint = {
  candidate: 0,
  inFlight: 0,
  isSplit: false,
  prefillInstances: 0,
  decodeInstances: 0,
  prefillChips: 0,
  decodeChips: 0,
  chips: 0,
  ttft: 0,
  tpot: 0,
  rate: 0,
  tokensPerChip: 0,
};

/** Disaggregated replicas larger than this, and than a unit, are of no use beside aggregated ones. */
const MOST_CHIPS_BESIDE = 64;

/** Told of every evaluated point, whether or not it keeps the latency. Seconds. */
export type SeePoint = (ttft: number, tpot: number) => void;

/**
 * Evaluates every candidate at every rung of its ladder and keeps what keeps the latency: the whole space, which
 * the front and the lists of the best are taken from.
 */
export function exploreAll(e: Exploration, mostRungs = Infinity, see?: SeePoint): void {
  for (let i = 0; i < e.space.candidates.length; i += 1) {
    const candidate = e.space.candidates[i];
    if (candidate === undefined) continue;
    const most = mostInFlight(candidate, e.target);
    const last = Math.min(rungs(most), mostRungs);
    for (let rung = 0; rung < last; rung += 1) visit(e, i, candidate, inFlightAt(rung, most), see);
  }
}

/**
 * Keeps only what may carry the most requests per chip. No rate is higher than requests in flight over the time
 * their tokens take (Little's law), and each request's prompt takes its time too: from the same ranks, or from
 * instances of its own. These bounds grow with the number in flight. Candidates come in the order of their
 * bounds, so most are never evaluated.
 * @param isOfUse false for a bound, in requests a second of a replica of so many chips, that cannot matter any more
 */
export function exploreBest(
  e: Exploration,
  isOfUse: (rate: number, chips: number) => boolean,
  found: (rate: number, chips: number) => void,
): void {
  const bounds = boundsOf(e);
  for (const bound of bounds) {
    if (!mayBeOfUse(e, bound, bound.most, bound.floor, isOfUse)) continue;
    const { index, candidate, most } = bound;
    const first = e.table.size;
    const last = rungs(most) - 1;
    for (let rung = highestRung(e, bound, last); rung >= 0; rung -= 1) {
      const inFlight = inFlightAt(rung, most);
      const floor = rung === last ? bound.floor : floorAt(e, candidate, inFlight);
      if (!mayBeOfUse(e, bound, inFlight, floor, isOfUse)) break;
      visit(e, index, candidate, inFlight);
      for (let p = first; p < e.table.size; p += 1) found(e.table.rate(p), e.table.chips(p));
    }
  }
}

/** What no configuration of a candidate exceeds. */
interface Bound {
  readonly index: number;
  readonly candidate: Candidate;
  readonly most: number;
  /** Seconds per token at the most in flight, and of ranks for one prompt. */
  readonly floor: number;
  readonly prompt: number;
  /** Requests a second and chip. */
  readonly perChip: number;
}

/** Bounds of all candidates, the highest first. */
function boundsOf(e: Exploration): Bound[] {
  const { candidates, profile } = e.space;
  const steps = Math.max(1, e.target.outputTokens - 1);
  let prompt = 0;
  let context: Candidate['context'] | null = null;
  const bounds = candidates.map((candidate, index): Bound => {
    const most = mostInFlight(candidate, e.target);
    const floor = floorAt(e, candidate, most);
    // Candidates with and without drafting come side by side and process prompts alike.
    if (e.isAggregated && candidate.context !== context)
      prompt = promptFloor(candidate, profile, e.target, e.speedOf(candidate), scratch.terms);
    context = candidate.context;
    const decoding = (steps * floor) / meanInFlight(most, e.target.z);
    const prefill = e.prefills?.get(context.formats.kv);
    const split =
      prefill === undefined ? 0 : 1 / (candidate.chips * decoding + perRequest(prefill));
    const together = e.isAggregated ? 1 / (candidate.chips * (decoding + prompt)) : 0;
    return { index, candidate, most, floor, prompt, perChip: Math.max(split, together) };
  });
  return bounds.sort((a, b) => b.perChip - a.perChip || a.index - b.index);
}

/** Chip seconds of prefill instances for one request. */
const perRequest = ({ chips, rate }: PrefillOption): number => chips / rate;

/** Whether either mode of a candidate may still matter with so many in flight. */
function mayBeOfUse(
  e: Exploration,
  { candidate, prompt }: Bound,
  inFlight: number,
  floor: number,
  isOfUse: (rate: number, chips: number) => boolean,
): boolean {
  const mean = meanInFlight(inFlight, e.target.z);
  const decoding = (Math.max(1, e.target.outputTokens - 1) * floor) / mean;
  const { chips } = candidate;
  if (e.isAggregated && isOfUse(1 / (decoding + prompt), chips)) return true;
  const prefill = e.prefills?.get(candidate.context.formats.kv);
  if (prefill === undefined) return false;
  const rate = 1 / decoding;
  return isOfUse(rate, chips + rate * perRequest(prefill));
}

const floorAt = (e: Exploration, candidate: Candidate, inFlight: number): number =>
  decodeFloor(candidate, e.space.profile, e.target, e.speedOf(candidate), inFlight, scratch.terms);

/**
 * The highest rung at which decoding alone keeps the limit on tokens; -1 when none does. A token's time grows by
 * less than the number in flight, so that is at most the share of `most` that the limit is of the time there.
 */
function highestRung(e: Exploration, { candidate, most, floor }: Bound, last: number): number {
  const { tpot } = e.target;
  if (floor <= tpot) return last;
  let high = Math.min(last, rungs((most * tpot) / floor));
  let low = -1;
  for (let step = 1; low < 0 && high > 0; step *= 2) {
    const next = Math.max(0, high - step);
    if (floorAt(e, candidate, inFlightAt(next, most)) <= tpot) low = next;
    else high = next;
  }
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (floorAt(e, candidate, inFlightAt(middle, most)) <= tpot) low = middle;
    else high = middle;
  }
  return low;
}

function visit(
  e: Exploration,
  index: number,
  candidate: Candidate,
  inFlight: number,
  see?: SeePoint,
): void {
  const { target, machine } = e;
  const speed = e.speedOf(candidate);
  evaluateConfiguration(candidate, e.space.profile, target, speed, inFlight, scratch, replica);
  e.evaluated += 1;
  row.candidate = index;
  row.inFlight = inFlight;
  if (e.isAggregated && replica.fits) {
    see?.(replica.ttft, replica.tpot);
    if (keepsLatency(target, replica.ttft, replica.tpot)) {
      row.isSplit = false;
      row.prefillInstances = 0;
      row.decodeInstances = 1;
      row.prefillChips = 0;
      row.chips = wholeUnits(candidate.chips, machine.chips);
      row.decodeChips = row.chips;
      row.ttft = replica.ttft;
      row.tpot = replica.tpot;
      row.rate = replica.rate;
      e.table.add(row);
    }
  }
  const prefill = e.prefills?.get(candidate.context.formats.kv);
  if (prefill === undefined) return;
  see?.(prefill.ttft, replica.decodeOnlyTpot);
  if (!keepsLatency(target, prefill.ttft, replica.decodeOnlyTpot)) return;
  prefillSide.chips = prefill.chips;
  prefillSide.rate = prefill.rate;
  prefillSide.unitChips = prefill.machine.chips;
  decodeSide.chips = candidate.chips;
  decodeSide.rate = replica.decodeOnlyRate;
  decodeSide.unitChips = machine.chips;
  if (!matchRates(prefillSide, decodeSide, e.isOneSystem, match)) return;
  if (e.isAggregated && match.chips > Math.max(machine.chips, MOST_CHIPS_BESIDE)) return;
  row.isSplit = true;
  row.prefillInstances = match.prefillInstances;
  row.decodeInstances = match.decodeInstances;
  row.prefillChips = match.prefillChips;
  row.decodeChips = match.decodeChips;
  row.chips = match.chips;
  row.ttft = prefill.ttft;
  row.tpot = replica.decodeOnlyTpot;
  row.rate = match.rate;
  e.table.add(row);
}

/** Evaluates a configuration again, for a point that is told. */
export function replicaAt(e: Exploration, candidate: Candidate, inFlight: number): ReplicaPoint {
  const out = replicaPoint();
  const speed = e.speedOf(candidate);
  evaluateConfiguration(candidate, e.space.profile, e.target, speed, inFlight, scratch, out);
  return out;
}
