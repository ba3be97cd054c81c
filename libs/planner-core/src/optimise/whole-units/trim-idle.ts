import type { FleetProblem, JobOption, Pool } from '../fleet-problem';
import { leasedUnits } from './leased-units';
import { isNightJob } from '../model/fleet-nights';
import { arrivalCost, leaseWeight } from '../model/pool-columns';
import type { DecidedUnits, FleetSolution } from '../solve-fleet';

/** Keeps rounding of sums of shares from calling for one unit too many. */
const ROUNDING = 1e-6;

/**
 * Takes out units that no replica or job ever uses: within its gap the solver may leave some in. Where shares
 * of chips are limited idle units may be there for the share, so nothing is touched.
 */
export function trimIdle(problem: FleetProblem, solution: FleetSolution): FleetSolution {
  if (problem.minimumDomesticShare !== null || problem.maximumVendorShare !== null) return solution;
  let saved = 0;
  const pools = problem.pools.map((pool, p) => {
    const decided = solution.pools[p] ?? { bought: [], rented: [] };
    const needed = unitsNeeded(problem, solution, pool);
    const trimmed = orderedAtLeast(problem, pool)
      ? decided
      : trimPool(pool, decided, needed, hiresCapped(problem, pool));
    saved += weightOf(pool, decided) - weightOf(pool, trimmed);
    return trimmed;
  });
  if (saved <= 0) return solution;
  const objective = solution.objective - saved;
  const gapShare =
    objective === 0 ? 0 : Math.max(0, (objective - solution.bound) / Math.abs(objective));
  return { ...solution, pools, objective, gapShare };
}

/** Units beyond what was owned before that a pool has to hold in each period. */
function unitsNeeded(problem: FleetProblem, solution: FleetSolution, pool: Pool): number[] {
  return Array.from({ length: problem.periods }, (_, t) => {
    const held = (replicasOf: (option: number) => number): number =>
      problem.serviceOptions.reduce(
        (sum, option, i) =>
          option.poolId === pool.id ? sum + replicasOf(i) * option.unitsPerReplica : sum,
        0,
      );
    const jobs = (isCounted: (option: JobOption) => boolean): number =>
      solution.jobs.reduce((sum, i) => {
        const option = problem.jobOptions[i];
        return option?.poolId === pool.id &&
          option.dedicatedRent === null &&
          (option.periodShare[t] ?? 0) > 0 &&
          isCounted(option)
          ? sum + option.units
          : sum;
      }, 0);
    const byDay = (i: number): number => solution.replicas[i]?.[t] ?? 0;
    const atNight = (i: number): number => solution.nightReplicas?.[i]?.[t] ?? byDay(i);
    const units = Math.max(
      held(byDay) + jobs((o) => !isNightJob(o)),
      held(atNight) + jobs(() => true),
    );
    return Math.max(0, Math.ceil(units - ROUNDING) - (pool.existingUnits[t] ?? 0));
  });
}

/** Fewer units than ordered may be no order at all where the supplier asks for a minimum. */
const orderedAtLeast = (problem: FleetProblem, pool: Pool): boolean =>
  problem.supply.some((cap) => (cap.minimumChips ?? 0) > 0 && cap.poolIds.includes(pool.id));

/** Where what is added in a period is capped, units held for hire idle may make room for those of the next. */
const hiresCapped = (problem: FleetProblem, pool: Pool): boolean =>
  problem.supply.some(
    (cap) =>
      cap.carryOver !== true &&
      cap.poolIds.includes(pool.id) &&
      cap.chipsPerPeriod.some(Number.isFinite),
  );

/** What can end first goes first: rent, then leases, then what is owned. */
function trimPool(
  pool: Pool,
  decided: DecidedUnits,
  needed: readonly number[],
  keepsHires: boolean,
): DecidedUnits {
  const leases = pool.leases ?? [];
  if (keepsHires) {
    const left = needed.map((n, t) => n - leasedUnits(leases, decided.leased ?? [], t));
    return { ...decided, bought: trimBought(pool, decided.bought, left, decided.rented) };
  }
  const leased = (decided.leased ?? []).map((l) => [...l]);
  const held = needed.map((_, t) => leasedUnits(leases, leased, t));
  const others = needed.map((n, t) => n - (held[t] ?? 0));
  const rented = trimRent(pool, decided.rented, others, decided.bought);
  const owned = runningSum(decided.bought);
  leases.forEach((lease, k) => {
    const starts = leased[k];
    if (starts === undefined) return;
    for (let t = starts.length - 1; t >= 0; t -= 1) {
      const term = needed.slice(t, t + lease.termPeriods).map((n, i) => {
        const at = t + i;
        const rent = rented[at] ?? 0;
        return (owned[at] ?? 0) + rent + leasedUnits(leases, leased, at) - n;
      });
      starts[t] = (starts[t] ?? 0) - Math.max(0, Math.min(starts[t] ?? 0, ...term));
    }
  });
  const left = needed.map((n, t) => n - leasedUnits(leases, leased, t));
  const bought = trimBought(pool, decided.bought, left, rented);
  return { bought, rented, ...(decided.leased === undefined ? {} : { leased }) };
}

/** Rent falls to what buying leaves open, but not where the door has closed and later periods rely on it. */
function trimRent(
  pool: Pool,
  rented: readonly number[],
  needed: readonly number[],
  bought: readonly number[],
): number[] {
  const owned = runningSum(bought);
  const kept = rented.map((_, t) => Math.max(0, (needed[t] ?? 0) - (owned[t] ?? 0)));
  for (let t = kept.length - 2; t >= 0; t -= 1) {
    if (pool.rent?.open[t + 1] !== true) kept[t] = Math.max(kept[t] ?? 0, kept[t + 1] ?? 0);
  }
  return kept.map((units, t) => Math.min(units, rented[t] ?? 0));
}

/** Arrivals shrink by what is idle in every period from then on. */
function trimBought(
  pool: Pool,
  bought: readonly number[],
  needed: readonly number[],
  rented: readonly number[],
): number[] {
  const kept = [...bought];
  for (let t = 0; t < kept.length; t += 1) {
    const owned = runningSum(kept);
    const idle = Math.min(
      ...owned.slice(t).map((units, k) => units + (rented[t + k] ?? 0) - (needed[t + k] ?? 0)),
    );
    kept[t] = (kept[t] ?? 0) - Math.max(0, Math.min(kept[t] ?? 0, idle));
  }
  return pool.buy === null ? [...bought] : kept;
}

/** Objective weight of the units of one pool over all periods. */
export function weightOf(pool: Pool, { bought, rented, leased }: DecidedUnits): number {
  const held = bought.reduce(
    (sum, units, t) =>
      sum +
      (pool.buy === null ? 0 : units * arrivalCost(pool.buy, 'weight', t)) +
      (rented[t] ?? 0) * (pool.rent?.weight[t] ?? 0),
    0,
  );
  return (pool.leases ?? []).reduce(
    (sum, lease, k) =>
      (leased?.[k] ?? []).reduce(
        (inner, units, t) => inner + units * leaseWeight(lease, lease.weight, t),
        sum,
      ),
    held,
  );
}

const runningSum = (values: readonly number[]): number[] => {
  let sum = 0;
  return values.map((v) => (sum += v));
};
