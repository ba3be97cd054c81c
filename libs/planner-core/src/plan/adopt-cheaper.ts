import type { FleetSolution } from '../optimise/solve-fleet';
import type { Solver } from '../optimise/program/solver';
import { alternativesOf, type SolvedAlternatives } from './alternatives';
import type { Candidates } from './carriers/candidates';
import { poolUses } from './fleet/fleet-use';
import type { PlanContext } from './plan-context';
import { buildProblem, type PlanProblem } from './problem/build-problem';
import { restrictProblem } from './problem/restrict-problem';
import { solutionIn } from './problem/solution-in';
import { everyCarrier, withCarriersOf } from './problem/solve-carriers';

/** The fleet a plan is told about, and the other ways that were weighed beside it. */
export interface Adopted {
  readonly candidates: Candidates;
  readonly planProblem: PlanProblem;
  readonly solution: FleetSolution;
  readonly others: SolvedAlternatives;
}

/** Nearer than this two fleets weigh the same. */
const NOTHING = 1e-6;
/** An adopted fleet is weighed anew against other ways at most so many times. */
const MOST_ROUNDS = 3;

/**
 * Weighs other ways beside a fleet, and takes the lightest of them in its place where it is lighter: within the gap of
 * a search that may happen. Every other way keeps the limits of the scenario and more, so it is a plan of it, and the bound
 * of the fleet it replaces holds for it.
 */
export function adoptCheaper(
  context: PlanContext,
  found: Omit<Adopted, 'others'>,
  solver: Solver,
  rounds = MOST_ROUNDS,
): Adopted {
  const { candidates, planProblem, solution } = found;
  const { others } = weighed(context, found, solver);
  const lightest = others.solved.reduce<SolvedAlternatives['solved'][number] | null>(
    (a, b) => (a === null || b.solution.objective < a.solution.objective ? b : a),
    null,
  );
  const limit = solution.objective - NOTHING * Math.abs(solution.objective);
  if (lightest === null || lightest.solution.objective >= limit || rounds === 0) {
    return { ...found, others };
  }
  const wider = withAllOf(context, candidates, planProblem, lightest.planProblem);
  const lighter = solutionIn(wider, lightest, solution.bound);
  if (lighter.objective >= limit) return { ...found, others };
  const next = {
    candidates: withCarriersOf(candidates, wider),
    planProblem: wider,
    solution: lighter,
  };
  return adoptCheaper(context, next, solver, rounds - 1);
}

/** A fleet with the other ways that are weighed beside it. */
export function weighed(
  context: PlanContext,
  { candidates, planProblem, solution }: Omit<Adopted, 'others'>,
  solver: Solver,
): Adopted {
  const uses = poolUses(planProblem, solution);
  const others = alternativesOf(context, candidates, solver, uses);
  return { candidates, planProblem, solution, others };
}

/** The problem with the options of another one added to its own. */
function withAllOf(
  context: PlanContext,
  candidates: Candidates,
  own: PlanProblem,
  other: PlanProblem,
): PlanProblem {
  const all = buildProblem(context, {
    ...everyCarrier(candidates),
    servicePlans: candidates.servicePlans,
    sitesOf: candidates.sitesUnder(context.policy),
  });
  const kept = new Set(
    [own, other].flatMap(({ problem }) => [
      ...problem.serviceOptions.map((o) => keyOf(o.workloadId, o.poolId)),
      ...problem.jobOptions.map((o) => keyOf(o.jobId, o.poolId)),
    ]),
  );
  return restrictProblem(all, (workloadId, poolId) => kept.has(keyOf(workloadId, poolId)));
}

const keyOf = (workloadId: string, poolId: string): string => `${workloadId}|${poolId}`;
