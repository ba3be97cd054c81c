import type { FleetProblem, Pool } from './fleet-problem';
import type { FleetSolution } from './solve-fleet';

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
    const decided = solution.pools[p];
    const needed = unitsNeeded(problem, solution, pool);
    const rented = trimRent(pool, decided?.rented ?? [], needed, decided?.bought ?? []);
    const bought = trimBought(pool, decided?.bought ?? [], needed, rented);
    saved += weightOf(pool, decided?.bought ?? [], decided?.rented ?? []);
    saved -= weightOf(pool, bought, rented);
    return { bought, rented };
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
    const replicas = problem.serviceOptions.reduce(
      (sum, option, i) =>
        option.poolId === pool.id
          ? sum + (solution.replicas[i]?.[t] ?? 0) * option.unitsPerReplica
          : sum,
      0,
    );
    const jobs = solution.jobs.reduce((sum, i) => {
      const option = problem.jobOptions[i];
      return option?.poolId === pool.id &&
        option.dedicatedRent === null &&
        (option.periodShare[t] ?? 0) > 0
        ? sum + option.units
        : sum;
    }, 0);
    return Math.max(0, Math.ceil(replicas + jobs - ROUNDING) - (pool.existingUnits[t] ?? 0));
  });
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

function weightOf(pool: Pool, bought: readonly number[], rented: readonly number[]): number {
  const owned = runningSum(bought);
  return owned.reduce(
    (sum, units, t) =>
      sum + units * (pool.buy?.weight[t] ?? 0) + (rented[t] ?? 0) * (pool.rent?.weight[t] ?? 0),
    0,
  );
}

const runningSum = (values: readonly number[]): number[] => {
  let sum = 0;
  return values.map((v) => (sum += v));
};
