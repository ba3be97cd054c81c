import { z } from 'zod';
import { confidence } from './figure';

/** A way to get chips: `buy` is a capital price per system, the others an hourly price per chip. */
export const offer = z.strictObject({
  id: z.string(),
  kind: z.enum(['buy', 'reserve-1y', 'reserve-3y', 'on-demand', 'spot']),
  provider: z.string(),
  systemId: z.string().nullable(),
  chipId: z.string(),
  instance: z.string().nullable(),
  chipsPerUnit: z.int().positive(),
  region: z.string().nullable(),
  currency: z.enum(['USD', 'CNY']),
  pricePerSystem: z.number().positive().nullable(),
  pricePerChipHour: z.number().positive().nullable(),
  snapshotDate: z.string().nullable(),
  sourceId: z.string(),
  confidence,
});
export type Offer = z.infer<typeof offer>;
