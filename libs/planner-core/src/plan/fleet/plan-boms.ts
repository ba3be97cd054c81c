import type { Bom, BomTemplate } from '@headroom/models';
import { billOfMaterials } from '../../cost/bill-of-materials';
import { CLASS_SOURCE, SCENARIO_SOURCE } from '../../supply/buy-price';
import { roundToCents } from '../../units/convert';
import type { PoolUse } from './fleet-use';
import type { Hardware } from '../supply/hardware';
import type { PlanContext } from '../plan-context';
import { tariffsOn, type TariffPaid } from '../supply/tariffs-paid';

/** Bills of materials of what is bought, and the published breakdowns they used. */
export function bomsOf(
  context: PlanContext,
  uses: readonly PoolUse[],
): { boms: Bom[]; templates: BomTemplate[] } {
  const bought = new Map<string, { hardware: Hardware; units: number; tariffs: TariffPaid[] }>();
  for (const use of uses) {
    const units = use.bought.at(-1) ?? 0;
    if (units === 0) continue;
    const { hardware } = use.info;
    const known = bought.get(hardware.systemId);
    bought.set(hardware.systemId, {
      hardware,
      units: (known?.units ?? 0) + units,
      tariffs: addUp([...(known?.tariffs ?? []), ...tariffsOn(use.info, use.arrived)]),
    });
  }
  const templateOf = (h: Hardware) =>
    context.catalog.bomTemplates.find((t) => t.id === h.system.bomTemplateId) ?? null;
  const boms = [...bought.values()].map(({ hardware, units, tariffs }): Bom => {
    const own = context.scenario.prices?.find((p) => p.chip === hardware.chipId);
    const published = hardware.figures.chipPriceUsd;
    const bom = billOfMaterials({
      systemId: hardware.systemId,
      units,
      chipsPerUnit: hardware.machine.chips,
      unitPriceUsd: hardware.buy?.usd ?? 0,
      chipPriceUsd:
        own === undefined
          ? (published?.mid ?? null)
          : (own.usd ?? (own.cny ?? 0) / context.rates.usdCny),
      chipPriceSourceId:
        own === undefined ? (published?.figure?.sourceId ?? CLASS_SOURCE) : SCENARIO_SOURCE,
      processorShare: context.rates.processorShareOfBom,
      template: templateOf(hardware),
    });
    return tariffs.length === 0 ? bom : { ...bom, tariffs };
  });
  const templates = [...bought.values()].flatMap(({ hardware }) => templateOf(hardware) ?? []);
  return { boms, templates };
}

/** One amount for each act, over all sites. */
const addUp = (paid: readonly TariffPaid[]): TariffPaid[] =>
  [...new Map(paid.map((p) => [p.eventId, p])).values()].map((p) => ({
    ...p,
    usd: roundToCents(
      paid.filter((q) => q.eventId === p.eventId).reduce((sum, q) => sum + q.usd, 0),
    ),
  }));
