import type { Period } from '../../forecast/period';
import type { JobOption } from '../../optimise/fleet-problem';
import type { FleetSolution } from '../../optimise/solve-fleet';
import type { PlanProblem } from '../problem/build-problem';
import { totalCarried, unitsInService, type PoolUse } from '../fleet/fleet-use';

/** What one pool carries: shares of services, and the units it has for them. Arrays by planning period. */
export interface PoolLoad {
  readonly pool: number;
  readonly parts: readonly PoolPart[];
  /** Units for services: in service, less those that jobs take. */
  readonly units: readonly number[];
}

export interface PoolPart {
  readonly service: number;
  readonly workloadId: string;
  /** Share of the service's load that the pool carries. */
  readonly share: readonly number[];
  readonly unitsPerDemand: number;
}

/** Jobs that run at night stand on what services leave then, and take nothing from their peak. */
const takesUnitsByDay = ({ dedicatedRent, slot }: JobOption): boolean =>
  dedicatedRent === null && slot !== 'night';

/** Loads of every pool that carries a service in the plan. */
export function poolLoads(
  planProblem: PlanProblem,
  solution: FleetSolution,
  uses: readonly PoolUse[],
): PoolLoad[] {
  const { problem } = planProblem;
  const periods = Array.from({ length: problem.periods }, (_, t) => t);
  return uses.flatMap((use, pool): PoolLoad[] => {
    const parts = problem.serviceOptions.flatMap((option, i): PoolPart[] => {
      const replicas = solution.replicas[i] ?? [];
      if (option.poolId !== use.info.pool.id || !replicas.some((r) => r > 0)) return [];
      return [
        {
          service: problem.services.findIndex((s) => s.workloadId === option.workloadId),
          workloadId: option.workloadId,
          unitsPerDemand: option.unitsPerReplica / option.capacityPerReplica,
          share: periods.map((t) => {
            const carried = totalCarried(planProblem, solution, option.workloadId, t);
            return carried > 0 ? ((replicas[t] ?? 0) * option.capacityPerReplica) / carried : 0;
          }),
        },
      ];
    });
    if (parts.length === 0) return [];
    const jobs = solution.jobs.flatMap((j) => problem.jobOptions[j] ?? []);
    return [
      {
        pool,
        parts,
        units: periods.map((t) => {
          const busy = jobs
            .filter((j) => j.poolId === use.info.pool.id && takesUnitsByDay(j))
            .reduce((sum, j) => sum + ((j.periodShare[t] ?? 0) > 0 ? j.units : 0), 0);
          return unitsInService(use, t) - (use.jobRented[t] ?? 0) - busy;
        }),
      },
    ];
  });
}

/** Position of the planning period each month falls into; months past the horizon fall into the last. */
export function periodOfMonths(months: readonly Period[], periods: readonly Period[]): number[] {
  return months.map(({ id }) => {
    const t = periods.findLastIndex((p) => p.id <= id);
    return Math.max(0, t);
  });
}

/** Float noise must not fill a pool that is used exactly. */
const SLACK = 1e-9;

/**
 * First month whose load needs more units than there are, by position; `null` when none does.
 * @param demand requests per second by service and month
 */
export function monthFull(
  load: PoolLoad,
  units: readonly number[],
  demand: readonly (readonly number[])[],
  periodAt: readonly number[],
): number | null {
  const month = periodAt.findIndex((t, m) => {
    const needed = load.parts.reduce(
      (sum, part) =>
        sum + (demand[part.service]?.[m] ?? 0) * (part.share[t] ?? 0) * part.unitsPerDemand,
      0,
    );
    return needed > (units[t] ?? 0) * (1 + SLACK) + SLACK;
  });
  return month < 0 ? null : month;
}
