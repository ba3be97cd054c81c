import { say, type Message, type Placement } from '@headroom/models';
import { serviceIdOf } from '../../../workload/length-parts';
import type { Candidates } from '../../carriers/candidates';
import type { PlanContext } from '../../plan-context';
import type { ServicePlan } from '../service-plan';

const PERCENT = 100;

interface Shared {
  readonly context: PlanContext;
  readonly candidates: Candidates;
  readonly placements: readonly Placement[];
}

/** Whether a part takes shares of replicas: what one part takes then says little, and all are told together. */
export const sharesReplicas = (
  { candidates }: Pick<Shared, 'candidates'>,
  { demand }: ServicePlan,
): boolean => candidates.taken.get(serviceIdOf(demand.id)) === 'shared-replicas';

/** For each kind of system that parts share, in the busiest period: replicas, and the requests they carry. */
export function sharedReasons({ context, candidates, placements }: Shared): Message[] {
  return candidates.wholes
    .filter((whole) => sharesReplicas({ candidates }, whole))
    .flatMap((whole) => {
      const peaks = whole.loads.map((l) => l.peakRequestsPerSecond);
      const t = peaks.indexOf(Math.max(...peaks));
      const parts = candidates.servicePlans.filter(
        (p) => serviceIdOf(p.demand.id) === whole.demand.id,
      );
      const systems = [...new Set(candidates.services.map((c) => c.hardware))];
      return systems.flatMap((hardware) => {
        const here = placements.flatMap((p) => {
          const part = parts.find((x) => x.demand.id === p.workloadId);
          const at = p.byPeriod[t];
          return p.systemId === hardware.systemId && part !== undefined && (at?.replicas ?? 0) > 0
            ? [
                {
                  part,
                  replicas: at?.replicas ?? 0,
                  chips: at?.chips ?? 0,
                  load: at?.loadShare ?? 0,
                },
              ]
            : [];
        });
        if (here.length === 0) return [];
        const sum = (of: (x: (typeof here)[number]) => number) =>
          here.reduce((s, x) => s + of(x), 0);
        const lengths = here.map((x) => x.part.workload.inputTokens.mean);
        const replicas = sum((x) => x.replicas);
        return [
          say('plan/lengths-carried', {
            workload: whole.demand.id,
            system: hardware.system.name,
            replicas: Math.ceil(replicas - ROUNDING),
            chipsPerReplica: Math.round(sum((x) => x.chips) / replicas),
            percent: Math.round(sum((x) => x.load * x.part.share) * PERCENT),
            from: Math.round(Math.min(...lengths)),
            to: Math.round(Math.max(...lengths)),
            period: context.periods[t]?.id ?? '',
          }),
        ];
      });
    });
}

/** Float noise must not add a replica. */
const ROUNDING = 1e-6;
