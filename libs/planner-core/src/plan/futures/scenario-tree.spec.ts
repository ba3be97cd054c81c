import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type FleetProblem, NO_FLEET } from '../../optimise/fleet-problem';
import { loadSolver, type Solver } from '../../optimise/program/solver';
import { decisionName } from './future-problem';
import { solveFutures, type FutureBlock } from './two-stage-program';

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const MONTHS = ['2026-01', '2026-02', '2026-03'] as const;
const MOST_UNITS = 4;
/** The program stops within this of its optimum. */
const GAP = 0.005;

interface Tree {
  /** Cost of a unit by period: owned, rented. */
  readonly own: readonly number[];
  readonly rent: readonly number[];
  readonly futures: readonly {
    readonly weight: number;
    readonly demand: readonly number[];
    readonly knownFrom: string;
  }[];
}

const byPeriod = (most: number) =>
  fc.array(fc.integer({ min: 1, max: most }), { minLength: 3, maxLength: 3 });
const tree: fc.Arbitrary<Tree> = fc.record({
  own: byPeriod(9),
  rent: byPeriod(20),
  futures: fc.array(
    fc.record({
      weight: fc.integer({ min: 1, max: 9 }),
      demand: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }),
      knownFrom: fc.constantFrom(...MONTHS, '2026-04'),
    }),
    { minLength: 2, maxLength: 4 },
  ),
});

type Branch = Tree['futures'][number];

/** Every number of units bought and rented in every month, in every group that cannot be told apart: no cleverness. */
function exhaustive({ own, rent }: Tree, group: readonly Branch[], t = 0, owned = 0): number {
  if (t === MONTHS.length || group.length === 0) return 0;
  const known = group.filter((f) => f.knownFrom <= (MONTHS[t] ?? ''));
  if (known.length > 0 && group.length > 1) {
    const others = group.filter((f) => !known.includes(f));
    return (
      known.reduce((sum, f) => sum + exhaustive({ own, rent, futures: [] }, [f], t, owned), 0) +
      exhaustive({ own, rent, futures: [] }, others, t, owned)
    );
  }
  const most = Math.max(...group.map((f) => f.demand[t] ?? 0));
  const weight = group.reduce((sum, f) => sum + f.weight, 0);
  let best = Infinity;
  for (let bought = 0; owned + bought <= MOST_UNITS; bought += 1) {
    const rented = Math.max(0, most - owned - bought);
    const usd = (owned + bought) * (own[t] ?? 0) + rented * (rent[t] ?? 0);
    const later = exhaustive({ own, rent, futures: [] }, group, t + 1, owned + bought);
    best = Math.min(best, weight * usd + later);
  }
  return best;
}

function futuresOf({ own, rent, futures }: Tree): FutureBlock[] {
  const open = MONTHS.map(() => true);
  const pool = {
    id: 'a@site',
    systemId: 'a',
    siteId: 'site',
    chips: 1,
    powerKw: 1,
    racks: null,
    vendor: 'A',
    domestic: false,
    existingUnits: [0, 0, 0],
    buy: { weight: own, costUsd: own, open },
    rent: { weight: rent, costUsd: rent, open },
  };
  const monthOf = new Map(
    MONTHS.flatMap((month, t) => [
      [decisionName('buy', pool.id, t), month] as const,
      [decisionName('rent', pool.id, t), month] as const,
    ]),
  );
  return futures.map(({ weight, demand, knownFrom }): FutureBlock => {
    const problem: FleetProblem = {
      ...NO_FLEET,
      periods: MONTHS.length,
      pools: [pool],
      services: [{ workloadId: 'chat', demand }],
      serviceOptions: [
        { id: 'o', workloadId: 'chat', poolId: pool.id, unitsPerReplica: 1, capacityPerReplica: 1 },
      ],
    };
    const early = MONTHS.map((month) => month < knownFrom);
    return {
      planProblem: { problem, pools: [], services: [], jobs: [] },
      probability: weight,
      knownFrom,
      early: [{ bought: early, rented: early }],
      monthOf,
    };
  });
}

type Solved = NonNullable<ReturnType<typeof solveFutures>>;

const costOf = ({ own, rent, futures }: Tree, solved: Solved): number =>
  futures.reduce((sum, { weight }, k) => {
    const pool = solved[k]?.pools[0];
    let owned = 0;
    return MONTHS.reduce((inner, _, t) => {
      owned += pool?.bought[t] ?? 0;
      return inner + weight * (owned * (own[t] ?? 0) + (pool?.rented[t] ?? 0) * (rent[t] ?? 0));
    }, sum);
  }, 0);

describe('futures that are known in different months', () => {
  it('are planned for as cheaply as any orders that are the same until they part', () => {
    fc.assert(
      fc.property(tree, (t) => {
        const solved = solveFutures(futuresOf(t), { kind: 'common' }, solver);
        expect(solved).not.toBeNull();
        const usd = costOf(t, solved ?? []);
        const least = exhaustive(t, t.futures);
        expect(usd).toBeGreaterThanOrEqual(least - 1e-6);
        expect(usd).toBeLessThanOrEqual(least * (1 + GAP) + 1e-6);
      }),
      { numRuns: 60 },
    );
  });

  it('share every order with those that are not known yet either', () => {
    fc.assert(
      fc.property(tree, (t) => {
        const solved = solveFutures(futuresOf(t), { kind: 'common' }, solver) ?? [];
        MONTHS.forEach((month, m) => {
          const orders = t.futures.flatMap((f, k) =>
            month < f.knownFrom
              ? [`${solved[k]?.pools[0]?.bought[m]} ${solved[k]?.pools[0]?.rented[m]}`]
              : [],
          );
          expect(new Set(orders).size).toBeLessThanOrEqual(1);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('never cost more where one is known earlier', () => {
    fc.assert(
      fc.property(tree, (t) => {
        const later = { ...t, futures: t.futures.map((f) => ({ ...f, knownFrom: '2026-04' })) };
        const costs = [t, later].map((x) =>
          costOf(x, solveFutures(futuresOf(x), { kind: 'common' }, solver) ?? []),
        );
        expect(costs[0] ?? 0).toBeLessThanOrEqual((costs[1] ?? 0) * (1 + GAP) + 1e-6);
      }),
      { numRuns: 40 },
    );
  });

  it('keep to orders that are given until a month, and part after it', () => {
    const t: Tree = {
      own: [1, 1, 1],
      rent: [5, 5, 5],
      futures: [
        { weight: 1, demand: [0, 0, 3], knownFrom: '2026-02' },
        { weight: 1, demand: [0, 0, 1], knownFrom: '2026-03' },
        { weight: 1, demand: [0, 0, 0], knownFrom: '2026-03' },
      ],
    };
    const orders = new Map([[decisionName('buy', 'a@site', 0), 2]]);
    const solved = solveFutures(
      futuresOf(t),
      { kind: 'fixed', orders, until: '2026-02' },
      solver,
    )?.map((s) => s.pools[0]?.bought);
    expect(solved).toEqual([
      [2, 0, 1],
      [2, 0, 0],
      [2, 0, 0],
    ]);
  });
});
