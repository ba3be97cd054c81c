import type { Plan, Scenario } from '@headroom/models';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog';
import { loadSolver, type Solver } from '../../optimise/program/solver';
import { brokenRules } from '../../testing/check-plan';
import { aScenario } from '../../testing/scenarios';
import { planCapacity } from '../plan-capacity';

const catalog = loadCatalog();
let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

/** Small plans are proved to half a per cent. */
const GAP = 0.005;
const SYSTEMS = ['nv-dgx-h100', 'amd-mi300x-8', 'nv-dgx-h200'];

const stated = (limits: Scenario['limits'], changes: Partial<Scenario> = {}): Scenario =>
  aScenario({
    horizon: { start: '2026-01', months: 6 },
    services: aScenario().services?.map((s) => ({
      ...s,
      load: { requestsPerSecond: 40, growthPerMonth: 0.2 },
    })),
    candidates: { systems: SYSTEMS },
    risk: { samples: 0 },
    ...(limits === undefined ? {} : { limits }),
    ...changes,
  });
const site = (more: Partial<Scenario['sites'][number]>): Partial<Scenario> => ({
  sites: [{ id: 'dallas', region: 'us-tx', ...more }],
});
const supply = (
  more: Partial<NonNullable<NonNullable<Scenario['limits']>['supply']>[number]>,
): Scenario =>
  stated({ supply: SYSTEMS.map((system) => ({ system, leadTimeMonths: 1, ...more })) });

const planOf = (scenario: Scenario): Plan => {
  const plan = planCapacity({ scenario, catalog, today: '2025-06-01', solver });
  expect(brokenRules(plan, scenario, catalog)).toEqual([]);
  return plan;
};
const costOf = (plan: Plan): number =>
  plan.status === 'planned' ? plan.costTotal.totalUsd : Infinity;
const codes = (plan: Plan) => plan.bindingLimits.map((m) => m.code);

describe('a limit of the scenario', () => {
  it.each<[string, Scenario, Scenario]>([
    ['budget', stated({ budgetUsd: 400_000 }), stated({ budgetUsd: 2e6 })],
    [
      'domestic share',
      stated({ minimumDomesticChipShare: 1 }),
      stated({ minimumDomesticChipShare: 0.5 }),
    ],
    [
      'vendor share',
      stated({ maximumVendorChipShare: 0.5 }),
      stated({ maximumVendorChipShare: 0.8 }),
    ],
    [
      'kinds',
      stated({ maximumSystemKinds: 1, maximumVendorChipShare: 0.9 }),
      stated({ maximumSystemKinds: 2, maximumVendorChipShare: 0.9 }),
    ],
    ['power', stated({}, site({ powerKw: 30 })), stated({}, site({ powerKw: 60 }))],
    ['racks', stated({}, site({ racks: 1 })), stated({}, site({ racks: 3 }))],
    [
      'cooling',
      stated({}, site({ cooling: ['liquid'] })),
      stated({}, site({ cooling: ['liquid', 'air'] })),
    ],
    ['rate', supply({ chipsPerMonth: 8 }), supply({ chipsPerMonth: 16 })],
    [
      'ramp',
      supply({ chipsByPeriod: [{ from: '2026-01', chipsPerMonth: 16 }] }),
      supply({
        chipsByPeriod: [
          { from: '2026-01', chipsPerMonth: 16 },
          { from: '2026-03', chipsPerMonth: 24 },
        ],
      }),
    ],
    ['quota', supply({ chipsTotal: 16 }), supply({ chipsTotal: 32 })],
    ['least order', supply({ minimumOrderChips: 32 }), supply({ minimumOrderChips: 16 })],
    ['carry-over', supply({ chipsPerMonth: 20 }), supply({ chipsPerMonth: 20, carryOver: true })],
    ['first month', supply({ availableFrom: '2026-02' }), supply({ availableFrom: '2026-01' })],
    ['last month', supply({ availableUntil: '2025-12' }), supply({ availableUntil: '2026-03' })],
    [
      'capex',
      stated({ budgetByPeriod: [{ from: '2026-01', usd: 9e5, of: 'capex' }] }),
      stated({ budgetByPeriod: [{ from: '2026-01', usd: 2e6, of: 'capex' }] }),
    ],
    [
      'cost',
      stated({ budgetByPeriod: [{ from: '2026-05', usd: 1e5, of: 'cost' }] }),
      stated({ budgetByPeriod: [{ from: '2026-05', usd: 3e5, of: 'cost' }] }),
    ],
  ])('never makes the plan dearer when it is loosened: %s', (_, tight, loose) => {
    const looser = planOf(loose);
    expect(looser.status).toBe('planned');
    expect(costOf(looser)).toBeLessThanOrEqual(costOf(planOf(tight)) * (1 + GAP));
  });

  it('that is reached at no cost is not told to hold the plan back, but as what costs nothing', () => {
    const free = planOf(stated(undefined));
    const kinds = new Set(free.fleet.map((l) => l.systemId)).size;
    const capped = planOf(stated({ maximumSystemKinds: kinds }));
    expect(costOf(capped)).toBe(costOf(free));
    expect(codes(capped)).toEqual([]);
    const told = capped.reasoning?.filter((m) => m.code === 'plan/limit-costs-nothing');
    expect(told?.map((m) => m.params['limitCode'])).toEqual(['plan/kinds-bind']);
  });

  it('on the least of an order is told to hold the plan back by what it costs, even where none is ordered', () => {
    const large = 10_000;
    const supply = [{ chip: 'nv-h200-sxm', minimumOrderChips: large }];
    const systems = { candidates: { systems: ['nv-dgx-h200', 'nv-dgx-h100'] } };
    const free = planOf(stated(undefined, systems));
    const plan = planOf(stated({ supply }, systems));
    const dearer = costOf(plan) - costOf(free);
    expect(dearer).toBeGreaterThan(1000);
    expect(plan.fleet.map((l) => l.systemId)).not.toContain('nv-dgx-h200');
    const told = plan.bindingLimits.find((m) => m.code === 'plan/minimum-order-worth');
    expect(told?.params).toMatchObject({ supply: 'nv-h200-sxm', limit: large });
    expect(Math.abs(Number(told?.params['usd']) - dearer)).toBeLessThan(costOf(plan) * GAP);
  });

  it('on kinds of systems is told where as many are got and another would be cheaper', () => {
    const cheapest = planOf(stated(undefined)).fleet[0]?.systemId ?? '';
    const scarce = { supply: [{ system: cheapest, chipsTotal: 8 }] };
    expect(new Set(planOf(stated(scarce)).fleet.map((l) => l.systemId)).size).toBe(2);
    expect(codes(planOf(stated({ ...scarce, maximumSystemKinds: 1 })))).toContain(
      'plan/kinds-bind',
    );
  });

  it('on shares names the share that would do where it cannot be kept', () => {
    const plan = planOf(stated({ minimumDomesticChipShare: 0.6 }, { buyer: { country: 'JP' } }));
    expect(plan.status).toBe('infeasible');
    const conflict = plan.conflicts.find((c) => c.code === 'plan/conflict-domestic-share-to');
    expect(conflict?.params).toMatchObject({ percent: 60, needed: 0 });
    const one = planOf(
      stated({ maximumVendorChipShare: 0.6 }, { candidates: { systems: ['nv-dgx-h100'] } }),
    );
    expect(
      one.conflicts.find((c) => c.code === 'plan/conflict-vendor-share-to')?.params,
    ).toMatchObject({ percent: 60, needed: 100 });
  });
});
