import type {
  BomTemplate,
  Chip,
  GpuHourCost,
  Llm,
  MarketFact,
  Offer,
  PlannerDefault,
  PolicyEvent,
  Region,
  ReliabilityFact,
  ServingCalibration,
  Source,
  System,
} from '@headroom/models';
import bomTemplates from './data/bom-templates.json';
import chips from './data/chips.json';
import gpuHourCosts from './data/gpu-hour-costs.json';
import llms from './data/llms.json';
import marketFacts from './data/market-facts.json';
import meta from './data/meta.json';
import offers from './data/offers.json';
import policyEvents from './data/policy-events.json';
import regions from './data/regions.json';
import reliability from './data/reliability.json';
import sources from './data/sources.json';
import systems from './data/systems.json';
import tcoDefaults from './data/tco-defaults.json';
import { genericServers } from './generic-server';

/** Everything the planner knows about hardware, models, rules, places and prices. */
export interface Catalog {
  /** Hash of the content; plans name the version they were made from. */
  readonly version: string;
  /** Last day the evidence covers, ISO 8601; anything later is unknown. */
  readonly asOf: string;
  readonly chips: readonly Chip[];
  /** Published systems, then the generic servers that follow from the chips. */
  readonly systems: readonly System[];
  readonly llms: readonly Llm[];
  readonly policyEvents: readonly PolicyEvent[];
  readonly regions: readonly Region[];
  readonly bomTemplates: readonly BomTemplate[];
  readonly offers: readonly Offer[];
  readonly sources: readonly Source[];
  readonly tcoDefaults: readonly PlannerDefault[];
  readonly reliability: readonly ReliabilityFact[];
  readonly gpuHourCosts: readonly GpuHourCost[];
  readonly marketFacts: readonly MarketFact[];
  /** Own runs a workspace corrects serving speeds by; not part of what ships. */
  readonly calibration?: ServingCalibration;
}

let loaded: Catalog | undefined;

/** The catalogue that ships with the product; loaded once, frozen. */
export function loadCatalog(): Catalog {
  loaded ??= build();
  return loaded;
}

function build(): Catalog {
  const published = trusted<System>(systems);
  const knownChips = trusted<Chip>(chips);
  return deepFrozen({
    version: meta.version,
    asOf: meta.asOf,
    chips: knownChips,
    systems: [...published, ...genericServers(knownChips, published)],
    llms: trusted<Llm>(llms),
    policyEvents: trusted<PolicyEvent>(policyEvents),
    regions: trusted<Region>(regions),
    bomTemplates: trusted<BomTemplate>(bomTemplates),
    offers: trusted<Offer>(offers),
    sources: trusted<Source>(sources),
    tcoDefaults: trusted<PlannerDefault>(tcoDefaults),
    reliability: trusted<ReliabilityFact>(reliability),
    gpuHourCosts: trusted<GpuHourCost>(gpuHourCosts),
    marketFacts: trusted<MarketFact>(marketFacts),
  });
}

/**
 * Takes a data file at its word: checking two thousand entries at every start would cost more than a plan,
 * and the tests check each file against the same schema whose type is claimed here.
 */
const trusted = <T>(entries: unknown): readonly T[] => entries as T[];

/** One plan must not change what the next one reads. */
function deepFrozen<T extends object>(value: T): T {
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && inner !== null) deepFrozen(inner as object);
  }
  return Object.freeze(value);
}
