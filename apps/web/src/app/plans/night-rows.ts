import type { Plan } from '@headroom/models';

/** A training job on the units that services leave at night, in one period at one site. */
export interface NightRow {
  readonly workloadId: string;
  readonly siteId: string;
  readonly systemId: string;
  readonly period: string;
  /** Hours of each day. */
  readonly hours: number | null;
  readonly units: number;
  readonly serviceIds: readonly string[];
  /** Of the services there, by day and by night. */
  readonly unitsByDay: number;
  readonly unitsAtNight: number;
}

type Placed = Pick<Plan, 'placements' | 'trainingRuns'>;

/** What runs at night, where, and how many units the services beside it keep. */
export function nightRows({ placements, trainingRuns }: Placed): readonly NightRow[] {
  return placements
    .filter(({ slot }) => slot === 'night')
    .flatMap(({ workloadId, siteId, systemId, deploymentId, byPeriod }) =>
      byPeriod
        .filter(({ units }) => units > 0)
        .map(({ period, units }): NightRow => {
          const beside = placements
            .filter((p) => p.kind === 'service' && p.siteId === siteId && p.systemId === systemId)
            .flatMap((p) =>
              p.byPeriod
                .filter((at) => at.period === period && at.units > 0)
                .map((at) => ({ serviceId: p.workloadId, ...at })),
            );
          const run =
            trainingRuns.find(({ id }) => id === deploymentId) ??
            trainingRuns.find((r) => r.workloadId === workloadId);
          return {
            workloadId,
            siteId,
            systemId,
            period,
            units,
            hours: run?.offPeakHoursPerDay ?? null,
            serviceIds: [...new Set(beside.map(({ serviceId }) => serviceId))],
            unitsByDay: beside.reduce((sum, at) => sum + at.units, 0),
            unitsAtNight: beside.reduce((sum, at) => sum + (at.unitsAtNight ?? at.units), 0),
          };
        }),
    );
}
