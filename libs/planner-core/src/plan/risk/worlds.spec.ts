import type { ScenarioDocument } from '@headroom/models';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog';
import { loadSolver, type Solver } from '../../optimise/program/solver';
import { anUncertainScenario } from '../../testing/scenarios';
import { resolveNames } from '../scenario/resolve-names';
import { solveScenario } from '../problem/solve-scenario';
import { uncertainInputs } from './uncertain-inputs';
import { WorldMaker, type World } from './worlds';

const catalog = loadCatalog();
let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const [chat] = anUncertainScenario().services ?? [];
if (chat === undefined) throw new Error('The scenario has no service.');
const wide: ScenarioDocument = anUncertainScenario({
  horizon: { start: '2026-06', months: 6 },
  sites: [
    {
      id: 'dallas',
      region: 'us-tx',
      electricityUsdPerKwh: { low: 0.05, mid: 0.08, high: 0.2 },
      pue: { low: 1.1, mid: 1.3, high: 1.5 },
    },
  ],
  fleet: [{ system: 'nv-dgx-h100', site: 'dallas', units: 1 }],
  services: [
    {
      ...chat,
      load: {
        requestsPerSecond: { low: 10, mid: 20, high: 30 },
        growthPerMonth: { low: 0, mid: 0.05, high: 0.2 },
      },
    },
  ],
  prices: [{ chip: 'nv-h100-sxm', cny: { low: 150_000, mid: 200_000, high: 260_000 } }],
  limits: { supply: [{ vendor: 'NVIDIA', leadTimeMonths: { low: 1, mid: 2, high: 5 } }] },
  assumptions: {
    chipMtbfHours: { low: 5_000, mid: 50_000, high: 100_000 },
    discountRatePerYear: { low: 0.05, mid: 0.08, high: 0.12 },
    usdCny: { low: 6.5, mid: 7, high: 7.5 },
  },
});

function aMaker(): WorldMaker {
  const { context, candidates, planProblem } = solveScenario(wide, catalog, solver);
  const document = resolveNames(wide, catalog);
  const inputs = uncertainInputs(document, planProblem);
  return new WorldMaker(context, document, planProblem, candidates.servicePlans, inputs);
}

const copyOf = (world: World) => structuredClone(world);

describe('a world', () => {
  it('is the same whatever worlds were drawn before it', () => {
    const used = aMaker();
    const count = used.inputs.length;
    expect(count).toBeGreaterThan(9);
    const middle = used.inputs.map(() => 0.5);
    const start = copyOf(used.at(middle));
    const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(share, { minLength: count, maxLength: count }),
        fc.nat(count - 1),
        share,
        (point, moved, to) => {
          const fresh = copyOf(used.at(point));
          used.at(point.with(moved, to));
          expect(used.at(point)).toEqual(fresh);
          expect(used.at(middle)).toEqual(start);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('moves with every input the scenario leaves open', () => {
    const maker = aMaker();
    const middle = maker.inputs.map(() => 0.5);
    const start = copyOf(maker.at(middle));
    maker.inputs.forEach((input, i) => {
      const ends = [0.001, 0.999].map((share) => copyOf(maker.at(middle.with(i, share))));
      expect(ends, input.id).not.toEqual([start, start]);
    });
  });

  it('costs in the middle what the plan reckons with', () => {
    const { planProblem } = solveScenario(wide, catalog, solver);
    const maker = aMaker();
    const { boughtUsd, rentedUsd } = maker.at(maker.inputs.map(() => 0.5));
    planProblem.problem.pools.forEach(({ buy, rent }, p) => {
      buy?.costUsd.forEach((usd, t) => {
        expect((boughtUsd[p]?.[t] ?? 0) / usd).toBeCloseTo(1, 9);
      });
      rent?.costUsd.forEach((usd, t) => {
        expect((rentedUsd[p]?.[t] ?? 0) / usd).toBeCloseTo(1, 9);
      });
    });
  });
});
