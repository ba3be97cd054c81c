import type { Decided } from './fleet-block';
import type { Acquisition, Lease, Pool } from '../fleet-problem';
import {
  present,
  sum,
  sumFrom,
  term,
  type LinearModelBuilder,
  type Term,
} from '../program/linear-model';

/** Columns that add units to a pool; `null` where the door is shut. */
export interface PoolColumns {
  readonly bought: readonly (number | null)[];
  readonly rented: readonly (number | null)[];
  /** By lease of the pool and period: units whose term begins. */
  readonly leased: readonly (readonly (number | null)[])[];
  /** By lease and period: units whose term runs; one column stands for one period. */
  readonly leasedNow: readonly (readonly (number | null)[])[];
}

/** A pool in the program. Arrays by period. */
export interface PoolUnits {
  readonly columns: PoolColumns;
  /** Running totals of what was bought; one column may stand for several periods. */
  readonly owned: readonly (number | null)[];
  /** Units in service of what was acquired in any way. */
  readonly acquired: readonly Term[][];
}

export interface PoolWriter {
  readonly builder: LinearModelBuilder;
  readonly periods: readonly number[];
  /** Rows that concern the pool alone are noted here. */
  readonly privateRows: Set<number>;
  readonly cost: (weight: number) => number;
  /** Bounds of a decision, pinned where it is decided already. */
  readonly range: (decided: number | undefined) => { lower: number; upper: number };
}

/** Adds the columns that add units to a pool, and the rows that follow what is in service. */
export function addPoolColumns(
  writer: PoolWriter,
  pool: Pool,
  decided: Decided['pools'][number] | undefined,
): PoolUnits {
  const { builder, periods } = writer;
  const { buy } = pool;
  const bought = periods.map((t) =>
    buy?.open[t] === true
      ? builder.column({
          cost: writer.cost(arrivalCost(buy, 'weight', t)),
          ...writer.range(decided?.bought[t]),
          integer: true,
        })
      : null,
  );
  const rented = addRent(writer, pool, decided?.rented);
  const leases = (pool.leases ?? []).map((lease, k) =>
    addLease(writer, pool, lease, decided?.leased?.[k]),
  );
  const owned = addOwned(writer, pool, bought);
  return {
    columns: {
      bought,
      rented,
      leased: leases.map((l) => l.leased),
      leasedNow: leases.map((l) => l.now),
    },
    owned,
    acquired: periods.map((t) => [
      ...present(owned[t], 1),
      ...present(rented[t], 1),
      ...leases.flatMap((l) => present(l.now[t], 1)),
    ]),
  };
}

/** What a unit that arrives in a period weighs, or costs, to the end of the horizon. */
export const arrivalCost = (way: Acquisition, of: 'weight' | 'costUsd', t: number): number =>
  sumFrom(way[of], t) +
  (way.surcharge === undefined ? 0 : (way.surcharge.share[t] ?? 0) * sumFrom(way.surcharge[of], t));

/** Rent is held by period; where the door is shut what is held may stay but not grow. */
function addRent(
  { builder, periods, privateRows, cost, range }: PoolWriter,
  { id, rent }: Pool,
  decided: readonly number[] | undefined,
): (number | null)[] {
  const rented = periods.map((t) =>
    rent !== null && rent.open.slice(0, t + 1).some(Boolean)
      ? builder.column({ cost: cost(rent.weight[t] ?? 0), ...range(decided?.[t]), integer: true })
      : null,
  );
  for (const t of periods) {
    const now = rented[t];
    if (now === null || now === undefined || rent?.open[t] === true) continue;
    privateRows.add(
      builder.row(`rent stays ${id} ${t}`, { upper: 0 }, [
        term(now),
        ...present(rented[t - 1], -1),
      ]),
    );
  }
  return rented;
}

/** What a lease that begins in a period weighs until its term or the horizon ends. */
export const leaseWeight = (
  { termPeriods }: Lease,
  weight: Acquisition['weight'],
  t: number,
): number => sum(weight.slice(t, t + termPeriods));

/** Units in service now are those of the period before, those that begin, less those whose term is over. */
function addLease(
  { builder, periods, privateRows, cost, range }: PoolWriter,
  pool: Pool,
  lease: Lease,
  decided: readonly number[] | undefined,
): { leased: (number | null)[]; now: (number | null)[] } {
  const leased = periods.map((t) =>
    lease.open[t] === true
      ? builder.column({
          cost: cost(leaseWeight(lease, lease.weight, t)),
          ...range(decided?.[t]),
          integer: true,
        })
      : null,
  );
  const now: (number | null)[] = [];
  for (const t of periods) {
    const begins = leased[t] ?? null;
    const ends = leased[t - lease.termPeriods] ?? null;
    const before = now[t - 1] ?? null;
    if (begins === null && before === null) {
      now.push(null);
      continue;
    }
    const column = builder.column({});
    privateRows.add(
      builder.row(`leased ${pool.id} ${lease.id} ${t}`, { lower: 0, upper: 0 }, [
        term(column),
        ...present(before, -1),
        ...present(begins, -1),
        ...present(ends, 1),
      ]),
    );
    now.push(column);
  }
  return { leased, now };
}

/** A running total per period keeps rows short; without it they grow with the square of the horizon. */
function addOwned(
  { builder, privateRows }: PoolWriter,
  pool: Pool,
  bought: readonly (number | null)[],
): (number | null)[] {
  let before: number | null = null;
  return bought.map((arrival, t) => {
    if (arrival === null) return before;
    const now = builder.column({});
    privateRows.add(
      builder.row(`owned ${pool.id} ${t}`, { lower: 0, upper: 0 }, [
        term(now),
        term(arrival, -1),
        ...present(before, -1),
      ]),
    );
    before = now;
    return now;
  });
}
