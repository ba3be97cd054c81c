import { say, type Message, type Placement, type Plan } from '@headroom/models';
import { unitsInService, type PoolUse } from './fleet-use';
import type { PlanContext } from '../plan-context';

type StrandedChips = NonNullable<Plan['strandedChips']>[number];

/**
 * Chips of every system nothing runs on in the period in which it is used most: systems are bought whole, and what no
 * replica or run takes of them then is never taken.
 */
export function strandedChips(
  { periods }: PlanContext,
  uses: readonly PoolUse[],
  placements: readonly Placement[],
): StrandedChips[] {
  const systems = [...new Set(uses.map((u) => u.info.hardware.systemId))];
  return systems.flatMap((systemId) => {
    const own = uses.filter((u) => u.info.hardware.systemId === systemId);
    const chipsPerUnit = own[0]?.info.hardware.machine.chips ?? 0;
    const here = placements.filter((p) => p.systemId === systemId);
    const used = periods.map((_, t) => chipsUsed(here, t));
    const t = used.indexOf(Math.max(...used));
    const chipsInService = own.reduce((sum, u) => sum + unitsInService(u, t) * chipsPerUnit, 0);
    if (!own.some((u) => periods.some((_, i) => unitsInService(u, i) > 0))) return [];
    return [
      {
        systemId,
        period: periods[t]?.id ?? '',
        chipsPerUnit,
        chipsInService,
        chipsStranded: Math.max(0, Math.round(chipsInService - (used[t] ?? 0))),
      },
    ];
  });
}

/** Chips in use by day or at night, whichever are more. */
function chipsUsed(placements: readonly Placement[], t: number): number {
  let byDay = 0;
  let atNight = 0;
  for (const { byPeriod, slot } of placements) {
    const at = byPeriod[t];
    const chips = at?.chips ?? 0;
    const nightShare =
      at?.unitsAtNight === undefined ? 1 : at.unitsAtNight / Math.max(at.units, 1e-9);
    byDay += slot === 'night' ? 0 : chips;
    atNight += chips * nightShare;
  }
  return Math.max(byDay, atNight);
}

/** Says so where they make up half a unit or more. */
export const strandedSentences = (
  stranded: readonly StrandedChips[],
  nameOf: (systemId: string) => string,
): Message[] =>
  stranded.flatMap(({ systemId, period, chipsPerUnit, chipsStranded }) =>
    chipsStranded === 0 || chipsStranded * 2 < chipsPerUnit
      ? []
      : [
          say('plan/stranded-chips', {
            chips: chipsStranded,
            system: nameOf(systemId),
            period,
            unit: chipsPerUnit,
          }),
        ],
  );
