import { z } from 'zod';
import { bomCategory } from '../catalog/bom-template';
import { confidence } from '../catalog/figure';
import { message } from './message';

/** Cost items of one period or of the whole horizon, in USD to the cent; they sum to `totalUsd`. */
export const costItems = z.strictObject({
  amortisationUsd: z.number(),
  financeUsd: z.number(),
  /** Tariffs of acts in force when it was ordered, carried like the price; absent where there are none. */
  tariffUsd: z.number().optional(),
  networkUsd: z.number(),
  storageUsd: z.number(),
  sparesUsd: z.number(),
  energyUsd: z.number(),
  spaceUsd: z.number(),
  staffUsd: z.number(),
  maintenanceUsd: z.number(),
  softwareUsd: z.number(),
  rentUsd: z.number(),
  totalUsd: z.number(),
});
export type CostItems = z.infer<typeof costItems>;
export const COST_ITEM_NAMES = [
  'amortisationUsd',
  'financeUsd',
  'tariffUsd',
  'networkUsd',
  'storageUsd',
  'sparesUsd',
  'energyUsd',
  'spaceUsd',
  'staffUsd',
  'maintenanceUsd',
  'softwareUsd',
  'rentUsd',
] as const satisfies readonly (keyof CostItems)[];

/** One line of a bill of materials, for all units of the system in the plan. */
export const bomLine = z.strictObject({
  component: z.string(),
  category: bomCategory,
  usd: z.number(),
  share: z.number(),
  sourceId: z.string(),
  date: z.string().nullable(),
  confidence,
});
export type BomLine = z.infer<typeof bomLine>;

/** The bill of materials of one acquired system kind, in two views side by side. */
export const bom = z.strictObject({
  systemId: z.string(),
  units: z.int().positive(),
  /** The price used, split by the processor share of BOM. */
  ratioView: z.strictObject({
    processorShare: z.number(),
    processorUsd: z.number(),
    totalUsd: z.number(),
    lines: z.array(bomLine),
  }),
  /** Lines of the platform's published breakdown, scaled to the price used; `null` without a template. */
  itemisedView: z
    .strictObject({
      templateId: z.string(),
      totalUsd: z.number(),
      impliedProcessorShare: z.number().nullable(),
      /** What one unit costs by the published breakdown itself; its lines are scaled from this to the price used. */
      publishedUsdPerUnit: z.number().nullable().optional(),
      lines: z.array(bomLine),
    })
    .nullable(),
  /** Ratio view less itemised view; 0 since both split the price used, other in plans made before. */
  differenceUsd: z.number().nullable(),
  /** What the chips cost at their own price, and the processor share that implies; absent where it is unknown. */
  chips: z
    .strictObject({ usd: z.number(), impliedShare: z.number(), explanation: message })
    .optional(),
  /** What acts in force put on the price of what is ordered, beside both views; absent where there is none. */
  tariffs: z
    .array(
      z.strictObject({
        eventId: z.string(),
        sourceId: z.string(),
        share: z.number(),
        usd: z.number(),
      }),
    )
    .optional(),
  explanation: message,
});
export type Bom = z.infer<typeof bom>;

const workCost = z.strictObject({
  workloadId: z.string(),
  totalUsd: z.number(),
  usdPerMillionOutputTokens: z.number().nullable(),
  /** Of input that no cache holds. */
  usdPerMillionInputTokens: z.number().nullable(),
  /** Of input served from the prefix cache; `null` without hits, absent in plans made before it was told. */
  usdPerMillionCachedTokens: z.number().nullable().optional(),
  usdPerRun: z.number().nullable(),
  kwhPerMillionOutputTokens: z.number().nullable(),
});

/** What a unit of work costs; a service split by length costs what its parts do together. */
export const unitCost = workCost.extend({ parts: z.array(workCost).optional() });
export type UnitCost = z.infer<typeof unitCost>;

/** Buying against renting one system at one site. */
export const breakEven = z.strictObject({
  systemId: z.string(),
  siteId: z.string(),
  /** Everything an owned chip costs, over all hours of its life. */
  ownedUsdPerChipHour: z.number(),
  offers: z.array(
    z.strictObject({
      kind: z.enum(['on-demand', 'reserve-1y', 'reserve-3y']),
      offerId: z.string(),
      provider: z.string(),
      usdPerChipHour: z.number(),
      /** False: the price of another region stands in. */
      atSite: z.boolean(),
      /** Share of hours in use from which owning is cheaper; above 1 renting always is. */
      breakEvenShare: z.number(),
    }),
  ),
});
export type BreakEven = z.infer<typeof breakEven>;
