import type { FleetModel } from '../model/fleet-block';
import { nightPools } from '../model/fleet-nights';
import type { Row } from '../program/linear-model';

const NOTHING = 1e-7;
/** Hosts of each workload the relaxation starts with. */
const FIRST_HOSTS = 3;
/** Work worth this share of the best enters together with it. */
const NEARLY = 0.9;

interface Entry {
  readonly row: number;
  readonly weight: number;
}

/**
 * Prices whole hosts. A unit of a host is worth, in each period, what the best work on it is worth by the duals
 * of demands and cuts; a host pays where a unit costs less than the sum of that. For a host with nothing owned
 * before, this choice of the duals of its capacity rows is as valid as the solver's and makes the cost of
 * using it as large as it can be shown to be.
 */
export class HostPricing {
  private readonly entries: readonly (readonly Entry[])[];
  /** The host a column belongs to; `null` for columns that belong to none. */
  readonly hostOf: readonly (number | null)[];
  private readonly owned: readonly boolean[];

  constructor(private readonly fleet: FleetModel) {
    const entries: Entry[][] = fleet.model.columns.map(() => []);
    fleet.model.rows.forEach(({ entries: of }, row) => {
      for (const [column, weight] of of) entries[column]?.push({ row, weight });
    });
    this.entries = entries;
    this.hostOf = hostOfColumn(fleet);
    // Prices tell nothing of a host's nights: those with jobs that wait for them are always looked at.
    const nights = nightPools(fleet.problem);
    this.owned = fleet.hosts.map((h) =>
      h.pools.some((p) => {
        const pool = fleet.problem.pools[p];
        return pool?.existingUnits.some((n) => n > 0) === true || nights.has(pool?.id ?? '');
      }),
    );
  }

  /** The cheapest few hosts of every workload by what they cost alone, and all that hold something already. */
  first(): { hosts: Set<number>; columns: number[] } {
    const { problem, hosts, replicas } = this.fleet;
    const monthly = hosts.map(({ pools }) =>
      Math.min(
        ...pools.flatMap((p) => {
          const { buy, rent } = problem.pools[p] ?? { buy: null, rent: null };
          return [buy, rent].flatMap((way) =>
            way?.open.some(Boolean) === true ? [Math.min(...way.weight)] : [],
          );
        }),
      ),
    );
    const first = new Set(this.owned.flatMap((own, h) => (own ? [h] : [])));
    const columns: number[] = [];
    const ranked = new Map<string, { host: number; price: number; columns: readonly number[] }[]>();
    hosts.forEach((host, h) => {
      const note = (workload: string, units: number, of: readonly number[]) => {
        const list = ranked.get(workload) ?? [];
        list.push({ host: h, price: (monthly[h] ?? Infinity) * units, columns: of });
        ranked.set(workload, list);
      };
      for (const o of host.options) {
        const of = replicas[o.members[0] ?? 0] ?? [];
        note(o.workloadId, o.unitsPerReplica / o.capacityPerReplica, of);
        if (this.owned[h] === true) columns.push(...of);
      }
      const ids = new Set(host.pools.map((p) => problem.pools[p]?.id));
      for (const o of problem.jobOptions) {
        if (ids.has(o.poolId)) note(`job ${o.jobId}`, o.units, []);
      }
    });
    for (const list of ranked.values()) {
      list.sort((a, b) => a.price - b.price || a.host - b.host);
      const atOnce = list.find(({ host }) => this.isOpenAtOnce(host));
      for (const { host, columns: of } of [
        ...list.slice(0, FIRST_HOSTS),
        ...(atOnce === undefined ? [] : [atOnce]),
      ]) {
        first.add(host);
        columns.push(...of);
      }
    }
    return { hosts: first, columns };
  }

  private isOpenAtOnce(host: number): boolean {
    return (this.fleet.hosts[host]?.pools ?? []).some((p) => {
      const { buy, rent } = this.fleet.problem.pools[p] ?? { buy: null, rent: null };
      return buy?.open[0] === true || rent?.open[0] === true;
    });
  }

  /** Hosts not looked at that would lower the bound if they were, the most worthwhile first. */
  worthwhile(
    duals: readonly number[],
    cuts: readonly Row[],
    active: ReadonlySet<number>,
  ): number[] {
    const gain = this.gains(duals, cuts);
    return this.fleet.hosts
      .flatMap((_, h) => {
        if (active.has(h)) return [];
        const left = this.leastShareLeft(h, this.worthOf(h, gain), gain);
        return left < -NOTHING ? [{ h, left }] : [];
      })
      .sort((a, b) => a.left - b.left || a.h - b.h)
      .map(({ h }) => h);
  }

  /** Columns of the work on hosts that is worth about as much as the best work there, in any period. */
  bestReplicas(duals: readonly number[], cuts: readonly Row[], hosts: readonly number[]): number[] {
    if (hosts.length === 0) return [];
    const gain = this.gains(duals, cuts);
    const { replicas } = this.fleet;
    return hosts.flatMap((h) => {
      const worth = this.worthOf(h, gain);
      return (this.fleet.hosts[h]?.options ?? []).flatMap((o) =>
        (replicas[o.members[0] ?? 0] ?? []).filter(
          (c, t) =>
            (gain[c] ?? 0) > 0 && (gain[c] ?? 0) / o.unitsPerReplica >= NEARLY * (worth[t] ?? 0),
        ),
      );
    });
  }

  /** By column: sum of dual x coefficient over all rows but those of a single host. */
  private gains(duals: readonly number[], cuts: readonly Row[]): number[] {
    const { privateRows } = this.fleet;
    const gain = this.entries.map((list) =>
      list.reduce(
        (sum, { row, weight }) => (privateRows.has(row) ? sum : sum + (duals[row] ?? 0) * weight),
        0,
      ),
    );
    cuts.forEach((cut, k) => {
      const dual = duals[this.fleet.model.rows.length + k] ?? 0;
      if (dual === 0) return;
      for (const [column, weight] of cut.entries)
        gain[column] = (gain[column] ?? 0) + dual * weight;
    });
    return gain;
  }

  /** What a unit of a host is worth in each period: the best work, and enough for any job to break even. */
  private worthOf(h: number, gain: readonly number[]): number[] {
    const { fleet } = this;
    const host = fleet.hosts[h];
    const worth = (fleet.capacityRows[h] ?? []).map((_, t) =>
      Math.max(
        0,
        ...(host?.options ?? []).map((o) => {
          const column = fleet.replicas[o.members[0] ?? 0]?.[t] ?? 0;
          return (gain[column] ?? 0) / o.unitsPerReplica;
        }),
      ),
    );
    fleet.problem.jobOptions.forEach((o, i) => {
      const p = fleet.problem.pools.findIndex((pool) => pool.id === o.poolId);
      if (o.dedicatedRent !== null || host?.pools.includes(p) !== true) return;
      const runs = o.periodShare.flatMap((share, t) => (share > 0 ? [t] : []));
      const paid = runs.reduce((sum, t) => sum + (worth[t] ?? 0) * o.units, 0);
      const missing = (gain[fleet.jobs[i] ?? 0] ?? 0) - paid;
      if (missing <= 0) return;
      for (const t of runs) worth[t] = (worth[t] ?? 0) + missing / (o.units * runs.length);
    });
    return worth;
  }

  /** What the best way to get a unit costs beyond its worth, as a share of its cost; below 0 it pays. */
  private leastShareLeft(h: number, worth: readonly number[], gain: readonly number[]): number {
    const { fleet } = this;
    let least = Infinity;
    const note = (column: number, gained: number) => {
      const cost = fleet.model.columns[column]?.cost ?? 0;
      const extra = cost - gained;
      least = Math.min(least, extra / Math.max(1, Math.abs(cost)));
    };
    for (const p of fleet.hosts[h]?.pools ?? []) {
      const columns = fleet.pools[p];
      const running = fleet.ownedColumns[p] ?? [];
      // What is owned from a period on: worth in each, less what it weighs on limits of sites and shares.
      let kept = 0;
      for (let t = worth.length - 1; t >= 0; t -= 1) {
        kept += worth[t] ?? 0;
        const own = running[t] ?? null;
        if (own !== null && own !== (running[t - 1] ?? null)) kept += gain[own] ?? 0;
        const bought = columns?.bought[t] ?? null;
        if (bought !== null) note(bought, kept + (gain[bought] ?? 0));
        const rented = columns?.rented[t] ?? null;
        if (rented !== null) note(rented, (worth[t] ?? 0) + (gain[rented] ?? 0));
      }
      (fleet.problem.pools[p]?.leases ?? []).forEach(({ termPeriods }, k) => {
        // What is on lease serves for its term: worth in each period, less what it weighs on limits.
        const served = worth.map((w, t) => w + (gain[columns?.leasedNow[k]?.[t] ?? -1] ?? 0));
        columns?.leased[k]?.forEach((leased, t) => {
          const term = served.slice(t, t + termPeriods).reduce((a, b) => a + b, 0);
          if (leased !== null) note(leased, term + (gain[leased] ?? 0));
        });
      });
      fleet.problem.jobOptions.forEach((o, i) => {
        if (o.poolId !== fleet.problem.pools[p]?.id || o.dedicatedRent === null) return;
        const column = fleet.jobs[i] ?? 0;
        const runs = o.periodShare.map((share, t) => (share > 0 ? (worth[t] ?? 0) * o.units : 0));
        note(column, (gain[column] ?? 0) - runs.reduce((a, b) => a + b, 0));
      });
    }
    return least;
  }
}

/** The host a column belongs to; `null` for columns that belong to none, such as a job's own rent. */
function hostOfColumn(fleet: FleetModel): (number | null)[] {
  const hostOf = fleet.model.columns.map((): number | null => null);
  fleet.hosts.forEach((host, h) => {
    const ids = new Set(host.pools.map((p) => fleet.problem.pools[p]?.id));
    const columns = [
      ...host.pools.flatMap((p) => [
        ...(fleet.pools[p]?.bought ?? []),
        ...(fleet.pools[p]?.rented ?? []),
        ...(fleet.pools[p]?.leased ?? []).flat(),
        ...(fleet.pools[p]?.leasedNow ?? []).flat(),
        ...(fleet.ownedColumns[p] ?? []),
      ]),
      ...host.options.flatMap((o) => fleet.replicas[o.members[0] ?? 0] ?? []),
      ...host.options.flatMap((o) => fleet.nightReplicas[o.members[0] ?? 0] ?? []),
      ...fleet.problem.jobOptions.flatMap((o, i) =>
        o.dedicatedRent === null && ids.has(o.poolId) ? (fleet.jobs[i] ?? null) : null,
      ),
    ];
    for (const column of columns) if (column !== null) hostOf[column] = h;
  });
  return hostOf;
}
