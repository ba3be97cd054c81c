import type { FleetModel } from '../model/fleet-block';

/** One way to hold a unit of a host: columns it adds to, and what it costs beyond the limits it weighs on. */
interface Way {
  readonly column: number;
  readonly cost: number;
  /** First period in which the unit is no longer held. */
  readonly until: number;
}

/** Periods in which a unit is needed (1 or 0 by period), and what the cheapest way to have it costs. */
export interface UnitSet {
  readonly host: number;
  readonly needed: Uint8Array;
  readonly cost: number;
  columns: readonly number[] | null;
}

/** Sums of so many powers of two are exact. */
const KEY_BITS = 50;
const POWERS = Float64Array.from({ length: KEY_BITS }, (_, t) => 2 ** t);

/** Columns with how much is added to each. */
export type Orders = Map<number, number>;

/**
 * What it costs to hold given numbers of units of a host over time. Units are nested: the k-th is held where at least k are,
 * and each finds its own cheapest way (bought for good, leased for terms, rented by period), so a dynamic program over
 * periods per unit is exact where no limit binds. Limits enter through `prices`, their duals.
 */
export class UnitCosts {
  /** By host and period: units held before the plan. */
  readonly existing: readonly (readonly number[])[];
  /** By host and period: least cost of a unit for one period, for comparing hosts. */
  readonly monthly: readonly (readonly number[])[];
  private readonly rents: readonly (Way & { readonly open: boolean })[][];
  private readonly terms: readonly Way[][][];
  private readonly periods: number;
  /** By host: sets of periods whose cost is known, by the bits of their later and their earlier periods. */
  private readonly known: readonly Map<number, Map<number, UnitSet>>[];
  private readonly more: Float64Array;
  private below = 0;
  private count = 0;

  constructor(
    private readonly fleet: FleetModel,
    prices: readonly number[],
    groups: readonly (readonly number[])[] = fleet.hosts.map((h) => h.pools),
  ) {
    const { problem } = fleet;
    this.periods = problem.periods;
    this.more = new Float64Array(this.periods);
    this.known = groups.map(() => new Map());
    const priced = pricedColumns(fleet, prices);
    this.rents = groups.map((pools) => this.rentsOf(pools, priced));
    this.terms = groups.map((pools) => this.termsOf(pools, priced));
    this.existing = groups.map((pools) =>
      this.overPeriods((t) =>
        pools.reduce((sum, p) => sum + (problem.pools[p]?.existingUnits[t] ?? 0), 0),
      ),
    );
    this.monthly = groups.map((_, h) =>
      this.overPeriods((t) =>
        Math.min(
          this.rents[h]?.[t]?.cost ?? Infinity,
          ...this.overPeriods((s) => s)
            .filter((s) => s <= t)
            .flatMap((s) => (this.terms[h]?.[s] ?? []).filter((w) => w.until > t))
            .map((w) => w.cost / Math.max(1, w.until - t)),
        ),
      ),
    );
  }

  /** Cost of holding `units[t]` in every period; `Infinity` where they cannot be had. */
  cost(host: number, units: ArrayLike<number>): number {
    let total = 0;
    this.beginSets(host, units);
    for (let set = this.nextSet(host); set !== null; set = this.nextSet(host)) {
      total += this.count * set.cost;
    }
    return total;
  }

  /** The orders that cost as much. */
  orders(host: number, units: ArrayLike<number>, into: Orders): void {
    for (const { set, count } of this.sets(host, units)) {
      for (const column of this.columnsOf(set)) {
        into.set(column, (into.get(column) ?? 0) + count);
      }
    }
  }

  /** Units beyond those held before, one after the other, with how many are needed in just the same periods. */
  sets(host: number, units: ArrayLike<number>): { set: UnitSet; count: number }[] {
    const list: { set: UnitSet; count: number }[] = [];
    this.beginSets(host, units);
    for (let set = this.nextSet(host); set !== null; set = this.nextSet(host)) {
      list.push({ set, count: this.count });
    }
    return list;
  }

  /** Columns of the cheapest way to have a unit in the periods of a set. */
  columnsOf(set: UnitSet): readonly number[] {
    if (set.columns === null) {
      const chosen: number[] = [];
      this.cheapest(set.host, set.needed, chosen);
      set.columns = chosen;
    }
    return set.columns;
  }

  private beginSets(host: number, units: ArrayLike<number>): void {
    const existing = this.existing[host];
    for (let t = 0; t < this.periods; t += 1) {
      this.more[t] = Math.max(0, (units[t] ?? 0) - (existing?.[t] ?? 0));
    }
    this.below = 0;
  }

  /** The periods in which the next unit is needed; `count` then tells how many need just those. */
  private nextSet(host: number): UnitSet | null {
    const { more, below } = this;
    let next = Infinity;
    let low = 0;
    let high = 0;
    for (let t = 0; t < more.length; t += 1) {
      const n = more[t] ?? 0;
      if (n <= below) continue;
      if (n < next) next = n;
      if (t < KEY_BITS) low += POWERS[t] ?? 0;
      else high += POWERS[t - KEY_BITS] ?? 0;
    }
    if (next === Infinity) return null;
    this.count = next - below;
    const known = this.known[host]?.get(high)?.get(low);
    const set = known ?? this.newSet(host, below);
    if (known === undefined && this.periods <= 2 * KEY_BITS) {
      const ofHost = this.known[host];
      const ofHigh = ofHost?.get(high) ?? new Map<number, UnitSet>();
      ofHost?.set(high, ofHigh.set(low, set));
    }
    this.below = next;
    return set;
  }

  private newSet(host: number, below: number): UnitSet {
    const needed = Uint8Array.from(this.more, (n) => (n > below ? 1 : 0));
    return { host, needed, cost: this.cheapest(host, needed, null), columns: null };
  }

  /** Backwards over periods, with and without a rent that runs; notes the columns of the best way in `chosen`. */
  private cheapest(host: number, needed: Uint8Array, chosen: number[] | null): number {
    const { periods } = this;
    const rents = this.rents[host] ?? [];
    const terms = this.terms[host] ?? [];
    const free = new Float64Array(periods + 1);
    const renting = new Float64Array(periods + 1);
    const steps: (Way | null)[] = [];
    for (let t = periods - 1; t >= 0; t -= 1) {
      const rent = rents[t];
      const onRent = (rent?.cost ?? Infinity) + (renting[t + 1] ?? 0);
      let best = needed[t] === 1 ? Infinity : (free[t + 1] ?? 0);
      let step: Way | null = null;
      if (rent?.open === true && onRent < best) {
        best = onRent;
        step = rent;
      }
      for (const way of terms[t] ?? []) {
        const cost = way.cost + (free[way.until] ?? 0);
        if (cost < best) {
          best = cost;
          step = way;
        }
      }
      free[t] = best;
      renting[t] = Math.min(best, onRent);
      if (chosen !== null) steps[t] = step;
    }
    if (chosen !== null) this.trace(rents, steps, free, renting, chosen);
    return free[0] ?? 0;
  }

  private trace(
    rents: readonly Way[],
    steps: readonly (Way | null)[],
    free: Float64Array,
    renting: Float64Array,
    chosen: number[],
  ): void {
    let isRenting = false;
    let t = 0;
    while (t < this.periods) {
      const keepsRent: boolean = isRenting && (renting[t] ?? 0) < (free[t] ?? 0);
      const step: Way | null = keepsRent ? (rents[t] ?? null) : (steps[t] ?? null);
      if (step !== null) chosen.push(step.column);
      isRenting = keepsRent || (step !== null && step === rents[t]);
      t = step === null || isRenting ? t + 1 : step.until;
    }
  }

  private rentsOf(pools: readonly number[], priced: readonly number[]) {
    return this.overPeriods((t) => {
      const ways = pools.flatMap((p) => {
        const column = this.fleet.pools[p]?.rented[t] ?? null;
        const open = this.fleet.problem.pools[p]?.rent?.open[t] === true;
        return column === null ? [] : [{ column, open, cost: priced[column] ?? 0, until: t + 1 }];
      });
      // A rent that runs on is one of the same pool: only with one pool is the door of another no matter.
      const usable = pools.length === 1 ? ways : ways.filter((w) => w.open);
      return usable.reduce((a, b) => (b.cost < a.cost ? b : a), {
        column: -1,
        open: false,
        cost: Infinity,
        until: t + 1,
      });
    });
  }

  private termsOf(pools: readonly number[], priced: readonly number[]): Way[][] {
    const { fleet, periods } = this;
    return this.overPeriods((t) =>
      pools.flatMap((p): Way[] => {
        const kept = fleet.ownedColumns[p] ?? [];
        const bought = fleet.pools[p]?.bought[t] ?? null;
        const own =
          bought === null
            ? []
            : [
                {
                  column: bought,
                  until: periods,
                  cost: (priced[bought] ?? 0) + weightFrom(kept, t, periods, priced),
                },
              ];
        const leases = (fleet.problem.pools[p]?.leases ?? []).flatMap((lease, k): Way[] => {
          const column = fleet.pools[p]?.leased[k]?.[t] ?? null;
          if (column === null) return [];
          const until = Math.min(periods, t + lease.termPeriods);
          const now = fleet.pools[p]?.leasedNow[k] ?? [];
          const extra = weightFrom(now, t, until, priced);
          return [{ column, until, cost: (priced[column] ?? 0) + extra }];
        });
        return [...own, ...leases];
      }),
    );
  }

  private overPeriods<T>(of: (t: number) => T): T[] {
    return Array.from({ length: this.periods }, (_, t) => of(t));
  }
}

/** Sum over the distinct columns that stand for the periods `from` to `until`. */
function weightFrom(
  columns: readonly (number | null)[],
  from: number,
  until: number,
  priced: readonly number[],
): number {
  let total = 0;
  for (let t = from; t < until; t += 1) {
    const column = columns[t] ?? null;
    if (column !== null && (t === from || column !== columns[t - 1])) total += priced[column] ?? 0;
  }
  return total;
}

/** By column: cost less dual x coefficient over the rows that may hold columns of many hosts. */
function pricedColumns({ model, privateRows }: FleetModel, duals: readonly number[]): number[] {
  const priced = model.columns.map((c) => c.cost);
  model.rows.forEach(({ entries }, r) => {
    const dual = duals[r] ?? 0;
    if (dual === 0 || privateRows.has(r)) return;
    for (const [column, weight] of entries) priced[column] = (priced[column] ?? 0) - dual * weight;
  });
  return priced;
}
