import { isNightJob } from '../model/fleet-nights';
import type { FleetProblem } from '../fleet-problem';
import type { Host } from '../model/hosts';
import { leasedUnits } from './leased-units';
import type { DecidedUnits } from '../solve-fleet';

const NOTHING = 1e-6;

/** Units of a fleet by pool, and what runs on hosts as a whole, by service option; arrays by period. */
export interface MergedFleet {
  readonly pools: readonly DecidedUnits[];
  readonly replicas: readonly (readonly number[])[];
  readonly jobs: readonly number[];
}

/**
 * Spreads the replicas of every host over its pools, the largest first, in the same order in every period so
 * that what runs somewhere stays there. `null` where a replica of several units finds no pool with room for it.
 */
export function spreadReplicas(
  problem: FleetProblem,
  hosts: readonly Host[],
  fleet: MergedFleet,
): number[][] | null {
  const replicas = problem.serviceOptions.map(() =>
    Array.from({ length: problem.periods }, () => 0),
  );
  for (const host of hosts) {
    const order = host.options
      .map((option, k) => ({ option, k }))
      .sort((a, b) => b.option.unitsPerReplica - a.option.unitsPerReplica || a.k - b.k);
    for (let t = 0; t < problem.periods; t += 1) {
      const room = host.pools.map((p) => roomIn(problem, fleet, p, t));
      for (const { option } of order) {
        let left = fleet.replicas[option.members[0] ?? 0]?.[t] ?? 0;
        option.members.forEach((member, k) => {
          const fit = Math.floor((room[k] ?? 0) / option.unitsPerReplica + NOTHING);
          const here = Math.min(left, Math.max(0, fit));
          const row = replicas[member];
          if (row !== undefined) row[t] = here;
          room[k] = (room[k] ?? 0) - here * option.unitsPerReplica;
          left -= here;
        });
        if (left > NOTHING) return null;
      }
    }
  }
  return replicas;
}

/** Units of a pool in a period that no job has taken by day. */
function roomIn(problem: FleetProblem, fleet: MergedFleet, p: number, t: number): number {
  const units = fleet.pools[p];
  const bought = (units?.bought ?? []).slice(0, t + 1).reduce((a, b) => a + b, 0);
  const pool = problem.pools[p];
  const taken = fleet.jobs.reduce((sum, i) => {
    const o = problem.jobOptions[i];
    return o?.poolId === pool?.id &&
      o?.dedicatedRent === null &&
      !isNightJob(o) &&
      (o.periodShare[t] ?? 0) > 0
      ? sum + o.units
      : sum;
  }, 0);
  const leased = leasedUnits(pool?.leases ?? [], units?.leased ?? [], t);
  return (pool?.existingUnits[t] ?? 0) + bought + leased + (units?.rented[t] ?? 0) - taken;
}
