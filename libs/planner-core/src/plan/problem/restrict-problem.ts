import { capOver } from '../../optimise/reduce/keep-pools';
import type { FleetSolution } from '../../optimise/solve-fleet';
import type { PlanProblem } from './build-problem';

/** The problem with some of its options only, and the pools these use; everything else stays. */
export function restrictProblem(
  from: PlanProblem,
  isKept: (workloadId: string, poolId: string) => boolean,
): PlanProblem {
  const { problem } = from;
  const services = problem.serviceOptions.map((o) => isKept(o.workloadId, o.poolId));
  const jobs = from.jobs.filter(({ option }) => isKept(option.jobId, option.poolId));
  const serviceOptions = problem.serviceOptions.filter((_, i) => services[i]);
  const ids = new Set([...serviceOptions, ...jobs.map((j) => j.option)].map((o) => o.poolId));
  const pools = from.pools.filter((p) => ids.has(p.pool.id));
  return {
    problem: {
      ...problem,
      pools: pools.map((p) => p.pool),
      serviceOptions,
      jobOptions: jobs.map((j) => j.option),
      supply: problem.supply.flatMap((cap) => capOver(cap, ids)),
    },
    pools,
    services: from.services.filter((_, i) => services[i]),
    jobs,
  };
}

/** A solution of one problem told in the terms of another with all pools and options the solution uses. */
export function translateSolution(
  solution: FleetSolution,
  from: PlanProblem,
  to: PlanProblem,
): FleetSolution {
  const none = Array.from({ length: to.problem.periods }, () => 0);
  const place = (ids: readonly { readonly id: string }[]) =>
    new Map(ids.map(({ id }, i) => [id, i]));
  const poolAt = place(from.problem.pools);
  const optionAt = place(from.problem.serviceOptions);
  const jobAt = place(to.problem.jobOptions);
  const { nightReplicas } = solution;
  return {
    ...solution,
    pools: to.problem.pools.map(({ id, leases }) => {
      const known = solution.pools[poolAt.get(id) ?? -1];
      return (
        known ?? {
          bought: [...none],
          rented: [...none],
          ...(leases === undefined || leases.length === 0
            ? {}
            : { leased: leases.map(() => [...none]) }),
        }
      );
    }),
    replicas: to.problem.serviceOptions.map(
      ({ id }) => solution.replicas[optionAt.get(id) ?? -1] ?? [...none],
    ),
    ...(nightReplicas === undefined
      ? {}
      : {
          nightReplicas: to.problem.serviceOptions.map(
            ({ id }) => nightReplicas[optionAt.get(id) ?? -1] ?? null,
          ),
        }),
    jobs: solution.jobs
      .flatMap((i) => jobAt.get(from.problem.jobOptions[i]?.id ?? '') ?? [])
      .sort((a, b) => a - b),
  };
}
