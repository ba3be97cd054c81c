import { z } from 'zod';
import { message } from './message';
import { costItems } from './money';
import { fleetLine, planFit } from './plan';
import { planNames } from './plan-names';

/** What a plan comes to in a few figures, told without making all of it; they are the plan's own. */
export const planPreview = z.strictObject({
  status: z.enum(['planned', 'infeasible']),
  /** Over the horizon; all zero where nothing can be planned. */
  costTotal: costItems,
  capexUsd: z.number(),
  /** Most in service at once. */
  units: z.int().nonnegative(),
  chips: z.int().nonnegative(),
  peakPowerKw: z.number().nonnegative(),
  /** How far the cost may be from the best; `null` where nothing can be planned. */
  gapShare: z.number().nullable(),
  /** What the limits carry, where the scenario asks for that. */
  fit: planFit.optional(),
  /** Earliest month by which anything has to be ordered; `null` where nothing has to be. */
  firstOrderBy: z.string().nullable(),
  /** By system, site and way of getting it: most in service at once, and what is left when the horizon ends. */
  fleet: z.array(
    fleetLine.pick({ systemId: true, systemName: true, siteId: true, acquisition: true }).extend({
      units: z.int().nonnegative(),
      chips: z.int().nonnegative(),
      unitsAtEnd: z.int().nonnegative(),
      chipsAtEnd: z.int().nonnegative(),
    }),
  ),
  /** Why nothing can be planned; empty for a plan. */
  conflicts: z.array(message),
  usdCny: z.number(),
  names: planNames,
});
export type PlanPreview = z.infer<typeof planPreview>;
