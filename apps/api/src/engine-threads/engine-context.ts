import { loadCatalog, loadSolver, rememberSearches, type Solver } from '@headroom/planner-core';
import type { EngineContext } from './engine-questions';

/** The catalogue and the engine this build contains. */
export function engineContext(): EngineContext {
  let solver: Promise<Solver> | undefined;
  return {
    catalog: loadCatalog(),
    solver: () => (solver ??= loadSolver()),
    searches: rememberSearches(),
  };
}
