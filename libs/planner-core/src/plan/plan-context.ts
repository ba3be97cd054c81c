import type {
  AssumptionOverrides,
  Cooling,
  Llm,
  PolicyView,
  Region,
  Scenario,
  UsedAssumption,
} from '@headroom/models';
import type { Catalog } from '../catalog/catalog';
import { findLlm, findRegion } from '../catalog/lookup';
import { costRatesOf, type CostRates } from '../cost/cost-rates';
import type { SiteRates } from '../cost/unit-cost-items';
import { periodsOf, type Period } from '../forecast/period';
import { FRESH_SEARCHES, type PlanSearches } from './plan-searches';

/** A site of the scenario with everything its region knows. */
export interface PlanSite extends SiteRates {
  readonly id: string;
  readonly region: Region;
  readonly country: string;
  readonly powerKw: number | null;
  readonly racks: number | null;
  /** Kinds of cooling it offers; `null`: any. */
  readonly cooling: readonly Cooling[] | null;
  readonly carbonGramsPerKwh: number;
  /** Tariff for chips of domestic vendors, where the region has one and the scenario sets none. */
  readonly domesticElectricityUsdPerKwh: number | null;
}

/** What planning reads on every page: the scenario with names resolved, and what follows from it. */
export interface PlanContext {
  readonly scenario: Scenario;
  readonly catalog: Catalog;
  readonly periods: readonly Period[];
  readonly sites: readonly PlanSite[];
  readonly assumptions: AssumptionOverrides;
  readonly rates: CostRates;
  readonly policy: PolicyView;
  /** Last day whose acts count. */
  readonly policyAsOf: string;
  readonly used: readonly UsedAssumption[];
  readonly searches: PlanSearches;
}

/** Where a region publishes no figure: the middle of what the catalogue's regions publish. */
type RegionFigure = 'electricityUsdPerKwh' | 'pue' | 'carbonGramsPerKwh';

/** @throws Error when a region is unknown; `checkScenario` finds those first */
export function planContext(
  scenario: Scenario,
  catalog: Catalog,
  searches: PlanSearches = FRESH_SEARCHES,
): PlanContext {
  const assumptions = scenario.assumptions ?? {};
  const { rates, used } = costRatesOf(assumptions, catalog.tcoDefaults);
  const sites = scenario.sites.map((site) => siteOf(site, catalog));
  return {
    scenario,
    catalog,
    periods: periodsOf(scenario.horizon),
    sites: sites.map((s) => s.site),
    assumptions,
    rates,
    policy: scenario.policy ?? {},
    policyAsOf: scenario.policy?.asOf ?? catalog.asOf,
    used: [...used, ...sites.flatMap((s) => s.used)],
    searches,
  };
}

function siteOf(
  site: Scenario['sites'][number],
  catalog: Catalog,
): { site: PlanSite; used: UsedAssumption[] } {
  const found = findRegion(catalog, site.region);
  if (found.kind === 'unknown') throw new Error(`Unknown region ${site.region}`);
  const region = found.entry;
  const used: UsedAssumption[] = [];
  const figure = (name: RegionFigure, unit: string): number => {
    const own = site[name];
    const known = region[name];
    const label = `${site.id}.${name}`;
    if (own !== undefined) {
      used.push({
        name: label,
        value: own,
        unit,
        origin: 'scenario',
        sourceId: null,
        confidence: 'given',
      });
      return own;
    }
    if (known !== null) {
      const { value, sourceId, confidence } = known;
      used.push({ name: label, value, unit, origin: 'catalog', sourceId, confidence });
      return value;
    }
    const value = medianOf(catalog.regions.flatMap((r) => r[name]?.value ?? []));
    used.push({
      name: label,
      value,
      unit,
      origin: 'default',
      sourceId: null,
      confidence: 'estimate',
    });
    return value;
  };
  const electricityUsdPerKwh = figure('electricityUsdPerKwh', 'USD/kWh');
  const pue = figure('pue', 'ratio');
  const carbonGramsPerKwh = figure('carbonGramsPerKwh', 'g/kWh');
  const domestic =
    site.electricityUsdPerKwh === undefined ? region.domesticChipElectricityUsdPerKwh : null;
  if (domestic !== null) {
    used.push({
      name: `${site.id}.domesticChipElectricityUsdPerKwh`,
      value: domestic.value,
      unit: 'USD/kWh',
      origin: 'catalog',
      sourceId: domestic.sourceId,
      confidence: domestic.confidence,
    });
  }
  return {
    used,
    site: {
      id: site.id,
      region,
      country: region.country,
      powerKw: site.powerKw ?? null,
      racks: site.racks ?? null,
      cooling: site.cooling ?? null,
      electricityUsdPerKwh,
      pue,
      carbonGramsPerKwh,
      domesticElectricityUsdPerKwh: domestic?.value ?? null,
    },
  };
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** @throws Error when the model is unknown; `checkScenario` finds those first */
export function llmOf(context: PlanContext, id: string): Llm {
  const found = findLlm(context.catalog, id);
  if (found.kind === 'unknown') throw new Error(`Unknown model ${id}`);
  return found.entry;
}

/** Rates of a site for one chip: domestic chips may have a tariff of their own. */
export const siteRatesFor = (site: PlanSite, domestic: boolean): SiteRates => ({
  pue: site.pue,
  electricityUsdPerKwh:
    domestic && site.domesticElectricityUsdPerKwh !== null
      ? Math.min(site.domesticElectricityUsdPerKwh, site.electricityUsdPerKwh)
      : site.electricityUsdPerKwh,
});
