import type { Chip, PolicyEvent } from '@headroom/models';

/** What an act asks of orders it does not bar. */
export interface PolicyCharge {
  readonly event: PolicyEvent;
  /** Tariff as a share of the price; `null` where the act sets none. */
  readonly tariffShare: number | null;
  /** Most chips one buyer may get under the act; `null` where it sets no cap. */
  readonly chipsPerBuyerMax: number | null;
}

export interface ChargeQuestion {
  readonly chip: Chip;
  readonly siteCountry: string;
  /** Day of the order, `YYYY-MM-DD`. */
  readonly day: string;
  readonly events: readonly PolicyEvent[];
  /** Only acts known by this day count. */
  readonly asOf: string;
}

/** Tariffs and caps on volume that acts in force on a day put on a chip for a country, oldest first. */
export function policyCharges(question: ChargeQuestion): PolicyCharge[] {
  const { chip, siteCountry, day, events, asOf } = question;
  return events
    .filter(
      (event) =>
        event.chipIds.includes(chip.id) &&
        event.destinations?.includes(siteCountry) === true &&
        event.date <= asOf &&
        event.effective <= day &&
        (event.ends === null || event.ends >= day),
    )
    .map((event) => ({
      event,
      tariffShare: event.values?.['tariffShare'] ?? null,
      chipsPerBuyerMax: event.values?.['unitsPerFirmMax'] ?? null,
    }))
    .filter((charge) => charge.tariffShare !== null || charge.chipsPerBuyerMax !== null)
    .sort((a, b) => (a.event.effective < b.event.effective ? -1 : 1));
}
