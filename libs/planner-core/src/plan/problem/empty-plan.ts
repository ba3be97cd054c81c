import { NO_FLEET } from '../../optimise/fleet-problem';
import type { FleetSolution } from '../../optimise/solve-fleet';
import type { PlanProblem } from './build-problem';

/** Of a scenario nothing can carry. */
export const EMPTY_SOLUTION: FleetSolution = {
  objective: 0,
  bound: 0,
  gapShare: 0,
  pools: [],
  replicas: [],
  jobs: [],
};
export const EMPTY_PROBLEM: PlanProblem = {
  problem: NO_FLEET,
  pools: [],
  services: [],
  jobs: [],
};
