import { quote, say, type Excuse, type Message } from '@headroom/models';
import type { FleetProblem, Pool } from '../../optimise/fleet-problem';
import type { PlanProblem } from './build-problem';
import type { Candidates } from '../carriers/candidates';
import type { PlanContext } from '../plan-context';

/**
 * Workloads nothing can carry at all, or not yet in the period they are first asked for, with the most telling
 * excuse. Found before the optimiser is asked, because it could only say that demand is not met.
 */
export function strandedWorkloads(
  context: PlanContext,
  candidates: Candidates,
  { problem }: PlanProblem,
): Message[] {
  return [...services(problem), ...jobs(problem)].flatMap(({ workload, pools, asked }) => {
    if (asked.length === 0) return [];
    const reason = reasonFor(candidates, workload);
    if (pools.length === 0) return [say('plan/conflict-no-candidate', { workload, ...reason })];
    const early = asked.find((t) => !pools.some((pool) => mayServe(pool, t)));
    return early === undefined
      ? []
      : [
          say('plan/conflict-not-yet', {
            workload,
            period: context.periods[early]?.id ?? '',
            ...reason,
          }),
        ];
  });
}

interface Asked {
  readonly workload: string;
  readonly pools: readonly Pool[];
  /** Periods it runs in. */
  readonly asked: readonly number[];
}

function services(problem: FleetProblem): Asked[] {
  return problem.services.map(({ workloadId, demand }) => ({
    workload: workloadId,
    pools: poolsOf(
      problem,
      problem.serviceOptions.filter((o) => o.workloadId === workloadId),
    ),
    asked: demand.flatMap((d, t) => (d > 0 ? [t] : [])),
  }));
}

function jobs(problem: FleetProblem): Asked[] {
  return problem.jobIds.map((id) => {
    const options = problem.jobOptions.filter((o) => o.jobId === id);
    const first = options[0]?.periodShare.findIndex((share) => share > 0) ?? 0;
    return { workload: id, pools: poolsOf(problem, options), asked: [Math.max(0, first)] };
  });
}

const poolsOf = (problem: FleetProblem, options: readonly { readonly poolId: string }[]): Pool[] =>
  problem.pools.filter((pool) => options.some((o) => o.poolId === pool.id));

/** Whether a pool can have units in a period: owned, or the door was open by then. */
const mayServe = (pool: Pool, t: number): boolean =>
  (pool.existingUnits[t] ?? 0) > 0 ||
  [pool.buy, pool.rent].some((way) => way?.open.slice(0, t + 1).some(Boolean) === true) ||
  (pool.leases ?? []).some(({ open, termPeriods }) =>
    open.slice(Math.max(0, t - termPeriods + 1), t + 1).some(Boolean),
  );

/** Of the systems with the first one's reason, the one that misses least: what it can do is the nearest feasible value. */
function nearest(excuses: readonly Excuse[]): Excuse | undefined {
  const alike = excuses.filter(({ code }) => code === excuses[0]?.code);
  return alike.reduce<Excuse | undefined>(
    (best, excuse) => (best === undefined || missOf(excuse) < missOf(best) ? excuse : best),
    undefined,
  );
}

/** By which factor a limit would have to give way; without bound where nothing is known to do. */
function missOf({ limit, nearestFeasible }: Excuse): number {
  if (!limit || !nearestFeasible) return Infinity;
  return Math.max(limit / nearestFeasible, nearestFeasible / limit);
}

function reasonFor({ excuses }: Candidates, workload: string): Message['params'] {
  const excuse =
    nearest(excuses.filter((e) => e.workloadId === workload)) ??
    excuses.find((e) => e.code.startsWith('policy/')) ??
    excuses[0];
  return quote('reason', excuse?.message ?? say('plan/nothing-allowed'));
}
