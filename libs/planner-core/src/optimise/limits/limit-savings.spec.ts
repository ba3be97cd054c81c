import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { aPool, aProblem, flat } from '../../testing/fleet-problem';
import { fleetModel } from '../model/fleet-model';
import { limitKey, limitsOf, type FleetProblem } from '../fleet-problem';
import { limitSavings, moveLimit } from './limit-savings';
import { relaxFleet } from '../relax/relax-fleet';
import { loadSolver, type Solver } from '../program/solver';
import { solveFleet } from '../solve-fleet';

const EXACT = { relativeGap: 0, maximumNodes: 100_000 };

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const costOf = (problem: FleetProblem): number => {
  const answer = solveFleet(problem, solver, EXACT);
  return answer.kind === 'solved' ? answer.solution.objective : Infinity;
};

/** A cheap unit of 2 kW and a dear domestic one of 1 kW, each for one replica, and as many replicas as asked for. */
function twoKinds(demand: number, changes: Partial<FleetProblem>): FleetProblem {
  const cheap = aPool({ id: 'cheap', systemId: 'cheap', powerKw: 2, buy: flat(1, 1) });
  const dear = aPool({
    id: 'dear',
    systemId: 'dear',
    powerKw: 1,
    vendor: 'B',
    domestic: true,
    buy: flat(3, 1),
  });
  return aProblem({
    pools: [
      { ...cheap, existingUnits: [0] },
      { ...dear, existingUnits: [0] },
    ],
    services: [{ workloadId: 'w', demand: [demand] }],
    serviceOptions: ['cheap', 'dear'].map((poolId) => ({
      id: poolId,
      workloadId: 'w',
      poolId,
      unitsPerReplica: 1,
      capacityPerReplica: 1,
    })),
    ...changes,
  });
}

const site = (powerKw: number | null, racks: number | null) => [{ siteId: 'site', powerKw, racks }];

const savingsOf = (problem: FleetProblem): Record<string, number> =>
  Object.fromEntries(
    limitSavings(problem, solver).map(({ limit, saving }) => [limit.kind, saving]),
  );

describe('what one more of a limit saves', () => {
  it('is what units cost less that the whole step lets in, and no more than there are', () => {
    // 1000 replicas in 1500 kW: 500 of each kind; every kW more turns a unit at 3 into one at 1, until all are cheap.
    expect(savingsOf(twoKinds(1000, { sites: site(1500, null) })).power).toBeCloseTo(1000, 6);
    expect(savingsOf(twoKinds(5000, { sites: site(6000, null) })).power).toBeCloseTo(2000, 6);
    expect(savingsOf(twoKinds(1000, { sites: site(2000, null) }))).toEqual({});
  });

  it('is told by percentage point for shares of chips', () => {
    const domestic = savingsOf(twoKinds(1000, { minimumDomesticShare: 0.5 }));
    expect(domestic['domestic-share']).toBeCloseTo(20, 4);
    const vendor = savingsOf(twoKinds(1000, { maximumVendorShare: 0.6 }));
    expect(vendor['vendor-share']).toBeCloseTo(20, 4);
  });

  it('is told by chip for what a supplier delivers', () => {
    const supply = [{ id: 's', poolIds: ['cheap'], chipsPerPeriod: [80] }];
    expect(savingsOf(twoKinds(100, { supply })).supply).toBeCloseTo(2 / 8, 6);
    const quota = [{ id: 's', poolIds: ['cheap'], chipsPerPeriod: [Infinity], chipsTotal: 80 }];
    expect(savingsOf(twoKinds(100, { supply: quota }))['supply-total']).toBeCloseTo(2 / 8, 6);
  });

  it('is told by kind of system where only so many are allowed', () => {
    const both = twoKinds(10, { maximumSystemKinds: 1, sites: site(15, null) });
    // With one kind all have to be dear; with two, five of each fit the power.
    expect(savingsOf(both)['system-kinds']).toBeCloseTo(30 - 20, 6);
  });

  it('is never negative, and no optimum falls below what it leaves of the bound', () => {
    let told = 0;
    fc.assert(
      fc.property(
        fc.record({
          demand: fc.integer({ min: 3, max: 12 }),
          powerKw: fc.integer({ min: 4, max: 24 }),
          chips: fc.integer({ min: 8, max: 96 }),
          domestic: fc.double({ min: 0, max: 0.8, noNaN: true }),
          vendor: fc.double({ min: 0.5, max: 1, noNaN: true }),
        }),
        ({ demand, powerKw, chips, domestic, vendor }) => {
          const problem = twoKinds(demand, {
            sites: site(powerKw, null),
            supply: [{ id: 's', poolIds: ['cheap'], chipsPerPeriod: [chips] }],
            minimumDomesticShare: domestic,
            maximumVendorShare: vendor,
          });
          const bound = relaxFleet(fleetModel(problem, { mergeSites: true }), solver)?.bound;
          if (bound === undefined) return;
          const savings = new Map(
            limitSavings(problem, solver).map((s) => [limitKey(s.limit), s] as const),
          );
          for (const limit of limitsOf(problem)) {
            const saving = savings.get(limitKey(limit));
            if (saving !== undefined) {
              told += 1;
              expect(saving.saving).toBeGreaterThan(0);
            }
            const moved = moveLimit(problem, limit, saving?.step ?? STEP_WITHOUT_PRICE);
            if (moved === null) continue;
            expect(costOf(moved)).toBeGreaterThanOrEqual(bound - (saving?.saving ?? 0) - 1e-6);
          }
        },
      ),
      { seed: 3, numRuns: 40 },
    );
    expect(told).toBeGreaterThan(10);
  });
});

/** A limit without a price stays without effect on the bound when it is moved by little. */
const STEP_WITHOUT_PRICE = 1e-3;
