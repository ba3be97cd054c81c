import { say, type Message } from '@headroom/models';
import type { FleetSolution } from '../../optimise/solve-fleet';
import { CHIP_MTBF_HOURS, upShareOf } from '../../workload/scenario-workloads';
import { replicaDownShare } from '../demand/spare-replicas';
import type { ServicePlan } from '../demand/service-plan';
import type { PlanContext } from '../plan-context';
import type { PlanProblem } from '../problem/build-problem';

/** Replicas of one deployment that are up or down alike. */
export interface ReplicaGroup {
  readonly replicas: number;
  /** Requests per second one of them carries. */
  readonly rate: number;
  /** Share of time one is down. */
  readonly downShare: number;
}

const NEARLY = 1e-9;
/** Replicas down at once on average from which on the probability that none is leaves the numbers there are. */
const MOST_DOWN = 500;
const PERCENT = 100;

/**
 * Share of time the replicas that are up carry a demand: the sum of the probabilities of all numbers of replicas that
 * may be down at once with the demand still carried, each replica failing for itself (binomials, one for each group).
 */
export function shareOfTimeCarried(groups: readonly ReplicaGroup[], demand: number): number {
  const [first, ...others] = groups;
  if (first === undefined) return demand <= NEARLY ? 1 : 0;
  const carriedByOthers = others.reduce((sum, g) => sum + g.replicas * g.rate, 0);
  const { replicas, rate, downShare } = first;
  let probability = (1 - downShare) ** replicas;
  let sum = 0;
  for (let down = 0; down <= replicas; down += 1) {
    const carried = (replicas - down) * rate;
    if (carried + carriedByOthers < demand * (1 - NEARLY)) break;
    sum += probability * shareOfTimeCarried(others, demand - carried);
    probability *= ((replicas - down) / (down + 1)) * (downShare / (1 - downShare));
  }
  return sum;
}

/**
 * Services whose replicas are up too seldom in some period to carry its peak for the share of time asked. Spares are
 * reckoned at the greatest load and take the same share of every replica; where few replicas run that can be less
 * than one of them. One sentence for each service, of its worst period.
 */
export function missedAvailability(
  context: PlanContext,
  { problem, services }: PlanProblem,
  solution: FleetSolution,
  plans: readonly ServicePlan[],
): Message[] {
  const mtbf = context.assumptions.chipMtbfHours ?? CHIP_MTBF_HOURS;
  return plans.flatMap((plan): Message[] => {
    const carriers = problem.serviceOptions.flatMap((option, i) => {
      const carrier = services[i];
      return option.workloadId === plan.demand.id && carrier !== undefined ? [{ carrier, i }] : [];
    });
    // Parts that share replicas fail together and cannot be told apart here.
    if (carriers.some(({ carrier }) => carrier.replicaShare !== undefined)) return [];
    const shares = context.periods.map(({ id }, t) => {
      const groups = carriers
        .map(({ carrier: { deployment }, i }) => ({
          replicas: solution.replicas[i]?.[t] ?? 0,
          rate: deployment.requestsPerSecondPerReplica * upShareOf(context.assumptions),
          downShare: replicaDownShare(deployment.chipsPerReplica, mtbf),
        }))
        .filter((g) => g.replicas > 0);
      const isCountable = groups.every((g) => g.replicas * g.downShare < MOST_DOWN);
      const demand = plan.loads[t]?.peakRequestsPerSecond ?? 0;
      const share = isCountable && demand > 0 ? shareOfTimeCarried(groups, demand) : 1;
      return { period: id, share };
    });
    const [worst] = [...shares].sort((a, b) => a.share - b.share);
    if (worst === undefined || worst.share >= plan.availability - NEARLY) return [];
    return [
      say('plan/availability-missed', {
        workload: plan.demand.id,
        period: worst.period,
        percent: Math.floor(worst.share * PERCENT * 10) / 10,
        asked: plan.availability * PERCENT,
      }),
    ];
  });
}
