import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { aPool, aProblem, flat } from '../../testing/fleet-problem';
import type { FleetProblem, LimitId } from '../fleet-problem';
import { loadSolver, type Solver } from '../program/solver';
import { solveFleet } from '../solve-fleet';
import { conflictsOf } from './conflicts';
import { loosen } from './loosen';
import { cheapestWayOut } from './way-out';

const EXACT = { relativeGap: 0, maximumNodes: 100_000 };

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

/** Limits around two kinds of units, most of them too tight together. */
interface Tightness {
  readonly powerKw: number;
  readonly racks: number;
  readonly chips: number;
  readonly budgetUsd: number;
  /** Shares of all chips in service, in hundredths. */
  readonly domestic: number;
  readonly vendor: number;
  readonly demand: readonly [number, number];
}

const tightness: fc.Arbitrary<Tightness> = fc.record({
  powerKw: fc.integer({ min: 5, max: 40 }),
  racks: fc.integer({ min: 1, max: 8 }),
  chips: fc.integer({ min: 4, max: 48 }),
  budgetUsd: fc.integer({ min: 20, max: 110 }),
  domestic: fc.integer({ min: 0, max: 90 }),
  vendor: fc.integer({ min: 30, max: 100 }),
  demand: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
});

const CHEAP = { chips: 8, powerKw: 12, carries: 2, buyUsd: 10 };
const DEAR = { chips: 4, powerKw: 5, carries: 1, buyUsd: 8, rentUsd: 11 };
const PERCENT = 100;

const problemOf = (t: Tightness): FleetProblem =>
  aProblem({
    periods: 2,
    pools: [
      aPool({
        id: 'cheap',
        systemId: 'cheap',
        chips: CHEAP.chips,
        powerKw: CHEAP.powerKw,
        buy: flat(CHEAP.buyUsd, 2),
        existingUnits: [0, 0],
      }),
      aPool({
        id: 'dear',
        systemId: 'dear',
        vendor: 'B',
        domestic: true,
        chips: DEAR.chips,
        powerKw: DEAR.powerKw,
        buy: flat(DEAR.buyUsd, 2),
        rent: flat(DEAR.rentUsd, 2),
        existingUnits: [0, 0],
      }),
    ],
    services: [{ workloadId: 'w', demand: t.demand }],
    serviceOptions: [
      {
        id: 'c',
        workloadId: 'w',
        poolId: 'cheap',
        unitsPerReplica: 1 / CHEAP.carries,
        capacityPerReplica: 1,
      },
      { id: 'd', workloadId: 'w', poolId: 'dear', unitsPerReplica: 1, capacityPerReplica: 1 },
    ],
    sites: [{ siteId: 'site', powerKw: t.powerKw, racks: t.racks }],
    supply: [{ id: 's', poolIds: ['cheap', 'dear'], chipsPerPeriod: [t.chips, t.chips] }],
    budgetUsd: t.budgetUsd,
    minimumDomesticShare: t.domestic / PERCENT,
    maximumVendorShare: t.vendor / PERCENT,
  });

/** What one fleet asks of every limit, the shares turned so that more is always more. */
type Needs = Readonly<Record<Exclude<keyof Tightness, 'demand'>, number>>;
interface Fleet {
  readonly needs: Needs;
  readonly usd: number;
}

/** Every fleet that carries the demand: units of both kinds bought in both periods, and rented. */
function everyFleet([first, second]: Tightness['demand']): Fleet[] {
  const fleets: Fleet[] = [];
  const most = Math.max(first, second);
  const upTo = (n: number) => Array.from({ length: n + 1 }, (_, i) => i);
  // More than the demand takes of either kind serves shares of chips alone.
  for (const c0 of upTo(most + 2)) {
    for (const c1 of upTo(most + 2 - c0)) {
      for (const d0 of upTo(2 * most + 4)) {
        for (const d1 of upTo(2 * most + 4 - d0)) {
          for (const r0 of upTo(most + 2)) {
            for (const r1 of upTo(most + 2)) {
              const cheap = [c0, c0 + c1];
              const dear = [d0, d0 + d1];
              const rented = [r0, r1];
              const at = (t: 0 | 1) => ({
                cheap: cheap[t] ?? 0,
                dear: dear[t] ?? 0,
                rented: rented[t] ?? 0,
              });
              if (carried(at(0)) < first || carried(at(1)) < second) continue;
              fleets.push(fleetOf(at(0), at(1), [c0, c1], [d0, d1]));
            }
          }
        }
      }
    }
  }
  return fleets;
}

interface Units {
  readonly cheap: number;
  readonly dear: number;
  readonly rented: number;
}

const carried = ({ cheap, dear, rented }: Units): number => cheap * CHEAP.carries + dear + rented;

function fleetOf(
  one: Units,
  two: Units,
  [c0, c1]: readonly [number, number],
  [d0, d1]: readonly [number, number],
): Fleet {
  const both = [one, two];
  const foreign = ({ cheap }: Units) => cheap * CHEAP.chips;
  const own = ({ dear, rented }: Units) => (dear + rented) * DEAR.chips;
  const share = (of: number, u: Units) =>
    foreign(u) + own(u) === 0 ? 0 : (PERCENT * of) / (foreign(u) + own(u));
  const greatest = (of: (u: Units) => number) => Math.max(...both.map(of));
  const usd = both.reduce(
    (sum, u) => sum + u.cheap * CHEAP.buyUsd + u.dear * DEAR.buyUsd + u.rented * DEAR.rentUsd,
    0,
  );
  return {
    usd,
    needs: {
      powerKw: greatest((u) => u.cheap * CHEAP.powerKw + u.dear * DEAR.powerKw),
      racks: greatest((u) => u.cheap + u.dear),
      chips: Math.max(
        c0 * CHEAP.chips + (d0 + one.rented) * DEAR.chips,
        c1 * CHEAP.chips + (d1 + Math.max(0, two.rented - one.rented)) * DEAR.chips,
      ),
      budgetUsd: usd,
      domestic: greatest((u) => share(foreign(u), u)),
      vendor: greatest((u) => Math.max(share(foreign(u), u), share(own(u), u))),
    },
  };
}

/** The limits in the same turn as the needs. */
const roomOf = (t: Tightness): Needs => ({
  powerKw: t.powerKw,
  racks: t.racks,
  chips: t.chips,
  budgetUsd: t.budgetUsd,
  domestic: PERCENT - t.domestic,
  vendor: t.vendor,
});

const FIELD: Readonly<Partial<Record<LimitId['kind'], keyof Needs>>> = {
  power: 'powerKw',
  racks: 'racks',
  supply: 'chips',
  budget: 'budgetUsd',
  'domestic-share': 'domestic',
  'vendor-share': 'vendor',
};
const FIELDS: readonly (keyof Needs)[] = [
  'powerKw',
  'racks',
  'chips',
  'budgetUsd',
  'domestic',
  'vendor',
];
/** Shares are told to a tenth of a per cent, everything else to a thousandth of what is missing. */
const STEP = 0.1;
const NEARLY = 1e-9;

/** By limit: the least it has to give way by alone, by trying every fleet; absent where it cannot help alone. */
function leastByTrying(t: Tightness, fleets: readonly Fleet[]): Map<keyof Needs, number> {
  const room = roomOf(t);
  const least = new Map<keyof Needs, number>();
  for (const { needs } of fleets) {
    const short = FIELDS.filter((f) => needs[f] > room[f] + NEARLY);
    const [only] = short;
    if (only === undefined || short.length > 1) continue;
    least.set(only, Math.min(least.get(only) ?? Infinity, needs[only] - room[only]));
  }
  return least;
}

/** The least a fleet costs when one limit gives way by so much. */
const cheapestWith = (t: Tightness, fleets: readonly Fleet[], field: keyof Needs, excess: number) =>
  Math.min(
    ...fleets
      .filter(({ needs }) =>
        FIELDS.every((f) => needs[f] <= roomOf(t)[f] + (f === field ? excess : 0) + NEARLY),
      )
      .map(({ usd }) => usd),
  );

describe('the cheapest way out of limits that cannot be kept together', () => {
  it('is the cheapest of all that loosen one limit, by the least that helps, and makes a plan possible', () => {
    let solved = 0;
    fc.assert(
      fc.property(tightness, (t) => {
        const problem = problemOf(t);
        fc.pre(solveFleet(problem, solver, EXACT).kind !== 'solved');
        const fleets = everyFleet(t.demand);
        const known = leastByTrying(t, fleets);
        const conflicts = conflictsOf(problem, solver);
        const told = new Map(
          conflicts.flatMap(({ limit, leastExcess }) => {
            const field = FIELD[limit.kind];
            if (field === undefined || leastExcess === null) return [];
            const factor = field === 'domestic' || field === 'vendor' ? PERCENT : 1;
            return [[field, leastExcess * factor] as const];
          }),
        );
        expect([...told.keys()].sort()).toEqual([...known.keys()].sort());
        for (const [field, excess] of told) {
          const least = known.get(field) ?? NaN;
          expect(excess).toBeGreaterThanOrEqual(least * (1 - 1e-3) - 1e-6);
          expect(excess).toBeLessThanOrEqual(least * (1 + 2e-3) + STEP + 1e-6);
        }
        const out = cheapestWayOut(problem, conflicts, solver);
        if (known.size === 0) {
          expect(out).toBeNull();
          return;
        }
        if (out === null) throw new Error('One limit alone would help.');
        const field = FIELD[out.conflict.limit.kind];
        const weights = [...told].map(([f, excess]) => cheapestWith(t, fleets, f, excess));
        expect(out.weight).toBeCloseTo(Math.min(...weights), 6);
        expect(out.weight).toBeCloseTo(
          cheapestWith(t, fleets, field ?? 'powerKw', told.get(field ?? 'powerKw') ?? NaN),
          6,
        );
        const loose = loosen(problem, out.conflict.limit, (out.conflict.leastExcess ?? 0) * 1.001);
        const answer = loose === null ? null : solveFleet(loose, solver, EXACT);
        expect(answer?.kind).toBe('solved');
        solved += 1;
      }),
      { numRuns: 30 },
    );
    expect(solved).toBeGreaterThan(10);
  }, 120_000);
});
