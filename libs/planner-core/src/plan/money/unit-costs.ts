import type { UnitCost } from '@headroom/models';
import {
  promptSharesOf,
  serviceUnitCost,
  trainingUnitCost,
  type PromptShares,
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
  const { jobIds } = planProblem.problem;
  const exact = [
    ...[...services.values()].map((parts) => parts.reduce((sum, part) => sum + part.totalUsd, 0)),
    ...jobIds.map((id) => spent.get(id)?.usd ?? 0),
  ];
  const idle = spent.get(NOBODY)?.usd ?? 0;
  const cents = splitUsd(totalUsd, [...exact, ...(idle < LEAST_IDLE_USD ? [] : [idle])]);
  return [
    ...[...services].map(([id, parts], i) => costOfParts(id, toTheCent(parts, cents[i] ?? 0))),
    ...jobIds.map((id, j) => trainingUnitCost(id, cents[services.size + j] ?? 0)),
  ];
}

/** What no workload pays for. */
const NOBODY = '';
/** Below half a cent nothing stands idle. */
const LEAST_IDLE_USD = 0.005;

/** Parts of a service at what they cost in cents that sum to `totalUsd`, so that prices of tokens pay for all of it. */
function toTheCent(parts: readonly ServiceUse[], totalUsd: number): ServiceUse[] {
  const cents = splitUsd(
    totalUsd,
    parts.map((part) => part.totalUsd),
  );
  return parts.map((part, k) => ({ ...part, totalUsd: cents[k] ?? 0 }));
}

function useOf(
  planProblem: PlanProblem,
  solution: FleetSolution,
  plan: ServicePlan,
  spent: Attributed | undefined,
): ServiceUse {
  const requests = plan.loads.reduce((sum, l) => sum + l.requests, 0);
  const { inputTokens, outputTokens, prefixCacheHitShare } = plan.workload;
  const ofInput = requests * inputTokens.mean;
  return {
    workloadId: plan.demand.id,
    totalUsd: spent?.usd ?? 0,
    energyKwh: spent?.kwh ?? 0,
    inputTokens: ofInput,
    cachedTokens: ofInput * prefixCacheHitShare,
    outputTokens: requests * outputTokens.mean,
    shares: meanPromptShares(planProblem, solution, plan),
  };
}

/** One service of one part or several; the money of all is that of its parts together. */
function costOfParts(workloadId: string, parts: readonly ServiceUse[]): UnitCost {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return serviceUnitCost(only);
  const sum = (of: (part: ServiceUse) => number): number => parts.reduce((s, p) => s + of(p), 0);
  const totalUsd = sum((p) => p.totalUsd);
  const ofCost = (share: (shares: PromptShares) => number): number =>
    totalUsd > 0 ? sum((p) => p.totalUsd * share(p.shares)) / totalUsd : 0;
  const whole = serviceUnitCost({
    workloadId,
    totalUsd,
    energyKwh: sum((p) => p.energyKwh),
    inputTokens: sum((p) => p.inputTokens),
    cachedTokens: sum((p) => p.cachedTokens),
    outputTokens: sum((p) => p.outputTokens),
    shares: { uncached: ofCost((s) => s.uncached), cached: ofCost((s) => s.cached) },
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

/** Shares of prompts over all deployments of a service, weighted by the units they hold. */
function meanPromptShares(
  planProblem: PlanProblem,
  solution: FleetSolution,
  plan: ServicePlan,
): PromptShares {
  const { inputTokens, outputTokens, prefixCacheHitShare } = plan.workload;
  const lengths = {
    inputTokens: inputTokens.mean,
    outputTokens: outputTokens.mean,
    cachedShare: prefixCacheHitShare,
  };
  let units = 0;
  let uncached = 0;
  let cached = 0;
  planProblem.problem.serviceOptions.forEach((option, i) => {
    const carrier = planProblem.services[i];
    if (option.workloadId !== plan.demand.id || carrier === undefined) return;
    const held = (solution.replicas[i] ?? []).reduce((a, b) => a + b, 0) * option.unitsPerReplica;
    const { deployment, hardware } = carrier;
    const shares = promptSharesOf(deployment, lengths, hardware.machine.memoryBandwidth);
    units += held;
    uncached += held * shares.uncached;
    cached += held * shares.cached;
  });
  return units > 0
    ? { uncached: uncached / units, cached: cached / units }
    : { uncached: 0, cached: 0 };
}
