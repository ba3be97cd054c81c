import type { Coverage } from '@headroom/models';
import type { FleetSolution } from '../../optimise/solve-fleet';
import type { PlanProblem } from '../problem/build-problem';
import type { Candidates } from '../carriers/candidates';
import { totalCarried } from './fleet-use';
import type { PlanContext } from '../plan-context';

/** Load and capacity of every workload, by period. */
export function coverageOf(
  context: PlanContext,
  candidates: Candidates,
  planProblem: PlanProblem,
  solution: FleetSolution,
): Coverage[] {
  const services = candidates.servicePlans.map((plan): Coverage => ({
    workloadId: plan.demand.id,
    unit: 'requestsPerSecond',
    byPeriod: context.periods.map((period, t) => {
      const demand = plan.loads[t]?.peakRequestsPerSecond ?? 0;
      const capacity = totalCarried(planProblem, solution, plan.demand.id, t);
      return {
        period: period.id,
        demand,
        capacity,
        headroomShare: capacity > 0 ? 1 - demand / capacity : 0,
      };
    }),
  }));
  const jobs = solution.jobs.flatMap((i): Coverage[] => {
    const job = planProblem.jobs[i];
    if (job === undefined) return [];
    return [
      {
        workloadId: job.option.jobId,
        unit: 'chips',
        byPeriod: context.periods.map((period, t) => {
          const chips = (job.option.periodShare[t] ?? 0) > 0 ? job.carrier.run.chips : 0;
          return { period: period.id, demand: chips, capacity: chips, headroomShare: 0 };
        }),
      },
    ];
  });
  return [...services, ...jobs];
}
