import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aPool, aProblem, flat } from '../../testing/fleet-problem';
import { fleetModel } from '../model/fleet-model';
import type { FleetProblem } from '../fleet-problem';
import { placeFractionally } from './fractional';
import { packingOf } from './packing';
import { placeItems } from './place-items';
import { proveFleet } from './prove-fleet';

/** Sizes are so many of these parts of a unit, so that loads are whole numbers. */
const PARTS = 24;
const MOST_UNITS = 9;
const KW = 10;

interface Instance {
  readonly usd: readonly number[];
  readonly existing: readonly number[];
  /** By service: parts of a unit one replica takes on each kind. */
  readonly parts: readonly (readonly number[])[];
  /** By service: requests one replica carries on each kind. */
  readonly capacity: readonly (readonly number[])[];
  readonly demand: readonly number[];
  /** Units that may be bought of all kinds together; `null`: as many as wanted. */
  readonly most: number | null;
}

const three = (min: number, max: number) =>
  fc.array(fc.integer({ min, max }), { minLength: 3, maxLength: 3 });

/** Buckets of two slices, as many as asked for, on three kinds. */
const slices = (buckets: number): fc.Arbitrary<Instance> =>
  fc.record({
    usd: three(3, 30),
    existing: fc.constant([0, 0, 0]),
    parts: fc.array(three(2, 13), { minLength: buckets, maxLength: buckets }),
    capacity: fc.constant(Array.from({ length: buckets }, () => [1, 1, 1])),
    demand: fc.constant(Array.from({ length: buckets }, () => 2)),
    most: fc.constant(null),
  });

/** Services whose replicas carry more on some kinds than on others, around units that are there and a limit. */
const services: fc.Arbitrary<Instance> = fc.record({
  usd: three(3, 30),
  existing: three(0, 1),
  parts: fc.array(three(3, 24), { minLength: 3, maxLength: 3 }),
  capacity: fc.array(three(2, 6), { minLength: 3, maxLength: 3 }),
  demand: three(0, 9),
  most: fc.option(fc.integer({ min: 2, max: 5 })),
});

function problemOf({ usd, existing, parts, capacity, demand, most }: Instance): FleetProblem {
  const pools = usd.map((price, k) =>
    aPool({
      id: `k${k}`,
      systemId: `s${k}`,
      powerKw: KW,
      buy: flat(price, 1),
      existingUnits: existing.slice(k, k + 1),
    }),
  );
  const owned = existing.reduce((a, b) => a + b, 0);
  return aProblem({
    pools,
    services: demand.map((d, b) => ({ workloadId: `b${b}`, demand: [d] })),
    serviceOptions: demand.flatMap((_, b) =>
      pools.map((pool, k) => ({
        id: `b${b}@${pool.id}`,
        workloadId: `b${b}`,
        poolId: pool.id,
        unitsPerReplica: (parts[b]?.[k] ?? 1) / PARTS,
        capacityPerReplica: capacity[b]?.[k] ?? 1,
      })),
    ),
    sites: most === null ? [] : [{ siteId: 'site', powerKw: (owned + most) * KW, racks: null }],
  });
}

/** The cheapest units by trying them all: for loads of the first two kinds the least load of the third. */
function cheapestByTrying({ usd, existing, parts, capacity, demand, most }: Instance): number {
  const side = (MOST_UNITS + 1) * PARTS + 1;
  let least = new Int32Array(side * side).fill(-1);
  least[0] = 0;
  demand.forEach((needed, b) => {
    const next = new Int32Array(side * side).fill(-1);
    const [p0 = 1, p1 = 1, p2 = 1] = parts[b] ?? [];
    const [c0 = 1, c1 = 1, c2 = 1] = capacity[b] ?? [];
    for (let x = 0; x === 0 || (x - 1) * c0 < needed; x += 1) {
      for (let y = 0; y === 0 || x * c0 + (y - 1) * c1 < needed; y += 1) {
        const z = Math.max(0, Math.ceil((needed - x * c0 - y * c1) / c2));
        for (let i = 0; i + x * p0 < side; i += 1) {
          for (let j = 0; j + y * p1 < side; j += 1) {
            const before = least[i * side + j] ?? -1;
            if (before < 0) continue;
            const at = (i + x * p0) * side + j + y * p1;
            const load = before + z * p2;
            if ((next[at] ?? -1) < 0 || load < (next[at] ?? 0)) next[at] = load;
          }
        }
      }
    }
    least = next;
  });
  let best = Infinity;
  for (let i = 0; i < side; i += 1) {
    for (let j = 0; j < side; j += 1) {
      const load = least[i * side + j] ?? -1;
      if (load < 0) continue;
      const bought = [i, j, load].map((n, k) =>
        Math.max(0, Math.ceil(n / PARTS) - (existing[k] ?? 0)),
      );
      if (bought.reduce((a, b) => a + b, 0) > (most ?? Infinity)) continue;
      best = Math.min(
        best,
        bought.reduce((s, n, k) => s + n * (usd[k] ?? 0), 0),
      );
    }
  }
  return best;
}

/** Every row of the program holds and every count is whole. */
function expectToHold(problem: FleetProblem, values: readonly number[]): void {
  const { model } = fleetModel(problem);
  for (const row of model.rows) {
    const sum = row.entries.reduce((s, [c, w]) => s + w * (values[c] ?? 0), 0);
    expect(sum).toBeGreaterThanOrEqual(row.lower - 1e-7);
    expect(sum).toBeLessThanOrEqual(row.upper + 1e-7);
  }
  expect(values.every((v, c) => model.columns[c]?.integer !== true || v === Math.round(v))).toBe(
    true,
  );
}

function expectOptimal(instance: Instance): void {
  const problem = problemOf(instance);
  const proved = proveFleet(fleetModel(problem));
  const best = cheapestByTrying(instance);
  if (!Number.isFinite(best)) {
    expect(proved).toBeNull();
    return;
  }
  expect(proved?.objective).toBeCloseTo(best, 6);
  expect(proved?.gapShare).toBe(0);
  expectToHold(problem, proved?.values ?? []);
}

describe('a fleet of few kinds in one period', () => {
  it('costs what the cheapest costs that trying all finds, for nine buckets of two slices', () => {
    fc.assert(fc.property(slices(9), expectOptimal), { seed: 5, numRuns: 40 });
  });

  it('does so around existing units and a limit, with replicas that carry differently', () => {
    fc.assert(fc.property(services, expectOptimal), { seed: 5, numRuns: 60 });
  });

  it('is never said to cost less at best than the cheapest does, however little is tried', () => {
    fc.assert(
      fc.property(slices(12), (instance) => {
        const effort = { nodes: 100_000, fleets: 100, placements: 100, sets: 4 };
        const proved = proveFleet(fleetModel(problemOf(instance)), effort);
        if (proved === null) return;
        const best = cheapestByTrying(instance);
        expect(proved.bound).toBeLessThanOrEqual(best + 1e-9);
        expect(proved.objective).toBeGreaterThanOrEqual(best - 1e-9);
        expectToHold(problemOf(instance), proved.values);
      }),
      { seed: 5, numRuns: 40 },
    );
  });

  it('is not looked for over several periods', () => {
    const pool = aPool({ rent: flat(1, 2), existingUnits: [0, 0] });
    const problem = aProblem({
      periods: 2,
      pools: [pool],
      services: [{ workloadId: 'w', demand: [1, 2] }],
      serviceOptions: [
        { id: 'o', workloadId: 'w', poolId: 'pool', unitsPerReplica: 1, capacityPerReplica: 1 },
      ],
    });
    expect(packingOf(fleetModel(problem))).toBeNull();
  });
});

describe('items divided over hosts', () => {
  it('never fit by whole copies where they do not fit divided, and the prices that say so add up', () => {
    let refuted = 0;
    fc.assert(
      fc.property(slices(6), three(0, 2), (instance, units) => {
        const packing = packingOf(fleetModel(problemOf(instance)));
        if (packing === null) throw new Error('not a packing');
        const divided = placeFractionally(packing, units);
        expect(divided.kind).not.toBe('unknown');
        if (divided.kind === 'refuted') {
          refuted += 1;
          const worth = units.reduce((s, n, h) => s + n * (divided.prices[h] ?? 0), 0);
          const cost = instance.parts.reduce(
            (s, sizes) =>
              s + 2 * Math.min(...sizes.map((n, h) => (n / PARTS) * (divided.prices[h] ?? 0))),
            0,
          );
          expect(cost).toBeGreaterThan(worth);
        }
        if (divided.kind === 'fits') {
          expect(placeItems(packing, units, divided, 10_000).kind).not.toBe('unknown');
        }
      }),
      { seed: 5, numRuns: 60 },
    );
    expect(refuted).toBeGreaterThan(10);
  });
});
