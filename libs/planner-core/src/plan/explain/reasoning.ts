import { say, type LengthRouting, type Message, type Placement } from '@headroom/models';
import type { FleetSolution } from '../../optimise/solve-fleet';
import type { PlanProblem } from '../problem/build-problem';
import type { Candidates } from '../carriers/candidates';
import { takenJobs, totalCarried, type PoolUse } from '../fleet/fleet-use';
import { lengthReasons } from '../demand/lengths/length-routing';
import { sharedReasons, sharesReplicas } from '../demand/lengths/shared-reasons';
import type { PlanContext } from '../plan-context';
import { strandedChips, strandedSentences } from '../fleet/stranded-chips';

const PERCENT = 100;
const round = (value: number): number => Math.round(value * PERCENT) / PERCENT;

interface Reasoned {
  readonly context: PlanContext;
  readonly candidates: Candidates;
  readonly planProblem: PlanProblem;
  readonly solution: FleetSolution;
  readonly uses: readonly PoolUse[];
  readonly placements: readonly Placement[];
  readonly routing: readonly LengthRouting[];
}

/** Why the fleet is what it is, in sentences: how each workload is sized, why it is split, what stands idle. */
export function reasoningOf(reasoned: Reasoned): Message[] {
  return [
    ...lengthReasons(reasoned.routing),
    ...sharedReasons(reasoned),
    ...reasoned.candidates.servicePlans
      .filter((plan) => !sharesReplicas(reasoned, plan))
      .flatMap((plan) =>
        serviceReasons(
          reasoned,
          plan.demand.id,
          plan.loads.map((l) => l.peakRequestsPerSecond),
        ),
      ),
    ...siteLossReasons(reasoned),
    ...runReasons(reasoned),
    ...strandedSentences(
      strandedChips(reasoned.context, reasoned.uses, reasoned.placements),
      (id) =>
        reasoned.uses.find((u) => u.info.hardware.systemId === id)?.info.hardware.system.name ?? id,
    ),
  ];
}

function serviceReasons(
  { context, candidates, placements }: Reasoned,
  workload: string,
  demand: readonly number[],
): Message[] {
  const t = demand.indexOf(Math.max(...demand));
  const period = context.periods[t]?.id ?? '';
  const here = placements.flatMap((p) => {
    const at = p.byPeriod[t];
    const carrier = candidates.services.find((c) => c.deployment.id === p.deploymentId);
    return p.workloadId === workload && at !== undefined && at.replicas > 0 && carrier !== undefined
      ? [{ at, carrier, site: p.siteId }]
      : [];
  });
  const sized = here.map(({ at, carrier, site }) =>
    say('plan/sized', {
      workload,
      system: carrier.hardware.system.name,
      site,
      replicas: at.replicas,
      chipsPerReplica: carrier.deployment.chipsPerReplica,
      chips: at.chips,
      period,
      rate: round(carrier.capacityPerReplica),
      demand: round(demand[t] ?? 0),
    }),
  );
  const systems = new Set(here.map((h) => h.carrier.hardware.systemId));
  const ranked = candidates.ranked.get(workload) ?? [];
  const best = ranked.find((r) => systems.has(r.carrier.hardware.systemId));
  if (systems.size < 2 || best === undefined) return sized;
  const shares = here
    .map((h) => `${h.carrier.hardware.system.name} ${Math.round(h.at.loadShare * PERCENT)} %`)
    .join(', ');
  return [
    ...sized,
    say('plan/split', { workload, period, shares, best: best.carrier.hardware.system.name }),
  ];
}

/** What it takes to carry a service with any one site lost, told in the busiest period. */
function siteLossReasons({
  context,
  candidates,
  planProblem,
  solution,
  placements,
}: Reasoned): Message[] {
  return candidates.servicePlans
    .filter((plan) => plan.demand.survivesSiteLoss === true)
    .map(({ demand: { id }, loads, peakRequestsPerSecond: peak }) => {
      const t = loads.findIndex((l) => l.peakRequestsPerSecond === peak);
      const sites = placements.flatMap((p) =>
        p.workloadId === id && (p.byPeriod[t]?.replicas ?? 0) > 0 ? [p.siteId] : [],
      );
      const capacity = totalCarried(planProblem, solution, id, t);
      return say('plan/survives-site-loss', {
        workload: id,
        sites: new Set(sites).size,
        percent: Math.round((capacity / peak - 1) * PERCENT),
        period: context.periods[t]?.id ?? '',
      });
    });
}

const runReasons = ({ planProblem, solution }: Reasoned): Message[] =>
  takenJobs(planProblem, solution)
    .filter(({ option }) => option.slot !== 'night')
    .map(({ carrier, option }) =>
      say('plan/sized-run', {
        workload: option.jobId,
        system: carrier.hardware.system.name,
        units: option.units,
        chips: carrier.run.chips,
        days: round(carrier.run.wallClockDays.mid),
      }),
    );
