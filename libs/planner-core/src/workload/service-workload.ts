import type {
  KvPrecision,
  LayoutAsk,
  Llm,
  ServingCalibration,
  SpeculationAsk,
  WeightPrecision,
} from '@headroom/models';

/** Token counts of a request: mean and 90th percentile. */
export interface LengthDistribution {
  readonly mean: number;
  readonly p90: number;
}

/** Latency limits in ms; `null` where none is asked for. */
export interface ServiceLevel {
  readonly ttftMs: number | null;
  readonly tpotMs: number | null;
  readonly endToEndMs: number | null;
  /** Share of requests that must keep them. */
  readonly percentile: number;
}

/** What one inference service asks of a machine, independent of how much of it is asked. */
export interface ServiceWorkload {
  readonly id: string;
  readonly llm: Llm;
  readonly inputTokens: LengthDistribution;
  readonly outputTokens: LengthDistribution;
  readonly prefixCacheHitShare: number;
  readonly slo: ServiceLevel;
  readonly engine: 'auto' | 'vllm' | 'sglang' | 'tensorrt-llm' | 'vendor';
  readonly mode: 'auto' | 'aggregated' | 'disaggregated';
  /** Formats the user allows; `null`: whatever keeps the model's quality on the chip. */
  readonly weightPrecisions: readonly WeightPrecision[] | null;
  readonly kvPrecision: KvPrecision | null;
  /** Own measurements that correct the speed. */
  readonly calibration?: ServingCalibration;
  /** Index of dispersion of arrivals at a replica; absent: 1, Poisson. */
  readonly burstiness?: number;
  /** Load a replica may carry relative to its sustained capacity. */
  readonly targetUtilisation: number;
  /** Speculative decoding; absent: none. */
  readonly speculation?: SpeculationAsk;
  /** Sizes the layout has to have; absent: any. */
  readonly layout?: LayoutAsk;
}
