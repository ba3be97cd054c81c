import type { PolicyEvent, SupplyLimit } from '@headroom/models';
import { knownVolume, type KnownVolume } from './known-volumes';

const MONTHS_PER_YEAR = 12;

/** What is known of supply on a day. */
export interface SupplyKnowledge {
  readonly events: readonly PolicyEvent[];
  readonly asOf: string;
}

/**
 * Most chips a limit lets in during a month: the step of its ramp, or its steady rate, and no more than its share of
 * the year's known volume. `null`: it caps no month.
 */
export function chipsInMonth(
  limit: SupplyLimit,
  month: string,
  knowledge: SupplyKnowledge,
): number | null {
  const step = limit.chipsByPeriod?.filter(({ from }) => from <= month).at(-1);
  const stated = step?.chipsPerMonth ?? limit.chipsPerMonth;
  const volume = allocatedVolume(limit, Number(month.slice(0, 4)), knowledge);
  const allocated =
    volume === null ? null : (volume.chipsPerYear * (limit.allocationShare ?? 0)) / MONTHS_PER_YEAR;
  if (stated === undefined) return allocated;
  return allocated === null ? stated : Math.min(stated, allocated);
}

/** The yearly volume a limit's share is of; `null` where it states no share, or the catalogue knows no volume. */
export function allocatedVolume(
  { allocationShare, chip, vendor }: SupplyLimit,
  year: number,
  knowledge: SupplyKnowledge,
): KnownVolume | null {
  if (allocationShare === undefined) return null;
  if (chip !== undefined) return knownVolume({ ...knowledge, year, of: { chipId: chip } });
  return vendor === undefined ? null : knownVolume({ ...knowledge, year, of: { vendor } });
}

/** Whether a limit says how many chips can be had, by month, in all, or in one order at least. */
export const limitsChips = (limit: SupplyLimit): boolean =>
  limit.chipsPerMonth !== undefined ||
  limit.chipsByPeriod !== undefined ||
  limit.allocationShare !== undefined ||
  limit.chipsTotal !== undefined ||
  limit.minimumOrderChips !== undefined;

/** What a limit is known by: its chip, system or vendor, counted where several limits name the same. */
export function supplyIds(limits: readonly SupplyLimit[]): string[] {
  const seen = new Map<string, number>();
  return limits.map((limit) => {
    const name = limit.chip ?? limit.system ?? limit.vendor ?? '';
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} #${count}`;
  });
}
