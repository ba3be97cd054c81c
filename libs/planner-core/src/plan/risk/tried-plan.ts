import type { Message } from '@headroom/models';
import { NO_COST, totalOf } from '../../cost/unit-cost-items';
import type { Pool, ServiceOption } from '../../optimise/fleet-problem';
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
  const pools = triedPools(whole, part, solution);
  return {
    id,
    title,
    pools,
    mostBought: mostBoughtOf(whole, pools),
    holdings: holdingsOf(whole, part, solution, pools),
    jobs: triedJobs(whole, part, solution),
  };
}

function triedPools(whole: PlanProblem, part: PlanProblem, solution: FleetSolution): TriedPool[] {
  const uses = new Map(poolUses(part, solution).map((use) => [use.info.pool.id, use]));
  const zeros = Array.from({ length: whole.problem.periods }, () => 0);
  return whole.pools.map(({ pool }): TriedPool => {
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
}

/** Replicas of one option by period, of those that have any. */
interface Held {
  readonly option: ServiceOption;
  /** Position of the option in the whole problem. */
  readonly position: number;
  readonly pool: number;
  readonly replicas: readonly number[];
}

/** What runs on each pool by day takes its part of what stands idle there too. */
function holdingsOf(
  { problem, pools: infos }: PlanProblem,
  part: PlanProblem,
  solution: FleetSolution,
  pools: readonly TriedPool[],
): Holding[][] {
  const partAt = new Map(part.problem.serviceOptions.map((o, i) => [o.id, i]));
  const poolAt = new Map(infos.map((p, i) => [p.pool.id, i]));
  const held = problem.services.map(({ workloadId }) =>
    problem.serviceOptions.flatMap((option, position): Held[] => {
      const replicas = solution.replicas[partAt.get(option.id) ?? -1] ?? [];
      return option.workloadId === workloadId && replicas.some((r) => r > 0)
        ? [{ option, position, pool: poolAt.get(option.poolId) ?? 0, replicas }]
        : [];
    }),
  );
  const jobs = takenJobs(part, solution);
  const used = infos.map((_, p) => unitsOfServices(held.flat(), p, problem.periods));
  const busy = infos.map(({ pool }) => unitsOfJobs(jobs, pool.id, problem.periods));
  return held.map((ofService) =>
    ofService.map((one) =>
      holding(one, pools[one.pool], used[one.pool] ?? [], busy[one.pool] ?? []),
    ),
  );
}

const unitsOfServices = (held: readonly Held[], pool: number, periods: number): number[] =>
  Array.from({ length: periods }, (_, t) =>
    held
      .filter((one) => one.pool === pool)
      .reduce((sum, one) => sum + (one.replicas[t] ?? 0) * one.option.unitsPerReplica, 0),
  );

const unitsOfJobs = (jobs: readonly JobChoice[], poolId: string, periods: number): number[] =>
  Array.from({ length: periods }, (_, t) =>
    jobs
      .filter(({ option }) => option.poolId === poolId && option.dedicatedRent === null)
      .filter(({ option }) => option.slot !== 'night')
      .reduce((sum, { option }) => sum + ((option.periodShare[t] ?? 0) > 0 ? option.units : 0), 0),
  );

/**
 * @param used units of the pool that services take, by period
 * @param busy units of it that jobs take by day
 */
function holding(
  { option, position, pool: at, replicas }: Held,
  pool: TriedPool | undefined,
  used: readonly number[],
  busy: readonly number[],
): Holding {
  const ownShare = new Float64Array(replicas.length);
  const rentUnits = new Float64Array(replicas.length);
  replicas.forEach((r, t) => {
    const rented = pool?.rented[t] ?? 0;
    const all = (pool?.existing[t] ?? 0) + (pool?.bought[t] ?? 0) + (pool?.leased[t] ?? 0) + rented;
    const inUse = used[t] ?? 0;
    if (all <= 0 || inUse <= 0) return;
    const slack = Math.max(1, (all - (busy[t] ?? 0)) / inUse);
    const share = (r * option.unitsPerReplica * slack) / all;
    ownShare[t] = all > rented ? share : 0;
    rentUnits[t] = share * rented;
  });
  return {
    option: position,
    pool: at,
    unitsPerReplica: option.unitsPerReplica,
    replicasEver: replicas.reduce((a, b) => a + b, 0),
    ownShare,
    rentUnits,
  };
}

function triedJobs(whole: PlanProblem, part: PlanProblem, solution: FleetSolution): TriedJob[] {
  const poolAt = new Map(whole.pools.map((p, i) => [p.pool.id, i]));
  const jobAt = new Map(whole.problem.jobOptions.map((o, i) => [o.id, i]));
  return takenJobs(part, solution).map((choice): TriedJob => {
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
  });
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

/** Units of each pool that its site's power and racks and the caps on supply still let in beside the plan's own. */
const mostBoughtOf = (whole: PlanProblem, tried: readonly TriedPool[]): number[] =>
  whole.pools.map(({ pool }) =>
    Math.max(
      0,
      Math.floor(Math.min(siteRoom(pool, whole, tried), supplyRoom(pool, whole, tried)) + WHOLE),
    ),
  );

/** Units of the pool for which its site has power and racks in every period. */
function siteRoom(
  { siteId, powerKw, racks }: Pool,
  { problem, pools }: PlanProblem,
  tried: readonly TriedPool[],
): number {
  const site = problem.sites.find((s) => s.siteId === siteId);
  const peak = (weigh: (pool: Pool) => number): number =>
    Math.max(
      0,
      ...Array.from({ length: problem.periods }, (_, t) =>
        pools.reduce(
          (sum, { pool }, q) =>
            pool.siteId === siteId
              ? sum + ((pool.existingUnits[t] ?? 0) + (tried[q]?.bought[t] ?? 0)) * weigh(pool)
              : sum,
          0,
        ),
      ),
    );
  const room = (
    limit: number | null | undefined,
    each: number | null,
    weigh: (pool: Pool) => number,
  ): number =>
    limit === null || limit === undefined || each === null || each <= 0
      ? Infinity
      : (limit - peak(weigh)) / each;
  return Math.min(
    room(site?.powerKw, powerKw, (pool) => pool.powerKw),
    room(site?.racks, racks, (pool) => pool.racks ?? 0),
  );
}

/** Units of the pool that every cap on its supply has left. */
function supplyRoom(
  { id, chips }: Pool,
  { problem, pools }: PlanProblem,
  tried: readonly TriedPool[],
): number {
  const rooms = problem.supply
    .filter((cap) => cap.poolIds.includes(id))
    .map((cap) => {
      const byPeriod = cap.chipsPerPeriod.reduce((a, b) => a + b, 0);
      const all = Math.min(byPeriod, cap.chipsTotal ?? Infinity);
      const taken = pools.reduce(
        (sum, { pool }, q) =>
          cap.poolIds.includes(pool.id) ? sum + (tried[q]?.bought.at(-1) ?? 0) * pool.chips : sum,
        0,
      );
      return (all - taken) / chips;
    });
  return Math.min(Infinity, ...rooms);
}
