import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { aPool, aProblem, flat } from '../testing/fleet-problem';
import { fleetModel } from './model/fleet-model';
import type { FleetProblem } from './fleet-problem';
import { placeWhole } from './whole-units/place-whole';
import { relaxFleet } from './relax/relax-fleet';
import { loadSolver, type Solver } from './program/solver';
import { solveFleet } from './solve-fleet';

const EXACT = { relativeGap: 0, maximumNodes: 100_000 };
/** Enough for both services at their most on the weakest system. */
const MOST_UNITS = 6;
const PERIODS = 2;

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

interface Instance {
  readonly buy: readonly [number, number];
  readonly rent: readonly [number, number];
  readonly capacity: readonly [readonly [number, number], readonly [number, number]];
  readonly halves: readonly [boolean, boolean];
  readonly demand: readonly [readonly [number, number], readonly [number, number]];
  readonly powerKw: number;
}

/** Two services on two kinds of systems over two periods, with a limit on power. */
const instances: fc.Arbitrary<Instance> = fc.record({
  buy: fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 })),
  rent: fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 })),
  capacity: fc.tuple(
    fc.tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 2, max: 9 })),
    fc.tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 2, max: 9 })),
  ),
  halves: fc.tuple(fc.boolean(), fc.boolean()),
  demand: fc.tuple(
    fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })),
    fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })),
  ),
  powerKw: fc.integer({ min: 20, max: 60 }),
});

function problemOf({ buy, rent, capacity, halves, demand, powerKw }: Instance): FleetProblem {
  const pools = buy.map((usd, k) =>
    aPool({
      id: `p${k}`,
      systemId: `s${k}`,
      buy: flat(usd, PERIODS),
      rent: flat(rent[k] ?? 0, PERIODS),
      existingUnits: [0, 0],
    }),
  );
  return aProblem({
    periods: PERIODS,
    pools,
    services: demand.map((d, w) => ({ workloadId: `w${w}`, demand: d })),
    serviceOptions: demand.flatMap((_, w) =>
      pools.map((pool, k) => ({
        id: `w${w}@${pool.id}`,
        workloadId: `w${w}`,
        poolId: pool.id,
        unitsPerReplica: halves[k] === true ? 0.5 : 1,
        capacityPerReplica: capacity[w]?.[k] ?? 1,
      })),
    ),
    sites: [{ siteId: 'site', powerKw, racks: null }],
  });
}

/** Whether units of both kinds carry both services in a period, by trying every split. */
function carries({ capacity, halves, demand }: Instance, t: number, units: readonly number[]) {
  const slots = units.map((n, k) => n * (halves[k] === true ? 2 : 1));
  for (let a = 0; a <= (slots[0] ?? 0); a += 1) {
    for (let b = 0; b <= (slots[1] ?? 0); b += 1) {
      const first = a * capacity[0][0] + b * capacity[0][1];
      const second =
        ((slots[0] ?? 0) - a) * capacity[1][0] + ((slots[1] ?? 0) - b) * capacity[1][1];
      if (first >= (demand[0][t] ?? 0) && second >= (demand[1][t] ?? 0)) return true;
    }
  }
  return false;
}

/** The cheapest of all fleets: bought in either period, rented in each. Power counts what is owned. */
function cheapestByTrying(instance: Instance): number {
  const { buy, rent, powerKw } = instance;
  const feasible = Array.from({ length: PERIODS }, (_, t) => {
    const table = new Map<string, boolean>();
    return (a: number, b: number) => {
      const key = `${a} ${b}`;
      const known = table.get(key) ?? carries(instance, t, [a, b]);
      table.set(key, known);
      return known;
    };
  });
  let best = Infinity;
  const upTo = Array.from({ length: MOST_UNITS + 1 }, (_, n) => n);
  for (const a0 of upTo) {
    for (const b0 of upTo) {
      for (const a1 of upTo.filter((n) => n >= a0)) {
        for (const b1 of upTo.filter((n) => n >= b0)) {
          if (10 * (a1 + b1) > powerKw) continue;
          const owned = (a0 + a1) * buy[0] + (b0 + b1) * buy[1];
          if (owned >= best) continue;
          const rents = [
            [a0, b0],
            [a1, b1],
          ].map(([a = 0, b = 0], t) => cheapestRent(feasible[t], a, b, rent, upTo));
          best = Math.min(
            best,
            rents.reduce((x, y) => x + y, owned),
          );
        }
      }
    }
  }
  return best;
}

function cheapestRent(
  feasible: ((a: number, b: number) => boolean) | undefined,
  ownedA: number,
  ownedB: number,
  rent: readonly [number, number],
  upTo: readonly number[],
): number {
  let best = Infinity;
  for (const a of upTo) {
    for (const b of upTo) {
      const usd = a * rent[0] + b * rent[1];
      if (usd < best && feasible?.(ownedA + a, ownedB + b) === true) best = usd;
    }
  }
  return best;
}

describe('the fleet of a small instance', () => {
  it('costs what the cheapest costs of all fleets there are, in 200 instances', () => {
    fc.assert(
      fc.property(instances, (instance) => {
        const answer = solveFleet(problemOf(instance), solver, EXACT);
        const cost = answer.kind === 'solved' ? answer.solution.objective : Infinity;
        expect(cost).toBeCloseTo(cheapestByTrying(instance), 6);
      }),
      { numRuns: 200 },
    );
  }, 120_000);

  it('is never cheaper than the bound of the stages, nor dearer than their answer', () => {
    fc.assert(
      fc.property(instances, (instance) => {
        const fleet = fleetModel(problemOf(instance), { mergeSites: true });
        const relaxation = relaxFleet(fleet, solver);
        const best = cheapestByTrying(instance);
        if (relaxation === null) return;
        expect(relaxation.bound).toBeLessThanOrEqual(best + 1e-6);
        const placed = placeWhole(fleet, relaxation.values, solver, false);
        if (placed?.kind === 'solved') expect(placed.objective).toBeGreaterThanOrEqual(best - 1e-6);
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});
