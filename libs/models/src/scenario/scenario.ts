import { z } from 'zod';
import { assumptions, chipOverride, priceOverride } from './assumptions';
import { buyer, existingSystems, limits, policyView, site } from './limits';
import { displayName } from '../api/display-name';
import { month, type Certain } from './quantity';
import { hardwareFilter, serviceDemand } from './service-demand';
import { trainingDemand } from './training-demand';

export const SCENARIO_FORMAT = 1;

/** Months planned for, from `start`. */
export const horizon = z.strictObject({
  start: month,
  months: z.int().min(1).max(60),
  /** Months one planning period covers. */
  periodMonths: z.union([z.literal(1), z.literal(3), z.literal(12)]).optional(),
});
export type Horizon = z.infer<typeof horizon>;

/** How the plan is tried against what is uncertain. */
export const riskOptions = z.strictObject({
  /** Worlds sampled; more is slower and steadier. 0 leaves the study out. */
  samples: z.int().min(0).max(8192).optional(),
  /** Price of demand that nothing carries, in multiples of the cheapest cost of carrying it. */
  shortfallCostMultiple: z.number().min(1).max(100).optional(),
  /**
   * Which plan is followed: the `cheapest` for the middle of every input (default), or of all plans tried in the
   * sampled worlds the one with the `least-regret` on average.
   */
  choose: z.enum(['cheapest', 'least-regret']).optional(),
});

/** The one document Headroom plans from: demand, limits, assumptions and policy view. */
export const scenario = z
  .strictObject({
    headroom: z.literal(SCENARIO_FORMAT),
    name: displayName(120),
    description: z.string().max(2000).optional(),
    currency: z.enum(['USD', 'CNY']).optional(),
    horizon,
    buyer,
    sites: z.array(site).min(1).max(40),
    services: z.array(serviceDemand).max(200).optional(),
    training: z.array(trainingDemand).max(50).optional(),
    fleet: z.array(existingSystems).max(200).optional(),
    /** Hardware the plan may acquire; absent: everything in the catalogue that is sold. */
    candidates: hardwareFilter.optional(),
    /**
     * `buy` counts purchase; `rent` the cheapest hourly offer, and offers that commit to one or three years for less;
     * `any` whichever mix of them is cheapest.
     */
    acquisition: z.enum(['buy', 'rent', 'any']).optional(),
    /** Whether offers that commit to a term may be taken where renting may; absent: they may. */
    leases: z.boolean().optional(),
    limits: limits.optional(),
    policy: policyView.optional(),
    assumptions: assumptions.optional(),
    prices: z.array(priceOverride).max(200).optional(),
    chipFigures: z.array(chipOverride).max(100).optional(),
    /**
     * What to minimise; or, with the limits given, how much demand they carry (`demand`) or how tight the latency
     * targets can be (`latency`).
     */
    objective: z.enum(['cost', 'power', 'carbon', 'demand', 'latency']).optional(),
    risk: riskOptions.optional(),
    seed: z.int().min(0).max(4_294_967_295).optional(),
  })
  .refine(
    (s) => (s.services?.length ?? 0) + (s.training?.length ?? 0) > 0,
    'expected at least one service or training job',
  );
/** A scenario as written: numbers may be uncertain. */
export type ScenarioDocument = z.infer<typeof scenario>;
/** A scenario with one number for each uncertain one: what a plan is optimised for. */
export type Scenario = Certain<ScenarioDocument>;
