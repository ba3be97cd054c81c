import { beforeAll, describe, expect, it } from 'vitest';
import { aPool, aProblem, flat } from '../../testing/fleet-problem';
import { fleetModel } from '../model/fleet-model';
import { relaxFleet } from '../relax/relax-fleet';
import { searchOn } from './search-on';
import { loadSolver, type Solver } from '../program/solver';

const PERIODS = 3;

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

/** One replica a unit; buying a unit on each of two kinds of systems carries the little there is to do. */
const problem = aProblem({
  periods: PERIODS,
  pools: [10, 12].map((usd, k) =>
    aPool({ id: `p${k}`, systemId: `s${k}`, buy: flat(usd, PERIODS) }),
  ),
  services: [{ workloadId: 'w', demand: [3, 4, 7] }],
  serviceOptions: [5, 9].map((capacityPerReplica, k) => ({
    id: `w@p${k}`,
    workloadId: 'w',
    poolId: `p${k}`,
    unitsPerReplica: 1,
    capacityPerReplica,
  })),
});

describe('searching on from a fleet with a wide gap', () => {
  it('returns no dearer fleet, and a bound between the relaxation and the optimum', () => {
    const fleet = fleetModel(problem, { mergeSites: true });
    const relaxation = relaxFleet(fleet, solver);
    const optimum = solver.solve(fleet.model, { relativeGap: 0, maximumNodes: 1000 });
    if (relaxation === null || optimum.kind !== 'solved') throw new Error('no fleet');
    const dearer = {
      ...optimum,
      objective: 2 * optimum.objective,
      values: optimum.values.map((v) => 2 * v),
    };
    const answer = searchOn(fleet, relaxation, dearer, solver);
    expect(answer.objective).toBeCloseTo(optimum.objective, 6);
    expect(answer.bound).toBeGreaterThanOrEqual(relaxation.bound);
    expect(answer.bound).toBeLessThanOrEqual(optimum.objective + 1e-6);
  });

  it('leaves a fleet near the relaxation alone', () => {
    const fleet = fleetModel(problem, { mergeSites: true });
    const relaxation = relaxFleet(fleet, solver);
    if (relaxation === null) throw new Error('no relaxation');
    const near = {
      kind: 'solved' as const,
      objective: relaxation.bound * 1.01,
      bound: -Infinity,
      gapShare: Infinity,
      values: relaxation.values,
    };
    const answer = searchOn(fleet, relaxation, near, solver);
    expect(answer).toEqual({ ...near, bound: relaxation.bound });
  });
});
