import type { Scenario } from '@headroom/models';
import { CHIP_MTBF_HOURS, RESTART_MINUTES, upShareOf } from '../../workload/scenario-workloads';
import type { JobCarrier, ServiceCarrier } from '../carriers/carriers';
import type { ServicePlan } from '../demand/service-plan';
import { replicaDownShare, replicasWithSpares } from '../demand/spare-replicas';
import { factorAt, servingInputId, trainingInputId, type UncertainInput } from './uncertain-inputs';

/** A figure of one carrier in every world. */
export interface CarrierIn {
  /** Positions of the inputs that move it. */
  readonly inputs: readonly number[];
  /** The figure at a point, once the scenario was settled there. */
  readonly at: (point: ArrayLike<number>) => number;
}

/** What is assumed of failures and restarts. */
export interface FailuresIn {
  /** Read anew in every world. */
  readonly now: Scenario;
  readonly planned: Scenario;
  /** Positions of the inputs by which the two differ. */
  readonly by: readonly number[];
}

/**
 * Requests per second of one replica: as predicted, off by the engine's error, with the spares another failure
 * rate asks for.
 */
export function capacityIn(
  carrier: ServiceCarrier,
  servicePlans: readonly ServicePlan[],
  inputs: readonly UncertainInput[],
  { now, planned, by }: FailuresIn,
): CarrierIn {
  const { deployment, hardware } = carrier;
  const input = inputs.findIndex((i) => i.id === servingInputId(hardware.chipId));
  const factor = factorAt(deployment.outputTokensPerSecondPerChip);
  const plan = servicePlans.find((p) => p.demand.id === carrier.workloadId);
  const needed = Math.max(
    1,
    Math.ceil((plan?.peakRequestsPerSecond ?? 0) / deployment.requestsPerSecondPerReplica),
  );
  const running = (mtbf: number): number =>
    replicasWithSpares(
      needed,
      replicaDownShare(deployment.chipsPerReplica, mtbf),
      plan?.availability ?? 0,
    );
  const before = mtbfOf(planned);
  const runningBefore = by.length > 0 ? running(before) : needed;
  return {
    inputs: input < 0 ? by : [input, ...by],
    at: (point) => {
      const mtbf = mtbfOf(now);
      const spares = plan === undefined || mtbf === before ? 1 : runningBefore / running(mtbf);
      const up = upShareOf(now.assumptions ?? {}) / upShareOf(planned.assumptions ?? {});
      return carrier.capacityPerReplica * factor(point[input] ?? 0.5) * spares * up;
    },
  };
}

const MINUTES_PER_DAY = 1440;
/** A run that loses almost all of its work still gets somewhere: keeps days finite. */
const LEAST_PROGRESS = 0.02;

/**
 * Days of a run: its own interval, stretched by what another failure rate or restart time does to goodput. Write
 * time and failure rate are read back from the planned run by Young's rule, interval^2 = 2 x write x time between
 * failures, and put through the same formula again.
 */
export function jobDaysIn(
  { run, hardware }: JobCarrier,
  inputs: readonly UncertainInput[],
  { now, planned, by }: FailuresIn,
): CarrierIn {
  const input = inputs.findIndex((i) => i.id === trainingInputId(hardware.chipId));
  const factor = factorAt(run.wallClockDays);
  const { mid } = run.wallClockDays;
  const between = (mid * MINUTES_PER_DAY) / run.expectedInterruptions;
  const write = run.checkpointIntervalMinutes ** 2 / (2 * between);
  const goodput = (minutesBetween: number, restartMinutes: number): number => {
    const interval = Math.max(Math.sqrt(2 * write * minutesBetween), write);
    const writing = interval > 0 ? 1 / (1 + write / interval) : 1;
    const lost = restartMinutes + write + (interval + write) / 2;
    return writing * Math.max(LEAST_PROGRESS, 1 - lost / minutesBetween);
  };
  const isAsPlanned = (): boolean =>
    (mtbfOf(now) === mtbfOf(planned) && restartOf(now) === restartOf(planned)) ||
    run.expectedInterruptions <= 0;
  return {
    inputs: input < 0 ? by : [input, ...by],
    at: (point) => {
      const days = mid * factor(point[input] ?? 0.5);
      if (isAsPlanned()) return days;
      const later = goodput((between * mtbfOf(now)) / mtbfOf(planned), restartOf(now));
      return days * (goodput(between, restartOf(planned)) / later);
    },
  };
}

const mtbfOf = (s: Scenario): number => s.assumptions?.chipMtbfHours ?? CHIP_MTBF_HOURS;
const restartOf = (s: Scenario): number => s.assumptions?.restartMinutes ?? RESTART_MINUTES;
