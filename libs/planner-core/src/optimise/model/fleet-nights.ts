import type { FleetProblem, JobOption, ServiceRow } from '../fleet-problem';
import { term, type LinearModelBuilder, type Term } from '../program/linear-model';

/** Jobs that use a pool's units at night only. */
export const isNightJob = (option: JobOption): boolean =>
  option.dedicatedRent === null && option.slot === 'night';

/** Pools on which a job may run at night while services rest. */
export const nightPools = ({ jobOptions }: FleetProblem): ReadonlySet<string> =>
  new Set(jobOptions.filter(isNightJob).map((o) => o.poolId));

export interface NightWriter {
  readonly builder: LinearModelBuilder;
  readonly problem: FleetProblem;
  readonly periods: readonly number[];
  /** Replicas by day, by service option and period. */
  readonly replicas: readonly (readonly number[])[];
  readonly privateRows: Set<number>;
  readonly isLifted: (workloadId: string) => boolean;
  readonly slack: (workloadId: string, coefficient: number) => readonly Term[];
}

/**
 * Replicas that stay up at night, by service option and period; `null` where all of them do: on pools no job may
 * take at night, for services whose demand does not fall, and in periods without a night job. Whole replicas,
 * never more than by day, and those of all pools together carry what is left of the demand.
 */
export function addNights(writer: NightWriter): ((number | null)[] | null)[] {
  const { problem, periods } = writer;
  const pools = nightPools(problem);
  const runs = (poolId: string, t: number) =>
    problem.jobOptions.some(
      (o) => isNightJob(o) && o.poolId === poolId && (o.periodShare[t] ?? 0) > 0,
    );
  const night = problem.serviceOptions.map((option, i) =>
    pools.has(option.poolId) && (option.nightShare ?? 1) < 1
      ? periods.map((t) => (runs(option.poolId, t) ? addNightReplicas(writer, i, t) : null))
      : null,
  );
  for (const service of problem.services) {
    for (const t of periods) addNightDemand(writer, night, service, t);
  }
  return night;
}

function addNightReplicas(writer: NightWriter, i: number, t: number): number {
  const column = writer.builder.column({ integer: true });
  const byDay = writer.replicas[i]?.[t] ?? 0;
  const name = `night replicas ${writer.problem.serviceOptions[i]?.id ?? ''} ${t}`;
  writer.privateRows.add(writer.builder.row(name, { upper: 0 }, [term(column), term(byDay, -1)]));
  return column;
}

function addNightDemand(
  { builder, problem, replicas, isLifted, slack }: NightWriter,
  night: readonly (readonly (number | null)[] | null)[],
  { workloadId, demand }: ServiceRow,
  t: number,
): void {
  const own = problem.serviceOptions
    .map((option, i) => ({ option, i }))
    .filter(({ option }) => option.workloadId === workloadId);
  if (!own.some(({ i }) => (night[i]?.[t] ?? null) !== null) || isLifted(workloadId)) return;
  const share = Math.max(...own.map(({ option }) => option.nightShare ?? 1));
  const asked = (demand[t] ?? 0) * share;
  if (asked <= 0) return;
  // Options of one host share their columns, so each column counts once.
  const counted = new Set<number>();
  const carried = own.flatMap(({ option, i }): Term[] => {
    const column = night[i]?.[t] ?? replicas[i]?.[t] ?? 0;
    if (counted.has(column)) return [];
    counted.add(column);
    return [term(column, Math.min(option.capacityPerReplica, asked))];
  });
  builder.row(`night demand ${workloadId} ${t}`, { lower: asked }, [
    ...carried,
    ...slack(workloadId, share),
  ]);
}
