import type {
  Acquisition,
  FleetProblem,
  JobOption,
  Lease,
  Pool,
  ServiceOption,
} from '../fleet-problem';
import { arrivalCost } from '../model/pool-columns';

/** Keeps rounding from telling equal figures apart. */
const ROUNDING = 1e-9;

/** What can run in a pool, by workload. */
interface Work {
  readonly services: ReadonlyMap<string, ServiceOption>;
  readonly jobs: ReadonlyMap<string, JobOption>;
}

/**
 * Ids of pools no fleet needs, because another pool at the same site does all they do for no more of anything: a whole
 * number of its units in the place of each of theirs carries the same replicas and jobs at no more cost, power and
 * space, is to be had in every period in the same way, and no limit counts it against the fleet. Leaving such pools
 * out changes the cost of no optimum. Pools with units owned before stay; of equals one stays. Where kinds of systems are
 * limited nothing is left out, since replacing one kind at two sites may take two others.
 */
export function dominatedPools(problem: FleetProblem): Set<string> {
  const out = new Set<string>();
  const canReplace = replacing(problem);
  const bySite = new Map<string, Pool[]>();
  for (const pool of problem.pools) {
    bySite.set(pool.siteId, [...(bySite.get(pool.siteId) ?? []), pool]);
  }
  for (const pools of bySite.values()) {
    for (const pool of pools) {
      if (pools.some((other) => !out.has(other.id) && canReplace(other, pool))) out.add(pool.id);
    }
  }
  return out;
}

/** Whether one pool of a problem does all that another does for no more of anything. */
export function replacing(problem: FleetProblem): (better: Pool, pool: Pool) => boolean {
  if (problem.maximumSystemKinds !== null) return () => false;
  const work = workOf(problem);
  return (better, pool) =>
    better !== pool &&
    better.siteId === pool.siteId &&
    pool.existingUnits.every((n) => n === 0) &&
    replaces(problem, work, better, pool);
}

function workOf(problem: FleetProblem): ReadonlyMap<string, Work> {
  const work = new Map(
    problem.pools.map((p) => [
      p.id,
      { services: new Map<string, ServiceOption>(), jobs: new Map<string, JobOption>() },
    ]),
  );
  for (const o of problem.serviceOptions) work.get(o.poolId)?.services.set(o.workloadId, o);
  for (const o of problem.jobOptions) work.get(o.poolId)?.jobs.set(jobKey(o), o);
  return work;
}

const jobKey = ({ jobId, dedicatedRent, slot }: JobOption): string =>
  [jobId, dedicatedRent === null ? 'shared' : 'rent', slot ?? 'all'].join('|');

/** Whether some whole number of units of `better` can stand for each unit of `pool`. */
function replaces(
  problem: FleetProblem,
  work: ReadonlyMap<string, Work>,
  better: Pool,
  pool: Pool,
): boolean {
  const [theirs, own] = [work.get(better.id), work.get(pool.id)];
  if (theirs === undefined || own === undefined) return false;
  const units = unitsFor(theirs, own);
  return (
    units !== null &&
    units * better.powerKw <= pool.powerKw + ROUNDING &&
    units * (better.racks ?? 0) <= (pool.racks ?? 0) + ROUNDING &&
    isAsOpen(better.buy, pool.buy, (a, b, t) => ownedAsCheaply(a, b, t, units)) &&
    isAsOpen(better.rent, pool.rent, (a, b, t) => heldAsCheaply(a, b, t, units)) &&
    (pool.leases ?? []).every((lease) => hasLeaseLike(better, lease, units)) &&
    rentsRunsAsCheaply(theirs, own) &&
    keepsShares(problem, better, pool, units) &&
    keepsSupply(problem, better, pool, units)
  );
}

/** Units that carry all that one unit of a pool can; `null` where something would not run on any number of them. */
function unitsFor(theirs: Work, own: Work): number | null {
  let units = 1;
  for (const [id, option] of own.services) {
    const other = theirs.services.get(id);
    if (other === undefined || other.nightShare !== option.nightShare) return null;
    const replicas = Math.ceil(option.capacityPerReplica / other.capacityPerReplica - ROUNDING);
    const needed = (replicas * other.unitsPerReplica) / option.unitsPerReplica;
    units = Math.max(units, Math.ceil(needed - ROUNDING));
  }
  for (const [key, option] of own.jobs) {
    const other = theirs.jobs.get(key);
    if (other === undefined) return null;
    if (other.periodShare.some((s, t) => s > 0 && (option.periodShare[t] ?? 0) <= 0)) return null;
    if (option.dedicatedRent !== null) continue;
    units = Math.max(units, Math.ceil(other.units / option.units - ROUNDING));
  }
  return units;
}

/** Whether a way is open wherever the other's is, on terms that are as good from there on. */
function isAsOpen(
  better: Acquisition | null,
  way: Acquisition | null,
  asGood: (better: Acquisition, way: Acquisition, period: number) => boolean,
): boolean {
  if (way === null || !way.open.some(Boolean)) return true;
  return (
    better !== null &&
    way.open.every((open, t) => !open || (better.open[t] === true && asGood(better, way, t)))
  );
}

const noMore = (units: number, a: number, b: number): boolean =>
  units * a <= b + ROUNDING * Math.max(1, Math.abs(b));

/** What is bought is kept: in every period from the one it arrives in, budgets of single periods included. */
function ownedAsCheaply(a: Acquisition, b: Acquisition, t: number, units: number): boolean {
  return (
    noMore(units, arrivalCost(a, 'weight', t), arrivalCost(b, 'weight', t)) &&
    b.costUsd.every((_, s) => s < t || noMore(units, costAt(a, t, s), costAt(b, t, s))) &&
    noMore(units, a.capexUsd?.[t] ?? 0, b.capexUsd?.[t] ?? 0)
  );
}

/** Cost in a period of a unit that arrived in another. */
const costAt = ({ costUsd, surcharge }: Acquisition, arrival: number, t: number): number =>
  (costUsd[t] ?? 0) + (surcharge?.share[arrival] ?? 0) * (surcharge?.costUsd[t] ?? 0);

/** What is rented in an open period may be held from there on. */
function heldAsCheaply(a: Acquisition, b: Acquisition, t: number, units: number): boolean {
  return (
    b.weight.every((weight, s) => s < t || noMore(units, a.weight[s] ?? 0, weight)) &&
    b.costUsd.every((usd, s) => s < t || noMore(units, a.costUsd[s] ?? 0, usd))
  );
}

const hasLeaseLike = (better: Pool, lease: Lease, units: number): boolean =>
  (better.leases ?? []).some(
    (other) =>
      other.termPeriods === lease.termPeriods &&
      isAsOpen(other, lease, (a, b, t) => heldAsCheaply(a, b, t, units)),
  );

function rentsRunsAsCheaply(theirs: Work, own: Work): boolean {
  return [...own.jobs].every(([key, { dedicatedRent, units }]) => {
    if (dedicatedRent === null) return true;
    const other = theirs.jobs.get(key);
    const rent = other?.dedicatedRent ?? null;
    return (
      rent !== null &&
      other !== undefined &&
      other.units <= units &&
      noMore(1, rent.weight, dedicatedRent.weight) &&
      noMore(1, rent.costUsd, dedicatedRent.costUsd) &&
      (dedicatedRent.costUsdByPeriod ?? []).every((usd, t) =>
        noMore(1, rent.costUsdByPeriod?.[t] ?? 0, usd),
      )
    );
  });
}

/** Whether shares of chips that hold with one unit of a pool hold with the units in its place. */
function keepsShares(problem: FleetProblem, better: Pool, pool: Pool, units: number): boolean {
  const chips = units * better.chips;
  const { minimumDomesticShare, maximumVendorShare } = problem;
  if (maximumVendorShare !== null && (better.vendor !== pool.vendor || chips !== pool.chips)) {
    return false;
  }
  if (minimumDomesticShare === null) return true;
  if (better.domestic !== pool.domestic) return better.domestic;
  // Runs rented by themselves count by their own units, which only equal chips per unit keep alike.
  return chips === pool.chips;
}

function keepsSupply(problem: FleetProblem, better: Pool, pool: Pool, units: number): boolean {
  return problem.supply.every(({ poolIds, minimumChips = 0, counts }) => {
    const isTheirs = poolIds.includes(better.id);
    if (!isTheirs && !poolIds.includes(pool.id)) return true;
    if (minimumChips > 0 || counts !== undefined) return false;
    return !isTheirs || (poolIds.includes(pool.id) && units * better.chips <= pool.chips);
  });
}
