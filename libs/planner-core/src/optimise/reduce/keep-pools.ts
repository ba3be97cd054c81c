import type { FleetProblem, SupplyCap } from '../fleet-problem';
import type { MergedProblem } from './merge-periods';
import type { FleetSolution } from '../solve-fleet';

/** The problem with some of its pools only; the way back leaves the others empty. */
export function keepPools(
  problem: FleetProblem,
  isKept: (poolId: string) => boolean,
): MergedProblem {
  const pools = problem.pools.map((p) => isKept(p.id));
  const ids = new Set(problem.pools.flatMap((p, i) => (pools[i] === true ? [p.id] : [])));
  const services = problem.serviceOptions.map((o) => ids.has(o.poolId));
  const jobs = problem.jobOptions.flatMap((o, i) => (ids.has(o.poolId) ? [i] : []));
  const none = Array.from({ length: problem.periods }, () => 0);
  return {
    problem: {
      ...problem,
      pools: problem.pools.filter((_, i) => pools[i]),
      serviceOptions: problem.serviceOptions.filter((_, i) => services[i]),
      jobOptions: jobs.flatMap((i) => problem.jobOptions.slice(i, i + 1)),
      supply: problem.supply.flatMap((cap) => capOver(cap, ids)),
    },
    expand: (solution): FleetSolution => {
      const { nightReplicas } = solution;
      return {
        ...solution,
        pools: spread(solution.pools, pools, (i) => ({
          bought: [...none],
          rented: [...none],
          ...noLeases(problem.pools[i]?.leases ?? [], none),
        })),
        replicas: spread(solution.replicas, services, () => [...none]),
        ...(nightReplicas === undefined
          ? {}
          : { nightReplicas: spread(nightReplicas, services, () => null) }),
        jobs: solution.jobs.flatMap((j) => jobs.slice(j, j + 1)),
      };
    },
  };
}

const noLeases = (leases: readonly unknown[], none: readonly number[]) =>
  leases.length === 0 ? {} : { leased: leases.map(() => [...none]) };

/** Puts values back to where they were kept from. */
function spread<T>(
  values: readonly T[],
  kept: readonly boolean[],
  missing: (index: number) => T,
): T[] {
  let next = 0;
  return kept.map((isKept, i) => {
    const value = isKept ? values[next] : undefined;
    if (isKept) next += 1;
    return value ?? missing(i);
  });
}

/** A cap over the pools that are left; none where it has none. */
export function capOver(cap: SupplyCap, ids: ReadonlySet<string>): SupplyCap[] {
  const at = cap.poolIds.flatMap((id, i) => (ids.has(id) ? [i] : []));
  if (at.length === 0) return [];
  const pick = <T>(values: readonly T[]): T[] => at.flatMap((i) => values.slice(i, i + 1));
  const { counts } = cap;
  return [
    {
      ...cap,
      poolIds: pick(cap.poolIds),
      ...(counts === undefined ? {} : { counts: pick(counts) }),
    },
  ];
}
