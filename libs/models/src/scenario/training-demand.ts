import { z } from 'zod';
import { displayName } from '../api/display-name';
import { day, localId } from './quantity';
import { hardwareFilter } from './service-demand';

export const trainingMethod = z.enum([
  'pretrain',
  'continued-pretrain',
  'sft',
  'lora',
  'rl',
  'distillation',
]);
export type TrainingMethod = z.infer<typeof trainingMethod>;

export const trainingPrecision = z.enum(['bf16', 'fp16', 'fp8', 'fp4']);
export type TrainingPrecision = z.infer<typeof trainingPrecision>;

/** What keeps the states of the optimiser, and in which format. */
export const trainingOptimizer = z.enum(['adamw', 'adamw-bf16-states', 'adam-8bit', 'muon']);
export type TrainingOptimizer = z.infer<typeof trainingOptimizer>;

/** One training job: tokens to see, and the time or the chips it may take. */
export const trainingDemand = z.strictObject({
  id: localId,
  name: displayName(120).optional(),
  model: z.string().min(1),
  method: trainingMethod.optional(),
  tokens: z.number().positive().max(1e16),
  sequenceTokens: z.int().positive().max(10_000_000),
  globalBatchTokens: z.number().positive().max(1e10),
  precision: trainingPrecision.optional(),
  start: day,
  /** Wall-clock days allowed, failures included. */
  deadlineDays: z.number().positive().max(3650).optional(),
  /** A fixed fleet instead of a deadline: how long does it take on this many chips? */
  chips: z.int().positive().max(2_000_000).optional(),
  recompute: z.enum(['auto', 'none', 'selective', 'full']).optional(),
  /** Scale-out bandwidth per chip in Gb/s in place of the system's own; for what-if on the fabric. */
  scaleOutGbpsPerChip: z.number().positive().max(100_000).optional(),
  /** Ratio of downlinks to uplinks in the scale-out fabric; 1 is non-blocking. */
  oversubscription: z.number().min(1).max(64).optional(),
  /**
   * Whether it has units of its own around the clock (`own`, the default), runs only in the off-peak hours of the
   * services on units they do not need then (`off-peak`), or whichever is cheaper (`any`).
   */
  sharing: z.enum(['own', 'off-peak', 'any']).optional(),
  hardware: hardwareFilter.optional(),
  sites: z.array(localId).optional(),
});
export type TrainingDemand = z.infer<typeof trainingDemand>;
