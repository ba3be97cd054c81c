import { nameOf, plan as planSchema, type Plan } from '@headroom/models';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/catalog';
import { loadSolver } from '../optimise/program/solver';
import { aScenario } from '../testing/scenarios';
import { planCapacity } from './plan-capacity';

const catalog = loadCatalog();
let plan: Plan;
beforeAll(async () => {
  const base = aScenario();
  const scenario = aScenario({
    sites: base.sites.map((site) => ({ ...site, name: `Hall ${site.id}` })),
    services: base.services?.map((service) => ({ ...service, name: `Service ${service.id}` })),
  });
  plan = planCapacity({ scenario, catalog, today: '2025-12-01', solver: await loadSolver() });
});

describe('names in a plan', () => {
  it('cover every site, workload, system and chip it tells of', () => {
    expect(planSchema.safeParse(plan).error).toBeUndefined();
    const systems = new Map(catalog.systems.map(({ id, name }) => [id, name]));
    const chips = new Map(catalog.chips.map(({ id, name }) => [id, name]));
    expect(plan.fleet.length).toBeGreaterThan(0);
    for (const { systemId, siteId, chipId } of plan.fleet) {
      expect(nameOf(plan.names, 'sites', siteId, 'en')).toBe(`Hall ${siteId}`);
      expect(nameOf(plan.names, 'systems', systemId, 'en')).toBe(systems.get(systemId));
      expect(nameOf(plan.names, 'chips', chipId, 'en')).toBe(chips.get(chipId));
    }
    for (const { systemId } of plan.excuses) {
      if (systemId === null) continue;
      expect(nameOf(plan.names, 'systems', systemId, 'en')).toBe(systems.get(systemId));
    }
    for (const { workloadId } of plan.coverage) {
      expect(nameOf(plan.names, 'workloads', workloadId, 'en')).toBe(`Service ${workloadId}`);
    }
  });

  it('leave out what the plan does not tell of', () => {
    const told = JSON.stringify({ ...plan, names: undefined });
    for (const [id, { name }] of Object.entries(plan.names?.chips ?? {})) {
      expect(told.includes(id) || told.includes(name)).toBe(true);
    }
  });
});
