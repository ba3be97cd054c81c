import type {
  AssumedPolicyEvent,
  HardwareFilter,
  Scenario,
  ScenarioDocument,
} from '@headroom/models';
import type { Catalog } from '../../catalog/catalog';
import { idOf } from './catalog-names';

/**
 * The scenario with every name of the catalogue replaced by its one id.
 * Names nobody knows stay as they are: `checkScenario` reports them before a plan is made.
 */
export function resolveNames(scenario: Scenario, catalog: Catalog): Scenario;
export function resolveNames(scenario: ScenarioDocument, catalog: Catalog): ScenarioDocument;
export function resolveNames(scenario: ScenarioDocument, catalog: Catalog): ScenarioDocument {
  const chip = (name: string) => idOf(catalog, 'chip', name);
  const system = (name: string) => idOf(catalog, 'system', name);
  const vendor = (name: string) => idOf(catalog, 'vendor', name);
  const model = (name: string) => idOf(catalog, 'model', name);
  const region = (name: string) => idOf(catalog, 'region', name);
  const filter = (f: HardwareFilter): HardwareFilter => ({
    chips: f.chips?.map(chip),
    systems: f.systems?.map(system),
    vendors: f.vendors?.map(vendor),
    excludeChips: f.excludeChips?.map(chip),
    excludeVendors: f.excludeVendors?.map(vendor),
  });
  const event = (e: AssumedPolicyEvent): AssumedPolicyEvent => ({
    ...e,
    chips: e.chips?.map(chip),
    vendors: e.vendors?.map(vendor),
  });
  return {
    ...scenario,
    sites: scenario.sites.map((s) => ({ ...s, region: region(s.region) })),
    services: scenario.services?.map((s) => ({
      ...s,
      model: model(s.model),
      hardware: s.hardware && filter(s.hardware),
    })),
    training: scenario.training?.map((j) => ({
      ...j,
      model: model(j.model),
      hardware: j.hardware && filter(j.hardware),
    })),
    fleet: scenario.fleet?.map((f) => ({ ...f, system: system(f.system) })),
    candidates: scenario.candidates && filter(scenario.candidates),
    limits: scenario.limits && {
      ...scenario.limits,
      supply: scenario.limits.supply?.map((l) => ({
        ...l,
        chip: l.chip && chip(l.chip),
        system: l.system && system(l.system),
        vendor: l.vendor && vendor(l.vendor),
      })),
    },
    policy: scenario.policy && {
      ...scenario.policy,
      events: scenario.policy.events?.map(event),
      branches: scenario.policy.branches?.map((b) => ({ ...b, events: b.events.map(event) })),
    },
    prices: scenario.prices?.map((p) => ({
      ...p,
      system: p.system && system(p.system),
      chip: p.chip && chip(p.chip),
    })),
    chipFigures: scenario.chipFigures?.map((f) => ({ ...f, chip: chip(f.chip) })),
  };
}
