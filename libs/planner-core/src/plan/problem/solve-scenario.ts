import type { ScenarioDocument } from '@headroom/models';
import type { Catalog } from '../../catalog/catalog';
import type { Solver } from '../../optimise/program/solver';
import { middleScenario } from '../../uncertainty/middle';
import { findCandidates } from '../carriers/candidates';
import { bestWay, solveWays, type SolvedWay } from '../demand/lengths/best-way';
import { lengthWays } from '../demand/lengths/length-ways';
import { planContext, type PlanContext } from '../plan-context';
import type { PlanSearches } from '../plan-searches';
import { resolveNames } from '../scenario/resolve-names';
import { solveCarriers, type SolvedCarriers } from './solve-carriers';

/** A scenario made into a fleet problem, and what the solver says of it. */
export interface SolvedScenario extends SolvedCandidates {
  /** Every way services that state their requests by length were planned in; one where there are none. */
  readonly tried: readonly SolvedWay[];
}

/** The fleet problem of one choice of candidates. */
export interface SolvedCandidates extends SolvedCarriers {
  readonly context: PlanContext;
}

/**
 * Turns a scenario into a fleet problem and solves it, without the figures and reasons of a whole plan. Where services
 * state their requests by length, keeping them together and every way to split them are solved, and the best is taken.
 */
export function solveScenario(
  scenario: ScenarioDocument,
  catalog: Catalog,
  solver: Solver,
  searches?: PlanSearches,
): SolvedScenario {
  const context = planContext(resolveNames(middleScenario(scenario), catalog), catalog, searches);
  const ways = solveWays(lengthWays(findCandidates(context)), context, solver, (way) => ({
    context,
    ...solveCarriers(context, way.candidates, solver),
  }));
  return { ...bestWay(ways), tried: ways };
}
