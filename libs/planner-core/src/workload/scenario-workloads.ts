import type {
  AssumptionOverrides,
  HardwareFilter,
  Llm,
  ServiceDemand,
  TrainingDemand,
} from '@headroom/models';
import { lengthsOfService } from './length-parts';
import type { ServiceLevel, ServiceWorkload } from './service-workload';
import type { TrainingReliability, TrainingWorkload } from './training-workload';

/** Share of requests that keep the SLO unless the scenario says otherwise. */
export const SLO_PERCENTILE = 0.9;
/** Load a replica may carry relative to its sustained capacity, so that bursts find room. */
export const TARGET_UTILISATION = 0.8;

const serviceLevelOf = (demand: ServiceDemand): ServiceLevel => ({
  ttftMs: demand.slo?.ttftMs ?? null,
  tpotMs: demand.slo?.tpotMs ?? null,
  endToEndMs: demand.slo?.endToEndMs ?? null,
  percentile: demand.slo?.percentile ?? SLO_PERCENTILE,
});

/** No figure is published that holds for all; planned work is taken to be done on units that are spare. */
export const PLANNED_DOWNTIME_SHARE = 0;

/** Share of the time in which units are not down for planned work. */
export const upShareOf = (assumptions: AssumptionOverrides): number =>
  1 - (assumptions.plannedDowntimeShare ?? PLANNED_DOWNTIME_SHARE);

/** What a service of the scenario asks of a machine, defaults filled in. */
export function serviceWorkloadOf(
  demand: ServiceDemand,
  llm: Llm,
  assumptions: AssumptionOverrides,
): ServiceWorkload {
  return {
    id: demand.id,
    llm,
    ...lengthsOfService(demand),
    slo: serviceLevelOf(demand),
    engine: demand.engine ?? 'auto',
    mode: demand.mode ?? 'auto',
    weightPrecisions: demand.weightPrecisions ?? null,
    kvPrecision: demand.kvPrecision ?? null,
    burstiness: demand.load.burstiness ?? 1,
    targetUtilisation: assumptions.targetUtilisation ?? TARGET_UTILISATION,
  };
}

/**
 * Hours between unexpected interruptions per chip: 16,384 H100 x 54 days / 419 interruptions
 * (Llama 3, arXiv:2407.21783).
 */
export const CHIP_MTBF_HOURS = 50_677;
/** Detection, rescheduling, loading and warming up after a stop. */
export const RESTART_MINUTES = 15;
/** Aggregate rate of the checkpoint store: the lower end of 250-400 GB/s advised for 1,024 GPUs. */
export const CHECKPOINT_WRITE_GBPS = 250;
/** Share of data-parallel traffic hidden behind the backward pass. */
export const DATA_PARALLEL_OVERLAP = 0.8;

/** What a training job fails by, with the defaults where the scenario is silent. */
export const reliabilityOf = (assumptions: AssumptionOverrides): TrainingReliability => ({
  chipMtbfHours: assumptions.chipMtbfHours ?? CHIP_MTBF_HOURS,
  restartMinutes: assumptions.restartMinutes ?? RESTART_MINUTES,
  checkpointWriteGBps: assumptions.checkpointWriteGBps ?? CHECKPOINT_WRITE_GBPS,
  dataParallelOverlapShare: assumptions.computeOverlapOfDataParallel ?? DATA_PARALLEL_OVERLAP,
});

/** What a training job of the scenario asks of a machine, defaults filled in. */
export function trainingWorkloadOf(
  demand: TrainingDemand,
  llm: Llm,
  assumptions: AssumptionOverrides,
): TrainingWorkload {
  return {
    id: demand.id,
    llm,
    method: demand.method ?? 'pretrain',
    tokens: demand.tokens,
    sequenceTokens: demand.sequenceTokens,
    globalBatchTokens: demand.globalBatchTokens,
    precision: demand.precision ?? 'bf16',
    recompute: demand.recompute ?? 'auto',
    startDay: demand.start,
    scaleOutGbpsPerChip: demand.scaleOutGbpsPerChip ?? null,
    oversubscription: demand.oversubscription ?? null,
    reliability: reliabilityOf(assumptions),
  };
}

/** One chip in one system, as hardware filters see it. */
export interface HardwareName {
  readonly systemId: string;
  readonly chipId: string;
  readonly vendor: string;
}

/** Whether a filter lets hardware through; names are compared by id, vendors without regard to case. */
export function filterAllows(filter: HardwareFilter | undefined, hardware: HardwareName): boolean {
  if (filter === undefined) return true;
  const vendor = hardware.vendor.toLowerCase();
  const named = (list: readonly string[] | undefined, name: string) =>
    list !== undefined && list.some((x) => x.toLowerCase() === name.toLowerCase());
  if (named(filter.excludeChips, hardware.chipId) || named(filter.excludeVendors, vendor)) {
    return false;
  }
  const lists = [
    { list: filter.chips, name: hardware.chipId },
    { list: filter.systems, name: hardware.systemId },
    { list: filter.vendors, name: vendor },
  ].filter((x) => x.list !== undefined && x.list.length > 0);
  return lists.every(({ list, name }) => named(list, name));
}
