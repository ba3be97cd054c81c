import { plan as planSchema, type ScenarioDocument } from '@headroom/models';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog';
import { loadSolver, type Solver } from '../../optimise/program/solver';
import { anUncertainScenario } from '../../testing/scenarios';
import { planCapacity } from '../plan-capacity';

const catalog = loadCatalog();
let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

type Load = NonNullable<ScenarioDocument['services']>[number]['load'];
const [chat] = anUncertainScenario().services ?? [];
if (chat === undefined) throw new Error('The scenario has no service.');

const planOf = (load: Load, changes: Partial<ScenarioDocument> = {}, today = '2026-01-10') => {
  const made = planCapacity({
    scenario: anUncertainScenario({
      services: [{ ...chat, load }],
      risk: { samples: 64 },
      ...changes,
    }),
    catalog,
    today,
    solver,
  });
  expect(planSchema.safeParse(made).error).toBeUndefined();
  return made;
};
const runwayOf = (load: Load, changes: Partial<ScenarioDocument> = {}, today?: string) => {
  const { runway } = planOf(load, changes, today);
  if (runway === undefined) throw new Error('The plan has no runway.');
  return runway;
};
const slow = {
  limits: { supply: [{ vendor: 'NVIDIA', leadTimeMonths: { low: 2, mid: 3, high: 7 } }] },
};

describe('the runway of a pool', () => {
  it('has no end where demand stands still', () => {
    const [row] = runwayOf({ requestsPerSecond: 20 }).rows;
    expect(row).toMatchObject({ fullAtP50: null, fullAtP90: null, status: 'safe' });
  });

  it('ends sooner in the worst tenth of worlds than in half of them, and the order is due a lead time before', () => {
    const [row] = runwayOf(
      { requestsPerSecond: 20, growthPerMonth: { low: 0.01, mid: 0.04, high: 0.12 } },
      { horizon: { start: '2026-06', months: 6 }, ...slow },
    ).rows;
    expect(row?.fullAtP50).not.toBeNull();
    expect((row?.fullAtP90 ?? '') < (row?.fullAtP50 ?? '')).toBe(true);
    expect((row?.fullAtP50 ?? '') <= (row?.fullAtP10 ?? '9999-12')).toBe(true);
    expect(row).toMatchObject({ fixAcquisition: 'buy', leadMonthsP50: 3 });
    expect(row?.leadMonthsP90).toBeCloseTo(7, 3);
    expect((row?.orderByP90 ?? '') < (row?.orderByP50 ?? '')).toBe(true);
  });

  it('shows how its end settles with more samples, alike from a second seed', () => {
    const { convergence = [], rows } = runwayOf(
      { requestsPerSecond: 20, growthPerMonth: { low: 0.01, mid: 0.04, high: 0.12 } },
      { horizon: { start: '2026-06', months: 6 }, risk: { samples: 256 } },
    );
    expect(convergence.map((c) => c.samples)).toEqual([32, 64, 128, 256]);
    const last = convergence.at(-1);
    const planned = rows.find((r) => r.basis === 'planned');
    expect(last?.fullAtP50).toBe(planned?.fullAtP50);
    expect(last?.fullAtP90).toBe(planned?.fullAtP90);
    expect(last?.otherFullAtP50).toBe(last?.fullAtP50);
  });

  it('never ends later when demand grows faster', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 10 }),
        (base, more) => {
          const end = (percent: number) => {
            const [service] = runwayOf({
              requestsPerSecond: 20,
              growthPerMonth: 0.0001,
              steps: [{ month: '2026-06', factor: 1 + percent / 100 }],
            }).rows;
            return service?.fullAtP50 ?? '9999-12';
          };
          expect(end(base + more) <= end(base)).toBe(true);
        },
      ),
      { numRuns: 6 },
    );
  }, 60_000);

  it('tells an order that had to be placed before today', () => {
    const growth = { requestsPerSecond: 20, growthPerMonth: { low: 0.05, mid: 0.1, high: 0.4 } };
    const horizon = { start: '2026-06', months: 6 };
    const made = planOf(growth, { horizon, ...slow }, '2026-06-15');
    expect(made.runway?.rows[0]?.status).toBe('late');
    expect(made.runway?.alerts[0]?.code).toBe('runway/order-late');
    expect(made.warnings.map((w) => w.code)).toContain('runway/order-late');
  });

  it('is mended by renting where nothing is bought, without a wait', () => {
    const growing = { requestsPerSecond: 20, growthPerMonth: { low: 0.02, mid: 0.1, high: 0.3 } };
    const rows = runwayOf(growing, { acquisition: 'rent' }).rows;
    expect(rows.map((r) => [r.fixAcquisition, r.leadMonthsP50, r.leadMonthsP90])).toContainEqual([
      'rent',
      0,
      0,
    ]);
  });

  it('of what is owned ends where the plan has to buy', () => {
    const fleet = [{ system: 'nv-dgx-h100', site: 'dallas', units: 1 }];
    const rows = runwayOf(
      { requestsPerSecond: 5, growthPerMonth: 0.5 },
      { fleet, horizon: { start: '2026-01', months: 9 } },
    ).rows;
    const owned = rows.find((r) => r.basis === 'owned');
    const planned = rows.find((r) => r.basis === 'planned' && r.systemId === 'nv-dgx-h100');
    expect(owned?.fullAtP50).not.toBeNull();
    expect((owned?.fullAtP50 ?? '') <= (planned?.fullAtP50 ?? '9999-12')).toBe(true);
  });
});

describe('when n units can be had', () => {
  it('waits for the lead time, longer at P90 than at P50, and keeps to the cap', () => {
    const supply = [
      { vendor: 'NVIDIA', chipsPerMonth: 32, leadTimeMonths: { low: 2, mid: 3, high: 6 } },
    ];
    const [curve] = runwayOf(
      { requestsPerSecond: 20 },
      { horizon: { start: '2026-06', months: 8 }, limits: { supply } },
      '2026-05-10',
    ).supply;
    expect(curve?.byMonth.map((m) => m.unitsP50)).toEqual([0, 0, 4, 8, 12, 16, 20, 24]);
    expect(curve?.byMonth.map((m) => m.unitsP90)).toEqual([0, 0, 0, 0, 0, 4, 8, 12]);
  });
});
