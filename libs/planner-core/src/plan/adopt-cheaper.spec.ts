import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/catalog';
import { loadSolver, type Solver } from '../optimise/program/solver';
import { solveFleet } from '../optimise/solve-fleet';
import { aScenario } from '../testing/scenarios';
import { adoptCheaper } from './adopt-cheaper';
import { buildProblem } from './problem/build-problem';
import { solutionIn } from './problem/solution-in';
import { everyCarrier } from './problem/solve-carriers';
import { solveScenario } from './problem/solve-scenario';

const catalog = loadCatalog();
let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

/** A fleet of one kind of system, as a search that stopped early may leave it, with the bound of the best. */
function fleetOf(systemId: string) {
  const { context, candidates, planProblem, answer } = solveScenario(aScenario(), catalog, solver);
  if (answer.kind !== 'solved') throw new Error('The scenario has a plan.');
  const parts = {
    ...everyCarrier(candidates),
    servicePlans: candidates.servicePlans,
    sitesOf: candidates.sitesUnder(context.policy),
  };
  const only = buildProblem(context, parts, { systems: new Set([systemId]) });
  const solved = solveFleet(only.problem, solver);
  if (solved.kind !== 'solved') throw new Error('One kind of system carries it.');
  const { solution } = solved;
  const own = solutionIn(planProblem, { planProblem: only, solution }, answer.solution.bound);
  return { context, best: answer.solution, found: { candidates, planProblem, solution: own } };
}

describe('another way that is cheaper than the fleet found', () => {
  it('is the plan, under the bound that was proved', () => {
    const fleets = ['nv-dgx-h100', 'nv-dgx-h200'].map(fleetOf);
    const worse = fleets.reduce((a, b) =>
      b.found.solution.objective > a.found.solution.objective ? b : a,
    );
    expect(worse.found.solution.objective).toBeGreaterThan(worse.best.objective * 1.01);
    const adopted = adoptCheaper(worse.context, worse.found, solver);
    const { solution, others } = adopted;
    expect(solution.objective).toBeCloseTo(worse.best.objective, 2);
    expect(solution.bound).toBe(worse.best.bound);
    expect(solution.gapShare).toBeLessThan(0.01);
    for (const other of others.solved) {
      expect(other.solution.objective).toBeGreaterThanOrEqual(solution.objective * (1 - 1e-6));
    }
  });

  it('is not looked for where the fleet is the best', () => {
    const { context, candidates, planProblem, answer } = solveScenario(
      aScenario(),
      catalog,
      solver,
    );
    if (answer.kind !== 'solved') throw new Error('The scenario has a plan.');
    const found = { candidates, planProblem, solution: answer.solution };
    expect(adoptCheaper(context, found, solver)).toMatchObject(found);
  });
});
