import { z } from 'zod';

/** Absent and null are the same: not stated. */
const stated = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => value ?? null);

const count = stated(z.number().positive());

/** One measured or asked-for training run, as the measurement files and `predict training` state it. */
export const trainingRow = z.object({
  id: z.string(),
  method: stated(z.string()),
  chip: z.string(),
  chips: z.number().positive(),
  chipsPerNode: count,
  interconnect: stated(z.string()),
  model: z.object({
    name: z.string(),
    paramsTotal: count,
    layers: z.number().positive(),
    hidden: z.number().positive(),
    heads: count,
    kvHeads: count,
    ffn: count,
    vocab: count,
    moe: stated(
      z.object({
        experts: z.number().positive(),
        top_k: z.number().positive(),
        shared: stated(z.number().nonnegative()),
        expert_ffn: z.number().positive(),
        first_dense_layers: stated(z.number().nonnegative()),
        every_n_layers: count,
        attention: stated(z.string()),
      }),
    ),
  }),
  sequenceLength: z.number().positive(),
  precision: stated(z.string()),
  microBatch: count,
  globalBatchSequences: count,
  parallelism: stated(
    z.object({
      tp: count,
      pp: count,
      vpp: count,
      cp: count,
      ep: count,
      dp: count,
      zeroStage: stated(z.number().min(0).max(3)),
      fsdp: stated(z.union([z.string(), z.boolean(), z.number()])),
      sequenceParallel: stated(z.boolean()),
    }),
  ),
  recompute: stated(z.string()),
});
export type TrainingRow = z.infer<typeof trainingRow>;

/** A row with what was measured, for calibration and validation. */
export const measuredTrainingRow = trainingRow.extend({
  stratum: stated(z.string()),
  measured: z.object({
    tokensPerSecondPerChip: count,
    peakMemoryGb: count,
  }),
});
export type MeasuredTrainingRow = z.infer<typeof measuredTrainingRow>;

/** Names in which the list of layouts that ran out of memory differs from the other rows. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  params_total: 'paramsTotal',
  params_active: 'paramsActive',
  kv_heads: 'kvHeads',
  zero_stage: 'zeroStage',
  sequence_parallel: 'sequenceParallel',
};

/** A layout that was tried and did not fit; same fields as a row, some under other names. */
export const outOfMemoryRow = z.preprocess((raw) => {
  if (!isRecord(raw)) return raw;
  const { globalBatch } = raw;
  const model = renamed(raw['model']);
  return {
    ...raw,
    model,
    sequenceLength: raw['sequenceLength'] ?? (isRecord(model) ? model['seq_len'] : undefined),
    globalBatchSequences:
      raw['globalBatchSequences'] ?? (isRecord(globalBatch) ? globalBatch['sequences'] : null),
    parallelism: renamed(raw['parallelism']),
  };
}, trainingRow);

/** Whether a row reports a run that did not fit. */
export const isOutOfMemory = (raw: unknown): boolean =>
  isRecord(raw) && raw['outOfMemory'] === true;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const renamed = (value: unknown): unknown =>
  isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([key, v]) => [OTHER_NAMES[key] ?? key, v]))
    : value;
