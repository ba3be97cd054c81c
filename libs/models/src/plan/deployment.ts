import { z } from 'zod';
import { kvPrecision, weightPrecision } from '../catalog/precision';
import { message, prediction } from './message';

export const bound = z.enum(['compute', 'memory', 'network', 'overhead']);
export type Bound = z.infer<typeof bound>;

/** Chips of one replica = tp x pp x dp; ep spans tp x dp and cp splits long prompts. */
export const parallelism = z.strictObject({
  tp: z.int().positive(),
  pp: z.int().positive(),
  dp: z.int().positive(),
  ep: z.int().positive(),
  cp: z.int().positive(),
});
export type Parallelism = z.infer<typeof parallelism>;

/** One term of a step's time and what holds it back. */
export const stepTerm = z.strictObject({
  operation: z.string(),
  ms: z.number(),
  bound,
});
export type StepTerm = z.infer<typeof stepTerm>;

/** Memory of one chip, by use. */
export const memoryUse = z.strictObject({
  weightsGb: z.number(),
  kvCacheGb: z.number(),
  activationsGb: z.number(),
  gradientsGb: z.number(),
  optimizerGb: z.number(),
  reserveGb: z.number(),
  capacityGb: z.number(),
});
export type MemoryUse = z.infer<typeof memoryUse>;

/** Instances that only process prompts. */
export const prefillPool = z.strictObject({
  systemId: z.string(),
  chipId: z.string(),
  instances: z.int().positive(),
  weightPrecision,
  parallelism,
});
export type PrefillPool = z.infer<typeof prefillPool>;

/** Drafted tokens a step verifies, the share accepted, and the tokens a step yields with it. */
export const speculation = z.strictObject({
  draftTokens: z.int().positive(),
  acceptanceShare: z.number().min(0).max(1),
  tokensPerStep: z.number().min(1),
});
export type Speculation = z.infer<typeof speculation>;

/** Percentiles in ms; `null` where the queueing model does not vouch for one. */
export const percentilesMs = z.strictObject({
  p50: z.number().nullable(),
  p90: z.number().nullable(),
  p99: z.number().nullable(),
});
export type PercentilesMs = z.infer<typeof percentilesMs>;

/** What users of a replica see at the rate the plan gives it, requests coming by chance. */
export const latencyPercentiles = z.strictObject({
  requestsPerSecondPerReplica: z.number(),
  /** Index of dispersion of arrivals; 1 is Poisson. */
  burstiness: z.number(),
  ttftMs: percentilesMs,
  tpotMs: percentilesMs,
  endToEndMs: percentilesMs,
  /** Why percentiles are left out. */
  missing: message.nullable(),
});
export type LatencyPercentiles = z.infer<typeof latencyPercentiles>;

/** How one service runs on one system, and what a replica of it delivers while keeping the SLO. */
export const serviceDeployment = z.strictObject({
  id: z.string(),
  workloadId: z.string(),
  systemId: z.string(),
  chipId: z.string(),
  engine: z.enum(['vllm', 'sglang', 'tensorrt-llm', 'vendor']),
  mode: z.enum(['aggregated', 'disaggregated']),
  weightPrecision,
  kvPrecision,
  parallelism,
  /** Set when `mode` is disaggregated: chips of one replica that prefill and that decode. */
  prefillChips: z.int().nonnegative(),
  decodeChips: z.int().positive(),
  chipsPerReplica: z.int().positive(),
  /** Set when `mode` is disaggregated: the instances that prefill, and the system they are of. */
  prefillPool: prefillPool.optional(),
  /** Set with speculative decoding. */
  speculation: speculation.optional(),
  concurrencyPerReplica: z.number(),
  requestsPerSecondPerReplica: z.number(),
  outputTokensPerSecondPerChip: prediction,
  ttftMs: prediction,
  tpotMs: prediction,
  latency: latencyPercentiles.optional(),
  memory: memoryUse,
  kvTokensCapacity: z.number(),
  bottleneck: bound,
  prefillTerms: z.array(stepTerm),
  decodeTerms: z.array(stepTerm),
  estimatedFigures: z.array(z.string()),
});
export type ServiceDeployment = z.infer<typeof serviceDeployment>;

/** How the ranks of a training job are laid out. dp x tp x pp x cp = chips; ep lies inside dp. */
export const trainingLayout = z.strictObject({
  tp: z.int().positive(),
  pp: z.int().positive(),
  vpp: z.int().positive(),
  dp: z.int().positive(),
  ep: z.int().positive(),
  cp: z.int().positive(),
  zeroStage: z.int().min(0).max(3),
  microBatchSequences: z.int().positive(),
  recompute: z.enum(['none', 'selective', 'full']),
  schedule: z.enum(['1f1b', 'interleaved', 'zero-bubble', 'dualpipe']),
  /** Ranks that share one copy of ZeRO-sharded state where they are fewer than all (HSDP). */
  shardGroup: z.int().positive().optional(),
  sequenceParallel: z.boolean(),
});
export type TrainingLayout = z.infer<typeof trainingLayout>;

/** One training job on one system kind: layout, speed, and the run with its failures. */
export const trainingRun = z.strictObject({
  id: z.string(),
  workloadId: z.string(),
  systemId: z.string(),
  chipId: z.string(),
  systems: z.int().positive(),
  chips: z.int().positive(),
  layout: trainingLayout,
  precision: z.string(),
  stepTimeSeconds: z.number(),
  tokensPerSecondPerChip: prediction,
  mfuShare: z.number(),
  hfuShare: z.number(),
  memory: memoryUse,
  bubbleShare: z.number(),
  exposedCommunicationShare: z.number(),
  stepTerms: z.array(stepTerm),
  goodputShare: z.number(),
  expectedInterruptions: z.number(),
  checkpointIntervalMinutes: z.number(),
  wallClockDays: prediction,
  startDay: z.string(),
  endDay: z.string(),
  /** Set where the run has units in the quiet hours of services only: hours of each day; `wallClockDays` counts all. */
  offPeakHoursPerDay: z.number().positive().optional(),
  energyMwh: z.number(),
  estimatedFigures: z.array(z.string()),
});
export type TrainingRun = z.infer<typeof trainingRun>;
