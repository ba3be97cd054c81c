import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { aPool, aProblem, flat } from '../../testing/fleet-problem';
import { fleetModel } from '../model/fleet-model';
import type { FleetProblem } from '../fleet-problem';
import { relaxFleet } from '../relax/relax-fleet';
import { loadSolver, type Solver } from '../program/solver';
import { wholeFleet } from './whole-fleet';

const EXACT = { relativeGap: 0, maximumNodes: 100_000 };
const PERIODS = 3;

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const amount = (max: number) => fc.integer({ min: 1, max });

/** Two services and a job on two kinds of systems at two sites, with limits that may bind. */
const problems: fc.Arbitrary<FleetProblem> = fc
  .record({
    buy: fc.tuple(amount(20), amount(20)),
    rent: fc.tuple(amount(40), amount(40)),
    terms: fc.tuple(amount(25), amount(25)),
    capacity: fc.array(amount(9), { minLength: 4, maxLength: 4 }),
    demand: fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 6, maxLength: 6 }),
    jobUnits: amount(4),
    powerKw: fc.integer({ min: 30, max: 120 }),
    chipsPerPeriod: fc.integer({ min: 24, max: 120 }),
  })
  .map(({ buy, rent, terms, capacity, demand, jobUnits, powerKw, chipsPerPeriod }) => {
    const pools = ['here', 'there'].flatMap((siteId) =>
      [0, 1].map((k) =>
        aPool({
          id: `p${k}@${siteId}`,
          systemId: `s${k}`,
          siteId,
          existingUnits: [k, k, 0],
          buy: flat(buy[k] ?? 1, PERIODS),
          rent: k === 0 ? flat(rent[k] ?? 1, PERIODS) : null,
          leases: [{ ...flat(terms[k] ?? 1, PERIODS), id: 'two', termPeriods: 2 }],
        }),
      ),
    );
    return aProblem({
      periods: PERIODS,
      pools,
      services: [0, 1].map((w) => ({
        workloadId: `w${w}`,
        demand: demand.slice(PERIODS * w, PERIODS * (w + 1)),
      })),
      serviceOptions: [0, 1].flatMap((w) =>
        pools.map((pool, p) => ({
          id: `w${w}@${pool.id}`,
          workloadId: `w${w}`,
          poolId: pool.id,
          unitsPerReplica: w === 0 ? 0.5 : 1,
          capacityPerReplica: capacity[2 * w + (p % 2)] ?? 1,
        })),
      ),
      jobIds: ['j'],
      jobOptions: pools.map((pool) => ({
        id: `j@${pool.id}`,
        jobId: 'j',
        poolId: pool.id,
        units: jobUnits,
        periodShare: [0, 1, 0.5],
        dedicatedRent: null,
      })),
      sites: ['here', 'there'].map((siteId) => ({ siteId, powerKw, racks: null })),
      supply: [
        {
          id: 'cap',
          poolIds: pools.filter((p) => p.systemId === 's0').map((p) => p.id),
          chipsPerPeriod: Array.from({ length: PERIODS }, () => chipsPerPeriod),
        },
      ],
    });
  });

describe('a rebuilt fleet', () => {
  it('keeps every row, with whole numbers, and costs no less than the optimum', () => {
    let found = 0;
    fc.assert(
      fc.property(problems, (problem) => {
        const fleet = fleetModel(problem, { mergeSites: true });
        const relaxation = relaxFleet(fleet, solver);
        const answer = relaxation === null ? null : wholeFleet(fleet, relaxation, solver, 0.01);
        if (answer === null) return;
        found += 1;
        for (const { lower, upper, entries, name } of fleet.model.rows) {
          const sum = entries.reduce((s, [c, w]) => s + w * (answer.values[c] ?? 0), 0);
          expect(sum, name).toBeGreaterThanOrEqual(lower - 1e-6);
          expect(sum, name).toBeLessThanOrEqual(upper + 1e-6);
        }
        fleet.model.columns.forEach(({ integer, lower, upper }, c) => {
          const value = answer.values[c] ?? 0;
          if (integer) expect(value).toBeCloseTo(Math.round(value), 9);
          expect(value).toBeGreaterThanOrEqual(lower);
          expect(value).toBeLessThanOrEqual(upper + 1e-9);
        });
        const best = solver.solve(fleet.model, EXACT);
        expect(best.kind).toBe('solved');
        if (best.kind !== 'solved') return;
        expect(answer.objective).toBeGreaterThanOrEqual(best.objective - 1e-6);
        expect(relaxation?.bound).toBeLessThanOrEqual(best.objective + 1e-6);
      }),
      { numRuns: 40 },
    );
    expect(found).toBeGreaterThan(10);
  }, 60_000);

  it('is the same for the same problem', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const [first, second] = [0, 1].map(() => {
          const fleet = fleetModel(problem, { mergeSites: true });
          const relaxation = relaxFleet(fleet, solver);
          return relaxation === null ? null : wholeFleet(fleet, relaxation, solver, 0);
        });
        expect(first).toEqual(second);
      }),
      { numRuns: 5 },
    );
  }, 60_000);
});
