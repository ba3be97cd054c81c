/** Units of one system at one site: what is owned, and what buying and renting one more costs. */
export interface Pool {
  readonly id: string;
  readonly systemId: string;
  readonly siteId: string;
  readonly chips: number;
  readonly powerKw: number;
  /** Racks one unit takes; `null` where unknown, then it does not count. */
  readonly racks: number | null;
  readonly vendor: string;
  readonly domestic: boolean;
  /** Units owned before the plan, by period. */
  readonly existingUnits: readonly number[];
  readonly buy: Acquisition | null;
  readonly rent: Acquisition | null;
  /** Ways to commit to units for a term; absent: none. */
  readonly leases?: readonly Lease[];
}

/** One way to get units. All arrays are by period. */
export interface Acquisition {
  /** Objective weight of having one unit in service for the period. */
  readonly weight: readonly number[];
  /** Cost of it in USD; the same as `weight` when money is the objective. */
  readonly costUsd: readonly number[];
  /** Whether units may arrive (buy) or be added (rent) in the period: policy, lead time, availability. */
  readonly open: readonly boolean[];
  /** What a unit costs beyond that because of when it arrives, such as a tariff; absent: nothing. */
  readonly surcharge?: Surcharge;
  /** Money paid at once for one unit that arrives in the period, for budgets of capex; absent: none. */
  readonly capexUsd?: readonly number[];
}

/** A share by the period a unit arrives in, of amounts by the period it then serves in. */
export interface Surcharge {
  readonly share: readonly number[];
  readonly weight: readonly number[];
  readonly costUsd: readonly number[];
}

/**
 * Units committed for a term: leased in t they serve, and are paid for at each period's weight, from t to
 * t + termPeriods - 1, or to the end of the horizon where that comes first.
 */
export interface Lease extends Acquisition {
  readonly id: string;
  /** At least 1. */
  readonly termPeriods: number;
}

/** One way to carry a service: a deployment on a pool. */
export interface ServiceOption {
  readonly id: string;
  readonly workloadId: string;
  readonly poolId: string;
  readonly unitsPerReplica: number;
  /** Demand one replica carries after the share kept back for failures. */
  readonly capacityPerReplica: number;
  /**
   * Share of the service's demand that is left at night, 0 to 1; absent: all of it. What its replicas leave at
   * night, jobs of the slot `night` may take.
   */
  readonly nightShare?: number;
}

export interface ServiceRow {
  readonly workloadId: string;
  /** Requests per second to carry, by period. */
  readonly demand: readonly number[];
  /** Whether they are carried with any one site lost; absent: not beyond what the fleet happens to have. */
  readonly survivesSiteLoss?: boolean;
}

/** One way to carry a training job: whole units of a pool for the periods it runs. */
export interface JobOption {
  readonly id: string;
  readonly jobId: string;
  readonly poolId: string;
  readonly units: number;
  /** Share of each period the job runs; 0 where it does not. */
  readonly periodShare: readonly number[];
  /** Rented for the days of the run only, beside the pool; `null`: uses the pool's units. */
  readonly dedicatedRent: {
    readonly weight: number;
    readonly costUsd: number;
    /** The same by period, for budgets of periods. */
    readonly costUsdByPeriod?: readonly number[];
  } | null;
  /** Hours of the day it takes its units for; absent: `all`. At night it stands on what services leave. */
  readonly slot?: 'all' | 'night';
}

/** A cap on units added per period over several pools. */
export interface SupplyCap {
  readonly id: string;
  readonly poolIds: readonly string[];
  /** Most chips added in each period; `Infinity`: no cap there. */
  readonly chipsPerPeriod: readonly number[];
  /** What is added in a period is nothing or at least so many chips; absent: any number. */
  readonly minimumChips?: number;
  /** Most chips added over the whole horizon; absent: no quota. */
  readonly chipsTotal?: number;
  /** What is not taken in a period may be taken later, so that `chipsPerPeriod` caps running totals. */
  readonly carryOver?: boolean;
  /** Only what is bought counts, not what is rented or leased. */
  readonly boughtOnly?: boolean;
  /** Whether what arrives counts towards `chipsTotal`, by pool of `poolIds` and period; absent: all of it. */
  readonly counts?: readonly (readonly boolean[])[];
  /** The act the cap comes from; absent: the scenario states it. */
  readonly eventId?: string;
}

/** Money for the periods `fromPeriod` to `untilPeriod`, both included. */
export interface PeriodBudget {
  readonly id: string;
  /** How a sentence names the months. */
  readonly months: string;
  /** `capex`: paid at once for what arrives; `cost`: what the periods cost, fixed cost included. */
  readonly of: 'cost' | 'capex';
  readonly fromPeriod: number;
  readonly untilPeriod: number;
  readonly usd: number;
}

export interface SiteLimit {
  readonly siteId: string;
  readonly powerKw: number | null;
  readonly racks: number | null;
}

/** The fleet to find, free of the catalogue: rows, options and limits. */
export interface FleetProblem {
  readonly periods: number;
  readonly pools: readonly Pool[];
  readonly services: readonly ServiceRow[];
  readonly serviceOptions: readonly ServiceOption[];
  readonly jobIds: readonly string[];
  readonly jobOptions: readonly JobOption[];
  readonly sites: readonly SiteLimit[];
  readonly supply: readonly SupplyCap[];
  readonly budgetUsd: number | null;
  /** Budgets of single periods or of several; absent: none. */
  readonly budgets?: readonly PeriodBudget[];
  /** Cost that arises whatever is chosen (running what is owned). */
  readonly fixedCostUsd: number;
  /** The same by period, for budgets of periods; absent: none. */
  readonly fixedCostUsdByPeriod?: readonly number[];
  readonly minimumDomesticShare: number | null;
  readonly maximumVendorShare: number | null;
  readonly maximumSystemKinds: number | null;
}

/** Nothing to carry, nothing to get, no limits: what a problem is when it says nothing. */
export const NO_FLEET: FleetProblem = {
  periods: 0,
  pools: [],
  services: [],
  serviceOptions: [],
  jobIds: [],
  jobOptions: [],
  sites: [],
  supply: [],
  budgetUsd: null,
  fixedCostUsd: 0,
  minimumDomesticShare: null,
  maximumVendorShare: null,
  maximumSystemKinds: null,
};

/** A limit that can be named, lifted, and loosened. */
export type LimitId =
  | { readonly kind: 'demand'; readonly workloadId: string }
  | { readonly kind: 'job'; readonly jobId: string }
  | { readonly kind: 'power'; readonly siteId: string }
  | { readonly kind: 'racks'; readonly siteId: string }
  | { readonly kind: 'supply'; readonly supplyId: string }
  | { readonly kind: 'supply-total'; readonly supplyId: string }
  | { readonly kind: 'minimum-order'; readonly supplyId: string }
  | { readonly kind: 'budget' }
  | { readonly kind: 'period-budget'; readonly budgetId: string }
  | { readonly kind: 'domestic-share' }
  | { readonly kind: 'vendor-share' }
  | { readonly kind: 'system-kinds' };

/** A limit as one text, the same for the same limit. */
export const limitKey = (limit: LimitId): string => Object.values(limit).join(':');

/** Every limit the problem has, in a fixed order. */
export function limitsOf(problem: FleetProblem): LimitId[] {
  const some = <T>(on: boolean, value: T): T[] => (on ? [value] : []);
  return [
    ...problem.services.map((s) => ({ kind: 'demand', workloadId: s.workloadId }) as const),
    ...problem.jobIds.map((jobId) => ({ kind: 'job', jobId }) as const),
    ...problem.sites.flatMap(({ siteId, powerKw, racks }) => [
      ...some(powerKw !== null, { kind: 'power', siteId } as const),
      ...some(racks !== null, { kind: 'racks', siteId } as const),
    ]),
    ...problem.supply.flatMap((s) => [
      ...some(s.chipsPerPeriod.some(Number.isFinite), {
        kind: 'supply',
        supplyId: s.id,
      } as const),
      ...some(s.chipsTotal !== undefined, { kind: 'supply-total', supplyId: s.id } as const),
      ...some((s.minimumChips ?? 0) > 0, { kind: 'minimum-order', supplyId: s.id } as const),
    ]),
    ...some(problem.budgetUsd !== null, { kind: 'budget' } as const),
    ...(problem.budgets ?? []).map(({ id }) => ({ kind: 'period-budget', budgetId: id }) as const),
    ...some(problem.minimumDomesticShare !== null, { kind: 'domestic-share' } as const),
    ...some(problem.maximumVendorShare !== null, { kind: 'vendor-share' } as const),
    ...some(problem.maximumSystemKinds !== null, { kind: 'system-kinds' } as const),
  ];
}
