import { z } from 'zod';
import { message } from '../plan/message';

/** Below the largest body of a request; about 4,000 runs. */
export const MOST_CALIBRATION_CHARACTERS = 1_800_000;

/** What a factor holds for; `null` stands for all precisions and kernel families of the chip and engine. */
export const calibrationKey = z.strictObject({
  chipId: z.string(),
  engine: z.enum(['vllm', 'sglang', 'tensorrt-llm', 'vendor']),
  /** Formats of attention and experts, such as fp8/fp8. */
  precision: z.string().nullable(),
  /** Attention and feed-forward kernels, such as latent-experts. */
  family: z.string().nullable(),
});
export type CalibrationKey = z.infer<typeof calibrationKey>;

/** Factor on a predicted time with its 80 % interval. */
export const timeFactor = z
  .strictObject({
    mid: z.number().positive(),
    low: z.number().positive(),
    high: z.number().positive(),
  })
  .refine(({ low, mid, high }) => low <= mid && mid <= high, 'expected low <= mid <= high');
export type TimeFactor = z.infer<typeof timeFactor>;

export const calibrationFactor = z.strictObject({
  key: calibrationKey,
  runs: z.int().positive(),
  ttft: timeFactor,
  tpot: timeFactor,
});
export type CalibrationFactor = z.infer<typeof calibrationFactor>;

/** Mean and median absolute relative error over the runs that state a figure; shares. */
export const calibrationError = z.strictObject({
  metric: z.enum(['ttftMs', 'tpotMs', 'outputTokensPerSecondPerChip']),
  runs: z.int().positive(),
  beforeMean: z.number(),
  beforeMedian: z.number(),
  /** Each run predicted with factors from all the others. */
  afterMean: z.number(),
  afterMedian: z.number(),
});
export type CalibrationError = z.infer<typeof calibrationError>;

/** A line that was left out, and why. */
export const skippedRun = z.strictObject({
  line: z.int().positive(),
  id: z.string().nullable(),
  reason: message,
});
export type SkippedRun = z.infer<typeof skippedRun>;

/** Own runs as factors on predicted serving times: the document `headroom calibrate-serving` writes. */
export const servingCalibration = z.strictObject({
  headroomServingCalibration: z.literal(1),
  engineVersion: z.string(),
  runs: z.int().positive(),
  /** Runs the model weighs as much as, at each level; factors of fewer runs stay nearer to 1. */
  priorRuns: z.number().positive(),
  factors: z.array(calibrationFactor).min(1).max(2000),
  errors: z.array(calibrationError),
  skipped: z.array(skippedRun),
});
export type ServingCalibration = z.infer<typeof servingCalibration>;

/** Runs as JSON lines, to be kept under a name. */
export const newServingCalibration = z.strictObject({
  name: z.string().trim().min(1).max(120),
  /** One measured run a line. */
  runs: z.string().min(1).max(MOST_CALIBRATION_CHARACTERS),
  /** Whether plans of the workspace use it from now on. */
  activate: z.boolean().optional(),
});
export type NewServingCalibration = z.infer<typeof newServingCalibration>;

/** A kept calibration as a list shows it. */
export const servingCalibrationSummary = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  /** Whether plans of the workspace use it; at most one is. */
  active: z.boolean(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  runs: z.int().positive(),
  errors: z.array(calibrationError),
});
export type ServingCalibrationSummary = z.infer<typeof servingCalibrationSummary>;

export const servingCalibrationList = z.strictObject({ items: z.array(servingCalibrationSummary) });
export type ServingCalibrationList = z.infer<typeof servingCalibrationList>;

export const servingCalibrationResponse = servingCalibrationSummary.extend({
  document: servingCalibration,
});
export type ServingCalibrationResponse = z.infer<typeof servingCalibrationResponse>;

export const servingCalibrationChange = z.strictObject({ active: z.boolean() });
export type ServingCalibrationChange = z.infer<typeof servingCalibrationChange>;
