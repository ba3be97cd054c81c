import type { Bom, BomTemplate } from '@headroom/models';
import { billOfMaterials } from '../cost/bill-of-materials';
import { CLASS_SOURCE, SCENARIO_SOURCE } from '../supply/buy-price';
import type { PoolUse } from './fleet-use';
import type { Hardware } from './hardware';
import type { PlanContext } from './plan-context';

/** Bills of materials of what is bought, and the published breakdowns they used. */
export function bomsOf(
  context: PlanContext,
  uses: readonly PoolUse[],
): { boms: Bom[]; templates: BomTemplate[] } {
  const bought = new Map<string, { hardware: Hardware; units: number }>();
  for (const use of uses) {
    const units = use.bought.at(-1) ?? 0;
    if (units === 0) continue;
    const { hardware } = use.info;
    const known = bought.get(hardware.systemId)?.units ?? 0;
    bought.set(hardware.systemId, { hardware, units: known + units });
  }
  const templateOf = (h: Hardware) =>
    context.catalog.bomTemplates.find((t) => t.id === h.system.bomTemplateId) ?? null;
  const boms = [...bought.values()].map(({ hardware, units }): Bom => {
    const own = context.scenario.prices?.find((p) => p.chip === hardware.chipId);
    const published = hardware.figures.chipPriceUsd;
    return billOfMaterials({
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
  });
  const templates = [...bought.values()].flatMap(({ hardware }) => templateOf(hardware) ?? []);
  return { boms, templates };
}
