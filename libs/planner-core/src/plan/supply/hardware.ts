import {
  say,
  type Chip,
  type EstimatedFigure,
  type Excuse,
  type Message,
  type System,
} from '@headroom/models';
import { systemFigures, type SystemFigures } from '../../catalog/system-figures';
import { buyPriceOf, highestProcessorShare, type BuyPrice } from '../../supply/buy-price';
import {
  leaseOffersFor,
  rentOfferFor,
  type LeaseOffer,
  type RentOffer,
  type RentQuestion,
} from '../../supply/rent-offer';
import {
  firstSoldMonth,
  INSTALL_MONTHS,
  supplyTermsOf,
  type SupplyTerms,
} from '../../supply/supply-terms';
import type { Machine } from '../../topology/machine';
import { machineOf } from '../../topology/machine-of';
import { addMonths } from '../../forecast/period';
import { filterAllows, type HardwareName } from '../../workload/scenario-workloads';
import type { PlanContext, PlanSite } from '../plan-context';

/** A system the plan may use, with its figures, prices and terms. */
export interface Hardware extends HardwareName {
  readonly system: System;
  readonly chip: Chip;
  readonly machine: Machine;
  readonly figures: SystemFigures;
  readonly estimates: readonly EstimatedFigure[];
  readonly powerKw: number;
  readonly domestic: boolean;
  readonly buy: BuyPrice | null;
  /** USD a unit costs to buy, whether the plan may or not: what maintenance of owned ones is reckoned on. */
  readonly worthUsd: number | null;
  readonly terms: SupplyTerms;
  /** Cheapest hourly offer by site id. */
  readonly rent: ReadonlyMap<string, RentOffer>;
  /** Cheapest offers that commit to a term, by site id; sites without any are left out. */
  readonly leases: ReadonlyMap<string, readonly LeaseOffer[]>;
  /** Owned before the plan, at any site. */
  readonly owned: boolean;
  /** May be acquired: sold, allowed by the candidates filter, and priced. */
  readonly acquirable: boolean;
}

const WATTS_PER_KW = 1000;
/** Offers older than this are used only where there is nothing newer. */
export const OFFER_FRESH_MONTHS = 24;

/** Systems that are not products one can order, or not yet. */
const UNSOLD: ReadonlySet<string> = new Set(['cancelled', 'internal', 'unknown']);

/** Every system worth a look, and for each that is not, why. Systems without a chip of their own are skipped. */
export function gatherHardware(context: PlanContext): { hardware: Hardware[]; excuses: Excuse[] } {
  const hardware: Hardware[] = [];
  const excuses: Excuse[] = [];
  const owned = new Set((context.scenario.fleet ?? []).map((f) => f.system));
  const chips = new Map(context.catalog.chips.map((c) => [c.id, c]));
  for (const system of context.catalog.systems) {
    const chip = chips.get(system.chipId ?? '');
    if (chip === undefined) continue;
    const isOwned = owned.has(system.id);
    if (!isOwned && !isOfInterest(context, system, chip)) continue;
    const outcome = hardwareOf(context, system, chip, isOwned);
    if ('excuse' in outcome) excuses.push(outcome.excuse);
    else hardware.push(outcome.hardware);
  }
  return { hardware, excuses };
}

const nameOf = (system: System, chip: Chip): HardwareName => ({
  systemId: system.id,
  chipId: chip.id,
  vendor: chip.vendor,
});

/** Whether the scenario names this very chip or system somewhere it lists what may be used. */
function isNamed(context: PlanContext, hardware: HardwareName): boolean {
  const { candidates, services = [], training = [] } = context.scenario;
  return [candidates, ...services.map((s) => s.hardware), ...training.map((j) => j.hardware)].some(
    (filter) =>
      filter?.chips?.includes(hardware.chipId) === true ||
      filter?.systems?.includes(hardware.systemId) === true,
  );
}

/**
 * What is no longer sold is considered only where the scenario names it; what is announced, once it is due
 * within the horizon. Clusters are sites of somebody, not things to order.
 */
function isOfInterest(context: PlanContext, system: System, chip: Chip): boolean {
  const name = nameOf(system, chip);
  if (!filterAllows(context.scenario.candidates, name)) return false;
  const named = isNamed(context, name);
  if (
    system.kind === 'cluster' &&
    context.scenario.candidates?.systems?.includes(system.id) !== true
  )
    return false;
  if (UNSOLD.has(system.lifecycle) || UNSOLD.has(chip.lifecycle)) return named;
  if (system.lifecycle === 'end-of-life' || chip.lifecycle === 'end-of-life') return named;
  return true;
}

function hardwareOf(
  context: PlanContext,
  system: System,
  chip: Chip,
  owned: boolean,
): { hardware: Hardware } | { excuse: Excuse } {
  const { scenario, catalog, rates, assumptions } = context;
  const acceptEstimates = assumptions.acceptEstimates ?? false;
  const override = scenario.chipFigures?.find((f) => f.chip === chip.id);
  const figures = systemFigures({ system, catalog, acceptEstimates, override });
  if (figures.kind === 'excused') return { excuse: { ...figures.excuse, systemId: system.id } };
  const machine = machineOf(system, catalog, { acceptEstimates, overrides: scenario.chipFigures });
  if (machine.kind === 'excused') return { excuse: { ...machine.excuse, systemId: system.id } };
  const name = nameOf(system, chip);
  const acquisition = scenario.acquisition ?? 'any';
  const candidate = filterAllows(scenario.candidates, name);
  const captive = system.kind === 'pod' || CAPTIVE.has(chip.vendor);
  const price = buyPriceOf({
    system: figures.system,
    overrides: scenario.prices ?? [],
    usdCny: rates.usdCny,
    processorShare: rates.processorShareOfBom,
    highestShare: highestProcessorShare(catalog),
  });
  const buy = acquisition === 'rent' || !candidate || captive ? null : price;
  const mayHire = acquisition !== 'buy' && candidate;
  const rent = mayHire ? rentOffers(context, chip) : new Map();
  const leases = mayHire && scenario.leases !== false ? leaseOffers(context, chip) : new Map();
  const from = notYetSold(context, system, chip);
  if (!owned && from !== null) {
    const horizonEnd = lastMonth(context);
    return {
      excuse: excuseOf(say('plan/none-yet', { system: system.name, from, horizonEnd }), name),
    };
  }
  const acquirable = buy !== null || rent.size > 0 || leases.size > 0;
  if (!owned && !acquirable) {
    const message = captive
      ? say('cost/not-sold', { system: system.name, vendor: chip.vendor })
      : say('cost/no-price', { system: system.name });
    return { excuse: excuseOf(message, name) };
  }
  return {
    hardware: {
      ...name,
      system,
      chip,
      machine: machine.machine,
      figures: figures.system,
      estimates: figures.estimates,
      powerKw: figures.system.power / WATTS_PER_KW,
      domestic: chip.vendorCountry === scenario.buyer.country,
      buy,
      worthUsd: price?.usd ?? null,
      terms: supplyTermsOf(name, scenario.limits?.supply ?? [], INSTALL_MONTHS),
      rent,
      leases,
      owned,
      acquirable,
    },
  };
}

const lastMonth = ({ periods }: PlanContext): string => periods.at(-1)?.months.at(-1) ?? '';

/** The stated month a system comes to market where that is after the horizon; `null` otherwise. */
function notYetSold(context: PlanContext, system: System, chip: Chip): string | null {
  const stated = system.available ?? chip.available;
  const from = firstSoldMonth(system, chip);
  return stated !== null && from !== null && from > lastMonth(context) ? from : null;
}

/** Makers who run their chips in their own cloud and sell none. */
const CAPTIVE: ReadonlySet<string> = new Set(['Google', 'AWS', 'Microsoft', 'Meta', 'OpenAI']);

function rentOffers(context: PlanContext, chip: Chip): Map<string, RentOffer> {
  return new Map(
    context.sites.flatMap((site) => {
      const offer = rentOfferFor(offerQuestion(context, chip, site));
      return offer === null ? [] : [[site.id, offer] as const];
    }),
  );
}

function leaseOffers(context: PlanContext, chip: Chip): Map<string, readonly LeaseOffer[]> {
  return new Map(
    context.sites.flatMap((site) => {
      const offers = leaseOffersFor(offerQuestion(context, chip, site));
      return offers.length === 0 ? [] : [[site.id, offers] as const];
    }),
  );
}

const offerQuestion = (
  { catalog, rates }: PlanContext,
  chip: Chip,
  site: PlanSite,
): Omit<RentQuestion, 'kind'> => ({
  chipId: chip.id,
  region: site.region,
  regions: catalog.regions,
  offers: catalog.offers,
  usdCny: rates.usdCny,
  freshSince: addMonths(catalog.asOf.slice(0, 7), -OFFER_FRESH_MONTHS),
});

/** Whether a site can cool a system; unknown needs are taken as met, and warned of where they matter. */
export const canCool = ({ cooling }: PlanSite, { system }: Hardware): boolean =>
  cooling === null ||
  system.cooling === 'unknown' ||
  cooling.includes(system.cooling) ||
  (system.cooling === 'hybrid' && cooling.includes('air') && cooling.includes('liquid'));

/** An excuse about hardware as a whole, without figures beside the sentence. */
export function excuseOf(
  message: Message,
  hardware: HardwareName,
  workloadId: string | null = null,
  figures: Partial<Pick<Excuse, 'limit' | 'actual' | 'nearestFeasible' | 'unit'>> = {},
): Excuse {
  return {
    code: message.code,
    message,
    chipId: hardware.chipId,
    systemId: hardware.systemId,
    workloadId,
    limit: null,
    actual: null,
    nearestFeasible: null,
    unit: null,
    ...figures,
  };
}
