import type { Plan, Scenario } from '@headroom/models';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog';
import { loadSolver, type Solver } from '../../optimise/program/solver';
import { brokenRules } from '../../testing/check-plan';
import { aScenario } from '../../testing/scenarios';
import { unitsBought } from '../../testing/units-bought';
import { checkScenario } from '../scenario/check-scenario';
import { planCapacity } from '../plan-capacity';

const catalog = loadCatalog();
let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

/** A service that grows from one DGX H100 to several, bought month by month. */
const growing = (limits: Scenario['limits'], changes: Partial<Scenario> = {}): Scenario =>
  aScenario({
    horizon: { start: '2026-01', months: 6 },
    services: aScenario().services?.map((s) => ({
      ...s,
      load: { requestsPerSecond: 20, growthPerMonth: 0.35 },
    })),
    candidates: { systems: ['nv-dgx-h100'] },
    risk: { samples: 0 },
    ...(limits === undefined ? {} : { limits }),
    ...changes,
  });

const planOf = (scenario: Scenario): Plan => {
  const plan = planCapacity({ scenario, catalog, today: '2025-06-01', solver });
  expect(brokenRules(plan, scenario, catalog)).toEqual([]);
  return plan;
};
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const codes = (plan: Plan) => plan.bindingLimits.map((m) => m.code);
/** Limits the plan is at, without which it would cost the same. */
const costNothing = (plan: Plan) =>
  plan.reasoning
    ?.filter((m) => m.code === 'plan/limit-costs-nothing')
    .map((m) => m.params['limitCode']);
const issues = (scenario: Scenario) =>
  checkScenario(scenario, catalog).map((i) => [i.code, i.pointer]);

describe('a plan under what suppliers allow', () => {
  it('orders nothing or at least the minimum, and says where that is what it ordered', () => {
    const free = unitsBought(planOf(growing(undefined)));
    expect(free.filter((n) => n > 0).length).toBeGreaterThan(2);
    const plan = planOf(growing({ supply: [{ chip: 'nv-h100-sxm', minimumOrderChips: 24 }] }));
    for (const units of unitsBought(plan)) expect(units === 0 || units >= 3).toBe(true);
    expect(unitsBought(plan).filter((n) => n > 0).length).toBeLessThan(
      free.filter((n) => n > 0).length,
    );
    expect(codes(plan)).toContain('plan/minimum-order-binds');
  });

  it('orders ahead under a ramp, and takes later what it left where that is allowed', () => {
    const ramp = { chip: 'nv-h100-sxm', chipsByPeriod: [{ from: '2026-01', chipsPerMonth: 8 }] };
    const steep = {
      ...ramp,
      chipsByPeriod: [...ramp.chipsByPeriod, { from: '2026-04', chipsPerMonth: 40 }],
    };
    expect(Math.max(...unitsBought(planOf(growing({ supply: [steep] }))).slice(0, 3))).toBe(1);
    // Nobody asks for any until May: a month's chips alone are too few then, those of five are not.
    const late = growing(undefined).services?.map((s) => ({
      ...s,
      from: '2026-05',
      load: { requestsPerSecond: 60 },
    }));
    const steady = { chip: 'nv-h100-sxm', chipsPerMonth: 8, availableFrom: '2026-05' };
    const flat = planOf(growing({ supply: [steady] }, { services: late }));
    expect(flat.conflicts.map((c) => c.code)).toContain('plan/conflict-supply');
    const carried = growing({ supply: [{ ...steady, carryOver: true }] }, { services: late });
    expect(planOf(carried).status).toBe('planned');
  });

  it('keeps a quota over the horizon, or names it with what it is short by', () => {
    const all = sum(unitsBought(planOf(growing(undefined)))) * 8;
    const enough = planOf(growing({ supply: [{ vendor: 'NVIDIA', chipsTotal: all }] }));
    expect(costNothing(enough)).toContain('plan/quota-binds');
    const short = planOf(growing({ supply: [{ vendor: 'NVIDIA', chipsTotal: all - 8 }] }));
    expect(short.status).toBe('infeasible');
    const conflict = short.conflicts.find((c) => c.code === 'plan/conflict-quota');
    expect(conflict?.params).toMatchObject({ limit: all - 8, excess: 8 });
    expect(short.conflicts.map((c) => c.code)).toContain('plan/cheapest-way-out');
  });

  it('takes a share of the volume the catalogue knows of, and says whose figure it is', () => {
    const scenario = growing(
      { supply: [{ chip: 'huawei-ascend-910c', allocationShare: 0.001 }] },
      {
        buyer: { country: 'CN' },
        sites: [{ id: 'guizhou', region: 'cn-gz' }],
        candidates: { chips: ['huawei-ascend-910c'] },
        assumptions: { acceptEstimates: true },
      },
    );
    const plan = planOf(scenario);
    const used = plan.assumptions.find(
      (a) => a.name === 'supply.huawei-ascend-910c.chipsPerYear.2026',
    );
    expect(used).toMatchObject({ value: 600_000, origin: 'catalog', unit: 'chips/year' });
    expect(used?.sourceId).toBe(
      catalog.policyEvents.find((e) => e.id === 'pe-030-2025-09-30-supply-estimate')?.sourceIds[0],
    );
  });
});

describe('a plan under budgets of months', () => {
  const bought = (plan: Plan) => plan.summary.capexUsd;

  it('keeps to what may be spent on purchases in a span of months', () => {
    const free = planOf(growing(undefined));
    const usd = bought(free) * 0.6;
    const budget = { from: '2026-01', until: '2026-03', usd, of: 'capex' as const };
    const plan = planOf(growing({ budgetByPeriod: [budget] }));
    expect(plan.status).toBe('planned');
    // Nothing of it: the first month alone is more.
    const none = planOf(growing({ budgetByPeriod: [{ ...budget, usd: 1000 }] }));
    expect(none.status).toBe('infeasible');
    expect(none.conflicts.map((c) => c.code)).toContain('plan/conflict-capex-budget');
    expect(none.conflicts.at(-1)?.code).toBe('plan/cheapest-way-out');
  });

  it('says when the cost of months is at its budget, and what a little more does', () => {
    const free = planOf(growing(undefined));
    const last = free.costByPeriod.at(-1)?.items.totalUsd ?? 0;
    const budget = { from: '2026-06', usd: last + 1, of: 'cost' as const };
    expect(costNothing(planOf(growing({ budgetByPeriod: [budget] })))).toContain(
      'plan/cost-budget-binds',
    );
    const short = planOf(growing({ budgetByPeriod: [{ ...budget, usd: last / 2 }] }));
    const conflict = short.conflicts.find((c) => c.code === 'plan/conflict-cost-budget');
    const needed = Number(conflict?.params['neededUsd']);
    expect(Math.abs(needed - last)).toBeLessThan(last * 0.01);
  });
});

describe('limits that contradict each other', () => {
  it('are refused with their place before anything is planned', () => {
    expect(
      issues(
        growing({
          budgetByPeriod: [
            { from: '2027-01', usd: 1, of: 'cost' },
            { from: '2026-03', until: '2026-02', usd: 1, of: 'capex' },
            { from: '2026-01', usd: 1, of: 'cost' },
            { from: '2026-01', usd: 2, of: 'cost' },
          ],
          supply: [
            { chip: 'nv-h100-sxm', chipsPerMonth: 8, minimumOrderChips: 16 },
            {
              chip: 'nv-h200-sxm',
              chipsByPeriod: [
                { from: '2026-03', chipsPerMonth: 8 },
                { from: '2026-02', chipsPerMonth: 16 },
              ],
            },
            { system: 'nv-dgx-b200', allocationShare: 0.5 },
            { vendor: 'AMD', availableFrom: '2026-04', availableUntil: '2026-02' },
          ],
        }),
      ),
    ).toEqual([
      ['scenario/budget-outside-horizon', '/limits/budgetByPeriod/0/from'],
      ['scenario/dates-reversed', '/limits/budgetByPeriod/1/until'],
      ['scenario/duplicate-budget', '/limits/budgetByPeriod/3'],
      ['scenario/minimum-above-supply', '/limits/supply/0/minimumOrderChips'],
      ['scenario/ramp-out-of-order', '/limits/supply/1/chipsByPeriod/1/from'],
      ['scenario/ramp-without-start', '/limits/supply/1/chipsByPeriod/0/from'],
      ['scenario/no-known-volume', '/limits/supply/2/allocationShare'],
      ['scenario/dates-reversed', '/limits/supply/3/availableUntil'],
    ]);
  });
});
