import type { FleetSolution } from '../../optimise/solve-fleet';
import { weightOf } from '../../optimise/whole-units/trim-idle';
import type { PlanProblem } from './build-problem';
import { translateSolution } from './restrict-problem';

/** A solution of one problem in the terms of another: the weight it has there, under the bound that was proved there. */
export function solutionIn(
  planProblem: PlanProblem,
  plan: { readonly planProblem: PlanProblem; readonly solution: FleetSolution },
  bound: number,
): FleetSolution {
  const { problem } = planProblem;
  const solution = translateSolution(plan.solution, plan.planProblem, planProblem);
  const held = problem.pools.reduce(
    (sum, pool, p) => sum + weightOf(pool, solution.pools[p] ?? { bought: [], rented: [] }),
    0,
  );
  const objective = solution.jobs.reduce(
    (sum, j) => sum + (problem.jobOptions[j]?.dedicatedRent?.weight ?? 0),
    held,
  );
  const gapShare = objective === 0 ? 0 : Math.max(0, (objective - bound) / Math.abs(objective));
  return { ...solution, objective, bound, gapShare };
}
