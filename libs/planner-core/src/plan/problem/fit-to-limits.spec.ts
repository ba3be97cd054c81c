import type { Plan, Scenario } from '@headroom/models';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog';
import { loadSolver, type Solver } from '../../optimise/program/solver';
import { aScenario } from '../../testing/scenarios';
import { checkScenario } from '../scenario/check-scenario';
import { planCapacity } from '../plan-capacity';

const catalog = loadCatalog();
const today = '2026-01-01';
let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const planOf = (changes: Partial<Scenario>): Plan =>
  planCapacity({ scenario: aScenario(changes), catalog, today, solver });
const powerOf = (powerKw: number): Partial<Scenario> => ({
  sites: [{ id: 'dallas', region: 'us-tx', powerKw }],
});

describe('a power budget first', () => {
  it('tells how much of the demand it carries, and fills it', () => {
    const plan = planOf({ ...powerOf(200), objective: 'demand' });
    expect(plan.status).toBe('planned');
    expect(plan.fit?.goal).toBe('demand');
    expect(plan.fit?.factor).toBeGreaterThan(1);
    expect(plan.summary.peakPowerKw).toBeLessThanOrEqual(200);
    expect(plan.summary.peakPowerKw).toBeGreaterThan(150);
    expect(plan.bindingLimits[0]?.code).toBe('plan/fit-demand');
  });

  it('carries more with more power, to about one per cent of where it stops fitting', () => {
    const [small, large] = [200, 400].map(
      (kw) => planOf({ ...powerOf(kw), objective: 'demand' }).fit,
    );
    expect(large?.factor).toBeGreaterThanOrEqual(small?.factor ?? 0);
    for (const fit of [small, large]) {
      expect((fit?.factorBeyond ?? 0) / (fit?.factor ?? 1)).toBeLessThanOrEqual(1.01);
      expect(fit?.factorBeyond).toBeGreaterThan(fit?.factor ?? 0);
    }
  });

  it('tells a share of the demand where not all of it fits', () => {
    const [service] = aScenario().services ?? [];
    if (service === undefined) throw new Error('The scenario has a service.');
    const services = [{ ...service, load: { requestsPerSecond: 2000 } }];
    const stated = planOf({ ...powerOf(60), services });
    const plan = planOf({ ...powerOf(60), services, objective: 'demand' });
    expect(stated.status).toBe('infeasible');
    expect(plan.status).toBe('planned');
    expect(plan.fit?.factor).toBeLessThan(1);
  });

  it('plans what is stated where nothing limits the demand, and names limits to give', () => {
    const plan = planOf({ objective: 'demand' });
    expect(plan.fit).toEqual({ goal: 'demand', factor: 1, factorBeyond: null });
    expect(plan.bindingLimits[0]?.code).toBe('plan/fit-demand-open');
    expect(plan.bindingLimits[0]?.text).toMatch(/give a budget, the power or the racks of a site/);
    expect(plan.costTotal).toEqual(planOf({}).costTotal);
  });

  it('tells that nothing limits a demand of which a thousand times is more than can be planned', () => {
    const services = aScenario().services?.map((s) => ({
      ...s,
      load: { requestsPerSecond: 400_000 },
    }));
    const plan = planOf({ services, objective: 'demand' });
    expect(plan.fit).toEqual({ goal: 'demand', factor: 1, factorBeyond: null });
    expect(plan.bindingLimits[0]?.code).toBe('plan/fit-demand-open');
  });

  it('tells what the least demand runs into where a budget buys no system at all', () => {
    const plan = planOf({ limits: { budgetUsd: 1000 }, objective: 'demand' });
    expect(plan.status).toBe('infeasible');
    const [budget, last] = [plan.conflicts[0], plan.conflicts.at(-1)];
    expect(plan.conflicts.map((c) => c.code)).toContain('plan/conflict-budget');
    expect(last?.code).toBe('plan/fit-no-demand');
    expect(budget?.text).not.toBe(last?.text);
  });
});

describe('a money ceiling first', () => {
  it('tells how tight the targets can be, tighter with more money', () => {
    const fitFor = (budgetUsd: number) =>
      planOf({ limits: { budgetUsd }, objective: 'latency' }).fit?.factor ?? Infinity;
    const [little, much] = [fitFor(1_500_000), fitFor(6_000_000)];
    expect(much).toBeLessThanOrEqual(little);
    expect(much).toBeLessThan(1);
  });

  it('needs a target to tighten', () => {
    const [service] = aScenario().services ?? [];
    if (service === undefined) throw new Error('The scenario has a service.');
    const { slo: _slo, ...untargeted } = service;
    const scenario = aScenario({ services: [untargeted], objective: 'latency' });
    expect(checkScenario(scenario, catalog).map((issue) => issue.code)).toEqual([
      'scenario/no-target-to-tighten',
    ]);
  });
});
