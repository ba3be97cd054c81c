import type { Scenario } from '@headroom/models';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog';
import { loadSolver, type Solver } from '../../optimise/program/solver';
import { buildReport } from '../../report/build-report';
import { aScenario } from '../../testing/scenarios';
import { planCapacity } from '../plan-capacity';

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const planOf = (changes: Partial<Scenario>) =>
  planCapacity({
    scenario: aScenario({
      acquisition: 'buy',
      candidates: { systems: ['nv-dgx-h200'] },
      risk: { samples: 0 },
      ...changes,
    }),
    catalog: loadCatalog(),
    today: '2025-10-01',
    solver,
  });

describe('where a price of a plan is from', () => {
  it('is told where it is a quote of a market the buyer is not in, with its date', () => {
    const plan = planOf({});
    expect(plan.fleet[0]?.priceQuote).toEqual({ market: 'CN', date: '2026-01' });
    const warning = plan.warnings.find((w) => w.code === 'cost/price-of-another-market');
    expect(warning?.params).toMatchObject({ market: 'CN', country: 'US', date: '2026-01' });
    const report = buildReport(plan, { locale: 'en', currency: 'USD' });
    const fleet = report.sections.find((s) => s.id === 'fleet')?.tables[0]?.rows[0];
    expect(fleet?.[0]).toContain('(quoted in CN, 2026-01)');
  });

  it('is the scenario where it states the price, with what it notes of it among the sources', () => {
    const note = 'Offer of a reseller, May 2026';
    const plan = planOf({ prices: [{ system: 'nv-dgx-h200', usd: 310_000, note }] });
    expect(plan.fleet[0]?.priceQuote).toBeUndefined();
    expect(plan.warnings.map((w) => w.code)).not.toContain('cost/price-of-another-market');
    expect(plan.sources).toContainEqual({
      id: 'scenario/nv-dgx-h200',
      title: note,
      url: null,
      date: null,
    });
    const report = buildReport(plan, { locale: 'en', currency: 'USD' });
    const sources = report.sections.find((s) => s.id === 'sources')?.tables[0]?.rows;
    expect(sources?.map((row) => row[1])).toContain(note);
  });
});
