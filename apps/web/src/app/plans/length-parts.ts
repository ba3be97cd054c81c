import type { Plan } from '@headroom/models';

/** A part of the requests of a service, and what carries it. */
export interface LengthPartRow {
  readonly workloadId: string;
  /** Of the requests of the service. */
  readonly share: number;
  readonly inputTokensMean: number;
  readonly outputTokensMean: number;
  readonly systemIds: readonly string[];
  /** In the period with the most. */
  readonly peakReplicas: number;
  readonly usdPerMillionOutputTokens: number | null;
}

type Routed = Pick<Plan, 'lengthRouting' | 'placements' | 'unitCosts' | 'periods'>;

/** The parts of every service stated by length; a part kept together with the others runs where the service does. */
export function lengthParts(plan: Routed): readonly LengthPartRow[] {
  return (plan.lengthRouting ?? []).flatMap(({ serviceId, choice, parts }) =>
    parts.map((part): LengthPartRow => {
      const id = choice === 'together' ? serviceId : part.workloadId;
      const placements = plan.placements.filter(({ workloadId }) => workloadId === id);
      const service = plan.unitCosts.find(({ workloadId }) => workloadId === serviceId);
      const cost = service?.parts?.find(({ workloadId }) => workloadId === part.workloadId);
      const replicas = plan.periods.map((period) =>
        placements
          .flatMap(({ byPeriod }) => byPeriod.filter((at) => at.period === period))
          .reduce((sum, at) => sum + at.replicas, 0),
      );
      return {
        ...part,
        systemIds: [...new Set(placements.map(({ systemId }) => systemId))],
        peakReplicas: Math.max(0, ...replicas),
        usdPerMillionOutputTokens: cost?.usdPerMillionOutputTokens ?? null,
      };
    }),
  );
}
