import type { Chip, SupplyLimit, System } from '@headroom/models';
import { addMonths, type Period } from '../forecast/period';
import type { HardwareName } from '../workload/scenario-workloads';

/** Months from order to service of bought systems: two weeks to install, three to four to burn in. */
export const INSTALL_MONTHS = 1;

/** When and how fast a system can be got. */
export interface SupplyTerms {
  readonly leadTimeMonths: number;
  readonly availableFrom: string | null;
  /** Last month in which an order can be placed. */
  readonly availableUntil: string | null;
}

/** Whether a limit on supply speaks of this hardware: its system, its chip or its vendor. */
export const supplyLimitMatches = (limit: SupplyLimit, hardware: HardwareName): boolean =>
  limit.system === hardware.systemId ||
  limit.chip === hardware.chipId ||
  limit.vendor?.toLowerCase() === hardware.vendor.toLowerCase();

/** Terms of a system: the strictest of the limits that name it, its chip or its vendor. */
export function supplyTermsOf(
  hardware: HardwareName,
  limits: readonly SupplyLimit[],
  defaultLeadTimeMonths: number,
): SupplyTerms {
  const matching = limits.filter((limit) => supplyLimitMatches(limit, hardware));
  const leadTimes = matching.flatMap((l) => l.leadTimeMonths ?? []);
  const starts = matching.flatMap((l) => l.availableFrom ?? []).sort();
  const ends = matching.flatMap((l) => l.availableUntil ?? []).sort();
  return {
    leadTimeMonths: leadTimes.length > 0 ? Math.max(...leadTimes) : defaultLeadTimeMonths,
    availableFrom: starts.at(-1) ?? null,
    availableUntil: ends[0] ?? null,
  };
}

/** Month by which an order has to be placed to be in service from the period's first month. */
export const orderMonth = (period: Period, terms: SupplyTerms): string =>
  addMonths(period.id, -Math.ceil(terms.leadTimeMonths));

/** Whether the vendor takes the order and delivers by the period. */
export function isSupplied(period: Period, terms: SupplyTerms): boolean {
  const order = orderMonth(period, terms);
  return (
    (terms.availableFrom === null || terms.availableFrom <= period.id) &&
    (terms.availableUntil === null || order <= terms.availableUntil)
  );
}

const NEVER = '9999-12';

/**
 * First month a system or its chip is sold, `YYYY-MM`; `null` where the catalogue does not say, and a month
 * out of reach for what is only announced.
 */
export function firstSoldMonth(system: System, chip: Chip): string | null {
  const stated = /^(\d{4})(?:-(\d{2}))?/.exec(system.available ?? chip.available ?? '');
  if (stated === null) return system.lifecycle === 'announced' ? NEVER : null;
  // Known to the year only: from its middle on.
  return `${stated[1]}-${stated[2] ?? '07'}`;
}
