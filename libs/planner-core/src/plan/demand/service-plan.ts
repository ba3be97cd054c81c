import type { ServiceDemand, UsedAssumption } from '@headroom/models';
import { PLANNER_SOURCE } from '../../cost/cost-rates';
import {
  ACTIVE_USER_SHARE,
  baseLoadOf,
  loadByPeriod,
  peakToMeanOf,
  type PeriodLoad,
} from '../../forecast/service-load';
import { INSTALL_MONTHS } from '../../supply/supply-terms';
import {
  CHECKPOINT_WRITE_GBPS,
  CHIP_MTBF_HOURS,
  DATA_PARALLEL_OVERLAP,
  RESTART_MINUTES,
  serviceWorkloadOf,
  SLO_PERCENTILE,
  PLANNED_DOWNTIME_SHARE,
  TARGET_UTILISATION,
} from '../../workload/scenario-workloads';
import { lengthPartsOf, P90_OVER_MEAN, partId } from '../../workload/length-parts';
import type { ServiceWorkload } from '../../workload/service-workload';
import { llmOf, type PlanContext } from '../plan-context';

/**
 * A service of the scenario as it is planned, or the part of one whose requests are alike in length: what it asks
 * of a machine, and how much in each period. The demand of a part has the part's id.
 */
export interface ServicePlan {
  readonly demand: ServiceDemand;
  /** The service's place in the scenario. */
  readonly serviceIndex: number;
  /** Of the service's requests; 1 for the service as a whole. */
  readonly share: number;
  readonly workload: ServiceWorkload;
  readonly loads: readonly PeriodLoad[];
  readonly peakRequestsPerSecond: number;
  readonly availability: number;
}

/** Share of time the SLO is kept with systems failing, unless the scenario says otherwise. */
const AVAILABILITY = 0.99;
const MTBF_SOURCE = 'headroom-derived-from-the-llama-3-interruption-counts';

/**
 * Each service of the scenario as a workload, with the peak requests per second and requests of every period.
 * @throws Error on a model the catalogue does not have; `checkScenario` names it before
 */
export function servicePlansOf(context: PlanContext): ServicePlan[] {
  return (context.scenario.services ?? []).map((demand, serviceIndex) => {
    const asked = serviceWorkloadOf(demand, llmOf(context, demand.model), context.assumptions);
    const { calibration } = context.catalog;
    const workload = calibration === undefined ? asked : { ...asked, calibration };
    const base = baseLoadOf(demand.load, workload.outputTokens, workload.slo);
    const loads = loadByPeriod(demand, base, context.periods);
    return {
      demand,
      serviceIndex,
      share: 1,
      workload,
      loads,
      peakRequestsPerSecond: Math.max(...loads.map((l) => l.peakRequestsPerSecond)),
      availability: demand.availability ?? AVAILABILITY,
    };
  });
}

/** The parts a service's requests fall into by length, each with its share of the load; none where it keeps them together. */
export function partPlansOf(plan: ServicePlan): ServicePlan[] {
  return lengthPartsOf(plan.demand).map(({ share, ...lengths }, k) => {
    const id = partId(plan.demand.id, k);
    return {
      ...plan,
      demand: { ...plan.demand, id },
      share,
      workload: { ...plan.workload, ...lengths, id },
      loads: plan.loads.map((load) => ({
        ...load,
        peakRequestsPerSecond: load.peakRequestsPerSecond * share,
        requests: load.requests * share,
      })),
      peakRequestsPerSecond: plan.peakRequestsPerSecond * share,
    };
  });
}

/** Defaults the services rest on, each only where the scenario leaves it open. */
export function serviceAssumptions(services: readonly ServicePlan[]): UsedAssumption[] {
  return services.flatMap(({ demand }) => {
    const { load, slo, inputTokens, outputTokens } = demand;
    const peakToMean = peakToMeanOf(load);
    // Quiet hours may ask for a higher peak over the mean than was stated.
    const isPeakToMeanKept = load.peakToMean === peakToMean;
    const given = (name: string, own: number | undefined, fallback: number, unit: string) =>
      used(`${demand.id}.${name}`, own, fallback, unit);
    const p90 = (name: string, lengths: typeof inputTokens) =>
      lengths === undefined
        ? []
        : typeof lengths === 'number' || lengths.p90 === undefined
          ? [given(`${name}.p90OverMean`, undefined, P90_OVER_MEAN, 'ratio')]
          : [];
    return [
      ...p90('inputTokens', inputTokens),
      ...p90('outputTokens', outputTokens),
      ...(load.requestsPerSecond === undefined || load.offPeak !== undefined
        ? [given('peakToMean', isPeakToMeanKept ? load.peakToMean : undefined, peakToMean, 'ratio')]
        : []),
      ...(load.concurrentUsers === undefined
        ? []
        : [given('activeUserShare', load.activeUserShare, ACTIVE_USER_SHARE, 'share')]),
      given('slo.percentile', slo?.percentile, SLO_PERCENTILE, 'share'),
      given('availability', demand.availability, AVAILABILITY, 'share'),
    ];
  });
}

/** What is kept back of what replicas could carry, beside spares for failures. */
export const keptBackUsed = ({ assumptions }: PlanContext): UsedAssumption[] => [
  used('targetUtilisation', assumptions.targetUtilisation, TARGET_UTILISATION, 'share'),
  used('plannedDowntimeShare', assumptions.plannedDowntimeShare, PLANNED_DOWNTIME_SHARE, 'share'),
];

/** Defaults the training jobs rest on, and the wait for what is bought. */
export function jobAssumptions(context: PlanContext): UsedAssumption[] {
  const own = context.assumptions;
  const jobs = context.scenario.training ?? [];
  const reliability = [
    used('chipMtbfHours', own.chipMtbfHours, CHIP_MTBF_HOURS, 'hours', MTBF_SOURCE),
    used('restartMinutes', own.restartMinutes, RESTART_MINUTES, 'minutes'),
    used('checkpointWriteGBps', own.checkpointWriteGBps, CHECKPOINT_WRITE_GBPS, 'GB/s'),
    used(
      'computeOverlapOfDataParallel',
      own.computeOverlapOfDataParallel,
      DATA_PARALLEL_OVERLAP,
      'share',
    ),
  ];
  return [
    used('installMonths', undefined, INSTALL_MONTHS, 'months'),
    ...(jobs.length > 0 ? reliability : []),
  ];
}

function used(
  name: string,
  own: number | undefined,
  fallback: number,
  unit: string,
  sourceId: string = PLANNER_SOURCE,
): UsedAssumption {
  return own === undefined
    ? {
        name,
        value: fallback,
        unit,
        origin: 'default',
        sourceId,
        confidence: sourceId === PLANNER_SOURCE ? 'assumption' : 'derived',
      }
    : { name, value: own, unit, origin: 'scenario', sourceId: null, confidence: 'given' };
}
