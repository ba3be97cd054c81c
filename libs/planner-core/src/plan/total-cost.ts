import { settlePlacement } from '../optimise/solve-fleet';
import { remembering } from '../optimise/program/solver';
import { DEFAULT_SEED } from './decide-plan';
import { poolUses } from './fleet/fleet-use';
import { planCosts } from './money/plan-costs';
import { planCapacity, type PlanRequest } from './plan-capacity';
import { fitGoalOf } from './problem/fit-to-limits';
import { solveScenario } from './problem/solve-scenario';
import { leastRegretOf } from './risk/choose-plan';
import { withOwnRuns } from './scenario/own-runs';

/**
 * What the plan of a scenario costs, in USD, without all that a plan tells besides: other ways, futures, risk, runway.
 * The same as `planCapacity(request).summary.totalCostUsd`, several times sooner.
 * @returns `null` where the scenario is infeasible
 */
export function totalCostOf(given: PlanRequest): number | null {
  if (fitGoalOf(given.scenario) !== null) {
    const plan = planCapacity(given);
    return plan.status === 'infeasible' ? null : plan.summary.totalCostUsd;
  }
  const catalog = withOwnRuns(given.catalog, given.calibration);
  const request = { ...given, catalog, solver: remembering(given.solver) };
  const solved = solveScenario(request.scenario, catalog, request.solver, request.searches);
  if (solved.answer.kind !== 'solved') return null;
  const { context, planProblem, answer } = solved;
  const cheapest = settlePlacement(planProblem.problem, answer.solution, request.solver);
  const solution = leastRegretOf(request, solved, cheapest, DEFAULT_SEED)?.solution ?? cheapest;
  const uses = poolUses(planProblem, solution);
  return planCosts(context, planProblem, solution, uses).total.totalUsd;
}
