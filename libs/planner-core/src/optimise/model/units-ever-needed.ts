import type { FleetProblem } from '../fleet-problem';
import { sum } from '../program/linear-model';

/** By pool: units for every service's peak and every job that may use the pool. */
export function unitsEverNeeded(problem: FleetProblem): number[] {
  const peaks = new Map(problem.services.map((s) => [s.workloadId, Math.max(0, ...s.demand)]));
  const most = new Map<string, Map<string, number>>();
  const note = (poolId: string, workload: string, units: number) => {
    const known = most.get(poolId) ?? new Map<string, number>();
    known.set(workload, Math.max(units, known.get(workload) ?? 0));
    most.set(poolId, known);
  };
  for (const o of problem.serviceOptions) {
    const replicas = Math.ceil((peaks.get(o.workloadId) ?? 0) / o.capacityPerReplica);
    note(o.poolId, o.workloadId, Math.ceil(replicas * o.unitsPerReplica));
  }
  for (const o of problem.jobOptions) {
    if (o.dedicatedRent === null) note(o.poolId, `job ${o.jobId}`, o.units);
  }
  return problem.pools.map((p) => sum([...(most.get(p.id) ?? new Map<string, number>()).values()]));
}
