import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { aPool, aProblem, flat } from '../../testing/fleet-problem';
import { conflictsOf } from './conflicts';
import type { FleetProblem } from '../fleet-problem';
import { limitSavings } from './limit-savings';
import { loadSolver, type Solver } from '../program/solver';
import { solveFleet } from '../solve-fleet';
import { cheapestWayOut } from './way-out';

const EXACT = { relativeGap: 0, maximumNodes: 100_000 };

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const costOf = (problem: FleetProblem): number => {
  const answer = solveFleet(problem, solver, EXACT);
  return answer.kind === 'solved' ? answer.solution.objective : Infinity;
};

/** A cheap system in large units and a dear one in small ones, with every kind of limit around them. */
function limited(changes: Partial<FleetProblem> = {}): FleetProblem {
  const cheap = aPool({
    id: 'cheap',
    systemId: 'cheap',
    chips: 8,
    powerKw: 12,
    buy: flat(10, 2),
    existingUnits: [0, 0],
  });
  const dear = aPool({
    id: 'dear',
    systemId: 'dear',
    vendor: 'B',
    domestic: true,
    chips: 4,
    powerKw: 5,
    buy: flat(8, 2),
    rent: flat(11, 2),
    existingUnits: [0, 0],
  });
  return aProblem({
    periods: 2,
    pools: [cheap, dear],
    services: [{ workloadId: 'w', demand: [7, 9] }],
    serviceOptions: [
      { id: 'c', workloadId: 'w', poolId: 'cheap', unitsPerReplica: 0.5, capacityPerReplica: 1 },
      { id: 'd', workloadId: 'w', poolId: 'dear', unitsPerReplica: 1, capacityPerReplica: 1 },
    ],
    ...changes,
  });
}

const tightness = fc.record({
  powerKw: fc.integer({ min: 20, max: 70 }),
  racks: fc.integer({ min: 3, max: 12 }),
  chips: fc.integer({ min: 8, max: 60 }),
  budgetUsd: fc.integer({ min: 80, max: 200 }),
  domestic: fc.double({ min: 0, max: 0.8, noNaN: true }),
  vendor: fc.double({ min: 0.4, max: 1, noNaN: true }),
});

const withLimits = (t: {
  powerKw: number;
  racks: number;
  chips: number;
  budgetUsd: number;
  domestic: number;
  vendor: number;
}): FleetProblem =>
  limited({
    sites: [{ siteId: 'site', powerKw: t.powerKw, racks: t.racks }],
    supply: [{ id: 's', poolIds: ['cheap', 'dear'], chipsPerPeriod: [t.chips, t.chips] }],
    budgetUsd: t.budgetUsd,
    minimumDomesticShare: t.domestic,
    maximumVendorShare: t.vendor,
  });

describe('limits around a fleet', () => {
  it('never make it cheaper when they are loosened, whichever it is', () => {
    fc.assert(
      fc.property(tightness, (t) => {
        const base = costOf(withLimits(t));
        const looser = [
          { ...t, powerKw: t.powerKw + 10 },
          { ...t, racks: t.racks + 2 },
          { ...t, chips: t.chips + 8 },
          { ...t, budgetUsd: t.budgetUsd + 30 },
          { ...t, domestic: t.domestic / 2 },
          { ...t, vendor: (1 + t.vendor) / 2 },
        ];
        for (const one of looser) expect(costOf(withLimits(one))).toBeLessThanOrEqual(base + 1e-6);
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  it('have a shadow price where they bind, and none where they do not', () => {
    const site = (powerKw: number) =>
      limited({ sites: [{ siteId: 'site', powerKw, racks: null }] });
    expect(limitSavings(site(1000), solver)).toEqual([]);
    const [value] = limitSavings(site(30), solver);
    expect(value?.limit).toEqual({ kind: 'power', siteId: 'site' });
    expect(value?.saving).toBeGreaterThan(0);
  });

  it('let nothing more be bought in a period for what is given back in it', () => {
    // One unit a period: rented at first, since nothing arrives before the second period.
    const openLate = { ...flat(1, 3), open: [false, true, true] };
    const problem = aProblem({
      periods: 3,
      pools: [aPool({ id: 'p', buy: openLate, rent: flat(5, 3), existingUnits: [0, 0, 0] })],
      services: [{ workloadId: 'w', demand: [1, 2, 3] }],
      serviceOptions: [
        { id: 'o', workloadId: 'w', poolId: 'p', unitsPerReplica: 1, capacityPerReplica: 1 },
      ],
      supply: [{ id: 's', poolIds: ['p'], chipsPerPeriod: [8, 8, 8] }],
    });
    const answer = solveFleet(problem, solver, EXACT);
    expect(answer.kind).toBe('solved');
    if (answer.kind !== 'solved') return;
    expect(answer.solution.pools[0]?.bought).toEqual([0, 1, 1]);
    expect(answer.solution.pools[0]?.rented).toEqual([1, 1, 1]);
  });

  it('in conflict name the one that costs least to loosen', () => {
    // Too little power to buy what is needed, and too few chips of the kind that can be rented.
    const problem = limited({
      sites: [{ siteId: 'site', powerKw: 20, racks: null }],
      supply: [{ id: 's', poolIds: ['dear'], chipsPerPeriod: [4, 4] }],
    });
    const conflicts = conflictsOf(problem, solver);
    const out = cheapestWayOut(problem, conflicts, solver);
    expect(out).not.toBeNull();
    const loosened = conflicts.flatMap((c) =>
      c.leastExcess === null ? [] : [cheapestWayOut(problem, [c], solver)?.weight ?? Infinity],
    );
    expect(out?.weight).toBe(Math.min(...loosened));
    expect(loosened.length).toBeGreaterThan(1);
  });
});
