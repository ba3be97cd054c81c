import type { Bom } from '@headroom/models';
import type { Candidates } from '../carriers/candidates';
import type { FleetProblem } from '../../optimise/fleet-problem';
import type { Hardware } from '../supply/hardware';
import type { PlanContext } from '../plan-context';

/** Models the scenario's workloads run. */
export const modelIds = ({ scenario }: PlanContext): string[] =>
  [...(scenario.services ?? []), ...(scenario.training ?? [])].map((w) => w.model);

/** Acts that decide where and when hardware may be had. */
export const decisiveEvents = (
  context: PlanContext,
  candidates: Candidates,
  hardware: readonly Hardware[],
): string[] =>
  hardware.flatMap((h) =>
    candidates
      .sitesUnder(context.policy)(h)
      .flatMap((s) => s.access.eventIds),
  );

/** Acts that put tariffs on what is ordered, or cap how much of it one buyer may have. */
export const chargingEvents = (boms: readonly Bom[], { supply }: FleetProblem): string[] => [
  ...boms.flatMap((bom) => (bom.tariffs ?? []).map((t) => t.eventId)),
  ...supply.flatMap((cap) => cap.eventId ?? []),
];
