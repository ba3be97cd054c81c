import type { CostItems, UnitCost } from '@headroom/models';
import { prefillShareOf, serviceUnitCost, trainingUnitCost } from '../cost/unit-cost';
import {
  addItems,
  NO_COST,
  sumCostItems,
  toCostItems,
  totalOf,
  type ItemAmounts,
} from '../cost/unit-cost-items';
import type { FleetSolution } from '../optimise/solve-fleet';
import type { PlanProblem } from './build-problem';
import { takenJobs, type PoolUse } from './fleet-use';
import type { PlanContext } from './plan-context';
import type { ServicePlan } from './service-plan';

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
  const { networkShareOfSystemPrice, storageShareOfSystemPrice, spareShare } = context.rates;
  const outfit = 1 + networkShareOfSystemPrice + storageShareOfSystemPrice + spareShare;
  return {
    byPeriod,
    total: sumCostItems(byPeriod.map((p) => p.items)),
    capexUsd: uses.reduce(
      (sum, use) => sum + (use.bought.at(-1) ?? 0) * (use.info.hardware.buy?.usd ?? 0) * outfit,
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

function poolItems(use: PoolUse, t: number): ItemAmounts {
  const { boughtItems, existingItems, rentedItems } = use.info;
  const owned = addItems(NO_COST, boughtItems[t] ?? NO_COST, use.bought[t] ?? 0);
  const withExisting = addItems(owned, existingItems[t] ?? NO_COST, use.existing[t] ?? 0);
  const withRent = addItems(withExisting, rentedItems[t] ?? NO_COST, use.rented[t] ?? 0);
  return use.leases.reduce(
    (sum, lease) => addItems(sum, lease.info.items[t] ?? NO_COST, lease.inService[t] ?? 0),
    withRent,
  );
}

const poolKwh = (use: PoolUse, t: number): number =>
  (use.info.kwh[t] ?? 0) * (pooledUnits(use, t) + (use.jobRentedShare[t] ?? 0));

interface Attributed {
  usd: number;
  kwh: number;
}

/**
 * Cost by workload. A job pays for its units while it runs; what is left of a pool in a period is shared by
 * the services on it by the units they hold, idle units included. A pool nobody uses is paid by nobody.
 */
export function unitCosts(
  context: PlanContext,
  planProblem: PlanProblem,
  solution: FleetSolution,
  uses: readonly PoolUse[],
  servicePlans: readonly ServicePlan[],
): UnitCost[] {
  const spent = new Map<string, Attributed>();
  const charge = (id: string, usd: number, kwh: number) => {
    const sum = spent.get(id) ?? { usd: 0, kwh: 0 };
    spent.set(id, { usd: sum.usd + usd, kwh: sum.kwh + kwh });
  };
  const jobs = takenJobs(planProblem, solution);
  for (const use of uses) {
    context.periods.forEach((_, t) => {
      const units = pooledUnits(use, t);
      if (units === 0) return;
      const usd = totalOf(poolItems(use, t));
      const kwh = (use.info.kwh[t] ?? 0) * units;
      let left = 1;
      for (const job of jobs) {
        if (job.option.poolId !== use.info.pool.id || job.option.dedicatedRent !== null) continue;
        const share = Math.min(left, (job.option.units * (job.option.periodShare[t] ?? 0)) / units);
        charge(job.option.jobId, usd * share, kwh * share);
        left -= share;
      }
      const held = planProblem.problem.serviceOptions.map((option, i) =>
        option.poolId === use.info.pool.id
          ? (solution.replicas[i]?.[t] ?? 0) * option.unitsPerReplica
          : 0,
      );
      const all = held.reduce((a, b) => a + b, 0);
      if (all === 0) return;
      planProblem.problem.serviceOptions.forEach((option, i) => {
        const share = (left * (held[i] ?? 0)) / all;
        charge(option.workloadId, usd * share, kwh * share);
      });
    });
  }
  for (const job of jobs) {
    const items = job.items.reduce((sum, i) => addItems(sum, i), NO_COST);
    charge(job.option.jobId, totalOf(items), 0);
  }
  return [
    ...servicePlans.map((plan) => {
      const id = plan.demand.id;
      const requests = plan.loads.reduce((sum, l) => sum + l.requests, 0);
      const { inputTokens, outputTokens } = plan.workload;
      return serviceUnitCost({
        workloadId: id,
        totalUsd: spent.get(id)?.usd ?? 0,
        energyKwh: spent.get(id)?.kwh ?? 0,
        inputTokens: requests * inputTokens.mean,
        outputTokens: requests * outputTokens.mean,
        prefillShare: meanPrefillShare(planProblem, solution, plan),
      });
    }),
    ...planProblem.problem.jobIds.map((id) => trainingUnitCost(id, spent.get(id)?.usd ?? 0)),
  ];
}

/** Prefill share over all deployments of a service, weighted by the units they hold. */
function meanPrefillShare(
  planProblem: PlanProblem,
  solution: FleetSolution,
  plan: ServicePlan,
): number {
  let units = 0;
  let sum = 0;
  planProblem.problem.serviceOptions.forEach((option, i) => {
    const carrier = planProblem.services[i];
    if (option.workloadId !== plan.demand.id || carrier === undefined) return;
    const held = (solution.replicas[i] ?? []).reduce((a, b) => a + b, 0) * option.unitsPerReplica;
    units += held;
    sum += held * prefillShareOf(carrier.deployment, plan.workload.outputTokens.mean);
  });
  return units > 0 ? sum / units : 0;
}
