import type { Acquisition, FleetProblem, Pool, ServiceOption } from '../fleet-problem';
import type { FleetSolution } from '../solve-fleet';

/**
 * Keeps rented units where they stand. At sites that are alike it makes no difference to the program which of them holds
 * what in a period, so that units may seem to move from month to month. Here the pool that comes first holds the most in
 * every period, the next one the next most: of all ways to share out the same units, that moves the fewest, so that no
 * cap on what is added is broken. Neither cost nor anything carried changes.
 */
export function stayPut(problem: FleetProblem, solution: FleetSolution): FleetSolution {
  // The loss of a site may hit one arrangement and not another.
  if (problem.services.some((s) => s.survivesSiteLoss === true)) return solution;
  const optionsOf = optionsByPool(problem);
  return alikePools(problem, solution, optionsOf).reduce(
    (kept, pools) => sharedOut(kept, pools, optionsOf),
    solution,
  );
}

type OptionsByPool = readonly (readonly number[])[];

/** Indices of each pool's options, in an order that is the same for pools that carry the same. */
function optionsByPool({ pools, serviceOptions }: FleetProblem): OptionsByPool {
  const key = (o: ServiceOption | undefined) => (o === undefined ? '' : carries(o));
  return pools.map((pool) =>
    serviceOptions
      .flatMap((o, i) => (o.poolId === pool.id ? [i] : []))
      .sort((a, b) => (key(serviceOptions[a]) < key(serviceOptions[b]) ? -1 : 1)),
  );
}

const carries = (o: ServiceOption): string =>
  JSON.stringify([o.workloadId, o.unitsPerReplica, o.capacityPerReplica, o.nightShare ?? null]);

/** Groups of pools only hired by the period, which nothing but their site tells apart. */
function alikePools(
  problem: FleetProblem,
  solution: FleetSolution,
  optionsOf: OptionsByPool,
): number[][] {
  const busy = new Set(solution.jobs.map((j) => problem.jobOptions[j]?.poolId));
  const groups = new Map<string, number[]>();
  problem.pools.forEach((pool, p) => {
    const decided = solution.pools[p];
    const held = [
      ...pool.existingUnits,
      ...(decided?.bought ?? []),
      ...(decided?.leased ?? []).flat(),
    ];
    if (pool.rent === null || busy.has(pool.id) || held.some((n) => n > 0)) return;
    const options = (optionsOf[p] ?? []).map((i) => problem.serviceOptions[i]);
    const key = JSON.stringify([
      hireOf(pool, pool.rent),
      problem.supply.map((cap) => cap.poolIds.includes(pool.id)),
      // A least order may need the very jump that is smoothed away.
      problem.supply.some((cap) => (cap.minimumChips ?? 0) > 0 && cap.poolIds.includes(pool.id))
        ? p
        : null,
      options.map((o) => (o === undefined ? '' : carries(o))),
    ]);
    groups.set(key, [...(groups.get(key) ?? []), p]);
  });
  return [...groups.values()].filter((pools) => pools.length > 1);
}

const hireOf = ({ systemId, chips, powerKw, racks, vendor, domestic }: Pool, rent: Acquisition) => [
  systemId,
  chips,
  powerKw,
  racks,
  vendor,
  domestic,
  rent.weight,
  rent.costUsd,
  rent.open,
  rent.surcharge ?? null,
];

/** What one pool holds in one period. */
interface Share {
  readonly units: number;
  readonly replicas: readonly number[];
  readonly night: readonly (number | null)[];
}

function sharedOut(
  solution: FleetSolution,
  pools: readonly number[],
  optionsOf: OptionsByPool,
): FleetSolution {
  const decided = solution.pools.map((p) => ({ ...p, rented: [...p.rented] }));
  const replicas = solution.replicas.map((r) => [...r]);
  const night = solution.nightReplicas?.map((r) => (r === null ? null : [...r]));
  const periods = decided[pools[0] ?? -1]?.rented.length ?? 0;
  for (let t = 0; t < periods; t += 1) {
    const shares = pools
      .map((p): Share => {
        const options = optionsOf[p] ?? [];
        return {
          units: decided[p]?.rented[t] ?? 0,
          replicas: options.map((i) => replicas[i]?.[t] ?? 0),
          night: options.map((i) => night?.[i]?.[t] ?? null),
        };
      })
      .sort((a, b) => b.units - a.units || firstMore(a.replicas, b.replicas));
    shares.forEach((share, k) => {
      const p = pools[k] ?? -1;
      const pool = decided[p];
      if (pool !== undefined) pool.rented[t] = share.units;
      (optionsOf[p] ?? []).forEach((i, o) => {
        const own = replicas[i];
        if (own !== undefined) own[t] = share.replicas[o] ?? 0;
        const atNight = share.night[o] ?? null;
        const ownNight = night?.[i] ?? null;
        if (ownNight !== null && atNight !== null) ownNight[t] = atNight;
      });
    });
  }
  return {
    ...solution,
    pools: decided,
    replicas,
    ...(night === undefined ? {} : { nightReplicas: night }),
  };
}

/** Of equal units, those with more of the first workload come first. */
function firstMore(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((n, k) => n !== b[k]);
  return i < 0 ? 0 : (b[i] ?? 0) - (a[i] ?? 0);
}
