import { ownedUnitCost, rentedUnitCost, totalOf } from '../../cost/unit-cost-items';
import type { Access } from '../supply/access';
import type { Carrier } from './carriers';
import type { Hardware } from '../supply/hardware';
import { siteRatesFor, type PlanContext, type PlanSite } from '../plan-context';

/** Carriers that go into the optimisation, per workload, when the scenario does not list its own. */
const MOST_CARRIERS = 6;
const VENDORS_KEPT = 3;
const MOST_PER_VENDOR = 2;
/** Units of up to this many chips fill the last gap where a supernode would stand half empty. */
const SMALL_UNIT_CHIPS = 16;
/** A scenario that lists this many systems or fewer gets them all weighed. */
const LIST_KEPT_WHOLE = 8;
const HOURS_PER_MONTH = 730.5;
const DAYS_PER_MONTH = 30.4375;

/** Where and when a carrier's hardware can be had. */
export interface SiteAccess {
  readonly site: PlanSite;
  readonly access: Access;
}

export interface RankedCarrier<T extends Carrier> {
  readonly carrier: T;
  /** USD per month and unit of demand at the cheapest site and way to get it. */
  readonly usdPerDemand: number;
}

/** USD per month of one unit, got in the cheapest way that is open at a site; infinite where none is. */
function monthlyUnitUsd(
  context: PlanContext,
  hardware: Hardware,
  { site, access }: SiteAccess,
): number {
  const owned =
    hardware.buy !== null && access.buyOpen.some(Boolean)
      ? totalOf(
          ownedUnitCost(
            {
              priceUsd: hardware.buy.usd,
              chips: hardware.machine.chips,
              powerKw: hardware.powerKw,
            },
            1,
            DAYS_PER_MONTH,
            siteRatesFor(site, hardware.domestic),
            context.rates,
          ),
        )
      : Infinity;
  const offer = hardware.rent.get(site.id);
  const rented =
    offer !== undefined && access.rentOpen.some(Boolean)
      ? totalOf(rentedUnitCost(offer.usdPerChipHour, hardware.machine.chips, HOURS_PER_MONTH))
      : Infinity;
  const leased = access.leaseOpen.some(Boolean)
    ? (hardware.leases.get(site.id) ?? []).map((lease) =>
        totalOf(rentedUnitCost(lease.usdPerChipHour, hardware.machine.chips, HOURS_PER_MONTH)),
      )
    : [];
  return Math.min(owned, rented, ...leased);
}

/** Carriers by cost per unit of demand, cheapest first. */
export function rankCarriers<T extends Carrier>(
  context: PlanContext,
  carriers: readonly T[],
  sitesOf: (hardware: Hardware) => readonly SiteAccess[],
): RankedCarrier<T>[] {
  return carriers
    .map((carrier) => ({
      carrier,
      usdPerDemand:
        carrier.unitsPerDemand *
        Math.min(
          ...sitesOf(carrier.hardware).map((s) => monthlyUnitUsd(context, carrier.hardware, s)),
        ),
    }))
    .sort(
      (a, b) =>
        a.usdPerDemand - b.usdPerDemand ||
        (a.carrier.hardware.systemId < b.carrier.hardware.systemId ? -1 : 1),
    );
}

/**
 * The carriers worth optimising over: what is owned, the cheapest of each of the first vendors (so that a
 * substitute is at hand when rules or shares bar one), the cheapest in small units, then the next cheapest,
 * few of one vendor.
 * Leaving out a dearer one never makes the plan wrong, only possibly dearer where limits bind in odd ways.
 */
export function chooseCarriers<T extends Carrier>(
  ranked: readonly RankedCarrier<T>[],
  needDomestic: boolean,
): T[] {
  const finite = ranked.filter((r) => Number.isFinite(r.usdPerDemand));
  if (ranked.length <= LIST_KEPT_WHOLE) return ranked.map((r) => r.carrier);
  const kept = new Set<T>(ranked.map((r) => r.carrier).filter((c) => c.hardware.owned));
  const vendors = [...new Set(finite.map((r) => r.carrier.hardware.vendor))];
  for (const vendor of vendors.slice(0, VENDORS_KEPT)) {
    const first = finite.find((r) => r.carrier.hardware.vendor === vendor);
    if (first !== undefined) kept.add(first.carrier);
  }
  if (needDomestic) {
    const home = finite.find((r) => r.carrier.hardware.domestic);
    if (home !== undefined) kept.add(home.carrier);
  }
  const small = finite.find((r) => r.carrier.hardware.machine.chips <= SMALL_UNIT_CHIPS);
  if (small !== undefined) kept.add(small.carrier);
  for (const { carrier } of finite) {
    if (kept.size >= MOST_CARRIERS) break;
    const sameVendor = [...kept].filter((k) => k.hardware.vendor === carrier.hardware.vendor);
    if (sameVendor.length < MOST_PER_VENDOR) kept.add(carrier);
  }
  return ranked.map((r) => r.carrier).filter((c) => kept.has(c));
}
