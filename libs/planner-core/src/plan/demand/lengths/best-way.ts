import { fleetModel } from '../../../optimise/model/fleet-model';
import type { FleetSolution } from '../../../optimise/solve-fleet';
import { mergePeriods } from '../../../optimise/reduce/merge-periods';
import type { Solver } from '../../../optimise/program/solver';
import { buildProblem } from '../../problem/build-problem';
import type { PlanContext } from '../../plan-context';
import { everyCarrier } from '../../problem/solve-carriers';
import type { SolvedCandidates } from '../../problem/solve-scenario';
import type { LengthWay } from './length-ways';

/** One way to plan services by length. */
export interface SolvedWay extends Pick<LengthWay, 'choices'> {
  /** `null` where no fleet of it can cost less than one found before. */
  readonly solved: SolvedCandidates | null;
  /** No fleet of it weighs less. */
  readonly bound: number;
}

/** Ways that cost the same but for float noise: the first is the simplest. */
const NOTHING = 1e-6;

/**
 * Solves the ways one after the other, the one that keeps all requests together first; of the others only those that
 * may be better than what was found, by the relaxation of their program.
 */
export function solveWays(
  ways: readonly LengthWay[],
  context: PlanContext,
  solver: Solver,
  solve: (way: LengthWay) => SolvedCandidates,
): SolvedWay[] {
  let best = Infinity;
  return ways.map((way, k): SolvedWay => {
    const { choices } = way;
    const bound = k === 0 ? -Infinity : relaxedWeight(way, context, solver);
    if (bound >= best * (1 - NOTHING)) return { choices, solved: null, bound };
    const solved = solve(way);
    if (solved.answer.kind !== 'solved') return { choices, solved, bound: Infinity };
    best = Math.min(best, solved.answer.solution.objective);
    return { choices, solved, bound: solved.answer.solution.bound };
  });
}

/** Weight below which no fleet of a way can be: that of the best with fractions of units; infinite where there is none. */
function relaxedWeight({ candidates }: LengthWay, context: PlanContext, solver: Solver): number {
  const { problem } = buildProblem(context, {
    ...everyCarrier(candidates),
    servicePlans: candidates.servicePlans,
    sitesOf: candidates.sitesUnder(context.policy),
  });
  const { model } = fleetModel(mergePeriods(problem).problem, { mergeSites: true });
  const relaxed = solver.relax(model);
  return relaxed.kind === 'solved' ? relaxed.objective : Infinity;
}

/**
 * The way with the best fleet; the first, which keeps all requests together, where none has one. Its bound then holds
 * over all ways, so the gap tells how far the plan may be from the best of any.
 */
export function bestWay(ways: readonly SolvedWay[]): SolvedCandidates {
  const first = ways[0]?.solved;
  if (first === undefined || first === null) {
    throw new Error('There is always the way that keeps all together');
  }
  const found = ways.flatMap(({ solved }) =>
    solved?.answer.kind === 'solved' ? [{ solved, solution: solved.answer.solution }] : [],
  );
  const [one] = found;
  if (one === undefined || ways.length === 1) return first;
  const { solved, solution } = found.reduce(
    (a, b) => (b.solution.objective < a.solution.objective * (1 - NOTHING) ? b : a),
    one,
  );
  return { ...solved, answer: { kind: 'solved', solution: boundedBy(solution, ways) } };
}

function boundedBy(solution: FleetSolution, ways: readonly SolvedWay[]): FleetSolution {
  const { objective } = solution;
  const bound = Math.min(objective, ...ways.map((w) => w.bound));
  const gapShare = objective === 0 ? 0 : Math.max(0, (objective - bound) / Math.abs(objective));
  return { ...solution, bound, gapShare };
}
