import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { aPool, aProblem, flat } from '../testing/fleet-problem';
import { dominatedPools } from './reduce/dominated-pools';
import { fleetModel } from './model/fleet-model';
import type { FleetProblem } from './fleet-problem';
import { loadSolver, type Solver } from './program/solver';
import { solveFleet } from './solve-fleet';
import { solveOverAll } from './solve-over-all';

const EXACT = { relativeGap: 0, maximumNodes: 100_000 };
const PERIODS = 2;

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const kinds = fc.record({
  usd: fc.integer({ min: 4, max: 20 }),
  rentUsd: fc.option(fc.integer({ min: 4, max: 30 })),
  capacity: fc.tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 2, max: 9 })),
  perUnit: fc.constantFrom(1, 2, 4),
  powerKw: fc.integer({ min: 5, max: 20 }),
  vendor: fc.constantFrom('A', 'B'),
  domestic: fc.boolean(),
  chips: fc.constantFrom(8, 8, 16),
});

/** Two services on six kinds of systems over two periods, under limits that bind now and then. */
const problems: fc.Arbitrary<FleetProblem> = fc
  .record({
    kinds: fc.array(kinds, { minLength: 6, maxLength: 6 }),
    demand: fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })),
    powerKw: fc.option(fc.integer({ min: 40, max: 90 })),
    domesticShare: fc.option(fc.constantFrom(0.25, 0.5)),
    vendorShare: fc.option(fc.constantFrom(0.6, 0.8)),
    chips: fc.option(fc.integer({ min: 8, max: 40 })),
  })
  .map((drawn) => {
    const pools = drawn.kinds.map((kind, k) =>
      aPool({
        id: `p${k}`,
        systemId: `s${k}`,
        chips: kind.chips,
        powerKw: kind.powerKw,
        vendor: kind.vendor,
        domestic: kind.domestic,
        existingUnits: [0, 0],
        buy: flat(kind.usd, PERIODS),
        rent: kind.rentUsd === null ? null : flat(kind.rentUsd, PERIODS),
      }),
    );
    return aProblem({
      periods: PERIODS,
      pools,
      services: drawn.demand.map((d, w) => ({ workloadId: `w${w}`, demand: [d, 2 * d] })),
      serviceOptions: drawn.demand.flatMap((_, w) =>
        drawn.kinds.map(({ perUnit, capacity }, k) => ({
          id: `w${w}@p${k}`,
          workloadId: `w${w}`,
          poolId: `p${k}`,
          unitsPerReplica: 1 / perUnit,
          capacityPerReplica: capacity[w] ?? 1,
        })),
      ),
      sites: [{ siteId: 'site', powerKw: drawn.powerKw, racks: null }],
      supply:
        drawn.chips === null
          ? []
          : [{ id: 'A', poolIds: ['p0', 'p1', 'p2'], chipsPerPeriod: [drawn.chips, drawn.chips] }],
      minimumDomesticShare: drawn.domesticShare,
      maximumVendorShare: drawn.vendorShare,
    });
  });

/** The optimum of the whole program, handed to the solver as it is. */
function optimumOf(problem: FleetProblem): number {
  const answer = solver.solve(fleetModel(problem).model, EXACT);
  return answer.kind === 'solved' ? answer.objective : Infinity;
}

describe('a pool that another does for no more of anything', () => {
  it('is never missed by the optimum, under any limit', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const answer = solveFleet(problem, solver, EXACT);
        const cost = answer.kind === 'solved' ? answer.solution.objective : Infinity;
        expect(cost).toBeCloseTo(optimumOf(problem), 6);
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it('is found where it is dearer and slower, and kept where it draws less power', () => {
    const pool = (id: string, usd: number, powerKw: number) =>
      aPool({ id, systemId: id, powerKw, existingUnits: [0], buy: flat(usd, 1) });
    const option = (poolId: string, capacityPerReplica: number) => ({
      id: poolId,
      workloadId: 'w',
      poolId,
      unitsPerReplica: 1,
      capacityPerReplica,
    });
    const problem = aProblem({
      pools: [pool('good', 10, 10), pool('worse', 11, 10), pool('frugal', 11, 5)],
      services: [{ workloadId: 'w', demand: [5] }],
      serviceOptions: [option('good', 4), option('worse', 3), option('frugal', 3)],
    });
    expect([...dominatedPools(problem)]).toEqual(['worse']);
  });

  it('is one of two alike, not both', () => {
    const problem = aProblem({
      pools: ['a', 'b'].map((id) =>
        aPool({ id, systemId: id, existingUnits: [0], buy: flat(9, 1) }),
      ),
    });
    expect([...dominatedPools(problem)]).toEqual(['a']);
  });
});

describe('a fleet over many pools of which few are tried first', () => {
  it('costs what the optimum over all of them costs, within the gap it tells', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const { answer } = solveOverAll(problem, solver, {
          isLikely: (id) => id === 'p0',
          effort: { ...EXACT, relativeGap: 0.05 },
          givenAtOnce: 0,
        });
        const best = optimumOf(problem);
        if (answer.kind !== 'solved') {
          expect(best).toBe(Infinity);
          return;
        }
        const { objective, bound, gapShare } = answer.solution;
        expect(bound).toBeLessThanOrEqual(best + 1e-6);
        expect(objective).toBeGreaterThanOrEqual(best - 1e-6);
        expect(objective * (1 - gapShare)).toBeLessThanOrEqual(best + 1e-6);
        expect(gapShare).toBeLessThanOrEqual(0.05 + 1e-9);
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});
