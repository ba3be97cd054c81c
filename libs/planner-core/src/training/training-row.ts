import { z } from 'zod';

const count = z.number().positive().nullish();

/** One measured or asked-for training run, as the measurement files and `predict training` state it. */
export const trainingRow = z.object({
  id: z.string(),
  method: z.string().nullish(),
  chip: z.string(),
  chips: z.number().positive(),
  chipsPerNode: count,
  interconnect: z.string().nullish(),
  model: z.object({
    name: z.string(),
    paramsTotal: count,
    layers: z.number().positive(),
    hidden: z.number().positive(),
    heads: count,
    kvHeads: count,
    ffn: count,
    vocab: count,
    moe: z
      .object({
        experts: z.number().positive(),
        top_k: z.number().positive(),
        shared: z.number().nonnegative().nullish(),
        expert_ffn: z.number().positive(),
        first_dense_layers: z.number().nonnegative().nullish(),
        every_n_layers: count,
        attention: z.string().nullish(),
      })
      .nullish(),
  }),
  sequenceLength: z.number().positive(),
  precision: z.string().nullish(),
  microBatch: count,
  globalBatchSequences: count,
  parallelism: z
    .object({
      tp: count,
      pp: count,
      vpp: count,
      cp: count,
      ep: count,
      dp: count,
      zeroStage: z.number().min(0).max(3).nullish(),
      fsdp: z.union([z.string(), z.boolean(), z.number()]).nullish(),
      sequenceParallel: z.boolean().nullish(),
    })
    .nullish(),
  recompute: z.string().nullish(),
});
export type TrainingRow = z.infer<typeof trainingRow>;

/** A row with what was measured, for calibration and validation. */
export const measuredTrainingRow = trainingRow.extend({
  stratum: z.string().nullish(),
  measured: z.object({
    tokensPerSecondPerChip: z.number().positive().nullish(),
    peakMemoryGb: z.number().positive().nullish(),
  }),
});
export type MeasuredTrainingRow = z.infer<typeof measuredTrainingRow>;
