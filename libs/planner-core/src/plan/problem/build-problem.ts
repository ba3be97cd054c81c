import { NO_COST, totalOf, type ItemAmounts } from '../../cost/unit-cost-items';
import type { FleetProblem, JobOption, Pool, ServiceOption } from '../../optimise/fleet-problem';
import type { LeaseOffer, RentOffer } from '../../supply/rent-offer';
import { serviceIdOf } from '../../workload/length-parts';
import type { JobCarrier, ServiceCarrier } from '../carriers/carriers';
import type { SiteAccess } from '../carriers/choose-carriers';
import type { ServicePlan } from '../demand/service-plan';
import type { PlanContext, PlanSite } from '../plan-context';
import type { Hardware } from '../supply/hardware';
import { jobChoices } from './job-choices';
import { poolId, poolsOf } from './pools';
import { volumeCaps, type Tariff } from './problem-acts';
import { periodBudgets, supplyCaps } from './problem-limits';

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
