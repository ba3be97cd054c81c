import type { CostItems } from '@headroom/models';
import {
  addItems,
  NO_COST,
  sumCostItems,
  toCostItems,
  type ItemAmounts,
} from '../../cost/unit-cost-items';
import type { FleetSolution } from '../../optimise/solve-fleet';
import type { PlanProblem } from '../problem/build-problem';
import { takenJobs, type PoolUse } from '../fleet/fleet-use';
import type { PlanContext } from '../plan-context';

/** Money and energy of a plan. */
export interface PlanCosts {
  readonly byPeriod: readonly { readonly period: string; readonly items: CostItems }[];
  readonly total: CostItems;
  readonly capexUsd: number;
  readonly energyKwh: number;
  readonly carbonTonnes: number;
  readonly peakPowerKw: number;
}

const GRAMS_PER_TONNE = 1e6;

/** Cost of everything in service, period by period, rounded to cents at the item. */
export function planCosts(
  context: PlanContext,
  planProblem: PlanProblem,
  solution: FleetSolution,
  uses: readonly PoolUse[],
): PlanCosts {
  const jobs = takenJobs(planProblem, solution);
  const byPeriod = context.periods.map((period, t) => {
    const pools = uses.reduce((sum, use) => addItems(sum, poolItems(use, t)), NO_COST);
    const items = jobs.reduce((sum, j) => addItems(sum, j.items[t] ?? NO_COST), pools);
    return { period: period.id, items: toCostItems(items) };
  });
  const energyByUse = uses.map((use) => ({
    use,
    kwh: context.periods.reduce((sum, _, t) => sum + poolKwh(use, t), 0),
  }));
  return {
    byPeriod,
    total: sumCostItems(byPeriod.map((p) => p.items)),
    capexUsd: uses.reduce(
      (sum, { arrived, info }) =>
        arrived.reduce((s, units, t) => s + units * (info.pool.buy?.capexUsd?.[t] ?? 0), sum),
      0,
    ),
    energyKwh: energyByUse.reduce((sum, e) => sum + e.kwh, 0),
    carbonTonnes:
      energyByUse.reduce((sum, { use, kwh }) => sum + kwh * use.info.site.carbonGramsPerKwh, 0) /
      GRAMS_PER_TONNE,
    peakPowerKw: Math.max(
      0,
      ...context.periods.map((_, t) =>
        uses.reduce(
          (sum, use) =>
            sum + (pooledUnits(use, t) + (use.jobRented[t] ?? 0)) * use.info.pool.powerKw,
          0,
        ),
      ),
    ),
  };
}

/** Units anyone in the pool may use: all but those rented for one job. */
export const pooledUnits = (use: PoolUse, t: number): number =>
  (use.existing[t] ?? 0) + (use.bought[t] ?? 0) + (use.rented[t] ?? 0) + (use.leased[t] ?? 0);

/** Cost of those units in one period. */
export function poolItems(use: PoolUse, t: number): ItemAmounts {
  const { boughtItems, tariffItems, existingItems, rentedItems } = use.info;
  const bought = addItems(NO_COST, boughtItems[t] ?? NO_COST, use.bought[t] ?? 0);
  const owned = addItems(bought, tariffItems[t] ?? NO_COST, use.tariffed[t] ?? 0);
  const withExisting = addItems(owned, existingItems[t] ?? NO_COST, use.existing[t] ?? 0);
  const withRent = addItems(withExisting, rentedItems[t] ?? NO_COST, use.rented[t] ?? 0);
  return use.leases.reduce(
    (sum, lease) => addItems(sum, lease.info.items[t] ?? NO_COST, lease.inService[t] ?? 0),
    withRent,
  );
}

const poolKwh = (use: PoolUse, t: number): number =>
  (use.info.kwh[t] ?? 0) * (pooledUnits(use, t) + (use.jobRentedShare[t] ?? 0));
