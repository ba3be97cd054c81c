import type { FleetModel } from '../model/fleet-block';
import type { FleetRelaxation } from '../relax/relax-fleet';
import type { UnitCosts, UnitSet } from './unit-costs';

/** What the units of one host cost, limits not priced in, and how much of every held limit they take. */
export interface HostUse {
  readonly usd: number;
  readonly use: Float64Array;
}

/** What one more in a column brings with it: its cost, and what it takes of held limits. */
interface Effect {
  usd: number;
  readonly taken: Map<number, number>;
}

const NOTHING = 1e-6;
/** Higher at once, and the search only leaves what is beyond a limit for what is dear. */
const STEEPER = 2;
/** A penalty below what a limit is worth to the relaxation would be paid gladly. */
const ABOVE_WORTH = 1.1;

/**
 * Limits the search holds as it moves: what the fleet takes of them is followed host by host, and what is beyond them costs
 * a penalty: at first what the relaxation pays for a unit within them, or a little more than it gains by one more. Those are
 * the limits on which every pool of a host weighs alike, and nothing but units and jobs does: what is taken of them is known
 * before the units have found their sites.
 */
export class HeldLimits {
  private readonly rows: readonly number[];
  private readonly lower: Float64Array;
  private readonly upper: Float64Array;
  private readonly penalty: Float64Array;
  /** What is kept free of every limit. */
  private readonly margin: Float64Array;
  private readonly effects = new Map<number, Effect>();
  private readonly hosts: HostUse[];
  private readonly total: Float64Array;
  private readonly scratch: Float64Array;
  private usd = 0;
  private readonly known = new WeakMap<UnitSet, HostUse>();

  constructor(
    private readonly fleet: FleetModel,
    relaxation: Pick<FleetRelaxation, 'values' | 'rowDuals'>,
  ) {
    const { model } = fleet;
    this.rows = heldRows(fleet);
    const rowsOf = this.rows.flatMap((r) => model.rows.slice(r, r + 1));
    this.lower = Float64Array.from(rowsOf, (r) => r.lower);
    this.upper = Float64Array.from(rowsOf, (r) => r.upper);
    this.margin = new Float64Array(this.rows.length);
    this.total = new Float64Array(this.rows.length);
    this.scratch = new Float64Array(this.rows.length);
    const none = new Float64Array(this.rows.length);
    this.hosts = fleet.hosts.map(() => ({ usd: 0, use: none }));
    this.noteEffects();
    const paid = this.paidWithin(relaxation.values);
    this.penalty = Float64Array.from(this.rows, (r, k) =>
      Math.max(paid[k] ?? 0, ABOVE_WORTH * Math.abs(relaxation.rowDuals[r] ?? 0)),
    );
  }

  get isEmpty(): boolean {
    return this.rows.length === 0;
  }

  at(host: number): HostUse {
    return this.hosts[host] ?? { usd: 0, use: this.scratch };
  }

  /** Takes note of the units a host now has, by the periods each is needed in. */
  update(
    host: number,
    costs: UnitCosts,
    sets: readonly { readonly set: UnitSet; readonly count: number }[],
  ): void {
    const use = new Float64Array(this.rows.length);
    let usd = 0;
    for (const { set, count } of sets) {
      const one = this.ofOne(costs, set);
      usd += count * one.usd;
      for (let k = 0; k < use.length; k += 1) use[k] = (use[k] ?? 0) + count * (one.use[k] ?? 0);
    }
    this.put(host, { usd, use });
  }

  /** What a single unit costs and takes. */
  private ofOne(costs: UnitCosts, set: UnitSet): HostUse {
    const known = this.known.get(set);
    if (known !== undefined) return known;
    const use = new Float64Array(this.rows.length);
    const orders = new Map(costs.columnsOf(set).map((c): [number, number] => [c, 0]));
    for (const c of costs.columnsOf(set)) orders.set(c, (orders.get(c) ?? 0) + 1);
    const one = { usd: this.add(orders, use), use };
    this.known.set(set, one);
    return one;
  }

  put(host: number, next: HostUse): void {
    const before = this.at(host);
    this.usd += next.usd - before.usd;
    for (let k = 0; k < this.total.length; k += 1) {
      this.total[k] = (this.total[k] ?? 0) + (next.use[k] ?? 0) - (before.use[k] ?? 0);
    }
    this.hosts[host] = next;
  }

  /** Cost of all units and of jobs rented for their run, with a penalty for what is beyond limits. */
  score(jobs: ReadonlyMap<number, number>): number {
    this.scratch.set(this.total);
    return this.usd + this.add(jobs, this.scratch) + this.excess(this.scratch);
  }

  /**
   * Raises the penalties of limits that were broken, and keeps free of them what they were broken by: few chips too many cost
   * less in penalties than a unit of another kind. Whether there were any held here.
   * @param broken what is beyond each broken limit, by row
   */
  steepen(broken: ReadonlyMap<number, number>): boolean {
    let any = false;
    this.rows.forEach((r, k) => {
      const over = broken.get(r);
      if (over === undefined) return;
      any = true;
      this.penalty[k] = (this.penalty[k] ?? 0) * STEEPER;
      this.margin[k] = (this.margin[k] ?? 0) + over;
    });
    return any;
  }

  /**
   * What is paid for a unit within each limit, USD: for its own columns, or for orders, the cost of each spread over all
   * limits it takes of. Some columns of a limit cost nothing themselves, since all is paid with the order.
   */
  private paidWithin(values: readonly number[]): Float64Array {
    const spread = new Float64Array(this.rows.length);
    const taken = new Float64Array(this.rows.length);
    for (const [column, effect] of this.effects) {
      const held = Math.max(0, values[column] ?? 0);
      const all = [...effect.taken.values()].reduce((sum, w) => sum + Math.abs(w), 0);
      if (held === 0 || all === 0) continue;
      for (const [k, w] of effect.taken) {
        spread[k] = (spread[k] ?? 0) + (effect.usd * held * Math.abs(w)) / all;
        taken[k] = (taken[k] ?? 0) + Math.abs(w) * held;
      }
    }
    const { columns, rows } = this.fleet.model;
    return taken.map((weight, k) => {
      let ownUsd = 0;
      let ownWeight = 0;
      for (const [c, w] of rows[this.rows[k] ?? -1]?.entries ?? []) {
        ownUsd += (columns[c]?.cost ?? 0) * (values[c] ?? 0);
        ownWeight += Math.abs(w) * (values[c] ?? 0);
      }
      const own = ownWeight === 0 ? 1 : ownUsd / ownWeight;
      return Math.max(own, weight === 0 ? 1 : (spread[k] ?? 0) / weight);
    });
  }

  private excess(use: Float64Array): number {
    let usd = 0;
    for (let k = 0; k < use.length; k += 1) {
      const taken = use[k] ?? 0;
      const beyond = Math.max(taken - (this.upper[k] ?? 0), (this.lower[k] ?? 0) - taken);
      const over = beyond + (this.margin[k] ?? 0);
      if (over > NOTHING) usd += over * (this.penalty[k] ?? 0);
    }
    return usd;
  }

  /** Adds what orders take of each limit; returns their cost. */
  private add(orders: ReadonlyMap<number, number>, use: Float64Array): number {
    let usd = 0;
    for (const [column, n] of orders) {
      const effect = n === 0 ? undefined : this.effects.get(column);
      if (effect === undefined) continue;
      usd += n * effect.usd;
      for (const [k, weight] of effect.taken) use[k] = (use[k] ?? 0) + n * weight;
    }
    return usd;
  }

  private noteEffects(): void {
    const { model, pools, problem, ownedColumns, jobs } = this.fleet;
    const entriesOf = new Map<number, [limit: number, weight: number][]>();
    this.rows.forEach((r, k) => {
      for (const [c, weight] of model.rows[r]?.entries ?? []) {
        const known = entriesOf.get(c);
        if (known === undefined) entriesOf.set(c, [[k, weight]]);
        else known.push([k, weight]);
      }
    });
    const note = (column: number | null, brings: readonly (number | null)[]) => {
      if (column === null) return;
      const effect: Effect = { usd: 0, taken: new Map() };
      for (const c of new Set([column, ...brings])) {
        if (c === null) continue;
        effect.usd += model.columns[c]?.cost ?? 0;
        for (const [k, weight] of entriesOf.get(c) ?? []) {
          effect.taken.set(k, (effect.taken.get(k) ?? 0) + weight);
        }
      }
      this.effects.set(column, effect);
    };
    pools.forEach(({ bought, rented, leased, leasedNow }, p) => {
      bought.forEach((c, t) => note(c, ownedColumns[p]?.slice(t) ?? []));
      rented.forEach((c) => note(c, []));
      leased.forEach((begins, l) => {
        const term = problem.pools[p]?.leases?.[l]?.termPeriods ?? 1;
        begins.forEach((c, t) => note(c, leasedNow[l]?.slice(t, t + term) ?? []));
      });
    });
    for (const c of jobs) note(c, []);
  }
}

/** Rows over several hosts, other than demand and jobs, on which it does not matter at which of its sites a host stands. */
function heldRows({ model, privateRows, covers, hosts, pools, ownedColumns, jobs }: FleetModel) {
  const demands = new Set(covers.map((c) => c.row));
  const isJob = new Set(jobs);
  const poolOf = new Map<number, number>();
  pools.forEach(({ bought, rented, leased, leasedNow }, p) => {
    const own = [bought, rented, ...leased, ...leasedNow, ownedColumns[p] ?? []].flat();
    for (const c of own) if (c !== null) poolOf.set(c, p);
  });
  return model.rows.flatMap(({ name, entries }, r) => {
    if (privateRows.has(r) || demands.has(r) || name.startsWith('job ')) return [];
    const byPool = new Map<number, number>();
    for (const [c, weight] of entries) {
      const p = poolOf.get(c);
      if (p !== undefined) byPool.set(p, (byPool.get(p) ?? 0) + weight);
      else if (!isJob.has(c)) return [];
    }
    const isAlike = hosts.every(({ pools: own }) => {
      const first = byPool.get(own[0] ?? -1) ?? 0;
      return own.every((p) => Math.abs((byPool.get(p) ?? 0) - first) <= NOTHING * Math.abs(first));
    });
    return isAlike ? [r] : [];
  });
}
