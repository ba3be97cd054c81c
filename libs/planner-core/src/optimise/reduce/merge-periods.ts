import type { Acquisition, FleetProblem, SupplyCap } from '../fleet-problem';
import type { FleetSolution } from '../solve-fleet';

/** A smaller problem with the same optimum, and the way back to all periods. */
export interface MergedProblem {
  readonly problem: FleetProblem;
  readonly expand: (solution: FleetSolution) => FleetSolution;
}

/**
 * Merges neighbouring periods in which nothing changes. The optimum stays the same, because what a group
 * needs is needed at its start, so nothing is gained by adding units later within it. That does not hold
 * when units can only trickle in (supply caps), the door closes later (buying ahead), money is given out by period, or a
 * lease ends before the horizon does: then nothing is merged.
 */
export function mergePeriods(problem: FleetProblem): MergedProblem {
  const groups = mayMerge(problem) ? groupsOf(problem) : problemPeriods(problem).map((t) => [t]);
  if (groups.length === problem.periods) return { problem, expand: (solution) => solution };
  const firsts = groups.map((g) => g[0] ?? 0);
  const pick = <T>(values: readonly T[]): T[] => firsts.flatMap((t) => values.slice(t, t + 1));
  const mergeWay = (a: Acquisition): Acquisition => ({
    weight: groups.map((g) => sumAt(a.weight, g)),
    costUsd: groups.map((g) => sumAt(a.costUsd, g)),
    open: pick(a.open),
    ...(a.capexUsd === undefined ? {} : { capexUsd: pick(a.capexUsd) }),
    ...(a.surcharge === undefined
      ? {}
      : {
          surcharge: {
            share: pick(a.surcharge.share),
            weight: groups.map((g) => sumAt(a.surcharge?.weight ?? [], g)),
            costUsd: groups.map((g) => sumAt(a.surcharge?.costUsd ?? [], g)),
          },
        }),
  });
  const acquisition = (a: Acquisition | null): Acquisition | null =>
    a === null ? null : mergeWay(a);
  const merged: FleetProblem = {
    ...problem,
    periods: groups.length,
    pools: problem.pools.map((pool) => ({
      ...pool,
      existingUnits: pick(pool.existingUnits),
      buy: acquisition(pool.buy),
      rent: acquisition(pool.rent),
      ...(pool.leases === undefined
        ? {}
        : {
            leases: pool.leases.map((lease) => ({ ...lease, ...mergeWay(lease) })),
          }),
    })),
    supply: problem.supply.map((cap) => ({
      ...cap,
      chipsPerPeriod: pick(cap.chipsPerPeriod),
      ...(cap.counts === undefined ? {} : { counts: cap.counts.map(pick) }),
    })),
    services: problem.services.map((s) => ({ ...s, demand: pick(s.demand) })),
    jobOptions: problem.jobOptions.map((o) => ({ ...o, periodShare: pick(o.periodShare) })),
  };
  return { problem: merged, expand: (solution) => expand(solution, groups) };
}

const problemPeriods = (problem: FleetProblem): number[] =>
  Array.from({ length: problem.periods }, (_, t) => t);

const mayMerge = (problem: FleetProblem): boolean =>
  problem.supply.every(isQuota) &&
  (problem.budgets ?? []).length === 0 &&
  problem.pools.every(
    (pool) =>
      staysOpen(pool.buy) &&
      staysOpen(pool.rent) &&
      (pool.leases ?? []).every(
        (lease) => lease.termPeriods >= problem.periods && staysOpen(lease),
      ),
  );

const staysOpen = (a: Acquisition | null): boolean =>
  a === null ||
  a.open.every(
    (open, t) =>
      t === 0 || a.open[t - 1] !== true || (open && surchargeAt(a, t) <= surchargeAt(a, t - 1)),
  );

const surchargeAt = (a: Acquisition, t: number): number => a.surcharge?.share[t] ?? 0;

/** A quota on what is bought says how many, not when. */
const isQuota = (cap: SupplyCap): boolean =>
  cap.boughtOnly === true &&
  cap.minimumChips === undefined &&
  cap.chipsPerPeriod.every((chips) => chips === Infinity);

function groupsOf(problem: FleetProblem): number[][] {
  const groups: number[][] = [];
  for (const t of problemPeriods(problem)) {
    const last = groups.at(-1);
    if (last !== undefined && isSame(problem, t - 1, t)) last.push(t);
    else groups.push([t]);
  }
  return groups;
}

function isSame(problem: FleetProblem, a: number, b: number): boolean {
  return (
    problem.services.every((s) => s.demand[a] === s.demand[b]) &&
    problem.pools.every(
      (p) =>
        p.existingUnits[a] === p.existingUnits[b] &&
        p.buy?.open[a] === p.buy?.open[b] &&
        p.buy?.surcharge?.share[a] === p.buy?.surcharge?.share[b] &&
        p.rent?.open[a] === p.rent?.open[b] &&
        (p.leases ?? []).every((l) => l.open[a] === l.open[b]),
    ) &&
    problem.supply.every((cap) => (cap.counts ?? []).every((row) => row[a] === row[b])) &&
    problem.jobOptions.every((o) => runs(o.periodShare[a]) === runs(o.periodShare[b]))
  );
}

const runs = (share: number | undefined): boolean => (share ?? 0) > 0;

const sumAt = (values: readonly number[], at: readonly number[]): number =>
  at.reduce((sum, t) => sum + (values[t] ?? 0), 0);

function expand(solution: FleetSolution, groups: readonly (readonly number[])[]): FleetSolution {
  const stretch = (values: readonly number[]) =>
    groups.flatMap((g, i) => g.map(() => values[i] ?? 0));
  const atStart = (values: readonly number[]) =>
    groups.flatMap((g, i) => g.map((_, k) => (k === 0 ? (values[i] ?? 0) : 0)));
  return {
    ...solution,
    pools: solution.pools.map((p) => ({
      bought: atStart(p.bought),
      rented: stretch(p.rented),
      ...(p.leased === undefined ? {} : { leased: p.leased.map(atStart) }),
    })),
    replicas: solution.replicas.map(stretch),
    ...(solution.nightReplicas === undefined
      ? {}
      : { nightReplicas: solution.nightReplicas.map((n) => (n === null ? null : stretch(n))) }),
  };
}
