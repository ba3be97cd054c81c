import { nightPools } from './fleet-nights';
import { sitedPools } from './fleet-site-loss';
import type { FleetProblem, ServiceOption } from '../fleet-problem';

/**
 * Pools of one kind of system that carry the same work in the same way. Where a replica stands among them
 * changes neither what it takes nor what it carries, so the program counts replicas once for all of them.
 */
export interface Host {
  readonly systemId: string;
  /** Indices of its pools. */
  readonly pools: readonly number[];
  /** What it can carry; the indices are of the service options at its pools, in the order of `pools`. */
  readonly options: readonly HostOption[];
}

export interface HostOption extends Pick<
  ServiceOption,
  'workloadId' | 'unitsPerReplica' | 'capacityPerReplica'
> {
  readonly members: readonly number[];
}

/**
 * Groups the pools of a problem into hosts; a pool that carries something of its own is a host by itself, and
 * every pool is where `apart` says so, as are pools on which jobs may run at night or it matters at which site a replica stands.
 */
export function hostsOf(problem: FleetProblem, apart = false): Host[] {
  const optionsAt = new Map<string, number[]>();
  problem.serviceOptions.forEach((o, i) => {
    optionsAt.set(o.poolId, [...(optionsAt.get(o.poolId) ?? []), i]);
  });
  const jobsAt = new Map<string, string[]>();
  for (const o of problem.jobOptions) {
    if (o.dedicatedRent !== null) continue;
    const key = `${o.jobId} ${o.units} ${o.periodShare.join()}`;
    jobsAt.set(o.poolId, [...(jobsAt.get(o.poolId) ?? []), key]);
  }
  const nights = nightPools(problem);
  const sited = sitedPools(problem);
  const groups = new Map<string, { systemId: string; pools: number[]; members: number[][] }>();
  problem.pools.forEach((pool, p) => {
    const members = optionsAt.get(pool.id) ?? [];
    const work = members.map((i) => {
      const o = problem.serviceOptions[i];
      return `${o?.workloadId} ${o?.unitsPerReplica} ${o?.capacityPerReplica}`;
    });
    const alone = apart || nights.has(pool.id) || sited.has(pool.id);
    const key = [alone ? p : '', pool.systemId, ...work, ...(jobsAt.get(pool.id) ?? [])].join('|');
    const group = groups.get(key) ?? { systemId: pool.systemId, pools: [], members: [] };
    group.pools.push(p);
    group.members.push(members);
    groups.set(key, group);
  });
  return [...groups.values()].map(({ systemId, pools, members }) => ({
    systemId,
    pools,
    options: (members[0] ?? []).flatMap((first, k) => {
      const option = problem.serviceOptions[first];
      return option === undefined
        ? []
        : [
            {
              workloadId: option.workloadId,
              unitsPerReplica: option.unitsPerReplica,
              capacityPerReplica: option.capacityPerReplica,
              members: members.flatMap((m) => m.slice(k, k + 1)),
            },
          ];
    }),
  }));
}
