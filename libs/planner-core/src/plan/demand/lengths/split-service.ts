import type { Excuse, LengthChoice, ServiceDeployment } from '@headroom/models';
import { withLatency } from '../../../inference/deployments/search-deployments';
import { mixedLengths } from '../../../workload/length-parts';
import { filterAllows, upShareOf } from '../../../workload/scenario-workloads';
import type { ServiceWorkload } from '../../../workload/service-workload';
import {
  replicasFor,
  serviceCarriers,
  unitsFor,
  type ServiceCarrier,
} from '../../carriers/carriers';
import type { Hardware } from '../../supply/hardware';
import type { PlanContext } from '../../plan-context';
import { partPlansOf, type ServicePlan } from '../service-plan';

/** Ways to carry a service in parts. */
export type SplitKind = Exclude<LengthChoice, 'together'>;

/** A service cut into parts by length, and what could carry each. */
export interface ServiceSplit {
  readonly serviceId: string;
  readonly kind: SplitKind;
  readonly parts: readonly ServicePlan[];
  readonly carriers: readonly ServiceCarrier[];
  readonly excuses: readonly Excuse[];
}

/** With more parts, replicas of their own would mostly stand idle, and only shared ones are weighed. */
const MOST_WITH_OWN_REPLICAS = 24;

/**
 * Every way to split a service that states its requests by length; none for others. Parts share replicas only where
 * the service is the only one, since what is left of a replica cannot be lent to another service.
 */
export function splitsOf(
  context: PlanContext,
  whole: ServicePlan,
  hardware: readonly Hardware[],
): ServiceSplit[] {
  const parts = partPlansOf(whole);
  if (parts.length < 2) return [];
  const serviceId = whole.demand.id;
  const isOnly = context.scenario.services?.length === 1;
  const splits: ServiceSplit[] = [];
  if (parts.length <= MOST_WITH_OWN_REPLICAS || !isOnly) {
    const found = parts.map((part) => serviceCarriers(context, part, hardware));
    splits.push({
      serviceId,
      kind: 'own-replicas',
      parts,
      carriers: found.flatMap((f) => f.carriers),
      excuses: found.flatMap((f) => f.excuses),
    });
  }
  if (isOnly && whole.workload.mode !== 'disaggregated') {
    const shared = hardware
      .filter((h) => filterAllows(whole.demand.hardware, h))
      .map((h) => sharedOn(context, whole, parts, h));
    splits.push({
      serviceId,
      kind: 'shared-replicas',
      parts,
      carriers: shared.flatMap((s) => s.carriers),
      excuses: shared.flatMap((s) => s.excuses),
    });
  }
  return splits.filter((s) =>
    parts.every((p) => s.carriers.some((c) => c.workloadId === p.demand.id)),
  );
}

interface SharedLayout {
  readonly carriers: readonly ServiceCarrier[];
  readonly excuses: readonly Excuse[];
  /** Units that carry the peak of every part it can carry. */
  readonly units: number;
}

/** The layout on which one kind of system carries most parts, and those with the fewest units. */
function sharedOn(
  context: PlanContext,
  whole: ServicePlan,
  parts: readonly ServicePlan[],
  hardware: Hardware,
): Omit<SharedLayout, 'units'> {
  const longest = parts.reduce((a, b) => (lengthOf(b) > lengthOf(a) ? b : a));
  const asked = [whole, longest].flatMap(({ workload }) => {
    const found = context.searches.deployments(together(workload), hardware.machine);
    return found.kind === 'found' ? [found.packed, found.best, found.compact] : [];
  });
  const layouts = new Map(asked.map((d) => [layoutKey(d), d]));
  const tried = [...layouts.values()].map((layout) =>
    carriersInLayout(context, whole, parts, hardware, layout),
  );
  const [first] = tried;
  if (first === undefined)
    return { carriers: [], excuses: wholeExcuses(context, longest, hardware) };
  return tried.reduce((a, b) => {
    const more = b.carriers.length - a.carriers.length;
    return more > 0 || (more === 0 && b.units < a.units) ? b : a;
  }, first);
}

const lengthOf = ({ workload }: ServicePlan): number =>
  workload.inputTokens.mean + workload.outputTokens.mean;

/** Pools that prefill apart are sized for one length, so parts cannot share them. */
const together = (workload: ServiceWorkload): ServiceWorkload => ({
  ...workload,
  mode: 'aggregated',
});

const layoutKey = (d: ServiceDeployment): string =>
  [d.engine, d.weightPrecision, d.kvPrecision, ...Object.values(d.parallelism)].join();

function wholeExcuses(context: PlanContext, plan: ServicePlan, hardware: Hardware): Excuse[] {
  const found = context.searches.deployments(together(plan.workload), hardware.machine);
  return found.kind === 'excused' ? [{ ...found.excuse, workloadId: plan.demand.id }] : [];
}

/** The parts a layout can carry: each takes its share of the time of whole replicas. */
function carriersInLayout(
  context: PlanContext,
  whole: ServicePlan,
  parts: readonly ServicePlan[],
  hardware: Hardware,
  { engine, weightPrecision, kvPrecision, parallelism }: ServiceDeployment,
): SharedLayout {
  const { tp, pp, dp, ep } = parallelism;
  const askOf = (workload: ServiceWorkload): ServiceWorkload => ({
    ...together(workload),
    engine,
    weightPrecisions: [weightPrecision],
    kvPrecision,
    layout: { tp, pp, dp, ep },
  });
  const excuses: Excuse[] = [];
  const able: AblePart[] = [];
  for (const part of parts) {
    const found = context.searches.deployments(askOf(part.workload), hardware.machine);
    if (found.kind === 'found') able.push({ part, deployment: found.best });
    else excuses.push({ ...found.excuse, workloadId: part.demand.id });
  }
  const factor = sharedFactor(context, whole, hardware, askOf, able, parts.length);
  if (factor === null) return { carriers: [], excuses, units: 0 };
  const rateOf = (deployment: ServiceDeployment): number =>
    deployment.requestsPerSecondPerReplica * factor;
  const replicas = able.reduce(
    (sum, { part, deployment }) => sum + part.peakRequestsPerSecond / rateOf(deployment),
    0,
  );
  const needed = Math.max(1, Math.ceil(replicas));
  const carriers = able.map(({ part, deployment }): ServiceCarrier => {
    const running = replicasFor(context, deployment, needed, whole.availability);
    const capacity = ((rateOf(deployment) * needed) / running) * upShareOf(context.assumptions);
    const units = unitsFor(deployment.chipsPerReplica, hardware.machine.chips);
    // A replica of several units is taken whole: a share of it would not be whole units.
    const share = units > 1 ? 1 : shareOf(part, capacity);
    return {
      kind: 'service',
      workloadId: part.demand.id,
      hardware,
      deployment: withLatency(deployment),
      unitsPerReplica: units * share,
      capacityPerReplica: capacity * share,
      unitsPerDemand: units / capacity,
      replicaShare: share,
    };
  });
  return {
    carriers,
    excuses,
    units: carriers.reduce((sum, c, k) => {
      const peak = able[k]?.part.peakRequestsPerSecond ?? 0;
      return sum + peak * c.unitsPerDemand;
    }, 0),
  };
}

interface AblePart {
  readonly part: ServicePlan;
  readonly deployment: ServiceDeployment;
}

/**
 * What sharing costs: parts on the same replicas wait for each other, so all of them together get no more out of one
 * than the engine finds for their lengths mixed. Below 1 by as much as the parts apart would carry more; `null` where
 * the layout cannot carry them mixed.
 */
function sharedFactor(
  context: PlanContext,
  whole: ServicePlan,
  hardware: Hardware,
  askOf: (workload: ServiceWorkload) => ServiceWorkload,
  able: readonly AblePart[],
  parts: number,
): number | null {
  if (able.length === 0) return null;
  const lengths =
    able.length === parts
      ? {}
      : mixedLengths(able.map(({ part }) => ({ share: part.share, ...part.workload })));
  const mixed = context.searches.deployments(
    askOf({ ...whole.workload, ...lengths }),
    hardware.machine,
  );
  if (mixed.kind === 'excused') return null;
  const share = able.reduce((sum, { part }) => sum + part.share, 0);
  const busy = able.reduce(
    (sum, { part, deployment }) => sum + part.share / deployment.requestsPerSecondPerReplica,
    0,
  );
  return Math.min(1, (mixed.best.requestsPerSecondPerReplica * busy) / share);
}

/**
 * A part is placed in slices of equal demand, as in the Melange paper (Griggs et al., arXiv:2404.14527): a slice takes
 * the share of a replica's time that its requests need, and the shares of all parts add up.
 */
const SLICES = 4;

const shareOf = (part: ServicePlan, capacity: number): number =>
  Math.min(1, part.peakRequestsPerSecond / SLICES / capacity);
