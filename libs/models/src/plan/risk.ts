import { z } from 'zod';
import { message } from './message';

/** The value that a tenth, half, and nine tenths of the sampled worlds stay at or below. */
export const percentiles = z.strictObject({ p10: z.number(), p50: z.number(), p90: z.number() });
export type Percentiles = z.infer<typeof percentiles>;

/** One uncertain input: the 10th, 50th and 90th percentile of what it may be. */
export const riskInput = z.strictObject({
  id: z.string(),
  /** What it is, such as the price of one system. */
  title: message,
  unit: z.string(),
  low: z.number(),
  mid: z.number(),
  high: z.number(),
  /** Who says it is uncertain: the scenario, the catalogue, or the engine about its own error. */
  origin: z.enum(['scenario', 'catalog', 'engine']),
});
export type RiskInput = z.infer<typeof riskInput>;

/** How much one input moves the cost. */
export const sensitivityRow = z.strictObject({
  inputId: z.string(),
  /** Standardised regression coefficient of the cost on the input over all worlds. */
  coefficient: z.number(),
  /** Cost with the input at its 10th and 90th percentile and all others in the middle. */
  costAtLowUsd: z.number(),
  costAtHighUsd: z.number(),
});
export type SensitivityRow = z.infer<typeof sensitivityRow>;

/** Share of the variance of an output that one input answers for, and how well the share is known. */
export const sobolIndex = z.strictObject({
  /** Id of the input. */
  input: z.string(),
  /** By itself. */
  firstOrderShare: z.number(),
  /** With all it does together with other inputs. */
  totalShare: z.number(),
  /** 80 % interval of the total share by resampling the worlds. */
  intervalShare: z.strictObject({ low: z.number(), high: z.number() }),
  /** The same of the first-order share. */
  firstOrderIntervalShare: z.strictObject({ low: z.number(), high: z.number() }),
});
export type SobolIndexRow = z.infer<typeof sobolIndex>;

/** What an output's variance comes from: the indices of Sobol. */
export const outputVariance = z.strictObject({
  /** `shortfall`: share of requests the planned fleet does not carry; `headroom`: the lowest of all services. */
  output: z.enum(['cost', 'shortfall', 'headroom', 'training-days']),
  /** The run, for its days; `null` for what concerns the whole plan. */
  workloadId: z.string().nullable(),
  /** Rows of each of the two sets of worlds, and the worlds lived through for them. */
  rows: z.int().positive(),
  worlds: z.int().positive(),
  /** At most 1 but for sampling; the rest is what inputs do together. */
  firstOrderSum: z.number(),
  /** The largest total first; inputs that move nothing are left out. */
  sobolIndices: z.array(sobolIndex),
});
export type OutputVariance = z.infer<typeof outputVariance>;

/** One set of first orders, tried in every world. */
export const regretRow = z.strictObject({
  planId: z.string(),
  title: message,
  meanCostUsd: z.number(),
  p90CostUsd: z.number(),
  /** Cost above the best of the plans tried in the same world. */
  meanRegretUsd: z.number(),
  p90RegretUsd: z.number(),
  /** Absent in plans of before it was told. */
  p95RegretUsd: z.number().optional(),
  maxRegretUsd: z.number(),
  /** Share of worlds in which it is the best. */
  bestShare: z.number(),
});
export type RegretRow = z.infer<typeof regretRow>;

/** The plan tried in many worlds drawn from what is uncertain. Costs count a shortfall at its price. */
export const risk = z.strictObject({
  samples: z.int().positive(),
  seed: z.int(),
  otherSeed: z.int(),
  inputs: z.array(riskInput),
  costUsd: percentiles,
  /** Most chips held at once, those got in a hurry included. */
  chips: percentiles,
  /** Lowest headroom over the horizon with what the plan orders; negative where it falls short. */
  headroom: z.array(
    z.strictObject({
      workloadId: z.string(),
      share: percentiles,
      /** Share of worlds in which the planned fleet falls short of the demand. */
      shortWorldsShare: z.number(),
    }),
  ),
  dates: z.array(
    z.strictObject({
      workloadId: z.string(),
      endDay: z.strictObject({ p10: z.string(), p50: z.string(), p90: z.string() }),
      deadlineDay: z.string().nullable(),
      /** Share of worlds that keep the deadline; `null` without one. */
      onTimeShare: z.number().nullable(),
    }),
  ),
  /**
   * When bought units are in service, with the lead times of the worlds: one row for every order that may be late or
   * early. Absent in plans of before it was told.
   */
  arrivals: z
    .array(
      z.strictObject({
        systemId: z.string(),
        siteId: z.string(),
        units: z.int(),
        plannedDay: z.string(),
        day: z.strictObject({ p10: z.string(), p50: z.string(), p90: z.string() }),
        /** Share of worlds in which they are in service by the planned day. */
        onTimeShare: z.number(),
      }),
    )
    .optional(),
  /** Share of worlds in which some demand is carried by nothing, not even by what can be got later. */
  unservedWorldsShare: z.number(),
  shortfallCostMultiple: z.number(),
  sensitivity: z.strictObject({
    /** Share of the variance of the cost that the regression explains. */
    explainedShare: z.number(),
    rows: z.array(sensitivityRow),
  }),
  /** Outputs that vary, each with what its variance comes from. Absent in plans of before it was told. */
  variances: z.array(outputVariance).optional(),
  regret: z.strictObject({
    rows: z.array(regretRow),
    leastRegretPlanId: z.string(),
    /** Least regretted in the worst twentieth of the worlds, and in the very worst one. */
    leastP95RegretPlanId: z.string().optional(),
    leastMaxRegretPlanId: z.string().optional(),
    /** Whether both seeds put the plans in the same order. */
    isStable: z.boolean(),
    /** Pairs of plans that the other seed puts the other way round. Absent where there are none. */
    disputed: z.array(message).min(1).optional(),
  }),
  /** Estimates from the first samples of both seeds. */
  convergence: z.array(
    z.strictObject({
      samples: z.int().positive(),
      p50CostUsd: z.number(),
      p90CostUsd: z.number(),
      otherP50CostUsd: z.number(),
      otherP90CostUsd: z.number(),
      leastRegretPlanId: z.string(),
      otherLeastRegretPlanId: z.string(),
      /** Lowest headroom of all services in the worst tenth of worlds. Absent in plans of before it was told. */
      p10HeadroomShare: z.number().optional(),
      otherP10HeadroomShare: z.number().optional(),
      /** Last day of any training run at P90; absent without one. */
      p90EndDay: z.string().optional(),
      otherP90EndDay: z.string().optional(),
    }),
  ),
});
export type Risk = z.infer<typeof risk>;

/** When a pool of hardware runs out, and when the fix has to be ordered. */
export const runwayRow = z.strictObject({
  siteId: z.string(),
  systemId: z.string(),
  workloadIds: z.array(z.string()),
  /** `owned`: with what stands there today and no order; `planned`: with every order of the plan. */
  basis: z.enum(['owned', 'planned']),
  /** First month the load is above the capacity in half of the worlds; `null`: not within the look-ahead. */
  fullAtP50: z.string().nullable(),
  /** The same in the worst tenth of the worlds. */
  fullAtP90: z.string().nullable(),
  /** The same in all but the best tenth. Absent in plans of before it was told. */
  fullAtP10: z.string().nullable().optional(),
  /** What would be ordered, and how long it takes. */
  fixSystemId: z.string().nullable(),
  fixAcquisition: z.enum(['buy', 'rent']).nullable(),
  leadMonthsP50: z.number().nullable(),
  leadMonthsP90: z.number().nullable(),
  orderByP50: z.string().nullable(),
  orderByP90: z.string().nullable(),
  status: z.enum(['safe', 'watch', 'late']),
});
export type RunwayRow = z.infer<typeof runwayRow>;

/** Units of one system that can be in service by each month when everything is ordered at once. */
export const supplyCurve = z.strictObject({
  systemId: z.string(),
  siteId: z.string(),
  acquisition: z.enum(['buy', 'rent']),
  offerId: z.string().nullable(),
  /** `null`: no cap is known, and any number can be had from that month on. */
  byMonth: z.array(
    z.strictObject({
      month: z.string(),
      unitsP50: z.number().nullable(),
      unitsP90: z.number().nullable(),
    }),
  ),
});
export type SupplyCurve = z.infer<typeof supplyCurve>;

export const runway = z.strictObject({
  /** Last month looked at; demand goes on growing as it did. */
  lookAheadUntil: z.string(),
  rows: z.array(runwayRow),
  /**
   * The month the first planned pool is full, from the first samples of both seeds; `null`: not within the look-ahead.
   * Absent without samples, and in plans of before it was told.
   */
  convergence: z
    .array(
      z.strictObject({
        samples: z.int().positive(),
        fullAtP50: z.string().nullable(),
        fullAtP90: z.string().nullable(),
        otherFullAtP50: z.string().nullable(),
        otherFullAtP90: z.string().nullable(),
      }),
    )
    .optional(),
  supply: z.array(supplyCurve),
  alerts: z.array(message),
});
export type Runway = z.infer<typeof runway>;

/** One set of orders placed before it is known which future comes true. */
export const futurePlan = z.strictObject({
  id: z.string(),
  title: message,
  orders: z.array(
    z.strictObject({
      systemId: z.string(),
      siteId: z.string(),
      acquisition: z.enum(['buy', 'rent', 'lease']),
      units: z.int(),
    }),
  ),
  /** Mean over the futures by probability; `null` where one of them cannot be carried any more. */
  expectedCostUsd: z.number().nullable(),
  maxRegretUsd: z.number().nullable(),
});
export type FuturePlan = z.infer<typeof futurePlan>;

/** Orders now, recourse later: every set of first orders in every future. */
export const futures = z.strictObject({
  /** Month from which orders may differ between the futures: that of the first one that is known. */
  knownFrom: z.string(),
  branches: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      probability: z.number(),
      /** Month from which it is known whether this one comes true. Absent in plans of before it was told. */
      knownFrom: z.string().optional(),
    }),
  ),
  plans: z.array(futurePlan),
  outcomes: z.array(
    z.strictObject({
      planId: z.string(),
      branchId: z.string(),
      costUsd: z.number().nullable(),
      /** Cost above the best set of first orders for that future. */
      regretUsd: z.number().nullable(),
    }),
  ),
  /** The plan to follow: least expected cost. */
  chosenPlanId: z.string(),
  expectedCostUsd: z.number(),
  /** What hedging saves over orders for the likeliest future alone; `null` where these cannot carry another. */
  hedgingUsd: z.number().nullable(),
  /** What knowing the future today would save. */
  knowingUsd: z.number(),
  /** What ordering nothing before the futures part costs; negative never; `null` where it cannot be done. */
  waitingUsd: z.number().nullable(),
  /** What doing without the second vendor costs; `null` where one vendor cannot carry every future. */
  secondVendorUsd: z.number().nullable(),
  singleVendor: z.string().nullable(),
  findings: z.array(message),
});
export type Futures = z.infer<typeof futures>;
