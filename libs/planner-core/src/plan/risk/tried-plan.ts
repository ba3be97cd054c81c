import type { Message } from '@headroom/models';
import { NO_COST, totalOf } from '../../cost/unit-cost-items';
import type { Pool } from '../../optimise/fleet-problem';
import type { FleetSolution } from '../../optimise/solve-fleet';
import type { JobChoice, PlanProblem } from '../problem/build-problem';
import { poolUses, takenJobs } from '../fleet/fleet-use';

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
  /** Whether any unit is owned, before the plan or by it, or leased. */
  readonly isUsed: boolean;
  readonly chips: number;
  readonly existing: readonly number[];
  readonly arrived: readonly number[];
  readonly bought: readonly number[];
  readonly rented: readonly number[];
  /** What units cost beside others because of when they arrive, such as by a tariff, at the plan's prices. */
  readonly surchargeUsd: readonly number[];
  /** Units committed to for a term, which are there and paid for whatever comes. */
  readonly leased: readonly number[];
  readonly leasedUsd: readonly number[];
}

/** What one service holds of one option, by period: what stands idle in the plan carries load too. */
export interface Holding {
  /** Position of the option in the whole problem. */
  readonly option: number;
  readonly pool: number;
  readonly unitsPerReplica: number;
  /** Replicas of all periods together. */
  readonly replicasEver: number;
  /** Units held for each unit of the pool that is owned or leased. */
  readonly ownShare: Float64Array;
  /** Rented units held. */
  readonly rentUnits: Float64Array;
}

export interface TriedJob {
  /** Position of the job option in the whole problem. */
  readonly job: number;
  readonly pool: number;
  readonly choice: JobChoice;
  readonly plannedDays: number;
  readonly rentUsd: number;
  /** Chips rented for the run alone, by period. */
  readonly rentedChips: readonly number[];
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
  const { problem } = whole;
  const uses = new Map(poolUses(part, solution).map((u) => [u.info.pool.id, u]));
  const partAt = new Map(part.problem.serviceOptions.map((o, i) => [o.id, i]));
  const poolAt = new Map(whole.pools.map((p, i) => [p.pool.id, i]));
  const jobAt = new Map(problem.jobOptions.map((o, i) => [o.id, i]));
  const taken = takenJobs(part, solution);
  const zeros = Array.from({ length: problem.periods }, () => 0);
  const pools = whole.pools.map(({ pool }): TriedPool => {
    const use = uses.get(pool.id);
    const bought = use?.bought ?? zeros;
    const leased = use?.leased ?? zeros;
    return {
      isUsed: [...pool.existingUnits, ...bought, ...leased].some((n) => n > 0),
      chips: pool.chips,
      existing: pool.existingUnits,
      arrived: use?.arrived ?? zeros,
      bought,
      rented: use?.rented ?? zeros,
      surchargeUsd: surchargeOf(pool, use?.arrived ?? zeros),
      leased,
      leasedUsd: zeros.map((_, t) =>
        (use?.leases ?? []).reduce(
          (sum, { info, inService }) =>
            sum + (inService[t] ?? 0) * totalOf(info.items[t] ?? NO_COST),
          0,
        ),
      ),
    };
  });
  const held = problem.services.map(({ workloadId }) =>
    problem.serviceOptions.flatMap((option, i) => {
      const replicas = solution.replicas[partAt.get(option.id) ?? -1] ?? [];
      return option.workloadId === workloadId && replicas.some((r) => r > 0)
        ? [{ option, i, pool: poolAt.get(option.poolId) ?? 0, replicas }]
        : [];
    }),
  );
  const inUse = whole.pools.map((_, p) =>
    zeros.map((_, t) =>
      held
        .flat()
        .filter((h) => h.pool === p)
        .reduce((sum, h) => sum + (h.replicas[t] ?? 0) * h.option.unitsPerReplica, 0),
    ),
  );
  const busy = whole.pools.map(({ pool }) =>
    zeros.map((_, t) =>
      taken
        .filter(({ option }) => option.poolId === pool.id && option.dedicatedRent === null)
        .filter(({ option }) => option.slot !== 'night')
        .reduce((sum, j) => sum + ((j.option.periodShare[t] ?? 0) > 0 ? j.option.units : 0), 0),
    ),
  );
  return {
    id,
    title,
    pools,
    mostBought: whole.pools.map((_, p) =>
      mostBought(
        p,
        pools.map((pool) => pool.bought),
        whole,
      ),
    ),
    holdings: held.map((options) =>
      options.map(({ option, i, pool: p, replicas }): Holding => {
        const pool = pools[p];
        const ownShare = new Float64Array(problem.periods);
        const rentUnits = new Float64Array(problem.periods);
        replicas.forEach((r, t) => {
          const rented = pool?.rented[t] ?? 0;
          const all =
            (pool?.existing[t] ?? 0) + (pool?.bought[t] ?? 0) + (pool?.leased[t] ?? 0) + rented;
          const used = inUse[p]?.[t] ?? 0;
          if (all <= 0 || used <= 0) return;
          const slack = Math.max(1, (all - (busy[p]?.[t] ?? 0)) / used);
          const share = (r * option.unitsPerReplica * slack) / all;
          ownShare[t] = all > rented ? share : 0;
          rentUnits[t] = share * rented;
        });
        return {
          option: i,
          pool: p,
          unitsPerReplica: option.unitsPerReplica,
          replicasEver: replicas.reduce((a, b) => a + b, 0),
          ownShare,
          rentUnits,
        };
      }),
    ),
    jobs: taken.map((choice): TriedJob => {
      const { option, carrier } = choice;
      return {
        choice,
        job: jobAt.get(option.id) ?? -1,
        pool: poolAt.get(option.poolId) ?? -1,
        plannedDays: carrier.run.wallClockDays.mid,
        rentUsd: option.dedicatedRent?.costUsd ?? 0,
        rentedChips: option.periodShare.map((share) =>
          option.dedicatedRent !== null && share > 0 ? carrier.run.chips : 0,
        ),
      };
    }),
  };
}

/** By period, for all that arrived until then. */
function surchargeOf({ buy }: Pool, arrived: readonly number[]): number[] {
  const { share, costUsd } = buy?.surcharge ?? { share: [], costUsd: [] };
  let units = 0;
  return arrived.map((n, t) => {
    units += n * (share[t] ?? 0);
    return units * (costUsd[t] ?? 0);
  });
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
      const byPeriod = cap.chipsPerPeriod.reduce((a, b) => a + b, 0);
      const all = Math.min(byPeriod, cap.chipsTotal ?? Infinity);
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
