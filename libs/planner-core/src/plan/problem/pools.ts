import {
  energyKwh,
  NO_COST,
  ownedUnitCost,
  rentedUnitCost,
  tariffCost,
  totalOf,
  type ItemAmounts,
} from '../../cost/unit-cost-items';
import type { Period } from '../../forecast/period';
import type { Acquisition, Pool } from '../../optimise/fleet-problem';
import type { LeaseOffer, RentOffer } from '../../supply/rent-offer';
import type { SiteAccess } from '../carriers/choose-carriers';
import { siteRatesFor, type PlanContext, type PlanSite } from '../plan-context';
import type { Hardware } from '../supply/hardware';
import type { PoolInfo, ProblemParts, Restriction } from './build-problem';
import { weigh } from './objective-weight';
import { commonShare, tariffShare, tariffsOf } from './problem-acts';

const HOURS_PER_DAY = 24;

/** Name of the pool of a system at a site. */
export const poolId = (hardware: Hardware, site: PlanSite): string =>
  `${hardware.systemId}@${site.id}`;

/** Every system that carries something, at every site it may stand at and can be had or is owned. */
export function poolsOf(
  context: PlanContext,
  parts: ProblemParts,
  restriction: Restriction,
): PoolInfo[] {
  const hardware = new Map<string, Hardware>();
  for (const c of [...parts.serviceCarriers, ...parts.jobCarriers]) {
    hardware.set(c.hardware.systemId, c.hardware);
  }
  return [...hardware.values()]
    .sort((a, b) => (a.systemId < b.systemId ? -1 : 1))
    .flatMap((h) =>
      parts.sitesOf(h).flatMap((siteAccess) => poolOf(context, h, siteAccess, restriction) ?? []),
    );
}

/** A system at a site: what one unit costs in every way it can be had; null where there is no way to any. */
function poolOf(
  context: PlanContext,
  hardware: Hardware,
  { site, access }: SiteAccess,
  restriction: Restriction,
): PoolInfo | null {
  const existingUnits = context.periods.map((period) => existing(context, hardware, site, period));
  const open = openWays(hardware, access, restriction);
  const none = !open.buy && !open.rent && !open.lease;
  if (none && existingUnits.every((u) => u === 0)) return null;
  const unit = unitCosts(context, hardware, site, open.lease);
  return {
    hardware,
    site,
    ...unit,
    pool: {
      id: poolId(hardware, site),
      systemId: hardware.systemId,
      siteId: site.id,
      chips: hardware.machine.chips,
      powerKw: hardware.powerKw,
      racks: racksOf(hardware),
      vendor: hardware.vendor,
      domestic: hardware.domestic,
      existingUnits,
      ...waysToHave(context, hardware, site, access, open, unit),
    },
  };
}

/** Which ways to get more units neither the site's access nor the restriction shuts. */
interface OpenWays {
  readonly buy: boolean;
  readonly rent: boolean;
  readonly lease: boolean;
}

function openWays(
  hardware: Hardware,
  access: SiteAccess['access'],
  { systems, ways, domesticOnly }: Restriction,
): OpenWays {
  if (systems?.has(hardware.systemId) === false || (domesticOnly === true && !hardware.domestic)) {
    return { buy: false, rent: false, lease: false };
  }
  return {
    buy: ways !== 'rent' && access.buyOpen.some(Boolean),
    rent: ways !== 'buy' && access.rentOpen.some(Boolean),
    lease: ways !== 'buy' && access.leaseOpen.some(Boolean),
  };
}

type UnitCosts = Omit<PoolInfo, 'pool' | 'hardware' | 'site'>;

/** Money and energy of one unit in every period, by the way it was come by. */
function unitCosts(
  context: PlanContext,
  hardware: Hardware,
  site: PlanSite,
  mayLease: boolean,
): UnitCosts {
  const { periods, rates } = context;
  const siteRates = siteRatesFor(site, hardware.domestic);
  const unit = { chips: hardware.machine.chips, powerKw: hardware.powerKw };
  const worthUsd = hardware.worthUsd ?? 0;
  const owned = (priceUsd: number | null) =>
    periods.map((p) =>
      ownedUnitCost({ ...unit, priceUsd, worthUsd }, p.months.length, p.days, siteRates, rates),
    );
  const hired = (offer: RentOffer) =>
    periods.map((p) => rentedUnitCost(offer.usdPerChipHour, unit.chips, p.days * HOURS_PER_DAY));
  const rent = hardware.rent.get(site.id) ?? null;
  const leases = mayLease ? (hardware.leases.get(site.id) ?? []) : [];
  return {
    boughtItems: owned(hardware.buy?.usd ?? null),
    tariffs: tariffsOf(context, hardware, site),
    tariffItems: periods.map((p) => tariffCost(hardware.buy?.usd ?? 0, p.months.length, rates)),
    existingItems: owned(null),
    rentedItems: rent === null ? periods.map(() => NO_COST) : hired(rent),
    rent,
    leases: leases.map((offer) => ({ offer, items: hired(offer) })),
    kwh: periods.map((p) => energyKwh(unit.powerKw, p.days * HOURS_PER_DAY, rates) * site.pue),
  };
}

/** What the optimiser is told of buying, renting and leasing a unit. */
function waysToHave(
  context: PlanContext,
  hardware: Hardware,
  site: PlanSite,
  access: SiteAccess['access'],
  open: OpenWays,
  unit: UnitCosts,
): Pick<Pool, 'buy' | 'rent' | 'leases'> {
  const acquisition = (items: readonly ItemAmounts[], openIn: readonly boolean[]): Acquisition => {
    const costUsd = items.map(totalOf);
    return {
      costUsd,
      open: openIn,
      weight: costUsd.map((usd, t) => weigh(context, usd, unit.kwh[t] ?? 0, site)),
    };
  };
  return {
    buy: open.buy
      ? purchase(
          acquisition(unit.boughtItems, access.buyOpen),
          unit.tariffs.map(tariffShare),
          unit.tariffItems.map(totalOf),
          (usd) => weigh(context, usd, 0, site),
          capexUsd(context, hardware),
          hardware.buy?.usd ?? 0,
        )
      : null,
    rent: open.rent ? acquisition(unit.rentedItems, access.rentOpen) : null,
    ...(unit.leases.length === 0
      ? {}
      : {
          leases: unit.leases.map(({ offer, items }) => ({
            id: offer.kind,
            termPeriods: termPeriods(context, offer),
            ...acquisition(items, access.leaseOpen),
          })),
        }),
  };
}

/** Whole periods a term takes: one that is shorter than a period still binds for all of it. */
const termPeriods = ({ periods }: PlanContext, { termMonths }: LeaseOffer): number =>
  Math.max(1, Math.ceil(termMonths / (periods[0]?.months.length ?? 1)));

/**
 * Buying with tariffs: the least of those of the periods that are open is part of what every unit costs, and only what
 * differs by arrival is a surcharge.
 * @param wholeUsd cost of a tariff of the whole price, by period
 */
function purchase(
  plain: Acquisition,
  shares: readonly number[],
  wholeUsd: readonly number[],
  weightOf: (usd: number) => number,
  outfittedUsd: number,
  priceUsd: number,
): Acquisition {
  const common = commonShare(shares, plain.open);
  const whole = { weight: wholeUsd.map(weightOf), costUsd: wholeUsd };
  const add = (values: readonly number[], more: readonly number[]) =>
    common === 0 ? values : values.map((v, t) => v + common * (more[t] ?? 0));
  const above = shares.map((share) => Math.max(0, share - common));
  return {
    open: plain.open,
    weight: add(plain.weight, whole.weight),
    costUsd: add(plain.costUsd, whole.costUsd),
    capexUsd: shares.map((share) => outfittedUsd + share * priceUsd),
    ...(plain.open.some((open, t) => open && (above[t] ?? 0) > 0)
      ? { surcharge: { share: above, ...whole } }
      : {}),
  };
}

/** Units owned that serve through a whole period: arrived by its first month, retired after its last. */
function existing(
  context: PlanContext,
  hardware: Hardware,
  site: PlanSite,
  period: Period,
): number {
  return (context.scenario.fleet ?? [])
    .filter((f) => f.system === hardware.systemId && f.site === site.id)
    .filter((f) => (f.availableFrom ?? '') <= period.id)
    .filter((f) => f.retiredFrom === undefined || f.retiredFrom > (period.months.at(-1) ?? ''))
    .reduce((sum, f) => sum + f.units, 0);
}

/** What is paid at once for one unit, before tariffs: its price, and network, storage and spares by their shares of it. */
function capexUsd({ rates }: PlanContext, { buy }: Hardware): number {
  const { networkShareOfSystemPrice, storageShareOfSystemPrice, spareShare } = rates;
  const outfit = 1 + networkShareOfSystemPrice + storageShareOfSystemPrice + spareShare;
  return (buy?.usd ?? 0) * outfit;
}

const RACK_UNITS_PER_RACK = 42;

function racksOf({ figures }: Hardware): number | null {
  if (figures.rackUnits !== null && figures.rackUnits < RACK_UNITS_PER_RACK) {
    return figures.rackUnits / RACK_UNITS_PER_RACK;
  }
  return figures.racks;
}
