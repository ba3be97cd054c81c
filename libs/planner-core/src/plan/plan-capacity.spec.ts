import { messageText, plan as planSchema, type Plan, type Scenario } from '@headroom/models';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/catalog';
import { loadSolver, type Solver } from '../optimise/program/solver';
import { brokenRules } from '../testing/check-plan';
import { aScenario } from '../testing/scenarios';
import { planCapacity } from './plan-capacity';

const catalog = loadCatalog();
let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const plan = (scenario: Scenario): Plan =>
  planCapacity({ scenario, catalog, today: '2025-12-01', solver });
const cost = (scenario: Scenario): number => {
  const made = plan(scenario);
  return made.status === 'planned' ? made.costTotal.totalUsd : Infinity;
};
/** Plans are proved to within half a percent, so laws hold to that. */
const GAP = 1.005;

const withLoad = (requestsPerSecond: number, more: Partial<Scenario> = {}): Scenario => {
  const base = aScenario(more);
  return {
    ...base,
    services: base.services?.map((s) => ({ ...s, load: { requestsPerSecond } })),
  };
};

describe('a plan', () => {
  it('keeps the schema and every rule an independent reader checks', () => {
    const scenario = aScenario();
    const made = plan(scenario);
    expect(planSchema.safeParse(made).error).toBeUndefined();
    expect(made.status).toBe('planned');
    expect(brokenRules(made, scenario, catalog)).toEqual([]);
  });

  it('is the same, byte for byte, for the same input', () => {
    expect(JSON.stringify(plan(aScenario()))).toBe(JSON.stringify(plan(aScenario())));
  });

  it('never costs less for more load', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 400 }),
        fc.integer({ min: 1, max: 200 }),
        (load, more) => {
          expect(cost(withLoad(load + more)) * GAP).toBeGreaterThanOrEqual(cost(withLoad(load)));
        },
      ),
      { numRuns: 8 },
    );
  });

  it('never costs more when power, vendors or the budget are loosened', () => {
    const tight: Partial<Scenario> = { sites: [{ id: 'dallas', region: 'us-tx', powerKw: 120 }] };
    const loose: Partial<Scenario> = { sites: [{ id: 'dallas', region: 'us-tx', powerKw: 240 }] };
    for (const load of [20, 60, 120]) {
      expect(cost(withLoad(load, loose))).toBeLessThanOrEqual(cost(withLoad(load, tight)) * GAP);
    }
  });

  it('rents for a job only the days it runs', () => {
    const scenario = aScenario({
      services: undefined,
      training: [
        {
          id: 'job',
          model: 'llama-3.1-8b',
          tokens: 2e11,
          sequenceTokens: 8192,
          globalBatchTokens: 4_194_304,
          start: '2026-01-10',
          chips: 256,
        },
      ],
      candidates: { systems: ['nv-dgx-h100'] },
      acquisition: 'rent',
    });
    const made = plan(scenario);
    const run = made.trainingRuns[0];
    const line = made.fleet[0];
    expect(line?.acquisition).toBe('rent');
    const offer = catalog.offers.find((o) => o.id === line?.offerId);
    const hours = (run?.wallClockDays.mid ?? 0) * 24;
    const expected = hours * (run?.chips ?? 0) * (offer?.pricePerChipHour ?? 0);
    expect(made.costTotal.rentUsd).toBeCloseTo(expected, 0);
    expect(made.unitCosts[0]?.usdPerRun).toBeCloseTo(expected, 0);
  });

  it('uses what is owned before it buys', () => {
    const owned = aScenario({ fleet: [{ system: 'DGX H100', site: 'dallas', units: 500 }] });
    const made = plan(owned);
    expect(made.fleet.map((l) => l.acquisition)).toEqual(['existing']);
    expect(made.summary.capexUsd).toBe(0);
  });
});

describe('an infeasible scenario', () => {
  it('names the budget and what would do', () => {
    const made = plan(aScenario({ limits: { budgetUsd: 1000 } }));
    expect(made.status).toBe('infeasible');
    expect(made.conflicts.map((c) => c.code)).toContain('plan/conflict-budget');
    expect(planSchema.safeParse(made).error).toBeUndefined();
    const needed = Number(
      made.conflicts.find((c) => c.code === 'plan/conflict-budget')?.params['neededUsd'],
    );
    expect(plan(aScenario({ limits: { budgetUsd: needed * GAP } })).status).toBe('planned');
  });

  it('names what the fastest system can do where none keeps a latency limit', () => {
    const [service] = aScenario().services ?? [];
    if (service === undefined) throw new Error('the scenario has no service');
    const made = plan(aScenario({ services: [{ ...service, slo: { tpotMs: 0.01 } }] }));
    const possible = made.excuses.flatMap(({ code, nearestFeasible }) =>
      code === 'inference/tpot-out-of-reach' && nearestFeasible !== null ? [nearestFeasible] : [],
    );
    expect(possible.length).toBeGreaterThan(1);
    expect(made.conflicts[0]?.params['reason.nearestMs']).toBe(Math.min(...possible));
  });

  it('says why nothing can carry a workload', () => {
    const china: Partial<Scenario> = {
      buyer: { country: 'CN' },
      sites: [{ id: 'dallas', region: 'cn-bj' }],
    };
    const made = plan(aScenario({ ...china, candidates: { systems: ['nv-dgx-h100'] } }));
    expect(made.status).toBe('infeasible');
    expect(made.conflicts[0]?.code).toBe('plan/conflict-no-candidate');
    expect(made.excuses.some((e) => e.code === 'policy/barred')).toBe(true);
    const [conflict] = made.conflicts;
    expect(conflict && messageText(conflict, 'zh-CN')).toContain('美国 20');
  });
});

describe('what a reader is warned of', () => {
  const codes = (made: Plan) => made.warnings.map((w) => w.code);

  it('names a country no rule is recorded for', () => {
    const silent = plan(aScenario({ buyer: { country: 'BR' } }));
    expect(silent.warnings).toContainEqual(
      expect.objectContaining({ code: 'policy/no-rule-recorded', params: { country: 'BR' } }),
    );
    expect(codes(plan(aScenario()))).not.toContain('policy/no-rule-recorded');
  });

  it('says that rented units stand elsewhere, and only where some are', () => {
    expect(codes(plan(aScenario({ acquisition: 'rent' })))).toContain('plan/rented-elsewhere');
    expect(codes(plan(aScenario()))).not.toContain('plan/rented-elsewhere');
  });

  it('tells each limit the interval of a prediction runs over, and no other', () => {
    const made = plan(aScenario());
    const slo = aScenario().services?.[0]?.slo;
    const over = made.deployments.filter((d) => d.tpotMs.high > (slo?.tpotMs ?? Infinity));
    expect(codes(made).filter((c) => c === 'plan/tpot-at-risk')).toHaveLength(over.length);
  });
});

describe('a horizon before a system is sold', () => {
  it('is excused by the month it comes to market', () => {
    const made = plan(aScenario({ horizon: { start: '2021-01', months: 3 } }));
    expect(made.status).toBe('infeasible');
    expect(new Set(made.excuses.map((e) => e.code))).toEqual(new Set(['plan/none-yet']));
  });
});

describe('a chip that may be ordered later only', () => {
  it('is named with the period it comes too late for', () => {
    const made = plan(
      aScenario({
        buyer: { country: 'CN' },
        sites: [{ id: 'dallas', region: 'cn-bj' }],
        candidates: { systems: ['nv-dgx-h200'] },
      }),
    );
    expect(made.conflicts[0]).toMatchObject({
      code: 'plan/conflict-not-yet',
      params: { period: '2026-01' },
    });
  });
});

describe('policy futures', () => {
  it('cost more when they take the cheaper chip away', () => {
    const made = plan(
      aScenario({
        policy: {
          branches: [
            { id: 'same', probability: 0.5, events: [] },
            {
              id: 'no-hopper',
              probability: 0.5,
              events: [{ effective: '2020-01-01', action: 'ban', chips: ['nv-h200-sxm'] }],
            },
          ],
        },
      }),
    );
    expect(made.policyFutures.map((f) => f.extraCostUsd)).toEqual([0, expect.any(Number)]);
    expect(made.policyFutures[1]?.extraCostUsd).toBeGreaterThanOrEqual(0);
    expect(made.policyFutures[1]?.systems.map((s) => s.systemId)).not.toContain('nv-dgx-h200');
  });
});
