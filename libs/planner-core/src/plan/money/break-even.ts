import type { BreakEven } from '@headroom/models';
import { addMonths } from '../../forecast/period';
import { ownedUnitCost, totalOf } from '../../cost/unit-cost-items';
import { rentOfferFor } from '../../supply/rent-offer';
import { unitsInService, type PoolUse } from '../fleet/fleet-use';
import { OFFER_FRESH_MONTHS, type Hardware } from '../supply/hardware';
import type { PlanContext, PlanSite } from '../plan-context';

const HOURS_PER_MONTH = 730.5;
const DAYS_PER_MONTH = 30.4375;
const KINDS = ['on-demand', 'reserve-1y', 'reserve-3y'] as const;

/**
 * Buying against renting, for every system in the plan that has both prices: what an owned chip costs an hour when it
 * is kept for its whole life, over the hourly price of an offer, is the share of hours from which owning is cheaper.
 * Above 1 renting is cheaper even for a chip that never idles. A reservation is paid whether used or not, so its share
 * only compares the two prices.
 */
export function breakEvens(context: PlanContext, uses: readonly PoolUse[]): BreakEven[] {
  const used = uses.filter((use) => context.periods.some((_, t) => unitsInService(use, t) > 0));
  return used.flatMap(({ info }) => {
    const { hardware, site } = info;
    if (hardware.buy === null) return [];
    const owned = ownedUsdPerChipHour(context, hardware, hardware.buy.usd, site);
    const offers = KINDS.flatMap((kind) => offerOf(context, hardware, site, kind) ?? []).map(
      (offer) => ({ ...offer, breakEvenShare: owned / offer.usdPerChipHour }),
    );
    return offers.length === 0
      ? []
      : [{ systemId: hardware.systemId, siteId: site.id, ownedUsdPerChipHour: owned, offers }];
  });
}

function ownedUsdPerChipHour(
  { rates }: PlanContext,
  { machine, powerKw }: Hardware,
  priceUsd: number,
  site: PlanSite,
): number {
  const unit = { priceUsd, chips: machine.chips, powerKw };
  const month = totalOf(ownedUnitCost(unit, 1, DAYS_PER_MONTH, site, rates));
  return month / machine.chips / HOURS_PER_MONTH;
}

function offerOf(
  { catalog, rates }: PlanContext,
  { chip }: Hardware,
  site: PlanSite,
  kind: (typeof KINDS)[number],
): Omit<BreakEven['offers'][number], 'breakEvenShare'> | null {
  const found = rentOfferFor({
    chipId: chip.id,
    region: site.region,
    regions: catalog.regions,
    offers: catalog.offers,
    usdCny: rates.usdCny,
    freshSince: addMonths(catalog.asOf.slice(0, 7), -OFFER_FRESH_MONTHS),
    kind,
  });
  if (found === null) return null;
  const { offer, usdPerChipHour, atSite } = found;
  return { kind, offerId: offer.id, provider: offer.provider, usdPerChipHour, atSite };
}
