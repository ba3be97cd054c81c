import fc from 'fast-check';
import type { FleetProblem, JobOption } from '../optimise/fleet-problem';
import { aPool, aProblem } from './fleet-problem';

/** Two kinds of systems over two periods with every way to get units and every limit around them, few enough to try all. */
export interface SmallFleet {
  /** A is bought or rented; B is bought, or leased for a term. */
  readonly buyA: number;
  /** Share of A's cost that a unit bears on top, by the period it arrives in. */
  readonly tariffA: readonly [number, number];
  readonly rentA: readonly [number, number];
  readonly buyB: number;
  readonly leaseB: number;
  readonly termPeriods: 1 | 2;
  readonly demand: readonly [number, number];
  readonly capacity: readonly [number, number];
  readonly unitsPerReplicaB: number;
  readonly nightShare: number | null;
  readonly job: {
    readonly slot: 'all' | 'night';
    readonly runs: readonly [boolean, boolean];
    readonly onA: boolean;
    readonly rentUsd: number | null;
  } | null;
  readonly capex: { readonly usd: number; readonly window: readonly [0 | 1, 0 | 1] } | null;
  readonly cost: { readonly usd: number; readonly window: readonly [0 | 1, 0 | 1] } | null;
  readonly supply: {
    readonly chips: readonly [number, number];
    readonly carryOver: boolean;
    readonly total: number | null;
    readonly minimum: number | null;
  } | null;
}

const money = fc.integer({ min: 1, max: 20 });
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(value, { nil: null, freq: 2 });
const window = fc.constantFrom<readonly [0 | 1, 0 | 1]>([0, 0], [1, 1], [0, 1]);

export const smallFleets: fc.Arbitrary<SmallFleet> = fc.record({
  buyA: money,
  tariffA: fc.tuple(fc.constantFrom(0, 0.25, 1), fc.constantFrom(0, 0.25, 1)),
  rentA: fc.tuple(money, money),
  buyB: money,
  leaseB: money,
  termPeriods: fc.constantFrom<1 | 2>(1, 2),
  demand: fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })),
  capacity: fc.tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 4 })),
  unitsPerReplicaB: fc.constantFrom(0.5, 1),
  nightShare: maybe(fc.constantFrom(0, 0.25, 0.5, 0.75)),
  job: maybe(
    fc.record({
      slot: fc.constantFrom<'all' | 'night'>('all', 'night'),
      runs: fc.constantFrom<readonly [boolean, boolean]>(
        [true, false],
        [false, true],
        [true, true],
      ),
      onA: fc.boolean(),
      rentUsd: maybe(fc.integer({ min: 1, max: 30 })),
    }),
  ),
  capex: maybe(fc.record({ usd: fc.integer({ min: 10, max: 80 }), window })),
  cost: maybe(fc.record({ usd: fc.integer({ min: 5, max: 40 }), window })),
  supply: maybe(
    fc.record({
      chips: fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 })),
      carryOver: fc.boolean(),
      total: maybe(fc.integer({ min: 4, max: 30 })),
      minimum: maybe(fc.integer({ min: 5, max: 12 })),
    }),
  ),
});

const CHIPS = { a: 8, b: 4 };
const CAPEX = { a: 20, b: 11 };
const PERIODS = [0, 1] as const;

/** The small fleet as the optimiser is asked for it. */
export function problemOfSmall(small: SmallFleet): FleetProblem {
  const ways = (usd: readonly number[]) => ({
    weight: usd,
    costUsd: usd,
    open: usd.map(() => true),
  });
  const job = (id: string, poolId: string, rentUsd: number | null): JobOption => ({
    id,
    jobId: 'j',
    poolId,
    units: 1,
    periodShare: (small.job?.runs ?? []).map(Number),
    dedicatedRent:
      rentUsd === null
        ? null
        : {
            weight: rentUsd * runsOf(small).length,
            costUsd: rentUsd * runsOf(small).length,
            costUsdByPeriod: PERIODS.map((t) => (small.job?.runs[t] === true ? rentUsd : 0)),
          },
    slot: small.job?.slot ?? 'all',
  });
  const { supply } = small;
  return aProblem({
    periods: 2,
    pools: [
      aPool({
        id: 'a',
        systemId: 'a',
        chips: CHIPS.a,
        existingUnits: [0, 0],
        buy: {
          ...ways([small.buyA, small.buyA]),
          surcharge: { ...ways([small.buyA, small.buyA]), share: small.tariffA },
          capexUsd: small.tariffA.map((share) => CAPEX.a * (1 + share)),
        },
        rent: ways(small.rentA),
      }),
      aPool({
        id: 'b',
        systemId: 'b',
        chips: CHIPS.b,
        existingUnits: [0, 0],
        buy: { ...ways([small.buyB, small.buyB]), capexUsd: [CAPEX.b, CAPEX.b] },
        leases: [
          { id: 'l', termPeriods: small.termPeriods, ...ways([small.leaseB, small.leaseB]) },
        ],
      }),
    ],
    services: [{ workloadId: 'w', demand: small.demand }],
    serviceOptions: [
      { poolId: 'a', unitsPerReplica: 1, capacityPerReplica: small.capacity[0] },
      {
        poolId: 'b',
        unitsPerReplica: small.unitsPerReplicaB,
        capacityPerReplica: small.capacity[1],
      },
    ].map((o) => ({
      ...o,
      id: `w@${o.poolId}`,
      workloadId: 'w',
      ...(small.nightShare === null ? {} : { nightShare: small.nightShare }),
    })),
    jobIds: small.job === null ? [] : ['j'],
    jobOptions:
      small.job === null
        ? []
        : [
            job('j@b', 'b', null),
            ...(small.job.onA ? [job('j@a', 'a', null)] : []),
            ...(small.job.rentUsd === null ? [] : [job('j:rent', 'b', small.job.rentUsd)]),
          ],
    budgets: (['capex', 'cost'] as const).flatMap((of) => {
      const budget = small[of];
      return budget === null
        ? []
        : [
            {
              id: of,
              months: of,
              of,
              fromPeriod: budget.window[0],
              untilPeriod: budget.window[1],
              usd: budget.usd,
            },
          ];
    }),
    supply:
      supply === null
        ? []
        : [
            {
              id: 's',
              poolIds: ['a', 'b'],
              chipsPerPeriod: supply.chips,
              carryOver: supply.carryOver,
              ...(supply.total === null ? {} : { chipsTotal: supply.total }),
              ...(supply.minimum === null ? {} : { minimumChips: supply.minimum }),
            },
          ],
  });
}

const runsOf = (small: SmallFleet): number[] => PERIODS.filter((t) => small.job?.runs[t] === true);

type Pair = readonly [number, number];
interface Tried {
  readonly boughtA: Pair;
  readonly rentedA: Pair;
  readonly boughtB: Pair;
  readonly leasedB: Pair;
  readonly job: 'a' | 'b' | 'rent' | null;
}

/** No more of anything is ever of use: four of demand on two units, a job's, and the least order. */
const MOST = 3;
const pairs: readonly Pair[] = Array.from({ length: (MOST + 1) ** 2 }, (_, n): Pair => [
  Math.floor(n / (MOST + 1)),
  n % (MOST + 1),
]);

/** Least cost over every fleet there is; infinite where none keeps all limits. */
export function cheapestOfAll(small: SmallFleet): number {
  const jobs: Tried['job'][] =
    small.job === null
      ? [null]
      : [
          'b',
          ...(small.job.onA ? (['a'] as const) : []),
          ...(small.job.rentUsd === null ? [] : (['rent'] as const)),
        ];
  let best = Infinity;
  for (const job of jobs) {
    for (const boughtA of pairs) {
      for (const boughtB of pairs) {
        for (const leasedB of pairs) {
          for (const rentedA of pairs) {
            const tried = { boughtA, rentedA, boughtB, leasedB, job };
            const usd = costAt(small, tried, 0) + costAt(small, tried, 1);
            if (
              usd < best &&
              keepsLimits(small, tried) &&
              PERIODS.every((t) => carries(small, tried, t))
            )
              best = usd;
          }
        }
      }
    }
  }
  return best;
}

const upTo = (pair: Pair, t: 0 | 1): number => (t === 0 ? pair[0] : pair[0] + pair[1]);
const onLease = (small: SmallFleet, { leasedB }: Tried, t: 0 | 1): number =>
  small.termPeriods === 2 ? upTo(leasedB, t) : leasedB[t];

const costAt = (small: SmallFleet, tried: Tried, t: 0 | 1): number =>
  PERIODS.reduce<number>(
    (sum, s) => (s > t ? sum : sum + tried.boughtA[s] * small.buyA * (1 + small.tariffA[s])),
    0,
  ) +
  tried.rentedA[t] * small.rentA[t] +
  upTo(tried.boughtB, t) * small.buyB +
  onLease(small, tried, t) * small.leaseB +
  (tried.job === 'rent' && small.job?.runs[t] === true ? (small.job.rentUsd ?? 0) : 0);

function keepsLimits(small: SmallFleet, tried: Tried): boolean {
  const { capex, cost, supply } = small;
  const within = (budget: SmallFleet['capex'], of: (t: 0 | 1) => number): boolean =>
    budget === null ||
    PERIODS.filter((t) => t >= budget.window[0] && t <= budget.window[1]).reduce<number>(
      (sum, t) => sum + of(t),
      0,
    ) <= budget.usd;
  if (
    !within(
      capex,
      (t) => tried.boughtA[t] * CAPEX.a * (1 + small.tariffA[t]) + tried.boughtB[t] * CAPEX.b,
    )
  )
    return false;
  if (!within(cost, (t) => costAt(small, tried, t))) return false;
  if (supply === null) return true;
  const hired = (t: 0 | 1) => tried.rentedA[t] * CHIPS.a + onLease(small, tried, t) * CHIPS.b;
  const ordered = (t: 0 | 1) => tried.boughtA[t] * CHIPS.a + tried.boughtB[t] * CHIPS.b;
  const added = PERIODS.map((t) => ordered(t) + hired(t) - (t === 0 ? 0 : hired(0)));
  const held = [added[0] ?? 0, (added[0] ?? 0) + (added[1] ?? 0)];
  return PERIODS.every(
    (t) =>
      (supply.carryOver
        ? (held[t] ?? 0) <= upTo(supply.chips, t)
        : Math.max(ordered(t), added[t] ?? 0) <= supply.chips[t]) &&
      (supply.total === null || (held[t] ?? 0) <= supply.total) &&
      (supply.minimum === null || ordered(t) === 0 || ordered(t) >= supply.minimum),
  );
}

/** Every replica there is room for runs by day; at night those stay up that the job leaves room for. */
function carries(small: SmallFleet, tried: Tried, t: 0 | 1): boolean {
  const { capacity, demand, nightShare, unitsPerReplicaB } = small;
  const running = small.job?.runs[t] === true ? tried.job : null;
  const isNight = small.job?.slot === 'night';
  const held = {
    a: upTo(tried.boughtA, t) + tried.rentedA[t],
    b: upTo(tried.boughtB, t) + onLease(small, tried, t),
  };
  const taken = { a: running === 'a' ? 1 : 0, b: running === 'b' ? 1 : 0 };
  if (held.a < taken.a || held.b < taken.b) return false;
  const capacityOf = (a: number, b: number) =>
    Math.floor(a) * capacity[0] + Math.floor(b / unitsPerReplicaB) * capacity[1];
  const beside = capacityOf(held.a - taken.a, held.b - taken.b);
  if (!isNight) return beside >= demand[t];
  return capacityOf(held.a, held.b) >= demand[t] && beside >= demand[t] * (nightShare ?? 1);
}
