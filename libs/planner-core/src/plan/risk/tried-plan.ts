import type { Message } from '@headroom/models';
import type { FleetSolution } from '../../optimise/solve-fleet';
import type { JobChoice, PlanProblem } from '../build-problem';
import { poolUses, takenJobs } from '../fleet-use';

/** First orders of one plan and the use it means to make of them, in the order of the whole problem's parts. */
export interface TriedPlan {
  readonly id: string;
  readonly title: Message;
  readonly pools: readonly TriedPool[];
  /** Holdings by service, in the order of the problem's services. */
  readonly holdings: readonly (readonly Holding[])[];
  readonly jobs: readonly TriedJob[];
  /** Units of each pool that power, racks and supply still let in beside the plan's own. */
  readonly mostBought: readonly number[];
}

/** Units of one pool by period. */
export interface TriedPool {
  readonly arrived: readonly number[];
  readonly bought: readonly number[];
  readonly rented: readonly number[];
  /** Planned units over the units services hold: what stands idle carries load too when it is needed. */
  readonly slack: readonly number[];
}

/** Replicas of one service option by period. */
export interface Holding {
  /** Position of the option in the whole problem. */
  readonly option: number;
  readonly pool: number;
  readonly replicas: readonly number[];
  readonly unitsPerReplica: number;
}

export interface TriedJob {
  /** Position of the job option in the whole problem. */
  readonly job: number;
  readonly choice: JobChoice;
  readonly rentUsd: number;
}

/**
 * Reads a solution of the whole problem, or of one narrowed to some of its pools, as first orders to try.
 * @param whole the problem worlds are drawn for; every part of `part` is found in it by its id
 */
export function triedPlan(
  id: string,
  title: Message,
  whole: PlanProblem,
  part: PlanProblem,
  solution: FleetSolution,
): TriedPlan {
  const periods = whole.problem.periods;
  const uses = new Map(poolUses(part, solution).map((u) => [u.info.pool.id, u]));
  const partAt = new Map(part.problem.serviceOptions.map((o, i) => [o.id, i]));
  const poolAt = new Map(whole.pools.map((p, i) => [p.pool.id, i]));
  const jobAt = new Map(whole.problem.jobOptions.map((o, i) => [o.id, i]));
  const held = whole.pools.map(() => Array.from({ length: periods }, () => 0));
  const holdings = whole.problem.services.map(({ workloadId }) =>
    whole.problem.serviceOptions.flatMap((option, i): Holding[] => {
      if (option.workloadId !== workloadId) return [];
      const replicas = solution.replicas[partAt.get(option.id) ?? -1] ?? [];
      if (!replicas.some((r) => r > 0)) return [];
      const pool = poolAt.get(option.poolId) ?? 0;
      replicas.forEach((r, t) => {
        const row = held[pool];
        if (row !== undefined) row[t] = (row[t] ?? 0) + r * option.unitsPerReplica;
      });
      return [{ option: i, pool, replicas, unitsPerReplica: option.unitsPerReplica }];
    }),
  );
  const taken = takenJobs(part, solution);
  const zeros = Array.from({ length: periods }, () => 0);
  const boughtByPool = whole.pools.map((info) => uses.get(info.pool.id)?.bought ?? zeros);
  return {
    id,
    title,
    holdings,
    mostBought: whole.pools.map((_, p) => mostBought(p, boughtByPool, whole)),
    pools: whole.pools.map((info, p) => {
      const use = uses.get(info.pool.id);
      const bought = use?.bought ?? zeros;
      const rented = use?.rented ?? zeros;
      return {
        arrived: use?.arrived ?? zeros,
        bought,
        rented,
        slack: zeros.map((_, t) => {
          const jobs = taken
            .filter((j) => j.option.poolId === info.pool.id && j.option.dedicatedRent === null)
            .reduce((sum, j) => sum + ((j.option.periodShare[t] ?? 0) > 0 ? j.option.units : 0), 0);
          const total =
            (bought[t] ?? 0) + (rented[t] ?? 0) + (info.pool.existingUnits[t] ?? 0) - jobs;
          const used = held[p]?.[t] ?? 0;
          return used > 0 ? Math.max(1, total / used) : 1;
        }),
      };
    }),
    jobs: taken.map((choice) => ({
      choice,
      job: jobAt.get(choice.option.id) ?? -1,
      rentUsd: choice.option.dedicatedRent?.costUsd ?? 0,
    })),
  };
}

/** Float noise must not cost a whole unit. */
const WHOLE = 1e-6;

/** Units a site's power and racks and the caps on supply still let in beside the plan's own. */
function mostBought(
  p: number,
  bought: readonly (readonly number[])[],
  { problem, pools }: PlanProblem,
): number {
  const pool = pools[p]?.pool;
  if (pool === undefined) return 0;
  const peak = (weigh: (q: number) => number): number =>
    Math.max(
      0,
      ...Array.from({ length: problem.periods }, (_, t) =>
        pools.reduce(
          (sum, info, q) =>
            info.pool.siteId === pool.siteId
              ? sum + ((info.pool.existingUnits[t] ?? 0) + (bought[q]?.[t] ?? 0)) * weigh(q)
              : sum,
          0,
        ),
      ),
    );
  const { powerKw, racks } = problem.sites.find((s) => s.siteId === pool.siteId) ?? {
    powerKw: null,
    racks: null,
  };
  const byPower =
    powerKw === null || pool.powerKw <= 0
      ? Infinity
      : (powerKw - peak((q) => pools[q]?.pool.powerKw ?? 0)) / pool.powerKw;
  const byRacks =
    racks === null || pool.racks === null || pool.racks <= 0
      ? Infinity
      : (racks - peak((q) => pools[q]?.pool.racks ?? 0)) / pool.racks;
  const bySupply = problem.supply
    .filter((cap) => cap.poolIds.includes(pool.id))
    .map((cap) => {
      const all = cap.chipsPerPeriod.reduce((a, b) => a + b, 0);
      const taken = pools.reduce(
        (sum, info, q) =>
          cap.poolIds.includes(info.pool.id)
            ? sum + (bought[q]?.at(-1) ?? 0) * info.pool.chips
            : sum,
        0,
      );
      return (all - taken) / pool.chips;
    });
  return Math.max(0, Math.floor(Math.min(byPower, byRacks, ...bySupply) + WHOLE));
}
