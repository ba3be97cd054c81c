import { z } from 'zod';
import { COST_ITEM_NAMES } from './money';
import { message } from './message';
import { planNames } from './plan-names';

/** A JSON value of a scenario document, as told in a difference. */
const documentValue = z.json();

/** One place where two scenario documents differ; `null` stands for "not stated". */
export const documentChange = z.strictObject({
  /** JSON pointer; elements of lists that have an `id` are named by it. */
  pointer: z.string(),
  from: documentValue,
  to: documentValue,
});
export type DocumentChange = z.infer<typeof documentChange>;

/** Figures of a plan's summary that are set side by side. */
export const COMPARED_FIGURES = [
  'totalCostUsd',
  'capexUsd',
  'units',
  'chips',
  'peakPowerKw',
  'energyMwh',
  'carbonTonnes',
] as const;

const planHead = z.strictObject({
  scenarioName: z.string(),
  status: z.enum(['planned', 'infeasible']),
  engineVersion: z.string(),
  catalogVersion: z.string(),
  periods: z.array(z.string()),
  usdCny: z.number(),
  /** Absent where the plan has none. */
  names: planNames.optional(),
});

/** Units of one system at one site, got in one way, in both plans: most in service at once. */
export const fleetChange = z.strictObject({
  systemId: z.string(),
  systemName: z.string(),
  siteId: z.string(),
  acquisition: z.enum(['existing', 'buy', 'rent', 'lease']),
  fromUnits: z.int(),
  toUnits: z.int(),
  fromChips: z.int(),
  toChips: z.int(),
});
export type FleetChange = z.infer<typeof fleetChange>;

const carriedBy = z.strictObject({
  siteId: z.string(),
  systemId: z.string(),
  /** Layout in short, as `tp 8 x pp 1 x dp 2`. */
  layout: z.string(),
  peakChips: z.number(),
});

/** What carries one workload in both plans. */
export const placementChange = z.strictObject({
  workloadId: z.string(),
  from: z.array(carriedBy),
  to: z.array(carriedBy),
  fromUsdPerMillionOutputTokens: z.number().nullable(),
  toUsdPerMillionOutputTokens: z.number().nullable(),
  fromUsdPerRun: z.number().nullable(),
  toUsdPerRun: z.number().nullable(),
});
export type PlacementChange = z.infer<typeof placementChange>;

/**
 * What one group of changes of the scenario did to the total cost, put in after the ones before it. A group of
 * several parts is one that only has a plan when all of them are in.
 */
export const costCause = z.strictObject({
  /** Parts of the scenario, as `services/chat` or `limits`; `catalog` is newer evidence or a newer engine. */
  parts: z.array(z.string()).min(1),
  changeUsd: z.number(),
  totalAfterUsd: z.number(),
});
export type CostCause = z.infer<typeof costCause>;

/** Two plans side by side. Amounts are USD to the cent; each list of changes adds up to the change of the total. */
export const planComparison = z.strictObject({
  from: planHead,
  to: planHead,
  figures: z.array(
    z.strictObject({
      name: z.enum(COMPARED_FIGURES),
      from: z.number(),
      to: z.number(),
      change: z.number(),
    }),
  ),
  costItems: z.array(
    z.strictObject({
      item: z.enum(COST_ITEM_NAMES),
      fromUsd: z.number(),
      toUsd: z.number(),
      changeUsd: z.number(),
    }),
  ),
  fleet: z.array(fleetChange),
  placements: z.array(placementChange),
  assumptions: z.array(
    z.strictObject({
      name: z.string(),
      unit: z.string().nullable(),
      from: z.union([z.number(), z.string(), z.boolean()]).nullable(),
      to: z.union([z.number(), z.string(), z.boolean()]).nullable(),
    }),
  ),
  /** Limits that bind in one of the plans only. */
  limitsGone: z.array(message),
  limitsNew: z.array(message),
  warningsGone: z.array(message),
  warningsNew: z.array(message),
  /** Differences of the two documents; `null` where a document is not at hand. */
  scenario: z.array(documentChange).nullable(),
  /** Why the cost moved, part by part; `null` where it was not asked for, or one of the plans is infeasible. */
  causes: z.array(costCause).nullable(),
});
export type PlanComparison = z.infer<typeof planComparison>;
