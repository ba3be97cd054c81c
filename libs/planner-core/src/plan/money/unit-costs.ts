import type { UnitCost } from '@headroom/models';
import {
  prefillShareOf,
  serviceUnitCost,
  trainingUnitCost,
  type ServiceUse,
} from '../../cost/unit-cost';
import { addItems, NO_COST, totalOf } from '../../cost/unit-cost-items';
import type { FleetSolution } from '../../optimise/solve-fleet';
import { splitUsd } from '../../units/split';
import { serviceIdOf } from '../../workload/length-parts';
import type { PlanProblem } from '../problem/build-problem';
import { hoursShare } from '../carriers/carriers';
import { takenJobs, type PoolUse } from '../fleet/fleet-use';
import { pooledUnits, poolItems } from './plan-costs';
import type { PlanContext } from '../plan-context';
import type { ServicePlan } from '../demand/service-plan';

interface Attributed {
  usd: number;
  kwh: number;
}

/**
 * Cost by workload. A job pays for its units while it runs, at night for the hours of the night; what is left of a pool in a period is shared by
 * the services on it by the units they hold, idle units included. A pool nobody uses is paid by nobody. A service in
 * parts costs what its parts do. With what nobody pays they sum to `totalUsd`, the cost of the plan, to the cent.
 */
export function unitCosts(
  context: PlanContext,
  planProblem: PlanProblem,
  solution: FleetSolution,
  uses: readonly PoolUse[],
  servicePlans: readonly ServicePlan[],
  totalUsd: number,
): UnitCost[] {
  const spent = spentByWorkload(context, planProblem, solution, uses);
  const services = new Map<string, ServiceUse[]>();
  for (const plan of servicePlans) {
    const id = serviceIdOf(plan.demand.id);
    const parts = services.get(id) ?? [];
    parts.push(useOf(planProblem, solution, plan, spent.get(plan.demand.id)));
    services.set(id, parts);
  }
  const costs = [
    ...[...services].map(([id, parts]) => costOfParts(id, parts)),
    ...planProblem.problem.jobIds.map((id) => trainingUnitCost(id, spent.get(id)?.usd ?? 0)),
  ];
  const exact = costs.map(({ workloadId }) => {
    const parts = services.get(workloadId)?.map((part) => part.totalUsd);
    return parts?.reduce((a, b) => a + b, 0) ?? spent.get(workloadId)?.usd ?? 0;
  });
  const idle = spent.get(NOBODY)?.usd ?? 0;
  const shares = splitUsd(totalUsd, [...exact, ...(idle < LEAST_IDLE_USD ? [] : [idle])]);
  return costs.map((cost, i) => {
    const usd = shares[i] ?? 0;
    const parts = services.get(cost.workloadId)?.map((part) => part.totalUsd) ?? [];
    return toTheCent(cost, usd, parts);
  });
}

/** What no workload pays for. */
const NOBODY = '';
/** Below half a cent nothing stands idle. */
const LEAST_IDLE_USD = 0.005;

/** A cost with a total that was rounded together with those of others, so that they sum to the plan's. */
function toTheCent(cost: UnitCost, totalUsd: number, exactParts: readonly number[]): UnitCost {
  const ofParts = cost.parts === undefined ? [] : splitUsd(totalUsd, exactParts);
  return {
    ...cost,
    totalUsd,
    ...(cost.usdPerRun === null ? {} : { usdPerRun: totalUsd }),
    ...(cost.parts === undefined
      ? {}
      : { parts: cost.parts.map((part, k) => ({ ...part, totalUsd: ofParts[k] ?? 0 })) }),
  };
}

function useOf(
  planProblem: PlanProblem,
  solution: FleetSolution,
  plan: ServicePlan,
  spent: Attributed | undefined,
): ServiceUse {
  const requests = plan.loads.reduce((sum, l) => sum + l.requests, 0);
  const { inputTokens, outputTokens } = plan.workload;
  return {
    workloadId: plan.demand.id,
    totalUsd: spent?.usd ?? 0,
    energyKwh: spent?.kwh ?? 0,
    inputTokens: requests * inputTokens.mean,
    outputTokens: requests * outputTokens.mean,
    prefillShare: meanPrefillShare(planProblem, solution, plan),
  };
}

/** One service of one part or several; the money of all is that of its parts together. */
function costOfParts(workloadId: string, parts: readonly ServiceUse[]): UnitCost {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return serviceUnitCost(only);
  const sum = (of: (part: ServiceUse) => number): number => parts.reduce((s, p) => s + of(p), 0);
  const totalUsd = sum((p) => p.totalUsd);
  const whole = serviceUnitCost({
    workloadId,
    totalUsd,
    energyKwh: sum((p) => p.energyKwh),
    inputTokens: sum((p) => p.inputTokens),
    outputTokens: sum((p) => p.outputTokens),
    prefillShare: totalUsd > 0 ? sum((p) => p.totalUsd * p.prefillShare) / totalUsd : 0,
  });
  return { ...whole, parts: parts.map(serviceUnitCost) };
}

function spentByWorkload(
  context: PlanContext,
  planProblem: PlanProblem,
  solution: FleetSolution,
  uses: readonly PoolUse[],
): Map<string, Attributed> {
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
        const held = job.option.units * (job.option.periodShare[t] ?? 0);
        const share = Math.min(left, (held * hoursShare(job.carrier.run)) / units);
        charge(job.option.jobId, usd * share, kwh * share);
        left -= share;
      }
      const held = planProblem.problem.serviceOptions.map((option, i) =>
        option.poolId === use.info.pool.id
          ? (solution.replicas[i]?.[t] ?? 0) * option.unitsPerReplica
          : 0,
      );
      const all = held.reduce((a, b) => a + b, 0);
      if (all === 0) {
        charge(NOBODY, usd * left, kwh * left);
        return;
      }
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
  return spent;
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
