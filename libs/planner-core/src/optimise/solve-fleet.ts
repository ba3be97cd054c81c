import { fleetModel, type FleetModel } from './fleet-model';
import type { FleetProblem } from './fleet-problem';
import { mergePeriods } from './merge-periods';
import type { SolveOptions, Solver } from './solver';

/** Units, replicas and jobs of one solution. Arrays by period unless said otherwise. */
export interface FleetSolution {
  readonly objective: number;
  readonly bound: number;
  readonly gapShare: number;
  /** By pool, in the order of the problem. */
  readonly pools: readonly { readonly bought: number[]; readonly rented: number[] }[];
  /** Replicas by service option, in the order of the problem. */
  readonly replicas: readonly number[][];
  /** Indices of the job options taken. */
  readonly jobs: readonly number[];
}

export type FleetAnswer =
  | { readonly kind: 'solved'; readonly solution: FleetSolution }
  | { readonly kind: 'infeasible' }
  | { readonly kind: 'unsolved' };

/** Gap and node limit of a plan: proved within 0.5 % of the optimum, normally at the root node. */
export const PLAN_EFFORT: SolveOptions = { relativeGap: 0.005, maximumNodes: 2000 };

/** Finds the cheapest fleet (by the problem's weights) that keeps every limit. */
export function solveFleet(
  problem: FleetProblem,
  solver: Solver,
  effort: SolveOptions = PLAN_EFFORT,
): FleetAnswer {
  const merged = mergePeriods(problem);
  const fleet = fleetModel(merged.problem);
  const answer = solver.solve(fleet.model, effort);
  if (answer.kind !== 'solved') return answer;
  const { objective, bound, gapShare, values } = answer;
  const decided = decode(merged.problem, fleet, values);
  return { kind: 'solved', solution: merged.expand({ objective, bound, gapShare, ...decided }) };
}

/**
 * Places replicas on a fleet that is decided, holding as few units as possible: the same load then runs in
 * the same place in every period. Without a better placement the solution stays as it is.
 */
export function settlePlacement(
  problem: FleetProblem,
  solution: FleetSolution,
  solver: Solver,
): FleetSolution {
  const fleet = fleetModel(problem, { decided: solution });
  const answer = solver.solve(fleet.model, PLAN_EFFORT);
  return answer.kind === 'solved'
    ? { ...solution, replicas: decode(problem, fleet, answer.values).replicas }
    : solution;
}

function decode(problem: FleetProblem, fleet: FleetModel, values: readonly number[]) {
  const read = (column: number | null) => (column === null ? 0 : (values[column] ?? 0));
  return {
    pools: fleet.pools.map(({ bought, rented }) => ({
      bought: bought.map(read),
      rented: rented.map(read),
    })),
    replicas: fleet.replicas.map((columns) => columns.map(read)),
    jobs: problem.jobOptions.flatMap((_, i) => (read(fleet.jobs[i] ?? null) > 0.5 ? [i] : [])),
  };
}
