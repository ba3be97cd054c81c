import { fleetModel } from './fleet-model';
import { limitKey, limitsOf, type FleetProblem, type LimitId } from './fleet-problem';
import type { SolveOptions, Solver } from './solver';

/** A limit that takes part in a conflict, and by how much it alone would have to give way. */
export interface Conflict {
  readonly limit: LimitId;
  /** Least excess that makes the problem feasible, in the limit's own unit; `null`: giving way alone does not help. */
  readonly leastExcess: number | null;
}

const FEASIBILITY: SolveOptions = { relativeGap: 1, maximumNodes: 2000 };
const TIGHT: SolveOptions = { relativeGap: 0.001, maximumNodes: 2000 };

/**
 * A minimal set of limits that cannot be kept together (deletion filter: a limit without which the rest
 * is still infeasible is not part of the reason), each with its cheapest loosening.
 */
export function conflictsOf(problem: FleetProblem, solver: Solver): Conflict[] {
  const lifted = new Set<string>();
  const kept: LimitId[] = [];
  // Demand comes last in the filter's order, so that what is named first are the limits around it.
  for (const limit of limitsOf(problem)) {
    lifted.add(limitKey(limit));
    const without = solver.solve(fleetModel(problem, { lifted }).model, FEASIBILITY);
    if (without.kind === 'solved') {
      lifted.delete(limitKey(limit));
      kept.push(limit);
    }
  }
  return kept.map((limit) => ({ limit, leastExcess: leastExcess(problem, limit, solver) }));
}

function leastExcess(problem: FleetProblem, limit: LimitId, solver: Solver): number | null {
  if (limit.kind === 'job') return null;
  const answer = solver.solve(fleetModel(problem, { elastic: limit }).model, TIGHT);
  return answer.kind === 'solved' ? answer.objective : null;
}
