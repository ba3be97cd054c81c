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
});
export type Excuse = z.infer<typeof excuse>;

/** A predicted value with its 80 % interval. */
export const prediction = z.strictObject({
  low: z.number(),
  mid: z.number(),
  high: z.number(),
});
export type Prediction = z.infer<typeof prediction>;
