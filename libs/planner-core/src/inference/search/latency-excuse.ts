import type { Excuse, MessageCode } from '@headroom/models';
import { makeExcuse } from '../deployments/excuses';
import type { ServiceTarget } from '../engine/replica';
import { exploreAll } from './explore';
import type { SystemSearch } from './search-system';

/** Rungs that are looked at for the fastest: latencies only grow above. */
const RUNGS = 6;
const MS_PER_SECOND = 1000;
/** Told values are rounded up to so many digits, so that asking for them is asking for something that is there. */
const DIGITS = 4;

interface Limits {
  ttft: number;
  tpot: number;
  endToEnd: number;
}

const NAMES = ['tpot', 'ttft', 'endToEnd'] as const;
type LimitName = (typeof NAMES)[number];

const CODES: Readonly<Record<LimitName, MessageCode>> = {
  tpot: 'inference/tpot-out-of-reach',
  ttft: 'inference/ttft-out-of-reach',
  endToEnd: 'inference/end-to-end-out-of-reach',
};

/**
 * The latency nothing keeps, with the nearest that something keeps together with the other limits; where no
 * single limit is to blame, all of the point that misses its worst limit by the least.
 */
export function latencyExcuse(search: SystemSearch): Excuse {
  const { exploration: e, workload } = search;
  const { target } = e;
  const fastest: Limits = { ttft: Infinity, tpot: Infinity, endToEnd: Infinity };
  const nearest: Limits = { ttft: Infinity, tpot: Infinity, endToEnd: Infinity };
  let leastMiss = Infinity;
  const point: Limits = { ttft: 0, tpot: 0, endToEnd: 0 };
  e.table.clear();
  const see = (ttft: number, tpot: number): void => {
    point.ttft = ttft;
    point.tpot = tpot;
    point.endToEnd = ttft + Math.max(0, target.outputAtPercentile - 1) * tpot;
    let miss = 0;
    for (const name of NAMES) {
      const keepsOthers = NAMES.every((other) => other === name || point[other] <= target[other]);
      if (keepsOthers) fastest[name] = Math.min(fastest[name], point[name]);
      if (Number.isFinite(target[name])) miss = Math.max(miss, point[name] / target[name]);
    }
    if (miss < leastMiss) {
      leastMiss = miss;
      Object.assign(nearest, point);
    }
  };
  exploreAll(e, RUNGS, see);
  if (leastMiss === Infinity) seeFastestPrefill(search, see);
  const params = { system: e.machine.systemId, model: workload.llm.name };
  const alone = blamed(target, fastest);
  if (alone !== null) {
    const limitMs = target[alone] * MS_PER_SECOND;
    const nearestMs = roundUp(fastest[alone] * MS_PER_SECOND);
    return makeExcuse(CODES[alone], { ...params, limitMs, nearestMs }, workload, e.machine, {
      limit: limitMs,
      actual: nearestMs,
      nearestFeasible: nearestMs,
      unit: 'ms',
    });
  }
  const together = {
    ...params,
    nearestTtftMs: roundUp(nearest.ttft * MS_PER_SECOND),
    nearestTpotMs: roundUp(nearest.tpot * MS_PER_SECOND),
  };
  return makeExcuse('inference/latency-out-of-reach', together, workload, e.machine);
}

/** Without any prefill instance in time no whole request was seen: the fastest first token is what lacks. */
function seeFastestPrefill(
  { exploration: e, fastestPrefill }: SystemSearch,
  see: (ttft: number, tpot: number) => void,
): void {
  const { target } = e;
  const reachable = Number.isFinite(target.tpot) ? target.tpot : 0;
  see(fastestPrefill, reachable);
}

/** The limit that alone stands in the way and is missed by the least. */
function blamed(target: ServiceTarget, fastest: Limits): LimitName | null {
  let least: LimitName | null = null;
  for (const name of NAMES) {
    if (!Number.isFinite(fastest[name]) || fastest[name] <= target[name]) continue;
    if (least === null || fastest[name] / target[name] < fastest[least] / target[least])
      least = name;
  }
  return least;
}

function roundUp(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 0;
  const unit = Math.pow(10, Math.floor(Math.log10(value)) - DIGITS + 1);
  return Number((Math.ceil((value / unit) * (1 + 1e-12)) * unit).toPrecision(DIGITS + 1));
}
