import type { Llm, TrainingMethod, TrainingPrecision } from '@headroom/models';

/** What one training job asks of a machine. */
export interface TrainingWorkload {
  readonly id: string;
  readonly llm: Llm;
  readonly method: TrainingMethod;
  readonly tokens: number;
  readonly sequenceTokens: number;
  readonly globalBatchTokens: number;
  readonly precision: TrainingPrecision;
  readonly recompute: 'auto' | 'none' | 'selective' | 'full';
  readonly startDay: string;
  /** What-if on the fabric; `null`: as the machine has it. */
  readonly scaleOutGbpsPerChip: number | null;
  readonly oversubscription: number | null;
  readonly reliability: TrainingReliability;
}

/** How often a run stops and what a stop costs. */
export interface TrainingReliability {
  /** Mean hours between unexpected interruptions of one chip. */
  readonly chipMtbfHours: number;
  readonly restartMinutes: number;
  readonly checkpointWriteGBps: number;
  /** Share of data-parallel traffic hidden behind compute. */
  readonly dataParallelOverlapShare: number;
}
