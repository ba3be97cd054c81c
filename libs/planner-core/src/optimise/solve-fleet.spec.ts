import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { aPool, aProblem, flat } from '../testing/fleet-problem';
import { conflictsOf } from './limits/conflicts';
import { fleetModel } from './model/fleet-model';
import type { FleetProblem } from './fleet-problem';
import { loadSolver, type Solver } from './program/solver';
import { solveFleet } from './solve-fleet';
import { trimIdle } from './whole-units/trim-idle';

const EXACT = { relativeGap: 0, maximumNodes: 100_000 };

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const cost = (problem: FleetProblem): number => {
  const answer = solveFleet(problem, solver, EXACT);
  return answer.kind === 'solved' ? answer.solution.objective : Infinity;
};

/** Two kinds of systems, one service, one period: small enough to try every fleet. */
function twoKinds(instance: {
  costs: readonly [number, number];
  capacities: readonly [number, number];
  demand: number;
  powerKw: number;
}): FleetProblem {
  const pools = instance.costs.map((c, i) =>
    aPool({ id: `p${i}`, systemId: `s${i}`, powerKw: 10 + 5 * i, buy: flat(c, 1) }),
  );
  return aProblem({
    pools,
    services: [{ workloadId: 'w', demand: [instance.demand] }],
    serviceOptions: pools.map((pool, i) => ({
      id: `w@${pool.id}`,
      workloadId: 'w',
      poolId: pool.id,
      unitsPerReplica: i === 0 ? 0.5 : 2,
      capacityPerReplica: instance.capacities[i] ?? 1,
    })),
    sites: [{ siteId: 'site', powerKw: instance.powerKw, racks: null }],
  });
}

function cheapestByTrying({ costs, capacities, demand, powerKw }: Parameters<typeof twoKinds>[0]) {
  let best = Infinity;
  for (let a = 0; a <= 60; a += 1) {
    for (let b = 0; b <= 60; b += 2) {
      const carried = a * 2 * capacities[0] + (b / 2) * capacities[1];
      if (carried >= demand && 10 * a + 15 * b <= powerKw) {
        best = Math.min(best, a * costs[0] + b * costs[1]);
      }
    }
  }
  return best;
}

const instances = fc.record({
  costs: fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 })),
  capacities: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 30 })),
  demand: fc.integer({ min: 1, max: 60 }),
  powerKw: fc.integer({ min: 100, max: 600 }),
});

describe('the fleet', () => {
  it('is as cheap as the cheapest found by trying every fleet', () => {
    fc.assert(
      fc.property(instances, (instance) => {
        expect(cost(twoKinds(instance))).toBeCloseTo(cheapestByTrying(instance), 6);
      }),
      { numRuns: 40 },
    );
  });

  it('never costs less for more demand, nor more for more power', () => {
    fc.assert(
      fc.property(instances, (instance) => {
        const base = cost(twoKinds(instance));
        expect(cost(twoKinds({ ...instance, demand: instance.demand + 5 }))).toBeGreaterThanOrEqual(
          base - 1e-6,
        );
        expect(cost(twoKinds({ ...instance, powerKw: instance.powerKw + 50 }))).toBeLessThanOrEqual(
          base + 1e-6,
        );
      }),
      { numRuns: 20 },
    );
  });

  it('buys once what is needed for good, and rents a single busy period', () => {
    const pool = aPool({ buy: flat(10, 4), rent: flat(18, 4) });
    const answer = solveFleet(
      aProblem({
        periods: 4,
        pools: [pool],
        services: [{ workloadId: 'w', demand: [4, 4, 9, 4] }],
        serviceOptions: [
          {
            id: 'o',
            workloadId: 'w',
            poolId: pool.id,
            unitsPerReplica: 1,
            capacityPerReplica: 1,
          },
        ],
      }),
      solver,
      EXACT,
    );
    expect(answer.kind).toBe('solved');
    if (answer.kind !== 'solved') return;
    expect(answer.solution.pools[0]).toEqual({ bought: [4, 0, 0, 0], rented: [0, 0, 5, 0] });
  });

  it('lets a job and a service take turns on the same units', () => {
    const pool = aPool({ buy: flat(1, 2) });
    const problem = aProblem({
      periods: 2,
      pools: [pool],
      services: [{ workloadId: 'w', demand: [0, 3] }],
      serviceOptions: [
        { id: 'o', workloadId: 'w', poolId: pool.id, unitsPerReplica: 1, capacityPerReplica: 1 },
      ],
      jobIds: ['j'],
      jobOptions: [
        {
          id: 'j@p',
          jobId: 'j',
          poolId: pool.id,
          units: 3,
          periodShare: [1, 0],
          dedicatedRent: null,
        },
      ],
    });
    expect(cost(problem)).toBeCloseTo(6, 6);
  });

  it('keeps the minimum domestic share of chips', () => {
    const home = aPool({ id: 'home', systemId: 'h', domestic: true, buy: flat(5, 1) });
    const abroad = aPool({ id: 'abroad', systemId: 'a', vendor: 'B', buy: flat(1, 1) });
    const problem = aProblem({
      pools: [home, abroad],
      services: [{ workloadId: 'w', demand: [10] }],
      serviceOptions: [home, abroad].map((p) => ({
        id: p.id,
        workloadId: 'w',
        poolId: p.id,
        unitsPerReplica: 1,
        capacityPerReplica: 1,
      })),
      minimumDomesticShare: 0.3,
    });
    expect(cost(problem)).toBeCloseTo(3 * 5 + 7, 6);
  });
});

describe('merging periods', () => {
  const steps = fc.record({
    demand: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 4 }),
    lengths: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 4, maxLength: 4 }),
    buy: fc.integer({ min: 1, max: 9 }),
    rent: fc.integer({ min: 1, max: 15 }),
  });

  it('finds the same cost in as many periods as there were', () => {
    fc.assert(
      fc.property(steps, ({ demand, lengths, buy, rent }) => {
        const all = demand.flatMap((d, i) => Array.from({ length: lengths[i] ?? 1 }, () => d));
        const pool = aPool({
          buy: flat(buy, all.length),
          rent: flat(rent, all.length),
          existingUnits: all.map(() => 0),
        });
        const problem = aProblem({
          periods: all.length,
          pools: [pool],
          services: [{ workloadId: 'w', demand: all }],
          serviceOptions: [
            {
              id: 'o',
              workloadId: 'w',
              poolId: pool.id,
              unitsPerReplica: 0.5,
              capacityPerReplica: 1,
            },
          ],
        });
        const whole = solver.solve(fleetModel(problem).model, EXACT);
        const merged = solveFleet(problem, solver, EXACT);
        expect(merged.kind).toBe('solved');
        if (merged.kind !== 'solved' || whole.kind !== 'solved') return;
        expect(merged.solution.objective).toBeCloseTo(whole.objective, 6);
        expect(merged.solution.replicas[0]).toHaveLength(all.length);
      }),
      { numRuns: 25 },
    );
  });
});

describe('conflicts', () => {
  it('name the power limit and by how much it is short', () => {
    const problem = twoKinds({ costs: [10, 50], capacities: [1, 1], demand: 20, powerKw: 60 });
    const conflicts = conflictsOf({ ...problem, budgetUsd: 1e9 }, solver);
    const kinds = conflicts.map((c) => c.limit.kind);
    expect(kinds).toEqual(['demand', 'power']);
    expect(conflicts[1]?.leastExcess).toBeCloseTo(40, 1);
  });

  it('leave out limits that have nothing to do with it', () => {
    const problem = twoKinds({ costs: [10, 50], capacities: [1, 1], demand: 20, powerKw: 900 });
    const conflicts = conflictsOf({ ...problem, budgetUsd: 30 }, solver);
    expect(conflicts.map((c) => c.limit.kind)).toEqual(['demand', 'budget']);
    expect(conflicts[1]?.leastExcess).toBeCloseTo(70, 1);
  });
});

describe('units nothing runs on', () => {
  const pool = aPool({ buy: flat(10, 3), rent: flat(4, 3), existingUnits: [0, 0, 0] });
  const problem = aProblem({
    periods: 3,
    pools: [pool],
    services: [{ workloadId: 'w', demand: [2, 3, 3] }],
    serviceOptions: [
      { id: 'o', workloadId: 'w', poolId: pool.id, unitsPerReplica: 1, capacityPerReplica: 1 },
    ],
  });
  const wasteful = {
    objective: 5 * 30 + 2 * 20 + 3 * 4,
    bound: 80,
    gapShare: 0.6,
    pools: [{ bought: [5, 2, 0], rented: [0, 3, 0] }],
    replicas: [[2, 3, 3]],
    jobs: [],
  };

  it('are taken out, and the gap shrinks with the cost', () => {
    const trimmed = trimIdle(problem, wasteful);
    expect(trimmed.pools).toEqual([{ bought: [2, 1, 0], rented: [0, 0, 0] }]);
    expect(trimmed.objective).toBe(80);
    expect(trimmed.gapShare).toBe(0);
  });

  it('stay where shares of chips may want them', () => {
    expect(trimIdle({ ...problem, maximumVendorShare: 0.5 }, wasteful)).toBe(wasteful);
  });
});
