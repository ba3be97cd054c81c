import type { Message, ScenarioDocument } from '@headroom/models';
import type { Catalog } from '../catalog/catalog';
import { solveFleet, type FleetAnswer } from '../optimise/solve-fleet';
import type { Solver } from '../optimise/solver';
import { middleScenario } from '../uncertainty/middle';
import { carriersOf } from './alternatives';
import { buildProblem, type PlanProblem } from './build-problem';
import { findCandidates, type Candidates } from './candidates';
import { planContext, type PlanContext } from './plan-context';
import type { PlanSearches } from './plan-searches';
import { resolveNames } from './resolve-names';
import { strandedWorkloads } from './stranded-workloads';
import { oversizedServices } from './too-large';

/** A scenario made into a fleet problem, and what the solver says of it. */
export interface SolvedScenario {
  readonly context: PlanContext;
  readonly candidates: Candidates;
  readonly planProblem: PlanProblem;
  readonly answer:
    | FleetAnswer
    /** Workloads nothing may carry. */
    | { readonly kind: 'stranded'; readonly conflicts: readonly Message[] }
    /** Services beyond what can be planned. */
    | { readonly kind: 'oversized'; readonly conflicts: readonly Message[] };
}

/** Turns a scenario into a fleet problem and solves it, without the figures and reasons of a whole plan. */
export function solveScenario(
  scenario: ScenarioDocument,
  catalog: Catalog,
  solver: Solver,
  searches?: PlanSearches,
): SolvedScenario {
  const context = planContext(resolveNames(middleScenario(scenario), catalog), catalog, searches);
  const candidates = findCandidates(context);
  const planProblem = buildProblem(context, {
    ...carriersOf(candidates),
    servicePlans: candidates.servicePlans,
    sitesOf: candidates.sitesUnder(context.policy),
  });
  const solved = { context, candidates, planProblem };
  const stranded = strandedWorkloads(context, candidates, planProblem);
  if (stranded.length > 0) return { ...solved, answer: { kind: 'stranded', conflicts: stranded } };
  const oversized = oversizedServices(planProblem.problem);
  if (oversized.length > 0)
    return { ...solved, answer: { kind: 'oversized', conflicts: oversized } };
  return { ...solved, answer: solveFleet(planProblem.problem, solver) };
}
