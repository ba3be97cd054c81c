import type { BomTemplate, FleetLine, Source, UsedAssumption } from '@headroom/models';
import type { Catalog } from '../../catalog/catalog';
import { PLANNER_SOURCE } from '../../cost/cost-rates';
import { CLASS_SOURCE, SCENARIO_SOURCE } from '../../supply/buy-price';
import type { Hardware } from '../supply/hardware';
import type { PlanSite } from '../plan-context';

/** Sources that are no publication, but the product or the scenario itself. */
const OWN_SOURCES: readonly Source[] = [
  {
    id: PLANNER_SOURCE,
    title: 'Planning assumption of Headroom; no published value was found',
    url: null,
    date: null,
  },
  {
    id: CLASS_SOURCE,
    title: 'Range of the class of chips in the catalogue; an estimate, not a published value',
    url: null,
    date: null,
  },
  { id: SCENARIO_SOURCE, title: 'Stated in the scenario', url: null, date: null },
];

export interface UsedEvidence {
  readonly hardware: readonly Hardware[];
  readonly fleet: readonly FleetLine[];
  readonly assumptions: readonly UsedAssumption[];
  readonly templates: readonly BomTemplate[];
  readonly sites: readonly PlanSite[];
  readonly eventIds: readonly string[];
  readonly llmIds: readonly string[];
}

/** Every source a plan's figures come from, by id. */
export function collectSources(catalog: Catalog, used: UsedEvidence): Source[] {
  const ids = new Set<string | null>([
    ...used.hardware.flatMap((h) => [...h.chip.sourceIds, ...h.system.sourceIds]),
    ...used.hardware.flatMap((h) => h.buy?.sourceId ?? []),
    ...used.fleet.map((line) => line.priceSourceId),
    ...used.assumptions.map((a) => a.sourceId),
    ...used.templates.map((t) => t.sourceId),
    ...catalog.policyEvents.filter((e) => used.eventIds.includes(e.id)).flatMap((e) => e.sourceIds),
    ...catalog.llms.filter((m) => used.llmIds.includes(m.id)).map((m) => m.sourceId),
  ]);
  return [
    ...[...catalog.sources, ...OWN_SOURCES].filter((source) => ids.has(source.id)),
    ...notedPrices(used),
  ].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What the scenario notes beside a price it states, for every system priced by it. */
const notedPrices = ({ hardware }: UsedEvidence): Source[] =>
  hardware.flatMap(({ systemId, buy }) =>
    buy?.note === undefined
      ? []
      : [{ id: `${buy.sourceId}/${systemId}`, title: buy.note, url: null, date: null }],
  );
