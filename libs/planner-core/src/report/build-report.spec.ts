import { messageText, report as reportSchema, type Plan } from '@headroom/models';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/catalog';
import { loadSolver } from '../optimise/program/solver';
import { planCapacity } from '../plan/plan-capacity';
import { aScenario } from '../testing/scenarios';
import { buildReport } from './build-report';

let plan: Plan;
let infeasible: Plan;
let named: Plan;
beforeAll(async () => {
  const request = { catalog: loadCatalog(), today: '2025-12-01', solver: await loadSolver() };
  plan = planCapacity({ ...request, scenario: aScenario() });
  const base = aScenario();
  named = planCapacity({
    ...request,
    scenario: aScenario({
      sites: base.sites.map((site) => ({ ...site, name: 'Hall one' })),
      services: base.services?.map((service) => ({ ...service, name: 'Talk' })),
    }),
  });
  infeasible = planCapacity({ ...request, scenario: aScenario({ limits: { budgetUsd: 1 } }) });
});

const everyText = (made: ReturnType<typeof buildReport>) =>
  made.sections.flatMap((s) => [
    s.title,
    ...s.sentences,
    ...s.tables.flatMap((t) => [t.title, ...t.columns.map((c) => c.label), ...t.rows.flat()]),
  ]);

describe('a report', () => {
  it.each(['en', 'zh-CN'] as const)(
    'keeps its schema in %s, with a label for everything',
    (locale) => {
      const made = buildReport(plan, { locale, currency: 'USD' });
      expect(reportSchema.safeParse(made).error).toBeUndefined();
      for (const text of everyText(made)) expect(text).not.toMatch(/undefined|NaN|\[object/);
    },
  );

  it('has rows as wide as its columns and charts as long as their categories', () => {
    const { sections } = buildReport(plan, { locale: 'en', currency: 'USD' });
    expect(sections.flatMap(({ tables }) => tables).length).toBeGreaterThan(0);
    expect(sections.flatMap(({ charts }) => charts).length).toBeGreaterThan(0);
    for (const { tables, charts } of sections) {
      for (const t of tables) for (const row of t.rows) expect(row).toHaveLength(t.columns.length);
      for (const c of charts) {
        for (const s of c.series) expect(s.values).toHaveLength(c.categories.length);
      }
    }
  });

  it('lists every order, the one due first on top', () => {
    const { sections } = buildReport(plan, { locale: 'en', currency: 'USD' });
    const rows = sections.flatMap((s) => s.tables).find((t) => t.title === 'Orders')?.rows ?? [];
    const ordered = plan.fleet
      .filter((line) => line.acquisition !== 'existing')
      .flatMap((line) => line.byPeriod.map((p) => p.unitsAcquired));
    const units = rows.map((row) => Number(row[4]?.replaceAll(',', '')));
    const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
    expect(sum(units)).toBeGreaterThan(0);
    expect(sum(units)).toBe(sum(ordered));
    const due = rows.map((row) => row[0]).filter((month) => month !== '–');
    expect(due).toEqual([...due].sort());
  });

  it('converts money by the rate of the plan', () => {
    const total = (currency: 'USD' | 'CNY') =>
      buildReport(plan, { locale: 'en', currency })
        .sections.find((s) => s.id === 'cost')
        ?.charts[0]?.series.flatMap((s) => s.values)
        .reduce((a, b) => a + b, 0) ?? 0;
    expect(total('USD')).toBeCloseTo(plan.costTotal.totalUsd, 1);
    expect(total('CNY') / total('USD')).toBeCloseTo(plan.usdCny, 4);
  });

  it('says the sentences of the plan in Chinese', () => {
    const made = buildReport(plan, { locale: 'zh-CN', currency: 'CNY' });
    const notes = made.sections.find((s) => s.id === 'warnings')?.sentences ?? [];
    const money = { currency: 'CNY' as const, usdCny: plan.usdCny };
    expect(notes).toEqual(plan.warnings.map((w) => messageText(w, 'zh-CN', money, plan.names)));
    expect(notes.join()).toContain('不构成法律意见');
  });

  it('tells of conflicts in place of a fleet when nothing keeps the limits', () => {
    const made = buildReport(infeasible, { locale: 'en', currency: 'USD' });
    expect(made.sections.map((s) => s.id)).not.toContain('fleet');
    expect(made.sections[0]?.sentences.join()).toContain('budget');
  });

  it('shows what units cost that nothing runs on, so that unit costs sum to the total', () => {
    const rowsOf = (made: Plan) =>
      buildReport(made, { locale: 'en', currency: 'USD' }).sections.find(
        (s) => s.id === 'unit-costs',
      )?.tables[0]?.rows ?? [];
    const idle = { ...plan, unitCosts: plan.unitCosts.map((u) => ({ ...u, totalUsd: 0 })) };
    expect(rowsOf(plan).map(([name]) => name)).not.toContain('units nothing runs on');
    const last = rowsOf(idle).at(-1);
    expect(last?.[0]).toBe('units nothing runs on');
    const { format } = new Intl.NumberFormat('en', {
      style: 'currency',
      currency: 'USD',
      maximumFractionDigits: 0,
    });
    expect(last?.[1]).toBe(format(plan.summary.totalCostUsd));
  });

  it('shows the price of cached input where a plan tells it, and a dash in plans that do not', () => {
    const cells = (usdPerMillionCachedTokens: number | null | undefined) => {
      const unitCosts = plan.unitCosts.map(({ usdPerMillionCachedTokens: _, ...u }) =>
        usdPerMillionCachedTokens === undefined ? u : { ...u, usdPerMillionCachedTokens },
      );
      const report = buildReport({ ...plan, unitCosts }, { locale: 'en', currency: 'USD' });
      const costs = report.sections.find((s) => s.id === 'unit-costs')?.tables[0];
      const column = costs?.columns.findIndex((c) => c.label === 'per M cached tokens') ?? -1;
      return costs?.rows[0]?.[column];
    };
    expect(cells(0.25)).toBe('$0.25');
    expect(cells(null)).toBe('–');
    expect(cells(undefined)).toBe('–');
  });

  it('shows names wherever the plan has them, and no id of a system, site or workload', () => {
    const base = aScenario();
    const made = buildReport(named, { locale: 'en', currency: 'USD' });
    const cells = made.sections
      .filter(({ id }) => id !== 'sources' && id !== 'assumptions' && id !== 'bom')
      .flatMap((s) => [...s.sentences, ...s.tables.flatMap((t) => [t.title, ...t.rows.flat()])]);
    const ids = [
      ...base.sites.map(({ id }) => id),
      ...(base.services ?? []).map(({ id }) => id),
      ...Object.entries(named.names?.systems ?? {}).flatMap(([id, { name }]) =>
        id === name ? [] : [id],
      ),
    ];
    expect(cells.join()).toContain('Hall one');
    for (const id of ids) {
      const asWord = new RegExp(`(^|[\\s(,:])${id}($|[\\s),.:])`);
      expect(cells.filter((cell) => asWord.test(cell))).toEqual([]);
    }
  });

  it.each([
    ['en', 'own price'],
    ['zh-CN', '自填价格'],
  ] as const)('marks in %s the lines of a fleet at a price of the scenario', (locale, mark) => {
    const fleetOf = (asked: Plan) =>
      buildReport(asked, { locale, currency: 'USD' }).sections.find((s) => s.id === 'fleet')
        ?.tables[0]?.rows ?? [];
    const atOwn: Plan = {
      ...plan,
      fleet: plan.fleet.map((line, i) => (i === 0 ? { ...line, priceSourceId: 'scenario' } : line)),
    };
    expect(fleetOf(plan).join()).not.toContain(mark);
    expect(fleetOf(atOwn)[0]?.[0]).toContain(mark);
  });

  it('says where each of two equal lines of a fleet stands', () => {
    for (const { code, params } of plan.reasoning ?? []) {
      if (code === 'plan/sized') expect(params['site']).toBeTruthy();
    }
    expect((plan.reasoning ?? []).map((r) => r.code)).toContain('plan/sized');
  });
});
