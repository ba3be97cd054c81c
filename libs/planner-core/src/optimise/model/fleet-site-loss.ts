import type { FleetProblem, ServiceRow } from '../fleet-problem';
import { term, type LinearModelBuilder, type Term } from '../program/linear-model';

/** Whether a service has to be carried with any one site lost. */
export const survivesSiteLoss = ({ survivesSiteLoss: survives }: ServiceRow): boolean =>
  survives === true;

/** Pools on which it matters at which site a replica stands. */
export function sitedPools({ services, serviceOptions }: FleetProblem): ReadonlySet<string> {
  const sited = new Set(services.filter(survivesSiteLoss).map((s) => s.workloadId));
  return new Set(serviceOptions.flatMap((o) => (sited.has(o.workloadId) ? [o.poolId] : [])));
}

export interface SiteLossWriter {
  readonly builder: LinearModelBuilder;
  readonly problem: FleetProblem;
  /** Replicas by service option and period. */
  readonly replicas: readonly (readonly number[])[];
  readonly isLifted: (workloadId: string) => boolean;
  readonly slack: (workloadId: string) => readonly Term[];
}

/** For a service that survives the loss of a site: without any one site, what the others hold carries all of its demand. */
export function addSiteLoss({ builder, problem, replicas, isLifted, slack }: SiteLossWriter): void {
  const siteOf = new Map(problem.pools.map((p) => [p.id, p.siteId]));
  for (const service of problem.services) {
    const { workloadId, demand } = service;
    if (!survivesSiteLoss(service) || isLifted(workloadId)) continue;
    const own = problem.serviceOptions.flatMap((option, i) =>
      option.workloadId === workloadId ? [{ option, i, site: siteOf.get(option.poolId) }] : [],
    );
    for (const lost of new Set(own.map((o) => o.site))) {
      demand.forEach((asked, t) => {
        if (asked <= 0) return;
        builder.row(`without ${lost} ${workloadId} ${t}`, { lower: asked }, [
          ...own
            .filter(({ site }) => site !== lost)
            .map(({ option, i }) =>
              term(replicas[i]?.[t] ?? 0, Math.min(option.capacityPerReplica, asked)),
            ),
          ...slack(workloadId),
        ]);
      });
    }
  }
}
