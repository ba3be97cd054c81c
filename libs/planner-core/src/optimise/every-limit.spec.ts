import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  cheapestOfAll,
  problemOfSmall,
  smallFleets,
  type SmallFleet,
} from '../testing/small-fleets';
import { conflictsOf } from './limits/conflicts';
import { fleetModel } from './model/fleet-model';
import type { FleetProblem } from './fleet-problem';
import { leasedUnits } from './whole-units/leased-units';
import { relaxFleet } from './relax/relax-fleet';
import { loadSolver, type Solver } from './program/solver';
import { solveFleet } from './solve-fleet';
import { cheapestWayOut } from './limits/way-out';

const EXACT = { relativeGap: 0, maximumNodes: 100_000 };

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const costOf = (problem: FleetProblem): number => {
  const answer = solveFleet(problem, solver, EXACT);
  return answer.kind === 'solved' ? answer.solution.objective : Infinity;
};

describe('a fleet with leases, nights, tariffs, orders of a least size, quotas and budgets of periods', () => {
  it('costs what the cheapest costs of all fleets there are, in 200 instances', () => {
    fc.assert(
      fc.property(smallFleets, (small) => {
        expect(costOf(problemOfSmall(small))).toBeCloseTo(cheapestOfAll(small), 6);
      }),
      { numRuns: 200 },
    );
  }, 120_000);

  it('is never cheaper than the bound of its relaxation over few hosts', () => {
    fc.assert(
      fc.property(smallFleets, (small) => {
        const relaxation = relaxFleet(
          fleetModel(problemOfSmall(small), { mergeSites: true }),
          solver,
        );
        if (relaxation === null) return;
        expect(relaxation.bound).toBeLessThanOrEqual(cheapestOfAll(small) + 1e-6);
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it('never costs more when a limit is loosened, whichever it is', () => {
    fc.assert(
      fc.property(smallFleets, (small) => {
        const base = costOf(problemOfSmall(small));
        for (const looser of loosened(small))
          expect(costOf(problemOfSmall(looser))).toBeLessThanOrEqual(base + 1e-6);
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});

function loosened(small: SmallFleet): SmallFleet[] {
  const { capex, cost, supply } = small;
  return [
    { ...small, nightShare: (small.nightShare ?? 1) / 2 },
    ...(capex === null ? [] : [{ ...small, capex: { ...capex, usd: capex.usd + 15 } }]),
    ...(cost === null ? [] : [{ ...small, cost: { ...cost, usd: cost.usd + 15 } }]),
    ...(supply === null
      ? []
      : [
          { ...supply, chips: [supply.chips[0] + 4, supply.chips[1]] as const },
          { ...supply, total: supply.total === null ? null : supply.total + 6 },
          { ...supply, minimum: supply.minimum === null ? null : supply.minimum - 4 },
          { ...supply, carryOver: true },
        ].map((looser) => ({ ...small, supply: looser }))),
  ];
}

const plain: SmallFleet = {
  buyA: 5,
  tariffA: [0, 0],
  rentA: [9, 9],
  buyB: 20,
  leaseB: 20,
  termPeriods: 2,
  demand: [2, 4],
  capacity: [2, 2],
  unitsPerReplicaB: 1,
  nightShare: null,
  job: null,
  capex: null,
  cost: null,
  supply: null,
};

describe('leases', () => {
  it('serve for their term and are paid for it, or to the end of the horizon', () => {
    // One period's need first and two units after: a lease of two periods beats buying and renting.
    const small = { ...plain, leaseB: 1 };
    const answer = solveFleet(problemOfSmall(small), solver, EXACT);
    if (answer.kind !== 'solved') throw new Error(answer.kind);
    const pool = answer.solution.pools[1];
    expect(pool?.leased).toEqual([[1, 1]]);
    expect(answer.solution.objective).toBe(3);
    const leases = problemOfSmall(small).pools[1]?.leases ?? [];
    expect([0, 1].map((t) => leasedUnits(leases, pool?.leased ?? [], t))).toEqual([1, 2]);
  });
});

describe('limits in conflict', () => {
  const named = (small: SmallFleet) => {
    const problem = problemOfSmall(small);
    const conflicts = conflictsOf(problem, solver);
    const out = cheapestWayOut(problem, conflicts, solver);
    return { kinds: conflicts.map((c) => c.limit.kind), conflicts, out };
  };

  it('name the budget of a period, and by how much it is short', () => {
    // Nothing can be had for less than 5 in the first period.
    const { conflicts, out } = named({ ...plain, cost: { usd: 3, window: [0, 0] } });
    expect(conflicts).toContainEqual({
      limit: { kind: 'period-budget', budgetId: 'cost' },
      leastExcess: 2,
    });
    expect(out?.conflict.limit.kind).toBe('period-budget');
  });

  it('name the quota and the least order that cannot be kept beside each other', () => {
    const { kinds, out } = named({
      ...plain,
      rentA: [100, 100],
      supply: { chips: [40, 40], carryOver: false, total: 10, minimum: 12 },
    });
    expect(kinds).toContain('supply-total');
    expect(out).not.toBeNull();
  });
});
