import {
  say,
  type Excuse,
  type ServiceDeployment,
  type TrainingDemand,
  type TrainingRun,
} from '@headroom/models';
import { withLatency, type DeploymentSearch } from '../../inference/deployments/search-deployments';
import { commonOffPeakHours } from '../../forecast/off-peak';
import { addDays } from '../../forecast/period';
import type { TrainingAnswer } from '../../training/run/job';
import { atNight, nightShareOfDay } from '../../training/run/night-run';
import {
  CHIP_MTBF_HOURS,
  filterAllows,
  trainingWorkloadOf,
  upShareOf,
} from '../../workload/scenario-workloads';
import type { TrainingWorkload } from '../../workload/training-workload';
import { excuseOf, type Hardware } from '../supply/hardware';
import { llmOf, type PlanContext } from '../plan-context';
import type { ServicePlan } from '../demand/service-plan';
import { replicaDownShare, replicasWithSpares } from '../demand/spare-replicas';

/** One service on one kind of system: the deployment, and what it takes of the fleet. */
export interface ServiceCarrier {
  readonly kind: 'service';
  readonly workloadId: string;
  readonly hardware: Hardware;
  readonly deployment: ServiceDeployment;
  readonly unitsPerReplica: number;
  /** Requests per second one replica carries after the share kept back for failures. */
  readonly capacityPerReplica: number;
  /** Units for one request per second: what candidates are compared by. */
  readonly unitsPerDemand: number;
  /**
   * Share of a whole replica that `unitsPerReplica` and `capacityPerReplica` are of, where parts of a service share
   * replicas; absent: all of it.
   */
  readonly replicaShare?: number;
}

/** One training job on one kind of system. */
export interface JobCarrier {
  readonly kind: 'job';
  readonly workloadId: string;
  readonly hardware: Hardware;
  readonly run: TrainingRun;
  /** Unit-months of the run. */
  readonly unitsPerDemand: number;
}

export type Carrier = ServiceCarrier | JobCarrier;

export interface CarrierSearch<T> {
  readonly carriers: readonly T[];
  readonly excuses: readonly Excuse[];
}

const DAYS_PER_MONTH = 30.4375;
/** Parts of units that differ by less are equal. */
const ROUNDING = 1e-9;

/** How a service would run on every kind of hardware it may use, and why not on the others. */
export function serviceCarriers(
  context: PlanContext,
  plan: ServicePlan,
  hardware: readonly Hardware[],
): CarrierSearch<ServiceCarrier> {
  const carriers: ServiceCarrier[] = [];
  const excuses: Excuse[] = [];
  for (const candidate of hardware) {
    if (!filterAllows(plan.demand.hardware, candidate)) continue;
    const found = context.searches.deployments(plan.workload, candidate.machine);
    if (found.kind === 'excused') {
      excuses.push({ ...found.excuse, workloadId: plan.demand.id });
      continue;
    }
    // The best per chip may waste chips of a unit, or be larger than the demand; another may then need less.
    const needsLess = isOnlyWorkload(context, plan) ? needsFewerUnits : needsSmallerPart;
    const options = [...deploymentsOf(found), ...togetherOf(context, plan, candidate)].map((d) =>
      carrierOf(context, plan, candidate, d),
    );
    const chosen = options.reduce((a, b) => (needsLess(plan, b, a) ? b : a));
    carriers.push({ ...chosen, deployment: withLatency(chosen.deployment) });
  }
  return { carriers, excuses };
}

const deploymentsOf = (found: DeploymentSearch): ServiceDeployment[] =>
  found.kind === 'excused'
    ? []
    : [found.best, found.compact, found.packed, ...found.bySize, ...found.pareto];

/**
 * Deployments that prefill and decode together, searched by themselves for services that state their requests by
 * length: parts are weighed in layouts of this sort, and the service as a whole has to be weighed as closely.
 */
function togetherOf(
  context: PlanContext,
  { demand, workload }: ServicePlan,
  hardware: Hardware,
): ServiceDeployment[] {
  const isByLength = demand.mix !== undefined || (demand.lengthBuckets ?? 1) > 1;
  return isByLength && workload.mode === 'auto'
    ? deploymentsOf(
        context.searches.deployments({ ...workload, mode: 'aggregated' }, hardware.machine),
      )
    : [];
}

/** Whether nothing else can run on what a service leaves of a unit. */
const isOnlyWorkload = ({ scenario }: PlanContext, { demand }: ServicePlan): boolean =>
  (scenario.services ?? []).length + (scenario.training ?? []).length === 1 &&
  scenario.services?.[0]?.id === demand.id;

/** Units that the whole replicas of the peak fill, as a fraction. */
function unitsAtPeak(plan: ServicePlan, carrier: ServiceCarrier): number {
  const { unitsPerReplica, capacityPerReplica } = carrier;
  return unitsPerReplica * Math.ceil(plan.peakRequestsPerSecond / capacityPerReplica);
}

/** Fewer whole units at the peak; of equals, fewer per request: what is left of a unit is room to grow. */
function needsFewerUnits(plan: ServicePlan, a: ServiceCarrier, b: ServiceCarrier): boolean {
  const difference = Math.ceil(unitsAtPeak(plan, a)) - Math.ceil(unitsAtPeak(plan, b));
  return difference === 0 ? a.unitsPerDemand < b.unitsPerDemand : difference < 0;
}

/** A smaller part of units at the peak, since others take the rest; of equals, fewer per request. */
function needsSmallerPart(plan: ServicePlan, a: ServiceCarrier, b: ServiceCarrier): boolean {
  const difference = unitsAtPeak(plan, a) - unitsAtPeak(plan, b);
  return Math.abs(difference) < ROUNDING ? a.unitsPerDemand < b.unitsPerDemand : difference < 0;
}

/** Replicas to run so that at least `needed` are up, for the share of time asked, when systems fail. */
export function replicasFor(
  context: PlanContext,
  { chipsPerReplica }: Pick<ServiceDeployment, 'chipsPerReplica'>,
  needed: number,
  availability: number,
): number {
  const mtbf = context.assumptions.chipMtbfHours ?? CHIP_MTBF_HOURS;
  return replicasWithSpares(needed, replicaDownShare(chipsPerReplica, mtbf), availability);
}

function carrierOf(
  context: PlanContext,
  plan: ServicePlan,
  hardware: Hardware,
  deployment: ServiceDeployment,
): ServiceCarrier {
  const { chipsPerReplica, requestsPerSecondPerReplica: rate } = deployment;
  const unitsPerReplica = unitsFor(chipsPerReplica, hardware.machine.chips);
  const needed = Math.max(1, Math.ceil(plan.peakRequestsPerSecond / rate));
  const running = replicasFor(context, deployment, needed, plan.availability);
  const capacityPerReplica = ((rate * needed) / running) * upShareOf(context.assumptions);
  return {
    kind: 'service',
    workloadId: plan.demand.id,
    hardware,
    deployment,
    unitsPerReplica,
    capacityPerReplica,
    unitsPerDemand: unitsPerReplica / capacityPerReplica,
  };
}

/** Whole replicas share a unit where they fit; larger ones take whole units. */
export const unitsFor = (chipsPerReplica: number, chipsPerUnit: number): number =>
  chipsPerReplica <= chipsPerUnit
    ? 1 / Math.floor(chipsPerUnit / chipsPerReplica)
    : Math.ceil(chipsPerReplica / chipsPerUnit);

/** How a training job would run on every kind of hardware it may use, and why not on the others. */
export function jobCarriers(
  context: PlanContext,
  demand: TrainingDemand,
  hardware: readonly Hardware[],
): CarrierSearch<JobCarrier> {
  const workload = trainingWorkloadOf(demand, llmOf(context, demand.model), context.assumptions);
  const { sharing = 'own' } = demand;
  const nightHours = commonOffPeakHours(context.scenario.services ?? []);
  const carriers: JobCarrier[] = [];
  const excuses: Excuse[] = [];
  for (const candidate of hardware) {
    if (!filterAllows(demand.hardware, candidate)) continue;
    const answers = [
      ...(sharing === 'off-peak' ? [] : [runByDay(context, demand, workload, candidate)]),
      ...(sharing === 'own' || nightHours === null
        ? []
        : [runAtNight(context, demand, workload, candidate, nightHours)]),
    ];
    for (const answer of answers) {
      if (answer.kind === 'excused') {
        excuses.push({ ...answer.excuse, workloadId: demand.id });
        continue;
      }
      const { run } = answer;
      const late = outlastsHorizon(context, demand, candidate, run);
      if (late !== null) {
        excuses.push(late);
        continue;
      }
      const days = run.wallClockDays.mid;
      carriers.push({
        kind: 'job',
        workloadId: demand.id,
        hardware: candidate,
        run,
        unitsPerDemand: (run.systems * days * hoursShare(run)) / DAYS_PER_MONTH,
      });
    }
  }
  return { carriers, excuses };
}

const HOURS_PER_DAY = 24;

/** Share of the day in which a run holds its units. */
export const hoursShare = ({ offPeakHoursPerDay }: TrainingRun): number =>
  offPeakHoursPerDay === undefined ? 1 : offPeakHoursPerDay / HOURS_PER_DAY;

function runByDay(
  context: PlanContext,
  demand: TrainingDemand,
  workload: TrainingWorkload,
  { machine }: Hardware,
  days = demand.deadlineDays,
): TrainingAnswer {
  return context.searches.trainingRun(
    workload,
    machine,
    days === undefined
      ? { kind: 'chips', chips: demand.chips ?? machine.chips }
      : { kind: 'deadline', days },
  );
}

/** Deadlines are met to float noise. */
const NEARLY = 1e-9;

/**
 * The run that still keeps its deadline with some hours of each night only. What handing units over takes depends on
 * the run, so a deadline that is just missed is asked for once more with that time taken off.
 */
function runAtNight(
  context: PlanContext,
  demand: TrainingDemand,
  workload: TrainingWorkload,
  hardware: Hardware,
  hours: number,
): TrainingAnswer {
  const { restartMinutes } = workload.reliability;
  const { deadlineDays } = demand;
  let share = (hours - restartMinutes / MINUTES_PER_HOUR) / HOURS_PER_DAY;
  for (let asked = 0; asked < 2 && share > 0; asked += 1) {
    const days = deadlineDays === undefined ? undefined : deadlineDays * share;
    const answer = runByDay(context, demand, workload, hardware, days);
    if (answer.kind === 'excused') return answer;
    share = nightShareOfDay(answer.run, hours, restartMinutes);
    if (share <= 0) break;
    const run = atNight(answer.run, hours, restartMinutes);
    if (deadlineDays === undefined || run.wallClockDays.mid <= deadlineDays * (1 + NEARLY)) {
      return { ...answer, run };
    }
  }
  const message = say('plan/nights-too-short', {
    workload: demand.id,
    system: hardware.system.name,
    hours,
  });
  return { kind: 'excused', excuse: excuseOf(message, hardware, demand.id) };
}

const MINUTES_PER_HOUR = 60;

function outlastsHorizon(
  context: PlanContext,
  demand: TrainingDemand,
  hardware: Hardware,
  run: TrainingRun,
): Excuse | null {
  const horizonEnd = context.periods.at(-1)?.endDay ?? demand.start;
  const end = addDays(demand.start, run.wallClockDays.mid);
  if (end <= horizonEnd) return null;
  const message = say('plan/run-outlasts-horizon', {
    workload: demand.id,
    system: hardware.system.name,
    end,
    horizonEnd,
  });
  return excuseOf(message, hardware, demand.id);
}
