import { z } from 'zod';
import { confidence } from './figure';

export const bomCategory = z.enum([
  'accelerator',
  'processor',
  'hbm',
  'cpu',
  'memory',
  'storage',
  'nic',
  'switch',
  'optics',
  'cable',
  'pcb',
  'power',
  'cooling',
  'chassis',
  'assembly',
  'software',
  'facility',
  'margin',
  'other',
]);
export type BomCategory = z.infer<typeof bomCategory>;

/** A published breakdown of a platform's cost; lines give a share of the total, an amount, or both. */
export const bomTemplate = z.strictObject({
  id: z.string(),
  name: z.string(),
  platform: z.string(),
  totalUsd: z.number().positive().nullable(),
  lines: z.array(
    z.strictObject({
      component: z.string(),
      category: bomCategory,
      share: z.number().min(0).max(1).nullable(),
      usd: z.number().nonnegative().nullable(),
      quantity: z.number().positive().nullable(),
      confidence,
    }),
  ),
  processorShare: z.number().min(0).max(1).nullable(),
  processorShareScope: z.string().nullable(),
  date: z.string().nullable(),
  sourceId: z.string(),
  confidence,
});
export type BomTemplate = z.infer<typeof bomTemplate>;
