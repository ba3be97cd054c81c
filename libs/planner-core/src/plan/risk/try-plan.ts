import type { Period } from '../../forecast/period';
import type { PlanProblem } from '../build-problem';
import { cheapestRecourse, type MoreUnits, type Recourse } from './recourse';
import type { TriedPlan } from './tried-plan';
import type { World } from './worlds';

/** What becomes of a plan in one world. */
export interface Outcome {
  /** Everything paid, and demand left to nothing at its price. */
  readonly costUsd: number;
  /** Most chips held at once. */
  readonly chips: number;
  readonly leavesDemand: boolean;
  /** Lowest share of the capacity that is left, by service; 1 where nothing is asked. */
  readonly headroom: readonly number[];
  /** Wall-clock days by job of the plan. */
  readonly jobDays: readonly number[];
}

/** What does not change from world to world. */
export interface Market {
  readonly planProblem: PlanProblem;
  readonly periods: readonly Period[];
  /** Price of one request per second nothing carries for a period, by service and period. */
  readonly unservedUsd: readonly (readonly number[])[];
  /** Position of the pool of every service option. */
  readonly poolOf: readonly number[];
  /** Ways to more units by world and service option; the same for every plan tried. */
  readonly more: WeakMap<World, (MoreUnits | undefined)[]>;
}

/** Months until a world is recognised for what it is: one period has to pass. */
const REVIEW_PERIODS = 1;

/**
 * Prices the unserved: a multiple of the cheapest cost of carrying one request per second, by service and
 * period, in the middle world.
 */
export function marketOf(
  planProblem: PlanProblem,
  periods: readonly Period[],
  middle: World,
  shortfallCostMultiple: number,
): Market {
  const poolAt = new Map(planProblem.pools.map((p, i) => [p.pool.id, i]));
  const unservedUsd = planProblem.problem.services.map(({ workloadId }) =>
    periods.map((_, t) => {
      const costs = planProblem.problem.serviceOptions.flatMap((option, i) => {
        if (option.workloadId !== workloadId) return [];
        const p = poolAt.get(option.poolId) ?? 0;
        const info = planProblem.pools[p];
        const units = option.unitsPerReplica / (middle.capacity[i] ?? 1);
        const bought =
          (info?.pool.buy ?? null) === null ? [] : [(middle.boughtUsd[p]?.[t] ?? 0) * units];
        const rented =
          (info?.pool.rent ?? null) === null ? [] : [(middle.rentedUsd[p]?.[t] ?? 0) * units];
        const owned =
          (info?.pool.existingUnits[t] ?? 0) > 0 ? (middle.existingUsd[p]?.[t] ?? 0) * units : null;
        return [...bought, ...rented, ...(owned === null ? [] : [owned])];
      });
      return costs.length === 0 ? 0 : shortfallCostMultiple * Math.min(...costs);
    }),
  );
  const poolOf = planProblem.problem.serviceOptions.map((o) => poolAt.get(o.poolId) ?? 0);
  return { planProblem, periods, unservedUsd, poolOf, more: new WeakMap() };
}

/**
 * Lives one plan through one world: its orders arrive when they do, what was rented is kept as far as it is
 * needed, and what is still missing is got in the cheapest way that is open, or left at its price.
 */
export function tryPlan(plan: TriedPlan, world: World, market: Market): Outcome {
  const { planProblem, periods } = market;
  const count = periods.length;
  const owned = plan.pools.map((pool, p) =>
    ownedUnits(pool.arrived, world.lateMonths[p] ?? 0, periods),
  );
  const chipsByPeriod = new Float64Array(count);
  let costUsd = 0;
  plan.pools.forEach((_, p) => {
    const { pool } = planProblem.pools[p] ?? {};
    for (let t = 0; t < count; t += 1) {
      const existing = pool?.existingUnits[t] ?? 0;
      const bought = owned[p]?.[t] ?? 0;
      costUsd +=
        bought * (world.boughtUsd[p]?.[t] ?? 0) + existing * (world.existingUsd[p]?.[t] ?? 0);
      chipsByPeriod[t] = (chipsByPeriod[t] ?? 0) + (bought + existing) * (pool?.chips ?? 0);
    }
  });

  const services = planProblem.problem.services.length;
  const headroom = Array.from({ length: services }, () => 1);
  const missing = Array.from({ length: services }, () => Array.from({ length: count }, () => 0));
  for (let t = 0; t < count; t += 1) {
    const spare = plan.pools.map(() => 0);
    const kept = plan.pools.map(() => 0);
    for (let s = 0; s < services; s += 1) {
      const demand = world.demand[s]?.[t] ?? 0;
      let ownCapacity = 0;
      let rentCapacity = 0;
      const parts = (plan.holdings[s] ?? []).map((h) => {
        const pool = plan.pools[h.pool];
        const existing = planProblem.pools[h.pool]?.pool.existingUnits[t] ?? 0;
        const planned = existing + (pool?.bought[t] ?? 0);
        const all = planned + (pool?.rented[t] ?? 0);
        const units = (h.replicas[t] ?? 0) * h.unitsPerReplica * (pool?.slack[t] ?? 1);
        const perUnit = (world.capacity[h.option] ?? 0) / h.unitsPerReplica;
        const there = existing + (owned[h.pool]?.[t] ?? 0);
        const own = planned > 0 ? units * (planned / all) * (there / planned) : 0;
        const rent = all > 0 ? units * ((pool?.rented[t] ?? 0) / all) : 0;
        ownCapacity += own * perUnit;
        rentCapacity += rent * perUnit;
        return { pool: h.pool, own, rent };
      });
      if (demand <= 0 && ownCapacity + rentCapacity <= 0) continue;
      const short = demand - ownCapacity - rentCapacity;
      const row = missing[s];
      if (row !== undefined) row[t] = Math.max(0, short);
      const capacity = ownCapacity + rentCapacity;
      const left = capacity > 0 ? -short / capacity : -1;
      headroom[s] = Math.min(headroom[s] ?? 1, left);
      const keep =
        rentCapacity > 0 ? Math.min(1, Math.max(0, (demand - ownCapacity) / rentCapacity)) : 0;
      const idle = ownCapacity > 0 ? Math.max(0, 1 - demand / ownCapacity) : 0;
      for (const part of parts) {
        kept[part.pool] = (kept[part.pool] ?? 0) + part.rent * keep;
        spare[part.pool] = (spare[part.pool] ?? 0) + part.own * idle;
      }
    }
    kept.forEach((units, p) => {
      const rented = Math.min(plan.pools[p]?.rented[t] ?? 0, Math.ceil(units - ROUNDING));
      costUsd += rented * (world.rentedUsd[p]?.[t] ?? 0);
      chipsByPeriod[t] = (chipsByPeriod[t] ?? 0) + rented * (planProblem.pools[p]?.pool.chips ?? 0);
    });
    lendSpare(market, world, spare, missing, t);
  }

  let leavesDemand = false;
  let extraChips = 0;
  for (let s = 0; s < services; s += 1) {
    const short = missing[s] ?? [];
    if (!short.some((d) => d > 0)) continue;
    const { recourse, chips } = recourseFor(s, short, plan, world, market);
    costUsd += recourse.usd;
    leavesDemand ||= recourse.leavesDemand;
    extraChips += recourse.peakUnits * chips;
  }
  const jobDays = plan.jobs.map((job) => {
    const days = world.jobDays[job.job] ?? job.choice.carrier.run.wallClockDays.mid;
    const pool = planProblem.pools.findIndex((i) => i.pool.id === job.choice.option.poolId);
    costUsd +=
      job.rentUsd *
      (days / job.choice.carrier.run.wallClockDays.mid) *
      (world.rentFactor[pool] ?? 1);
    if (job.choice.option.dedicatedRent !== null) {
      job.choice.option.periodShare.forEach((share, t) => {
        if (share > 0) chipsByPeriod[t] = (chipsByPeriod[t] ?? 0) + job.choice.carrier.run.chips;
      });
    }
    return days;
  });
  return {
    costUsd,
    chips: Math.max(0, ...chipsByPeriod) + extraChips,
    leavesDemand,
    headroom,
    jobDays,
  };
}

/** Float noise must not round a whole number of units up. */
const ROUNDING = 1e-6;

/** Mean units in service by period when each order arrives so many months later (or earlier) than planned. */
function ownedUnits(
  arrived: readonly number[],
  lateMonths: number,
  periods: readonly Period[],
): number[] {
  const starts: number[] = [];
  let months = 0;
  for (const period of periods) {
    starts.push(months);
    months += period.months.length;
  }
  const units = periods.map(() => 0);
  arrived.forEach((count, t0) => {
    if (count === 0) return;
    const from = (starts[t0] ?? 0) + lateMonths;
    periods.forEach((period, t) => {
      const share = ((starts[t] ?? 0) + period.months.length - from) / period.months.length;
      units[t] = (units[t] ?? 0) + count * Math.min(1, Math.max(0, share));
    });
  });
  return units;
}

/** Gives owned units one service does not need to others that can use them, in the order of the scenario. */
function lendSpare(
  { planProblem, poolOf }: Market,
  world: World,
  spare: number[],
  missing: readonly number[][],
  t: number,
): void {
  planProblem.problem.services.forEach(({ workloadId }, s) => {
    const row = missing[s];
    if (row === undefined || (row[t] ?? 0) <= 0) return;
    planProblem.problem.serviceOptions.forEach((option, i) => {
      if (option.workloadId !== workloadId) return;
      const p = poolOf[i] ?? 0;
      const free = spare[p] ?? 0;
      const perUnit = (world.capacity[i] ?? 0) / option.unitsPerReplica;
      const short = row[t] ?? 0;
      if (free <= 0 || short <= 0 || perUnit <= 0) return;
      const lent = Math.min(free, short / perUnit);
      spare[p] = free - lent;
      row[t] = short - lent * perUnit;
    });
  });
}

function recourseFor(
  service: number,
  short: readonly number[],
  plan: TriedPlan,
  world: World,
  market: Market,
): { recourse: Recourse; chips: number } {
  const { planProblem, unservedUsd } = market;
  const prices = unservedUsd[service] ?? [];
  const left = short.reduce((sum, d, t) => sum + d * (prices[t] ?? 0), 0);
  let best: Recourse = { usd: left, peakUnits: 0, leavesDemand: true };
  let chips = 0;
  const workloadId = planProblem.problem.services[service]?.workloadId;
  planProblem.problem.serviceOptions.forEach((option, i) => {
    if (option.workloadId !== workloadId || (world.capacity[i] ?? 0) <= 0) return;
    const p = market.poolOf[i] ?? 0;
    const recourse = cheapestRecourse(
      short,
      prices,
      moreUnits(i, world, market),
      plan.mostBought[p] ?? 0,
    );
    if (recourse.usd < best.usd) {
      best = recourse;
      chips = planProblem.pools[p]?.pool.chips ?? 0;
    }
  });
  return { recourse: best, chips };
}

/** Ways to more units of an option in a world, worked out once. */
function moreUnits(option: number, world: World, market: Market): MoreUnits {
  const known = market.more.get(world) ?? [];
  const found = known[option] ?? waysToMore(option, world, market);
  known[option] = found;
  market.more.set(world, known);
  return found;
}

function waysToMore(option: number, world: World, market: Market): MoreUnits {
  const { periods, planProblem } = market;
  const unitsPerReplica = planProblem.problem.serviceOptions[option]?.unitsPerReplica ?? 1;
  const capacity = world.capacity[option] ?? 0;
  const p = market.poolOf[option] ?? 0;
  const pool = planProblem.pools[p]?.pool;
  let months = 0;
  const starts = periods.map((period) => (months += period.months.length) - period.months.length);
  const earliest = (starts[REVIEW_PERIODS] ?? Infinity) + (world.leadMonths[p] ?? 0);
  const bought = world.boughtUsd[p] ?? [];
  let toEnd = 0;
  const buyToEndUsd = periods
    .map((_, k) => {
      const t = periods.length - 1 - k;
      toEnd += bought[t] ?? 0;
      return pool?.buy?.open[t] === true && (starts[t] ?? 0) >= earliest - ROUNDING ? toEnd : null;
    })
    .reverse();
  return {
    perUnit: capacity / unitsPerReplica,
    unitsFor: (demand) =>
      Math.ceil(Math.ceil(demand / capacity - ROUNDING) * unitsPerReplica - ROUNDING),
    rentUsd: periods.map((_, t) =>
      pool?.rent?.open[t] === true ? (world.rentedUsd[p]?.[t] ?? 0) : null,
    ),
    buyToEndUsd,
  };
}
