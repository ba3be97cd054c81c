import type { FleetModel } from '../model/fleet-block';
import { nightPools } from '../model/fleet-nights';
import type { FleetRelaxation } from './relax-fleet';

/** One way to have a unit of a pool, beside what the unit would be worth. Both in the objective's unit. */
export interface WayPrice {
  readonly kind: 'buy' | 'rent' | 'lease';
  /** First and last period it is held in. */
  readonly from: number;
  readonly until: number;
  readonly cost: number;
  /** Worth of the best work on it, less what it takes of limits, by the duals of the relaxation. */
  readonly worth: number;
  /** Of a lease: its place among the leases of the pool. */
  readonly lease?: number;
}

/** Prices at which units would enter the relaxation, by index of the problem's pools and job options. */
export interface FleetPrices {
  readonly pools: readonly (readonly WayPrice[])[];
  /** Cost beyond worth of runs rented by themselves; `null` for those that use a pool's units. */
  readonly runs: readonly (number | null)[];
}

/**
 * Reduced costs by whole units. In each period a unit is worth what the best work on it is worth by the duals of demands
 * and cuts, and enough for any job to break even; from that goes what it takes of limits that bind. With these duals of
 * the rows of a single host no column of replicas or jobs is worth more than it costs, so that a fleet with a unit
 * of a pool nobody owned before costs at least the bound of the relaxation and what the unit costs beyond its worth.
 * Nothing is told of pools on which jobs run at night, whose duals have a second row.
 */
export function pricePools(fleet: FleetModel, relaxation: FleetRelaxation): FleetPrices {
  const { problem, hosts, jobs } = fleet;
  const gain = gainsOf(fleet, relaxation);
  const nights = nightPools(problem);
  const indexOf = new Map(problem.pools.map((p, i) => [p.id, i]));
  const jobsAt = problem.pools.map((): number[] => []);
  problem.jobOptions.forEach((o, i) => {
    if (o.dedicatedRent === null) jobsAt[indexOf.get(o.poolId) ?? -1]?.push(i);
  });
  const pools: WayPrice[][] = problem.pools.map(() => []);
  hosts.forEach((host, h) => {
    const worth = worthByPeriod(
      fleet,
      h,
      gain,
      host.pools.flatMap((p) => jobsAt[p] ?? []),
    );
    for (const p of host.pools) {
      if (nights.has(problem.pools[p]?.id ?? '')) continue;
      pools[p] = [
        ...boughtWays(fleet, p, worth, gain),
        ...rentedWays(fleet, p, worth, gain),
        ...leasedWays(fleet, p, worth, gain),
      ];
    }
  });
  return {
    pools,
    runs: problem.jobOptions.map((o, i) =>
      o.dedicatedRent === null ? null : costOf(fleet, jobs[i]) - (gain[jobs[i] ?? -1] ?? 0),
    ),
  };
}

/** What the best way costs beyond its worth, not below 0; 0 where nothing is known. */
export const leastExtra = (ways: readonly WayPrice[]): number =>
  ways.length === 0 ? 0 : Math.max(0, Math.min(...ways.map((w) => w.cost - w.worth)));

/** By column: sum of dual x coefficient over all rows but those of a single host. */
function gainsOf({ model, privateRows }: FleetModel, relaxation: FleetRelaxation): number[] {
  const gain = model.columns.map(() => 0);
  const add = (entries: readonly (readonly [number, number])[], dual: number) => {
    if (dual === 0) return;
    for (const [column, weight] of entries) gain[column] = (gain[column] ?? 0) + dual * weight;
  };
  model.rows.forEach(({ entries }, r) => {
    if (!privateRows.has(r)) add(entries, relaxation.rowDuals[r] ?? 0);
  });
  relaxation.cuts.forEach(({ entries }, k) => add(entries, relaxation.cutDuals[k] ?? 0));
  return gain;
}

function worthByPeriod(
  fleet: FleetModel,
  h: number,
  gain: readonly number[],
  jobs: readonly number[],
): number[] {
  const options = fleet.hosts[h]?.options ?? [];
  const worth = Array.from({ length: fleet.problem.periods }, (_, t) =>
    options.reduce((most, o) => {
      const column = fleet.replicas[o.members[0] ?? -1]?.[t] ?? -1;
      return Math.max(most, (gain[column] ?? 0) / o.unitsPerReplica);
    }, 0),
  );
  for (const i of jobs) {
    const option = fleet.problem.jobOptions[i];
    if (option === undefined) continue;
    const runs = option.periodShare.flatMap((share, t) => (share > 0 ? [t] : []));
    const paid = runs.reduce((sum, t) => sum + (worth[t] ?? 0) * option.units, 0);
    const missing = (gain[fleet.jobs[i] ?? -1] ?? 0) - paid;
    if (missing <= 0) continue;
    for (const t of runs) worth[t] = (worth[t] ?? 0) + missing / (option.units * runs.length);
  }
  return worth;
}

function boughtWays(
  fleet: FleetModel,
  p: number,
  worth: readonly number[],
  gain: readonly number[],
): WayPrice[] {
  const running = fleet.ownedColumns[p] ?? [];
  const ways: WayPrice[] = [];
  let kept = 0;
  for (let t = worth.length - 1; t >= 0; t -= 1) {
    kept += worth[t] ?? 0;
    const own = running[t] ?? null;
    if (own !== null && own !== (running[t - 1] ?? null)) kept += gain[own] ?? 0;
    const column = fleet.pools[p]?.bought[t] ?? null;
    if (column === null) continue;
    ways.push({
      kind: 'buy',
      from: t,
      until: worth.length - 1,
      cost: costOf(fleet, column),
      worth: kept + (gain[column] ?? 0),
    });
  }
  return ways;
}

/** What is rented may be held on after the door has closed, so a stretch runs until the door is open again. */
function rentedWays(
  fleet: FleetModel,
  p: number,
  worth: readonly number[],
  gain: readonly number[],
): WayPrice[] {
  const columns = fleet.pools[p]?.rented ?? [];
  const open = fleet.problem.pools[p]?.rent?.open ?? [];
  const ways: WayPrice[] = [];
  open.forEach((isOpen, from) => {
    if (!isOpen) return;
    let way = { cost: 0, worth: 0 };
    for (let t = from; t < worth.length && (t === from || open[t] !== true); t += 1) {
      const column = columns[t];
      if (column === null || column === undefined) break;
      way = {
        cost: way.cost + costOf(fleet, column),
        worth: way.worth + (worth[t] ?? 0) + (gain[column] ?? 0),
      };
      ways.push({ kind: 'rent', from, until: t, ...way });
    }
  });
  return ways;
}

function leasedWays(
  fleet: FleetModel,
  p: number,
  worth: readonly number[],
  gain: readonly number[],
): WayPrice[] {
  const leases = fleet.problem.pools[p]?.leases ?? [];
  return leases.flatMap(({ termPeriods }, k) => {
    const begins = fleet.pools[p]?.leased[k] ?? [];
    const runs = fleet.pools[p]?.leasedNow[k] ?? [];
    return begins.flatMap((column, from): WayPrice[] => {
      if (column === null) return [];
      const until = Math.min(worth.length, from + termPeriods) - 1;
      let way = { cost: costOf(fleet, column), worth: gain[column] ?? 0 };
      for (let t = from; t <= until; t += 1) {
        const now = runs[t] ?? -1;
        way = {
          cost: way.cost + costOf(fleet, now),
          worth: way.worth + (worth[t] ?? 0) + (gain[now] ?? 0),
        };
      }
      return [{ kind: 'lease', lease: k, from, until, ...way }];
    });
  });
}

const costOf = (fleet: FleetModel, column: number | undefined): number =>
  fleet.model.columns[column ?? -1]?.cost ?? 0;
