import { z } from 'zod';

/** A sentence the product says: a stable code, the values in it, and its English text. */
export const message = z.strictObject({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  text: z.string(),
});
export type Message = z.infer<typeof message>;

/** Why something was not chosen or not possible: data, with the limit it hit and by how much. */
export const excuse = z.strictObject({
  code: z.string(),
  message,
  chipId: z.string().nullable(),
  systemId: z.string().nullable(),
  workloadId: z.string().nullable(),
  /** The limit, what was found, and the nearest value that would do, in `unit`. */
  limit: z.number().nullable(),
  actual: z.number().nullable(),
  nearestFeasible: z.number().nullable(),
  unit: z.string().nullable(),
  /** What a unit costs beyond what its work is worth, over the time it would best be held; 0: it nearly entered. */
  reducedCostUsdPerUnit: z.number().optional(),
  /** By how much its price, or its rent, would have to fall before it entered; above 1 no price would do. */
  priceCutShareToEnter: z.number().optional(),
  /** The same in USD a unit, or an hour of a chip where it would be rented. */
  priceCutUsdToEnter: z.number().optional(),
  /** By how much more work it would have to do at its price. */
  speedGainShareToEnter: z.number().optional(),
  /** What would have to change for it to enter, in a sentence. */
  toEnter: message.optional(),
});
export type Excuse = z.infer<typeof excuse>;

/** A predicted value with its 80 % interval. */
export const prediction = z.strictObject({
  low: z.number(),
  mid: z.number(),
  high: z.number(),
});
export type Prediction = z.infer<typeof prediction>;
