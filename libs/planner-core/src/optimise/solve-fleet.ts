import { fleetModel, type FleetBlock } from './fleet-model';
import type { FleetProblem } from './fleet-problem';
import { mergePeriods } from './merge-periods';
import type { SolveOptions, Solver } from './solver';
import { trimIdle } from './trim-idle';

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

/** Up to this many integers a plan is proved within 0.5 %, normally at the root of the search. */
const SMALL_MODEL = 400;
const MEDIUM_MODEL = 1200;

/**
 * How hard to try, by size: gaps that keep small plans sharp and large ones answered in seconds. The plan
 * states the gap that was reached.
 */
function effortFor(integers: number): SolveOptions {
  if (integers <= SMALL_MODEL) return { relativeGap: 0.005, maximumNodes: 2000 };
  return integers <= MEDIUM_MODEL
    ? { relativeGap: 0.01, maximumNodes: 10 }
    : { relativeGap: 0.02, maximumNodes: 1 };
}

/** Finds the cheapest fleet (by the problem's weights) that keeps every limit. */
export function solveFleet(
  problem: FleetProblem,
  solver: Solver,
  effort?: SolveOptions,
): FleetAnswer {
  const merged = mergePeriods(problem);
  const fleet = fleetModel(merged.problem);
  const integers = fleet.model.columns.filter((c) => c.integer).length;
  const answer = solver.solve(fleet.model, effort ?? effortFor(integers));
  if (answer.kind !== 'solved') return answer;
  const { objective, bound, gapShare, values } = answer;
  const decided = decodeBlock(fleet, values);
  const solution = merged.expand({ objective, bound, gapShare, ...decided });
  return { kind: 'solved', solution: trimIdle(problem, solution) };
}

/** Any better placement will do; the fleet is decided. */
const PLACEMENT_EFFORT: SolveOptions = { relativeGap: 0.01, maximumNodes: 10 };

/**
 * Places replicas on a fleet that is decided, holding as few units as possible: the same load then runs in
 * the same place in every period, and units nothing runs on are left out. Without a better placement the solution stays as it is.
 */
export function settlePlacement(
  problem: FleetProblem,
  solution: FleetSolution,
  solver: Solver,
): FleetSolution {
  const fleet = fleetModel(problem, { decided: solution });
  const answer = solver.solve(fleet.model, PLACEMENT_EFFORT);
  if (answer.kind !== 'solved') return solution;
  const { replicas } = decodeBlock(fleet, answer.values);
  return trimIdle(problem, { ...solution, replicas });
}

/** Reads units, replicas and jobs of one fleet out of the values of all columns of a program. */
export function decodeBlock({ problem, ...fleet }: FleetBlock, values: readonly number[]) {
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
