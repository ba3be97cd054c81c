import type { FleetModel } from '../model/fleet-block';
import type { RebuiltFleet } from './rebuild-fleet';
import { UnitCosts, type Orders } from './unit-costs';

const ROUNDING = 1e-6;

/**
 * Orders for the units of a rebuilt fleet: host by host, the dearest first, each at the one site where it costs least among
 * those whose limits still have room, or unit by unit where no site has room for all. Where none has room for one the
 * cheapest is taken all the same; the limit then shows as broken. Tells the values of all columns of the program.
 */
export function orderWithin(
  fleet: FleetModel,
  prices: readonly number[],
  { replicas, jobs, units }: RebuiltFleet,
): number[] {
  const byHost = new UnitCosts(fleet, prices);
  const byPool = new UnitCosts(
    fleet,
    prices,
    fleet.problem.pools.map((_, p) => [p]),
  );
  const room = new Room(fleet);
  const values = fleet.model.columns.map(() => 0);
  for (const map of [replicas, jobs]) for (const [column, value] of map) values[column] = value;
  room.take(jobs);
  const jobUnits = new Map<string, number>();
  fleet.problem.jobOptions.forEach((o, i) => {
    if (o.dedicatedRent !== null || (jobs.get(fleet.jobs[i] ?? -1) ?? 0) === 0) return;
    jobUnits.set(o.poolId, (jobUnits.get(o.poolId) ?? 0) + o.units);
  });
  const order = fleet.hosts
    .map((_, h) => ({ h, cost: byHost.cost(h, units[h] ?? []) }))
    .sort((a, b) => b.cost - a.cost || a.h - b.h);
  for (const { h } of order) {
    const all = fleet.hosts[h]?.pools ?? [];
    const withJob = all.filter((p) => jobUnits.has(fleet.problem.pools[p]?.id ?? ''));
    let forJobs = Math.max(
      0,
      ...withJob.map((p) => jobUnits.get(fleet.problem.pools[p]?.id ?? '') ?? 0),
    );
    const sets = byHost
      .sets(h, units[h] ?? [])
      .map(({ set, count }) => ({ needed: [...set.needed], count }));
    const ordersAt = (p: number, wanted: typeof sets): Orders => {
      const orders: Orders = new Map();
      for (const { needed, count } of wanted) {
        const own: Orders = new Map();
        byPool.orders(p, beyond(byPool, p, needed), own);
        for (const [c, n] of own) orders.set(c, (orders.get(c) ?? 0) + n * count);
      }
      return withConsequences(fleet, p, orders);
    };
    const costAt = (p: number, wanted: typeof sets): number =>
      wanted.reduce(
        (sum, { needed, count }) => sum + count * byPool.cost(p, beyond(byPool, p, needed)),
        0,
      );
    const place = (wanted: typeof sets, pools: readonly number[], isLast: boolean): boolean => {
      const ranked = pools
        .map((p) => ({ p, cost: costAt(p, wanted) }))
        .filter(({ cost }) => Number.isFinite(cost))
        .sort((a, b) => a.cost - b.cost || a.p - b.p);
      const fitting = ranked
        .map(({ p }) => ordersAt(p, wanted))
        .find((orders, k) => room.has(orders) || (isLast && k === ranked.length - 1));
      if (fitting === undefined) return false;
      room.take(fitting);
      for (const [c, n] of fitting) values[c] = (values[c] ?? 0) + n;
      return true;
    };
    if (sets.length === 0 || place(sets, forJobs > 0 ? withJob : all, false)) continue;
    // The units needed the longest come first: the jobs' site has to hold theirs.
    for (const { needed, count } of sets) {
      for (let k = 0; k < count; k += 1) {
        place([{ needed, count: 1 }], forJobs > 0 ? withJob : all, true);
        forJobs -= 1;
      }
    }
  }
  return values;
}

/** The periods one unit is needed in on top of what its pool holds, so that nothing held counts for it. */
const beyond = (costs: UnitCosts, pool: number, needed: readonly number[]): number[] =>
  needed.map((n, t) => (n > 0 ? (costs.existing[pool]?.[t] ?? 0) + n : 0));

/** Orders with what follows from them: units owned from then on, and leases that run. */
function withConsequences(fleet: FleetModel, p: number, orders: Orders): Orders {
  const all: Orders = new Map(orders);
  const columns = fleet.pools[p];
  let owned = 0;
  columns?.bought.forEach((column, t) => {
    owned += column === null ? 0 : (orders.get(column) ?? 0);
    const total = fleet.ownedColumns[p]?.[t] ?? null;
    if (total !== null && owned > 0) all.set(total, owned);
  });
  columns?.leasedNow.forEach((now, k) => {
    const term = fleet.problem.pools[p]?.leases?.[k]?.termPeriods ?? 1;
    now.forEach((column, t) => {
      if (column === null) return;
      const begun = (columns.leased[k] ?? []).slice(Math.max(0, t - term + 1), t + 1);
      const running = begun.reduce(
        (sum: number, c) => sum + (c === null ? 0 : (orders.get(c) ?? 0)),
        0,
      );
      if (running > 0) all.set(column, running);
    });
  });
  return all;
}

/** What is left of the limits that several hosts share and that have an upper side. */
class Room {
  private readonly left: Float64Array;
  private readonly entriesOf: (readonly [row: number, weight: number])[][];

  constructor({ model, privateRows }: FleetModel) {
    this.left = Float64Array.from(model.rows, (r) => r.upper);
    this.entriesOf = model.columns.map(() => []);
    model.rows.forEach(({ entries, lower, upper }, r) => {
      if (privateRows.has(r) || !Number.isFinite(upper) || lower === upper) return;
      for (const [c, weight] of entries) this.entriesOf[c]?.push([r, weight]);
    });
  }

  has(orders: Orders): boolean {
    const more = new Map<number, number>();
    this.add(orders, (r, amount) => more.set(r, (more.get(r) ?? 0) + amount));
    return [...more].every(([r, amount]) => {
      const left = this.left[r] ?? 0;
      return amount <= 0 || amount <= left + ROUNDING * Math.max(1, Math.abs(left));
    });
  }

  take(orders: ReadonlyMap<number, number>): void {
    this.add(orders, (r, amount) => {
      this.left[r] = (this.left[r] ?? 0) - amount;
    });
  }

  private add(
    orders: ReadonlyMap<number, number>,
    note: (row: number, amount: number) => void,
  ): void {
    for (const [c, n] of orders) {
      for (const [r, weight] of this.entriesOf[c] ?? []) note(r, weight * n);
    }
  }
}
