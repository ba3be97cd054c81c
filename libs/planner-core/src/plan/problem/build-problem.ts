import type { Scenario } from '@headroom/models';
import {
  addItems,
  energyKwh,
  NO_COST,
  ownedUnitCost,
  rentedUnitCost,
  tariffCost,
  totalOf,
  type ItemAmounts,
} from '../../cost/unit-cost-items';
import { daysInPeriod, type Period } from '../../forecast/period';
import type {
  Acquisition,
  FleetProblem,
  JobOption,
  Pool,
  ServiceOption,
} from '../../optimise/fleet-problem';
import type { LeaseOffer, RentOffer } from '../../supply/rent-offer';
import { serviceIdOf } from '../../workload/length-parts';
import type { JobCarrier, ServiceCarrier } from '../carriers/carriers';
import type { SiteAccess } from '../carriers/choose-carriers';
import type { Hardware } from '../supply/hardware';
import { siteRatesFor, type PlanContext, type PlanSite } from '../plan-context';
import { commonShare, tariffShare, tariffsOf, volumeCaps, type Tariff } from './problem-acts';
import { periodBudgets, supplyCaps } from './problem-limits';
import type { ServicePlan } from '../demand/service-plan';

/** What the optimiser's pool stands for, with the money of one unit in every period. */
export interface PoolInfo {
  readonly pool: Pool;
  readonly hardware: Hardware;
  readonly site: PlanSite;
  readonly boughtItems: readonly ItemAmounts[];
  /** Tariffs on what arrives, by period of arrival. */
  readonly tariffs: readonly (readonly Tariff[])[];
  /** Cost of a tariff of the whole price on one unit. */
  readonly tariffItems: readonly ItemAmounts[];
  /** Running cost of a unit owned before the plan. */
  readonly existingItems: readonly ItemAmounts[];
  readonly rentedItems: readonly ItemAmounts[];
  readonly rent: RentOffer | null;
  /** Terms that can be committed to, in the order of the pool's leases. */
  readonly leases: readonly LeaseInfo[];
  /** Facility energy of one unit, PUE included, by period. */
  readonly kwh: readonly number[];
}

/** A lease of a pool: its offer, and what one unit costs in each period. */
export interface LeaseInfo {
  readonly offer: LeaseOffer;
  readonly items: readonly ItemAmounts[];
}

export interface JobChoice {
  readonly carrier: JobCarrier;
  readonly option: JobOption;
  readonly items: readonly ItemAmounts[];
}

/** The optimiser's problem and what its parts stand for, index by index. */
export interface PlanProblem {
  readonly problem: FleetProblem;
  readonly pools: readonly PoolInfo[];
  readonly services: readonly ServiceCarrier[];
  readonly jobs: readonly JobChoice[];
}

export interface ProblemParts {
  readonly servicePlans: readonly ServicePlan[];
  readonly serviceCarriers: readonly ServiceCarrier[];
  readonly jobCarriers: readonly JobCarrier[];
  readonly sitesOf: (hardware: Hardware) => readonly SiteAccess[];
}

/** What an alternative may not use. */
export interface Restriction {
  readonly systems?: ReadonlySet<string>;
  readonly ways?: 'buy' | 'rent';
  readonly domesticOnly?: boolean;
}

const HOURS_PER_DAY = 24;
/** Beside power or carbon, money only breaks ties. */
const TIE_WEIGHT = 1e-9;
const GRAMS_PER_TONNE = 1e6;

/** Writes the scenario's demand, candidates and limits as a fleet problem. */
export function buildProblem(
  context: PlanContext,
  parts: ProblemParts,
  restriction: Restriction = {},
): PlanProblem {
  const pools = poolsOf(context, parts, restriction);
  const poolAt = new Map(pools.map((p) => [p.pool.id, p]));
  const services = parts.serviceCarriers.flatMap((carrier) =>
    sitesFor(context, carrier.workloadId).flatMap((site) => {
      const info = poolAt.get(poolId(carrier.hardware, site));
      return info === undefined ? [] : [{ carrier, poolId: info.pool.id }];
    }),
  );
  const jobs = parts.jobCarriers.flatMap((carrier) =>
    sitesFor(context, carrier.workloadId).flatMap((site) => {
      const info = poolAt.get(poolId(carrier.hardware, site));
      return info === undefined ? [] : jobChoices(context, carrier, info, restriction);
    }),
  );
  const problem: FleetProblem = {
    periods: context.periods.length,
    pools: pools.map((p) => p.pool),
    services: parts.servicePlans.map((plan) => ({
      workloadId: plan.demand.id,
      demand: plan.loads.map((l) => tellable(l.peakRequestsPerSecond)),
      ...(plan.demand.survivesSiteLoss === true ? { survivesSiteLoss: true } : {}),
    })),
    serviceOptions: services.map(({ carrier, poolId: id }): ServiceOption => ({
      id: `${carrier.deployment.id}@${id}`,
      workloadId: carrier.workloadId,
      poolId: id,
      unitsPerReplica: carrier.unitsPerReplica,
      capacityPerReplica: carrier.capacityPerReplica,
      ...nightShareOf(parts, carrier.workloadId),
    })),
    jobIds: (context.scenario.training ?? []).map((j) => j.id),
    jobOptions: jobs.map((j) => j.option),
    sites: context.sites.map((s) => ({ siteId: s.id, powerKw: s.powerKw, racks: s.racks })),
    supply: [...supplyCaps(context, pools), ...volumeCaps(context, pools)],
    budgetUsd: context.scenario.limits?.budgetUsd ?? null,
    budgets: periodBudgets(context),
    fixedCostUsdByPeriod: context.periods.map((_, t) =>
      pools.reduce((sum, p) => sum + fixedCostIn(p, t), 0),
    ),
    fixedCostUsd: pools.reduce((sum, p) => sum + fixedCost(p), 0),
    minimumDomesticShare: context.scenario.limits?.minimumDomesticChipShare ?? null,
    maximumVendorShare: context.scenario.limits?.maximumVendorChipShare ?? null,
    maximumSystemKinds: context.scenario.limits?.maximumSystemKinds ?? null,
  };
  return { problem, pools, services: services.map((s) => s.carrier), jobs };
}

/** Requests per second below which the optimiser takes a demand for none. */
const LEAST_DEMAND = 1e-4;

/** Anything that is asked for takes a replica, which carries far more than this. */
const tellable = (demand: number): number => (demand > 0 ? Math.max(demand, LEAST_DEMAND) : 0);

/** What is left of a service's demand at night; nothing is said of services without quiet hours. */
function nightShareOf({ servicePlans }: ProblemParts, workloadId: string): { nightShare?: number } {
  const offPeak = servicePlans.find((p) => p.demand.id === workloadId)?.demand.load.offPeak;
  return offPeak === undefined ? {} : { nightShare: offPeak.shareOfPeak };
}

const poolId = (hardware: Hardware, site: PlanSite): string => `${hardware.systemId}@${site.id}`;

const fixedCost = (info: PoolInfo): number =>
  info.existingItems.reduce((sum, _, t) => sum + fixedCostIn(info, t), 0);

const fixedCostIn = ({ pool, existingItems }: PoolInfo, t: number): number =>
  totalOf(existingItems[t] ?? NO_COST) * (pool.existingUnits[t] ?? 0);

/** Sites a workload may run at; all where it names none. */
function sitesFor(context: PlanContext, workloadId: string): readonly PlanSite[] {
  const { services = [], training = [] } = context.scenario;
  const own = [...services, ...training].find((w) => w.id === serviceIdOf(workloadId))?.sites;
  return own === undefined ? context.sites : context.sites.filter((s) => own.includes(s.id));
}

function poolsOf(context: PlanContext, parts: ProblemParts, restriction: Restriction): PoolInfo[] {
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

function poolOf(
  context: PlanContext,
  hardware: Hardware,
  { site, access }: SiteAccess,
  restriction: Restriction,
): PoolInfo | null {
  const { periods, rates } = context;
  const existingUnits = periods.map((period) => existing(context, hardware, site, period));
  const shut =
    restriction.systems?.has(hardware.systemId) === false ||
    (restriction.domesticOnly === true && !hardware.domestic);
  const mayBuy = !shut && restriction.ways !== 'rent' && access.buyOpen.some(Boolean);
  const mayRent = !shut && restriction.ways !== 'buy' && access.rentOpen.some(Boolean);
  const mayLease = !shut && restriction.ways !== 'buy' && access.leaseOpen.some(Boolean);
  if (!mayBuy && !mayRent && !mayLease && existingUnits.every((u) => u === 0)) return null;
  const siteRates = siteRatesFor(site, hardware.domestic);
  const unit = { chips: hardware.machine.chips, powerKw: hardware.powerKw };
  const worthUsd = hardware.worthUsd ?? 0;
  const owned = (priceUsd: number | null) =>
    periods.map((p) =>
      ownedUnitCost({ ...unit, priceUsd, worthUsd }, p.months.length, p.days, siteRates, rates),
    );
  const rent = hardware.rent.get(site.id) ?? null;
  const hiredItems = (offer: RentOffer) =>
    periods.map((p) => rentedUnitCost(offer.usdPerChipHour, unit.chips, p.days * HOURS_PER_DAY));
  const rentedItems = rent === null ? periods.map(() => NO_COST) : hiredItems(rent);
  const leases = mayLease
    ? (hardware.leases.get(site.id) ?? []).map((offer) => ({ offer, items: hiredItems(offer) }))
    : [];
  const boughtItems = owned(hardware.buy?.usd ?? null);
  const tariffs = tariffsOf(context, hardware, site);
  const tariffItems = periods.map((p) =>
    tariffCost(hardware.buy?.usd ?? 0, p.months.length, rates),
  );
  const kwh = periods.map((p) => energyKwh(unit.powerKw, p.days * HOURS_PER_DAY, rates) * site.pue);
  const acquisition = (items: readonly ItemAmounts[], open: readonly boolean[]): Acquisition => {
    const costUsd = items.map(totalOf);
    return {
      costUsd,
      open,
      weight: costUsd.map((usd, t) => weigh(context, usd, kwh[t] ?? 0, site)),
    };
  };
  return {
    hardware,
    site,
    boughtItems,
    tariffs,
    tariffItems,
    existingItems: owned(null),
    rentedItems,
    rent,
    leases,
    kwh,
    pool: {
      id: poolId(hardware, site),
      systemId: hardware.systemId,
      siteId: site.id,
      chips: unit.chips,
      powerKw: unit.powerKw,
      racks: racksOf(hardware),
      vendor: hardware.vendor,
      domestic: hardware.domestic,
      existingUnits,
      buy: mayBuy
        ? purchase(
            acquisition(boughtItems, access.buyOpen),
            tariffs.map(tariffShare),
            tariffItems.map(totalOf),
            (usd) => weigh(context, usd, 0, site),
            capexUsd(context, hardware),
            hardware.buy?.usd ?? 0,
          )
        : null,
      rent: mayRent ? acquisition(rentedItems, access.rentOpen) : null,
      ...(leases.length === 0
        ? {}
        : {
            leases: leases.map(({ offer, items }) => ({
              id: offer.kind,
              termPeriods: termPeriods(context, offer),
              ...acquisition(items, access.leaseOpen),
            })),
          }),
    },
  };
}

/** Whole periods a term takes: one that is shorter than a period still binds for all of it. */
export const termPeriods = ({ periods }: PlanContext, { termMonths }: LeaseOffer): number =>
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

/** Objective weight of some cost and energy: money, energy, or carbon. */
function weigh(context: PlanContext, usd: number, kwh: number, site: PlanSite): number {
  const objective: NonNullable<Scenario['objective']> = context.scenario.objective ?? 'cost';
  switch (objective) {
    case 'cost':
    case 'demand':
    case 'latency':
      // What fits the limits is planned at the least cost.
      return usd;
    case 'power':
      return kwh + usd * TIE_WEIGHT;
    case 'carbon':
      return (kwh * site.carbonGramsPerKwh) / GRAMS_PER_TONNE + usd * TIE_WEIGHT;
    default:
      return objective satisfies never;
  }
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

function jobChoices(
  context: PlanContext,
  carrier: JobCarrier,
  info: PoolInfo,
  restriction: Restriction,
): JobChoice[] {
  const { run } = carrier;
  const days = context.periods.map((p) => daysInPeriod(p, run.startDay, run.wallClockDays.mid));
  const periodShare = context.periods.map((p, t) => (days[t] ?? 0) / p.days);
  const base = {
    jobId: carrier.workloadId,
    poolId: info.pool.id,
    units: run.systems,
    periodShare,
  };
  const choices: JobChoice[] = [];
  const shared: JobChoice = {
    carrier,
    items: [],
    option: { ...base, id: `${run.id}@${info.pool.id}`, dedicatedRent: null },
  };
  // At night a job stands on what services have, however they came by it.
  if (run.offPeakHoursPerDay !== undefined) {
    return [{ ...shared, option: { ...shared.option, slot: 'night' } }];
  }
  const held = info.pool.buy !== null || info.leases.length > 0;
  if (held || info.pool.existingUnits.some((u) => u > 0)) choices.push(shared);
  const first = days.findIndex((d) => d > 0);
  if (info.pool.rent?.open[first] === true && restriction.ways !== 'buy') {
    const items = periodShare.map((share, t) =>
      addItems(NO_COST, info.rentedItems[t] ?? NO_COST, share * run.systems),
    );
    const costUsdByPeriod = items.map(totalOf);
    const costUsd = costUsdByPeriod.reduce((a, b) => a + b, 0);
    const weight = periodShare.reduce(
      (sum, share, t) =>
        sum +
        share *
          run.systems *
          weigh(context, totalOf(info.rentedItems[t] ?? NO_COST), info.kwh[t] ?? 0, info.site),
      0,
    );
    choices.push({
      carrier,
      items,
      option: {
        ...base,
        id: `${run.id}@${info.pool.id}:rent`,
        dedicatedRent: { costUsd, costUsdByPeriod, weight },
      },
    });
  }
  return choices;
}
