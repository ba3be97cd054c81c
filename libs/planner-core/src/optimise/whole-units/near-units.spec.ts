import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { aPool, aProblem, flat } from '../../testing/fleet-problem';
import { fleetModel } from '../model/fleet-model';
import type { FleetProblem } from '../fleet-problem';
import { nearUnits } from './near-units';
import { relaxFleet } from '../relax/relax-fleet';
import { loadSolver, type Solver } from '../program/solver';

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const KINDS = [1, 1.6, 2.7];

/** Buckets of four slices on three kinds of units that are rented for one period. */
function bucketsOf(sizes: readonly (readonly number[])[], periods = 1): FleetProblem {
  const pools = KINDS.map((usd, k) =>
    aPool({
      id: `k${k}`,
      systemId: `s${k}`,
      buy: null,
      rent: flat(usd, periods),
      existingUnits: Array.from({ length: periods }, () => 0),
    }),
  );
  return aProblem({
    periods,
    pools,
    services: sizes.map((_, b) => ({
      workloadId: `b${b}`,
      demand: Array.from({ length: periods }, () => 4),
    })),
    serviceOptions: sizes.flatMap((bySize, b) =>
      pools.map((pool, k) => ({
        id: `b${b}@${pool.id}`,
        workloadId: `b${b}`,
        poolId: pool.id,
        unitsPerReplica: bySize[k] ?? 1,
        capacityPerReplica: 1,
      })),
    ),
  });
}

const buckets = fc.array(
  fc
    .tuple(
      fc.integer({ min: 10, max: 60 }),
      fc.integer({ min: 5, max: 40 }),
      fc.integer({ min: 3, max: 25 }),
    )
    .map((parts) => parts.map((n) => n / 30)),
  { minLength: 30, maxLength: 40 },
);

describe('fleets near the relaxation', () => {
  it('keep every row of the program, and cost no less than the optimum', () => {
    let found = 0;
    fc.assert(
      fc.property(buckets, (sizes) => {
        const fleet = fleetModel(bucketsOf(sizes));
        const relaxation = relaxFleet(fleet, solver);
        expect(relaxation).not.toBeNull();
        const near = relaxation === null ? null : nearUnits(fleet, relaxation, solver);
        if (near === null || relaxation === null) return;
        found += 1;
        for (const row of fleet.model.rows) {
          const sum = row.entries.reduce((s, [c, w]) => s + w * (near.values[c] ?? 0), 0);
          expect(sum).toBeGreaterThanOrEqual(row.lower - 1e-6);
          expect(sum).toBeLessThanOrEqual(row.upper + 1e-6);
        }
        expect(
          near.values.every((v, k) => !fleet.model.columns[k]?.integer || v === Math.round(v)),
        ).toBe(true);
        expect(near.objective).toBeGreaterThanOrEqual(relaxation.bound * (1 - 1e-9));
        const cost = fleet.model.columns.reduce((s, c, k) => s + c.cost * (near.values[k] ?? 0), 0);
        expect(near.objective).toBeCloseTo(cost, 6);
      }),
      { seed: 11, numRuns: 25 },
    );
    expect(found).toBeGreaterThan(5);
  });

  it('are looked for in problems of one period only', () => {
    const fleet = fleetModel(bucketsOf([[0.3, 0.2, 0.1]], 2));
    const relaxation = relaxFleet(fleet, solver);
    expect(relaxation).not.toBeNull();
    if (relaxation !== null) expect(nearUnits(fleet, relaxation, solver)).toBeNull();
  });
});
