import { fleetModel } from '../model/fleet-model';
import { limitKey, limitsOf, type FleetProblem, type LimitId } from '../fleet-problem';
import { loosen } from './loosen';
import type { SolveOptions, Solver } from '../program/solver';

/** A limit that takes part in a conflict, and by how much it alone would have to give way. */
export interface Conflict {
  readonly limit: LimitId;
  /** Least excess that makes the problem feasible, in the limit's own unit (shares from 0 to 1); `null`: giving way alone does not help. */
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
  if (limit.kind === 'domestic-share' || limit.kind === 'vendor-share')
    return leastShareExcess(problem, limit, solver);
  const answer = solver.solve(fleetModel(problem, { elastic: limit }).model, TIGHT);
  return answer.kind === 'solved' ? answer.objective : null;
}

/** Shares are told to a tenth of a per cent. */
const SHARE_STEP = 1e-3;

/** Points of a share to give way by: whole chips make it no matter of one row, so it is found by bisection. */
function leastShareExcess(problem: FleetProblem, limit: LimitId, solver: Solver): number | null {
  const most =
    limit.kind === 'domestic-share'
      ? (problem.minimumDomesticShare ?? 0)
      : 1 - (problem.maximumVendorShare ?? 1);
  const fits = (excess: number): boolean => {
    const loose = loosen(problem, limit, excess);
    return loose !== null && solver.solve(fleetModel(loose).model, FEASIBILITY).kind === 'solved';
  };
  let good = Math.ceil(most / SHARE_STEP);
  if (!fits(most)) return null;
  let bad = 0;
  while (good - bad > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (fits(middle * SHARE_STEP)) good = middle;
    else bad = middle;
  }
  return Math.min(most, good * SHARE_STEP);
}
