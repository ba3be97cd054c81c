import { z } from 'zod';
import { confidence } from './figure';

/** One sourced number that a plan falls back on, or that its own numbers are checked against. */
export const plannerDefault = z.strictObject({
  /** Group and name, e.g. `power.serverOverheadFactor`. */
  id: z.string(),
  value: z.number(),
  low: z.number().optional(),
  high: z.number().optional(),
  unit: z.string().nullable(),
  sourceId: z.string(),
  date: z.string().nullable(),
  confidence,
});
export type PlannerDefault = z.infer<typeof plannerDefault>;

/** One number of a published failure or lead-time report; `metric` says what was counted. */
export const reliabilityFact = z.strictObject({
  ...plannerDefault.shape,
  metric: z.string(),
});
export type ReliabilityFact = z.infer<typeof reliabilityFact>;

/** What analysts reckon an hour of a chip costs all in, to check our own reckoning against. */
export const gpuHourCost = z.strictObject({
  chipId: z.string(),
  allInKwPerChip: z.number().positive(),
  hyperscalerUsdPerChipHour: z.number().positive(),
  neocloudUsdPerChipHour: z.number().positive(),
  rental3yUsdPerChipHour: z.number().positive(),
  sourceId: z.string(),
  date: z.string().nullable(),
  confidence,
});
export type GpuHourCost = z.infer<typeof gpuHourCost>;
