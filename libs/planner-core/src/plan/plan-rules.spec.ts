import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plan as planSchema, readScenario, type Scenario } from '@headroom/models';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/catalog';
import { loadSolver, type Solver } from '../optimise/program/solver';
import { brokenRules } from '../testing/check-plan';
import { aScenario } from '../testing/scenarios';
import { middleScenario } from '../uncertainty/middle';
import { planCapacity } from './plan-capacity';
import { resolveNames } from './scenario/resolve-names';

const EXAMPLES = join(dirname(fileURLToPath(import.meta.url)), '../../../../examples');
const examples = readdirSync(EXAMPLES).filter((file) => file.endsWith('.yaml'));
const catalog = loadCatalog();
let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

function check(scenario: Scenario) {
  const plan = planCapacity({ scenario, catalog, today: '2026-01-01', solver });
  expect(planSchema.safeParse(plan).error).toBeUndefined();
  expect(brokenRules(plan, resolveNames(scenario, catalog), catalog)).toEqual([]);
  return plan;
}

describe('an independent reader finds no broken rule', () => {
  it('of the examples', () => {
    expect(examples.length).toBeGreaterThanOrEqual(8);
  });

  it.each(examples)(
    'in the plan of %s',
    (file) => {
      const reading = readScenario(readFileSync(join(EXAMPLES, file), 'utf8'));
      expect(reading.kind).toBe('valid');
      if (reading.kind === 'valid') check(middleScenario(reading.scenario));
    },
    60_000,
  );

  const grown = aScenario().services?.map((s) => ({
    ...s,
    load: { requestsPerSecond: 60, growthPerMonth: 0.2 },
  }));
  const base: Partial<Scenario> = {
    services: grown,
    candidates: { systems: ['nv-dgx-h100', 'nv-dgx-h200', 'amd-mi300x-8'] },
  };

  it('when vendors, supply and power are limited at once', () => {
    const plan = check(
      aScenario({
        ...base,
        sites: [
          { id: 'dallas', region: 'us-tx', powerKw: 60 },
          { id: 'ashburn', region: 'us-va', powerKw: 400 },
        ],
        limits: {
          maximumVendorChipShare: 0.7,
          supply: [{ chip: 'nv-h200-sxm', chipsPerMonth: 32 }],
        },
      }),
    );
    expect(plan.status).toBe('planned');
    expect(new Set(plan.fleet.map((l) => l.vendor)).size).toBe(2);
  });

  it('when only one kind of system may be got, in racks for a few', () => {
    const plan = check(
      aScenario({
        ...base,
        sites: [{ id: 'dallas', region: 'us-tx', racks: 40 }],
        limits: { maximumSystemKinds: 1 },
      }),
    );
    expect(new Set(plan.fleet.map((l) => l.systemId)).size).toBe(1);
  });

  it('when a service and a job share owned servers', () => {
    const plan = check(
      aScenario({
        ...base,
        fleet: [{ system: 'nv-dgx-h100', site: 'dallas', units: 40 }],
        training: [
          {
            id: 'tune',
            model: 'llama-3.1-8b',
            method: 'sft',
            tokens: 2e10,
            sequenceTokens: 4096,
            globalBatchTokens: 1_048_576,
            start: '2026-02-03',
            deadlineDays: 10,
          },
        ],
      }),
    );
    expect(plan.trainingRuns).toHaveLength(1);
    expect(plan.unitCosts.map((u) => u.workloadId)).toEqual(['chat', 'tune']);
  });

  it('when systems are in use one after the other: units are counted when chips are most', () => {
    const plan = check(
      aScenario({
        services: aScenario().services?.map((s) => ({
          ...s,
          load: { requestsPerSecond: 10, steps: [{ month: '2026-03', factor: 6 }] },
          hardware: { systems: ['nv-dgx-h100'] },
        })),
        training: [
          {
            id: 'tune',
            model: 'llama-3.1-8b',
            method: 'sft',
            tokens: 2e10,
            sequenceTokens: 4096,
            globalBatchTokens: 1_048_576,
            start: '2026-01-01',
            deadlineDays: 20,
            hardware: { systems: ['nv-dgx-h200'] },
          },
        ],
        acquisition: 'rent',
      }),
    );
    const peaks = plan.fleet.map((l) => Math.max(...l.byPeriod.map((p) => p.unitsInService)));
    expect(new Set(plan.fleet.map((l) => l.systemId)).size).toBe(2);
    expect(plan.summary.units).toBeLessThan(peaks.reduce((a, b) => a + b, 0));
    expect(plan.summary.headline.params['units']).toBe(plan.summary.units);
  });

  it('when rented units could move between sites that are alike, and they stay', () => {
    const steps = [2, 5, 3, 6, 2].map((factor, k) => ({ month: `2026-0${k + 2}`, factor }));
    const services = aScenario().services?.map((s) => ({
      ...s,
      load: { requestsPerSecond: 10, steps },
    }));
    const plan = check(
      aScenario({
        services,
        horizon: { start: '2026-01', months: 6 },
        sites: [
          { id: 'north', region: 'us-tx' },
          { id: 'south', region: 'us-tx' },
        ],
        candidates: { systems: ['nv-dgx-h100', 'nv-dgx-b200'] },
        acquisition: 'rent',
      }),
    );
    const systems = [...new Set(plan.fleet.map((l) => l.systemId))];
    for (const systemId of systems) {
      const [first, second] = plan.fleet.filter((l) => l.systemId === systemId);
      const units = (line: typeof first, t: number) => line?.byPeriod[t]?.unitsInService ?? 0;
      expect(plan.periods.every((_, t) => units(first, t) >= units(second, t))).toBe(true);
    }
  });

  it('when hardly anything is asked for, with a unit for it all the same', () => {
    const services = aScenario().services?.map((s) => ({
      ...s,
      load: { requestsPerSecond: 1e-9 },
    }));
    const plan = check(aScenario({ services }));
    expect(plan.status).toBe('planned');
    expect(plan.summary.units).toBe(1);
    expect(plan.placements[0]?.byPeriod.map((p) => p.replicas)).toEqual([1, 1, 1]);
  });

  it('when a subsidised tariff is no lower than the ordinary one, and says so', () => {
    const codes = (electricityUsdPerKwh?: number) =>
      check(
        aScenario({
          buyer: { country: 'CN' },
          sites: [{ id: 'ulanqab', region: 'cn-nm', electricityUsdPerKwh }],
          candidates: { systems: ['huawei-atlas-800t-a2'] },
          assumptions: { acceptEstimates: true },
        }),
      ).warnings.map((w) => w.code);
    expect(codes()).toContain('cost/subsidy-no-cheaper');
    expect(codes(0.09)).not.toContain('cost/subsidy-no-cheaper');
  });

  it('when rented units have no limit, and says that nobody knows what is free', () => {
    const codes = (limits?: Scenario['limits']) =>
      check(aScenario({ acquisition: 'rent', limits })).warnings.map((w) => w.code);
    expect(codes()).toContain('plan/rent-stock-unknown');
    const supply = ['nv-h100-sxm', 'nv-h200-sxm'].map((chip) => ({ chip, chipsPerMonth: 800 }));
    expect(codes({ supply })).not.toContain('plan/rent-stock-unknown');
  });

  it('when power or carbon is what counts', () => {
    const kwh = (objective: 'cost' | 'power' | 'carbon') =>
      check(aScenario({ ...base, objective })).summary.energyMwh;
    expect(kwh('power')).toBeLessThanOrEqual(kwh('cost') * 1.005);
    expect(kwh('carbon')).toBeLessThanOrEqual(kwh('cost') * 1.005);
  });
});
