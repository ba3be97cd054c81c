import { quote, say, type Message } from '@headroom/models';
import type { FleetSolution } from '../../optimise/solve-fleet';
import { alternativesOf } from '../alternatives';
import type { PlanProblem } from '../problem/build-problem';
import { poolUses } from '../fleet/fleet-use';
import type { PlanRequest } from '../plan-capacity';
import { resolveNames } from '../scenario/resolve-names';
import { translateSolution } from '../problem/restrict-problem';
import { solutionIn } from '../problem/solution-in';
import type { SolvedScenario } from '../problem/solve-scenario';
import type { OtherPlan } from './candidate-orders';
import { ordersToTry, studyOf, type OrdersToTry } from './study';

/** Float noise must not make a plan fall short. */
const NEARLY = 1 - 1e-9;

/** The orders to follow, and all that were tried beside them. */
export interface ChosenOrders {
  /** In the terms of the problem they were chosen for; its bound stays that of the cheapest plan. */
  readonly solution: FleetSolution;
  readonly orders: OrdersToTry;
  /** Why these. */
  readonly reason: Message;
}

/** The least regretted orders where the scenario asks for them; `null` where it wants the cheapest, or no sample. */
export function leastRegretOf(
  { scenario, catalog, seed, solver }: PlanRequest,
  { context, candidates, planProblem }: SolvedScenario,
  cheapest: FleetSolution,
  defaultSeed: number,
): ChosenOrders | null {
  if (scenario.risk?.choose !== 'least-regret') return null;
  const orders = ordersToTry({
    context,
    document: resolveNames(scenario, catalog),
    planProblem,
    solution: cheapest,
    servicePlans: candidates.servicePlans,
    others: alternativesOf(context, candidates, solver, poolUses(planProblem, cheapest)).solved,
    solver,
    seed: seed ?? scenario.seed ?? defaultSeed,
  });
  return orders === null ? null : chooseLeastRegret(orders);
}

/**
 * Least regret over samples as the choice: of all orders tried, those with the least mean regret that carry what
 * the plan is made for. Orders for less than that are weighed too, but they are no plan for the stated demand.
 */
function chooseLeastRegret(orders: OrdersToTry): ChosenOrders {
  const [cheapest, ...others] = orders.plans;
  const { planProblem } = orders;
  const study = studyOf(orders);
  const { samples, regret } = study.risk;
  const { rows } = regret;
  const own = rows.find((r) => r.planId === cheapest.id);
  const plans = new Map(others.map((plan) => [plan.id, plan]));
  // Of equals the cheapest plan stays.
  const best = rows.find(({ planId, meanRegretUsd }) => {
    const plan = plans.get(planId);
    return (
      plan !== undefined &&
      meanRegretUsd < (own?.meanRegretUsd ?? 0) &&
      carriesPlanned(plan, planProblem)
    );
  });
  const chosen = plans.get(best?.planId ?? '');
  if (best === undefined || chosen === undefined) {
    const usd = own?.meanRegretUsd ?? 0;
    return {
      solution: cheapest.solution,
      orders,
      reason: say('risk/least-regret-is-cheapest', { samples, usd }),
    };
  }
  const solution = solutionIn(planProblem, chosen, cheapest.solution.bound);
  return {
    solution,
    orders: {
      ...orders,
      plans: [
        { ...cheapest, planProblem, solution },
        { ...cheapest, id: CHEAPEST, title: say('risk/plan-cheapest') },
        ...others.filter((plan) => plan.id !== chosen.id),
      ],
    },
    reason: say('risk/least-regret-chosen', {
      samples,
      ...quote('plan', chosen.title),
      usd: best.meanRegretUsd,
      otherUsd: own?.meanRegretUsd ?? 0,
    }),
  };
}

/** Id of the cheapest plan where another one is followed. */
const CHEAPEST = 'cheapest';

/** Whether the plan's replicas carry the stated demand with the stated capacities, and all its training runs. */
function carriesPlanned(plan: OtherPlan, planProblem: PlanProblem): boolean {
  const { problem } = planProblem;
  const solution = translateSolution(plan.solution, plan.planProblem, planProblem);
  const carries = problem.services.every(({ workloadId, demand }) =>
    demand.every((asked, t) => {
      const carried = problem.serviceOptions.reduce(
        (sum, option, i) =>
          option.workloadId === workloadId
            ? sum + (solution.replicas[i]?.[t] ?? 0) * option.capacityPerReplica
            : sum,
        0,
      );
      return carried >= asked * NEARLY;
    }),
  );
  const jobs = new Set(solution.jobs.map((j) => problem.jobOptions[j]?.jobId));
  return carries && problem.jobIds.every((id) => jobs.has(id));
}
