import { say, type Message } from '@headroom/models';
import type { FleetProblem } from '../../optimise/fleet-problem';

/** More chips than are made in years; beyond it whole numbers outgrow what the optimiser can tell apart. */
const MOST_CHIPS = 20_000_000;

/** Services that would take more chips of even their densest option than can be planned. */
export function oversizedServices({ pools, services, serviceOptions }: FleetProblem): Message[] {
  const chipsOf = new Map(pools.map((pool) => [pool.id, pool.chips]));
  return services.flatMap(({ workloadId, demand }) => {
    const peak = Math.max(0, ...demand);
    const chipsPerRequest = serviceOptions
      .filter((o) => o.workloadId === workloadId)
      .map((o) => (o.unitsPerReplica * (chipsOf.get(o.poolId) ?? 1)) / o.capacityPerReplica);
    if (chipsPerRequest.length === 0) return [];
    const densest = Math.min(...chipsPerRequest);
    const chips = Math.ceil(peak * densest);
    if (chips <= MOST_CHIPS) return [];
    const largest = Math.floor(MOST_CHIPS / densest);
    return [say('plan/too-large', { workload: workloadId, demand: peak, chips, largest })];
  });
}
