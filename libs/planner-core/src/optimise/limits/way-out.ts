import type { Conflict } from './conflicts';
import type { FleetProblem } from '../fleet-problem';
import { loosen } from './loosen';
import { solveFleet } from '../solve-fleet';
import type { Solver } from '../program/solver';

/** The conflict that costs least to resolve by loosening it alone, and the weight of the fleet then. */
export interface WayOut {
  readonly conflict: Conflict;
  readonly weight: number;
}

/** A little more than the least, so that rounding does not close the door again. */
const MARGIN = 1 + 1e-6;

/** Loosens each limit of a conflict by the least that helps, and plans anew; `null` where no single one helps. */
export function cheapestWayOut(
  problem: FleetProblem,
  conflicts: readonly Conflict[],
  solver: Solver,
): WayOut | null {
  let best: WayOut | null = null;
  for (const conflict of conflicts) {
    if (conflict.leastExcess === null) continue;
    const loose = loosen(problem, conflict.limit, conflict.leastExcess * MARGIN);
    const answer = loose === null ? null : solveFleet(loose, solver);
    if (answer?.kind !== 'solved') continue;
    const weight = answer.solution.objective;
    if (best === null || weight < best.weight) best = { conflict, weight };
  }
  return best;
}
