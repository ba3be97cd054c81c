import { plan as planSchema, type Plan, type ScenarioDocument } from '@headroom/models';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog';
import { loadSolver, type Solver } from '../../optimise/program/solver';
import { brokenRules } from '../../testing/check-plan';
import { anUncertainScenario } from '../../testing/scenarios';
import { middleScenario } from '../../uncertainty/middle';
import { planCapacity } from '../plan-capacity';
import { THIS_PLAN } from './candidate-orders';

const catalog = loadCatalog();
let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const [chat] = anUncertainScenario().services ?? [];
if (chat === undefined) throw new Error('The scenario has no service.');
type Service = NonNullable<ScenarioDocument['services']>[number];
const withLoad = (load: Service['load'], changes: Partial<ScenarioDocument> = {}) =>
  anUncertainScenario({ services: [{ ...chat, load }], risk: { samples: 64 }, ...changes });
const planOf = (scenario: ScenarioDocument): Plan =>
  planCapacity({ scenario, catalog, today: '2026-01-01', solver });
const riskOf = (scenario: ScenarioDocument) => {
  const { risk } = planOf(scenario);
  if (risk === undefined) throw new Error('The plan has no risk study.');
  return risk;
};

const interval = fc
  .tuple(fc.integer({ min: 8, max: 20 }), fc.integer({ min: 0, max: 15 }))
  .map(([low, more]) => ({ low, mid: low + 5, high: low + 5 + more }));

describe('a plan tried in sampled worlds', () => {
  it('orders percentiles, regrets nothing below 0, and has a best plan in every world', () => {
    fc.assert(
      fc.property(interval, fc.integer({ min: 0, max: 1e6 }), (load, seed) => {
        const risk = riskOf(withLoad({ requestsPerSecond: load }, { seed }));
        for (const { p10, p50, p90 } of [
          risk.costUsd,
          risk.chips,
          ...risk.headroom.map((h) => h.share),
        ]) {
          expect(p10).toBeLessThanOrEqual(p50);
          expect(p50).toBeLessThanOrEqual(p90);
        }
        for (const row of risk.regret.rows) {
          expect(row.meanRegretUsd).toBeGreaterThanOrEqual(0);
          expect(row.meanRegretUsd).toBeLessThanOrEqual(row.maxRegretUsd);
        }
        const best = risk.regret.rows.reduce((sum, row) => sum + row.bestShare, 0);
        expect(best).toBeGreaterThanOrEqual(1 - 1e-9);
        expect(risk.regret.rows[0]?.planId).toBe(risk.regret.leastRegretPlanId);
      }),
      { numRuns: 8 },
    );
  }, 60_000);

  it('costs in the middle of everything what the plan says', () => {
    const made = planOf(
      withLoad(
        { requestsPerSecond: { low: 15, mid: 20, high: 30 } },
        { assumptions: { usdCny: { low: 6.5, mid: 7, high: 7.5 } } },
      ),
    );
    const middle = made.risk?.sensitivity.rows[0];
    expect(made.risk?.inputs.map((i) => i.id)).toContain(
      'scenario:/services/0/load/requestsPerSecond',
    );
    // Money that does not depend on the exchange rate: the swing of that input is none, so its row is left out.
    expect(made.risk?.sensitivity.rows.map((r) => r.inputId)).not.toContain(
      'scenario:/assumptions/usdCny',
    );
    expect(middle?.costAtHighUsd).toBeGreaterThan(0);
    const certain = planOf(withLoad({ requestsPerSecond: 20 }));
    expect(made.summary.totalCostUsd).toBe(certain.summary.totalCostUsd);
  });

  it('never narrows the cost when an interval is widened', () => {
    fc.assert(
      fc.property(fc.integer({ min: 11, max: 30 }), (tenths) => {
        const factor = tenths / 10;
        const tariff = (low: number, high: number) => {
          const { costUsd } = riskOf(
            withLoad(
              { requestsPerSecond: 20 },
              {
                sites: [
                  { id: 'dallas', region: 'us-tx', electricityUsdPerKwh: { low, mid: 0.08, high } },
                ],
                prices: [
                  { system: 'nv-dgx-h100', usd: 300_000 },
                  { system: 'nv-dgx-h200', usd: 340_000 },
                ],
              },
            ),
          );
          return costUsd.p90 - costUsd.p10;
        };
        expect(tariff(0.06 / factor, 0.1 * factor)).toBeGreaterThanOrEqual(
          tariff(0.06, 0.1) - 0.01,
        );
      }),
      { numRuns: 6 },
    );
  }, 60_000);

  it('is the same to the last bit for the same seed and another for another seed', () => {
    const load = { requestsPerSecond: { low: 15, mid: 20, high: 30 } };
    const once = riskOf(withLoad(load, { seed: 5 }));
    expect(riskOf(withLoad(load, { seed: 5 }))).toEqual(once);
    expect(riskOf(withLoad(load, { seed: 6 })).costUsd).not.toEqual(once.costUsd);
  });

  it('finds the growth of demand to matter most where it is wide open, and orders with a margin worth while', () => {
    const risk = riskOf(
      withLoad(
        { requestsPerSecond: 200, growthPerMonth: { low: 0, mid: 0.05, high: 0.4 } },
        { horizon: { start: '2026-01', months: 9 } },
      ),
    );
    expect(risk.sensitivity.rows[0]?.inputId).toBe('scenario:/services/0/load/growthPerMonth');
    expect(risk.regret.rows.map((r) => r.planId)).toContain(THIS_PLAN);
    expect(risk.regret.rows.map((r) => r.planId)).toContain('margin-90');
    const shortIn = risk.headroom[0]?.shortWorldsShare ?? 0;
    expect(shortIn).toBeGreaterThan(0.2);
    expect(shortIn).toBeLessThan(0.8);
  });

  it('tells what the variance of each output comes from, and prices move no shortfall', () => {
    const { variances = [], inputs } = riskOf(
      withLoad(
        { requestsPerSecond: { low: 150, mid: 200, high: 300 } },
        { prices: [{ system: 'nv-dgx-h100', usd: { low: 200_000, mid: 300_000, high: 500_000 } }] },
      ),
    );
    expect(variances.map((v) => v.output)).toEqual(['cost', 'shortfall', 'headroom']);
    const byOutput = (output: string) =>
      variances.find((v) => v.output === output)?.sobolIndices ?? [];
    const price = inputs.find((i) => i.id.startsWith('scenario:/prices/'))?.id;
    expect(byOutput('cost').map((i) => i.input)).toContain(price);
    expect(byOutput('shortfall').map((i) => i.input)).not.toContain(price);
    expect(byOutput('shortfall')[0]?.input).toBe('scenario:/services/0/load/requestsPerSecond');
    for (const { worlds, rows, sobolIndices } of variances) {
      expect(worlds).toBe(rows * (inputs.length + 2));
      for (const { totalShare, intervalShare } of sobolIndices) {
        expect(intervalShare.low).toBeLessThanOrEqual(totalShare);
        expect(intervalShare.high).toBeGreaterThanOrEqual(totalShare);
      }
    }
  });

  it('delays what is bought when the lead time turns out longer, which costs headroom', () => {
    const lead = (leadTimeMonths: number | { low: number; mid: number; high: number }) =>
      riskOf(
        anUncertainScenario({
          horizon: { start: '2026-06', months: 6 },
          risk: { samples: 64 },
          limits: { supply: [{ vendor: 'NVIDIA', leadTimeMonths }] },
        }),
      ).headroom[0]?.share.p10 ?? 0;
    expect(lead({ low: 2, mid: 3, high: 9 })).toBeLessThan(lead(3));
  });

  it('dates what is ordered by the lead times of the worlds, and leaves out what is certain', () => {
    const arrivals = (leadTimeMonths: number | { low: number; mid: number; high: number }) =>
      riskOf(
        anUncertainScenario({
          horizon: { start: '2026-06', months: 6 },
          risk: { samples: 128 },
          limits: { supply: [{ vendor: 'NVIDIA', leadTimeMonths }] },
        }),
      ).arrivals ?? [];
    expect(arrivals(3)).toEqual([]);
    const [first] = arrivals({ low: 2, mid: 3, high: 7 });
    // One month sooner and four later than planned, in days of a mean month.
    expect(first).toMatchObject({ plannedDay: '2026-06-01', units: expect.any(Number) });
    expect(first?.day.p10.slice(0, 7)).toBe('2026-05');
    expect(first?.day.p50).toBe('2026-06-01');
    expect(['2026-09', '2026-10']).toContain(first?.day.p90.slice(0, 7));
    expect(first?.onTimeShare).toBeCloseTo(0.5, 1);
  });

  it('shows how cost, headroom and the end of training settle with more samples', () => {
    const { convergence } = riskOf(
      withLoad({ requestsPerSecond: { low: 15, mid: 20, high: 30 } }, { risk: { samples: 256 } }),
    );
    expect(convergence.map((c) => c.samples)).toEqual([32, 64, 128, 256]);
    const last = convergence.at(-1);
    expect(last?.p10HeadroomShare).toBeCloseTo(last?.otherP10HeadroomShare ?? NaN, 1);
    expect(last?.p90EndDay).toBeUndefined();
  });

  it('gives the end of a training run as dates with the share of worlds that keep the deadline', () => {
    const made = planOf(
      anUncertainScenario({
        horizon: { start: '2026-01', months: 6 },
        risk: { samples: 64 },
        assumptions: { chipMtbfHours: { low: 5_000, mid: 50_000, high: 100_000 } },
        services: [],
        training: [
          {
            id: 'sft',
            model: 'llama-3.1-70b',
            tokens: 2e11,
            sequenceTokens: 8192,
            globalBatchTokens: 4_194_304,
            start: '2026-01-15',
            deadlineDays: 60,
          },
        ],
      }),
    );
    const [date] = made.risk?.dates ?? [];
    expect(date?.deadlineDay).toBe('2026-03-16');
    expect(date?.endDay.p10 ?? '').toMatch(/^2026-/);
    expect((date?.endDay.p10 ?? '') <= (date?.endDay.p90 ?? '')).toBe(true);
    expect(date?.onTimeShare).toBeGreaterThan(0);
    expect(date?.onTimeShare).toBeLessThanOrEqual(1);
    expect(made.risk?.inputs.map((i) => i.id)).toContain('scenario:/assumptions/chipMtbfHours');
  });

  it('is followed where the least regret is asked for: no plan tried that carries the demand is regretted less', () => {
    const load = { requestsPerSecond: 200, growthPerMonth: { low: 0.02, mid: 0.05, high: 0.4 } };
    const changes: Partial<ScenarioDocument> = {
      horizon: { start: '2026-01', months: 9 },
      limits: { supply: [{ vendor: 'NVIDIA', leadTimeMonths: 1 }] },
    };
    const options = { samples: 64, shortfallCostMultiple: 100 };
    const cheapest = planOf(withLoad(load, { ...changes, risk: options }));
    const scenario = withLoad(load, { ...changes, risk: { ...options, choose: 'least-regret' } });
    const chosen = planOf(scenario);
    const rows = chosen.risk?.regret.rows ?? [];
    const ids = rows.map((r) => r.planId);
    expect(ids).toContain('cheapest');
    expect(ids).toContain('world-90');
    const regretOf = (id: string) => rows.find((r) => r.planId === id)?.meanRegretUsd ?? 0;
    expect(regretOf(THIS_PLAN)).toBeLessThan(regretOf('cheapest'));
    expect(chosen.summary.totalCostUsd).toBeGreaterThan(cheapest.summary.totalCostUsd);
    expect((chosen.reasoning ?? []).map((r) => r.code)).toContain('risk/least-regret-chosen');
    // Orders for less than is asked are weighed, but are no plan.
    const better = ids.slice(0, ids.indexOf(THIS_PLAN));
    expect(better.every((id) => id === 'margin-25')).toBe(true);
    expect(chosen.warnings.map((w) => w.code)).not.toContain('risk/other-plan-regrets-less');
    expect(brokenRules(chosen, middleScenario(scenario), catalog)).toEqual([]);
    expect(planSchema.safeParse(chosen).error).toBeUndefined();
  });

  it('leaves the cheapest plan as it is where that is regretted least', () => {
    const certain = withLoad(
      { requestsPerSecond: 20 },
      { risk: { samples: 32, choose: 'least-regret' } },
    );
    const made = planOf(certain);
    expect(made.fleet).toEqual(planOf(withLoad({ requestsPerSecond: 20 })).fleet);
    expect((made.reasoning ?? []).map((r) => r.code)).toContain('risk/least-regret-is-cheapest');
  });

  it('is left out where no sample is asked for', () => {
    expect(
      planOf(withLoad({ requestsPerSecond: 20 }, { risk: { samples: 0 } })).risk,
    ).toBeUndefined();
  });
});
