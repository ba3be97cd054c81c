import { z } from 'zod';
import { confidence, source } from '../catalog/figure';
import { serviceDeployment, trainingRun } from './deployment';
import { excuse, message } from './message';
import { bom, breakEven, costItems, unitCost } from './money';
import { planNames } from './plan-names';
import { futures, risk, runway } from './risk';

export const PLAN_FORMAT = 1;

/** Units of one system at one site, got in one way, period by period. */
export const fleetLine = z.strictObject({
  systemId: z.string(),
  systemName: z.string(),
  chipId: z.string(),
  vendor: z.string(),
  siteId: z.string(),
  /** `rent`: by the hour, as long as it is needed; `lease`: committed to for `termMonths` from when it begins. */
  acquisition: z.enum(['existing', 'buy', 'rent', 'lease']),
  offerId: z.string().nullable(),
  unitPriceUsd: z.number().nullable(),
  priceSourceId: z.string().nullable(),
  /** Of a price quoted in the market of a country that is not the buyer's: that country and the date of the quote. */
  priceQuote: z.strictObject({ market: z.string(), date: z.string().nullable() }).optional(),
  chipsPerUnit: z.int().positive(),
  /** Of a lease: how long each unit is paid for. */
  termMonths: z.int().positive().optional(),
  /** Of a lease: what is paid after the horizon ends; no cost of the plan includes it. */
  committedBeyondHorizonUsd: z.number().nonnegative().optional(),
  byPeriod: z.array(
    z.strictObject({
      period: z.string(),
      /** Month the order has to be placed for units that arrive in this period. */
      orderBy: z.string().nullable(),
      unitsAcquired: z.int().nonnegative(),
      unitsInService: z.int().nonnegative(),
      chipsInService: z.int().nonnegative(),
      powerKw: z.number(),
    }),
  ),
  estimatedFigures: z.array(z.string()),
});
export type FleetLine = z.infer<typeof fleetLine>;

/** Which part of the fleet carries which workload. `deploymentId` names a deployment or a training run. */
export const placement = z.strictObject({
  workloadId: z.string(),
  kind: z.enum(['service', 'training']),
  siteId: z.string(),
  systemId: z.string(),
  deploymentId: z.string(),
  /** Set for a training job that has its units in the quiet hours of services only. */
  slot: z.literal('night').optional(),
  byPeriod: z.array(
    z.strictObject({
      period: z.string(),
      replicas: z.number(),
      units: z.number(),
      chips: z.number(),
      loadShare: z.number(),
      /** Of a service: what stays up at night where a job may take the rest; absent: all of it. */
      replicasAtNight: z.number().optional(),
      unitsAtNight: z.number().optional(),
    }),
  ),
});
export type Placement = z.infer<typeof placement>;

/** Load and capacity of one workload by period; headroom is what is left of the capacity. */
export const coverage = z.strictObject({
  workloadId: z.string(),
  unit: z.enum(['requestsPerSecond', 'chips']),
  byPeriod: z.array(
    z.strictObject({
      period: z.string(),
      demand: z.number(),
      capacity: z.number(),
      headroomShare: z.number(),
    }),
  ),
});
export type Coverage = z.infer<typeof coverage>;

/** Another way to meet the scenario, for comparison. */
export const alternative = z.strictObject({
  id: z.string(),
  title: message,
  status: z.enum(['planned', 'infeasible']),
  totalCostUsd: z.number().nullable(),
  chips: z.int().nullable(),
  peakPowerKw: z.number().nullable(),
  carbonTonnes: z.number().nullable(),
  systems: z.array(z.strictObject({ systemId: z.string(), units: z.int() })),
  reason: message.nullable(),
  /** How far it may be from the best of its kind; `null` without a plan, or where not every carrier was weighed. */
  gapShare: z.number().nullable().optional(),
});
export type Alternative = z.infer<typeof alternative>;

/** The plan of one assumed policy future. */
export const policyFuture = z.strictObject({
  branchId: z.string(),
  name: z.string(),
  probability: z.number(),
  status: z.enum(['planned', 'infeasible']),
  totalCostUsd: z.number().nullable(),
  /** Cost above the plan made without this branch's events. */
  extraCostUsd: z.number().nullable(),
  systems: z.array(z.strictObject({ systemId: z.string(), units: z.int() })),
});
export type PolicyFuture = z.infer<typeof policyFuture>;

/** One assumption the plan rests on, with where its value came from. */
export const usedAssumption = z.strictObject({
  name: z.string(),
  value: z.union([z.number(), z.string(), z.boolean()]),
  unit: z.string().nullable(),
  origin: z.enum(['default', 'scenario', 'catalog']),
  sourceId: z.string().nullable(),
  confidence,
});
export type UsedAssumption = z.infer<typeof usedAssumption>;

/** A figure nobody publishes, replaced by an interval from the chip's class because the scenario accepts it. */
export const estimatedFigure = z.strictObject({
  chipId: z.string(),
  field: z.string(),
  low: z.number(),
  mid: z.number(),
  high: z.number(),
  basis: message,
});
export type EstimatedFigure = z.infer<typeof estimatedFigure>;

const lengthChoice = z.enum(['together', 'own-replicas', 'shared-replicas']);
export type LengthChoice = z.infer<typeof lengthChoice>;

/**
 * How the requests of a service that states them by length are carried: all together; or split by length, each part
 * by replicas of its own layout, or by shares of replicas that parts have in common on one kind of system.
 */
export const lengthRouting = z.strictObject({
  serviceId: z.string(),
  choice: lengthChoice,
  /** Parts the service can be split into; `workloadId` names them in placements where it is. */
  parts: z.array(
    z.strictObject({
      workloadId: z.string(),
      share: z.number(),
      inputTokensMean: z.number(),
      outputTokensMean: z.number(),
    }),
  ),
  /**
   * What each choice would cost at best; `null` where nothing keeps all limits, where money is not what is minimised,
   * or where it is enough to know that it costs no less than `atLeastUsd`.
   */
  ways: z.array(
    z.strictObject({
      choice: lengthChoice,
      totalCostUsd: z.number().nullable(),
      atLeastUsd: z.number().optional(),
    }),
  ),
});
export type LengthRouting = z.infer<typeof lengthRouting>;

/** How far the limits go, where a scenario asks for the most demand or the tightest latency they carry. */
export const planFit = z.strictObject({
  goal: z.enum(['demand', 'latency']),
  /** Multiple of the stated demand, or of the stated latency targets, that this plan carries. */
  factor: z.number().positive(),
  /** Nearest multiple that was found not to fit; `null` where none in reach failed. */
  factorBeyond: z.number().positive().nullable(),
});
export type PlanFit = z.infer<typeof planFit>;

/** The answer to a scenario; a pure function of scenario, catalogue version, engine version and seed. */
export const plan = z.strictObject({
  headroomPlan: z.literal(PLAN_FORMAT),
  scenarioName: z.string(),
  /** Names behind the ids below. Absent in plans of before they were kept. */
  names: planNames.optional(),
  scenarioHash: z.string(),
  /** Of the own runs that corrected serving speeds; absent without any. */
  calibrationHash: z.string().optional(),
  engineVersion: z.string(),
  catalogVersion: z.string(),
  /** Last day the catalogue's evidence covers. */
  catalogAsOf: z.string(),
  seed: z.int(),
  currency: z.enum(['USD', 'CNY']),
  usdCny: z.number(),
  status: z.enum(['planned', 'infeasible']),
  solver: z.strictObject({
    status: z.enum(['optimal', 'within-gap', 'infeasible', 'none']),
    objectiveUsd: z.number().nullable(),
    boundUsd: z.number().nullable(),
    gapShare: z.number().nullable(),
    /** Kinds of systems the bound holds over: all that may be had and could carry any of the work. */
    systems: z.int().optional(),
  }),
  periods: z.array(z.string()),
  periodMonths: z.int(),
  summary: z.strictObject({
    totalCostUsd: z.number(),
    capexUsd: z.number(),
    /** What leases commit to after the horizon, beside the total; absent without leases. */
    committedBeyondHorizonUsd: z.number().nonnegative().optional(),
    /** In service in the period of the most chips, as `chips` are. */
    units: z.int(),
    chips: z.int(),
    peakPowerKw: z.number(),
    energyMwh: z.number(),
    /** Of the electricity. */
    carbonTonnes: z.number(),
    /** Of making what is owned, spread over its life. */
    embodiedCarbonTonnes: z.number().optional(),
    headline: message,
  }),
  fleet: z.array(fleetLine),
  placements: z.array(placement),
  /** Services that state their requests by length; absent without any. */
  lengthRouting: z.array(lengthRouting).optional(),
  /** Chips of each system nothing runs on, in the period in which it is used most. */
  strandedChips: z
    .array(
      z.strictObject({
        systemId: z.string(),
        period: z.string(),
        chipsPerUnit: z.int().positive(),
        chipsInService: z.int().nonnegative(),
        chipsStranded: z.int().nonnegative(),
      }),
    )
    .optional(),
  coverage: z.array(coverage),
  deployments: z.array(serviceDeployment),
  trainingRuns: z.array(trainingRun),
  boms: z.array(bom),
  costByPeriod: z.array(z.strictObject({ period: z.string(), items: costItems })),
  costTotal: costItems,
  unitCosts: z.array(unitCost),
  breakEvens: z.array(breakEven).optional(),
  alternatives: z.array(alternative),
  policyFutures: z.array(policyFuture),
  /** Orders common to all futures with recourse later; absent without branches or a plan. */
  futures: futures.optional(),
  risk: risk.optional(),
  runway: runway.optional(),
  fit: planFit.optional(),
  /** What holds the plan back; when infeasible, the limits that conflict. */
  bindingLimits: z.array(message),
  conflicts: z.array(message),
  /** Why the fleet is what it is: how each workload is sized and split, and what stands idle. */
  reasoning: z.array(message).optional(),
  excuses: z.array(excuse),
  warnings: z.array(message),
  assumptions: z.array(usedAssumption),
  estimates: z.array(estimatedFigure),
  sources: z.array(source),
});
export type Plan = z.infer<typeof plan>;
