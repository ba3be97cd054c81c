import type {
  Llm,
  TrainingLayout,
  TrainingMethod,
  TrainingOptimizer,
  TrainingPrecision,
} from '@headroom/models';

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
  /** AdamW with FP32 states unless stated. */
  readonly optimizer?: TrainingOptimizer;
  /** Whether optimiser states go to the host's memory, as far as it holds them. */
  readonly offloadOptimizer?: boolean;
  /** Pipeline schedules the software has; 1F1B and interleaved unless stated. */
  readonly schedules?: readonly TrainingLayout['schedule'][];
  /** Whether sharded state may be shared by fewer ranks than all (HSDP). */
  readonly hybridSharding?: boolean;
  /** ZeRO stages the software has; all unless stated. */
  readonly zeroStages?: readonly (0 | 1 | 2 | 3)[];
  /** Whether it shards gradients or weights where there are pipeline stages; true unless stated. */
  readonly shardedPipelines?: boolean;
  /** Teacher of a distillation; one of the student's own size unless stated. */
  readonly teacher?: Llm;
  /** Whether tokens of reinforcement learning are generated on a fleet of their own. */
  readonly rolloutElsewhere?: boolean;
}

/** How often a run stops and what a stop costs. */
export interface TrainingReliability {
  /** Mean hours between unexpected interruptions of one chip. */
  readonly chipMtbfHours: number;
  readonly restartMinutes: number;
  readonly checkpointWriteGBps: number;
  /** In place of the rate of the whole store where that is sized with the run. */
  readonly checkpointWriteGBpsPerChip?: number;
  /** Share of data-parallel traffic hidden behind compute. */
  readonly dataParallelOverlapShare: number;
  /** Hours until a broken system is back; with it, hot spares are counted. */
  readonly repairHours?: number;
  /** Days a run takes to reach its full speed, at half of it on average. */
  readonly rampDays?: number;
}
