import { beforeAll, describe, expect, it } from 'vitest';
import { aPool, aProblem, flat } from '../../testing/fleet-problem';
import type { FleetProblem } from '../fleet-problem';
import { solveFleet, type FleetSolution } from '../solve-fleet';
import { loadSolver, type Solver } from '../program/solver';

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

/** One unit carries one request a second, wherever it stands; the last site costs most. */
const problemAt = (sites: number, demand: number, survivesSiteLoss: boolean): FleetProblem => {
  const ids = Array.from({ length: sites }, (_, s) => `s${s}`);
  return aProblem({
    pools: ids.map((siteId, s) =>
      aPool({ id: siteId, siteId, existingUnits: [0], buy: flat(1 + s / 100, 1) }),
    ),
    services: [{ workloadId: 'chat', demand: [demand], survivesSiteLoss }],
    serviceOptions: ids.map((poolId) => ({
      id: `chat@${poolId}`,
      workloadId: 'chat',
      poolId,
      unitsPerReplica: 1,
      capacityPerReplica: 1,
    })),
    sites: ids.map((siteId) => ({ siteId, powerKw: null, racks: null })),
  });
};

const solved = (problem: FleetProblem): FleetSolution => {
  const answer = solveFleet(problem, solver, { relativeGap: 0, maximumNodes: 1000 });
  if (answer.kind !== 'solved') throw new Error(answer.kind);
  return answer.solution;
};
const unitsOf = ({ pools }: FleetSolution): number[] => pools.map((p) => p.bought[0] ?? 0);

describe('a service that survives the loss of a site', () => {
  it('has all it needs at each of two sites', () => {
    expect(unitsOf(solved(problemAt(2, 3, true)))).toEqual([3, 3]);
  });

  it('needs less beyond its peak the more sites there are', () => {
    const beyond = [2, 3, 4, 6].map((sites) => {
      const units = unitsOf(solved(problemAt(sites, 12, true)));
      for (const lost of units) {
        expect(units.reduce((a, b) => a + b, 0) - lost).toBeGreaterThanOrEqual(12);
      }
      return units.reduce((a, b) => a + b, 0) - 12;
    });
    expect(beyond).toEqual([12, 6, 4, 3]);
  });

  it('costs what the cheapest site does where none has to be survived', () => {
    expect(unitsOf(solved(problemAt(3, 4, false)))).toEqual([4, 0, 0]);
  });

  it('has no fleet at one site', () => {
    expect(solveFleet(problemAt(1, 3, true), solver).kind).toBe('infeasible');
  });
});
