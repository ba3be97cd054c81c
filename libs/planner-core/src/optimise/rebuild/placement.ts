import type { FleetModel } from '../model/fleet-block';
import type { HeldLimits, HostUse } from './held-limits';
import type { UnitCosts } from './unit-costs';

/** One way to carry a service on a host. */
export interface Place {
  readonly service: number;
  readonly host: number;
  readonly units: number;
  readonly capacity: number;
  /** By period: the column of its replicas. */
  readonly columns: readonly number[];
}

/** A host before the steps that may be taken back. */
interface Noted {
  readonly cost: number;
  /** `null` where no limits are held. */
  readonly use: HostUse | null;
}

/** Keeps rounding of sums of shares from calling for one unit too many. */
const ROUNDING = 1e-6;

/**
 * Whole replicas on hosts over time with the units they take. Changes are noted, so that a step that leads nowhere is
 * taken back at little cost.
 */
export class Placement {
  readonly periods: number;
  readonly places: readonly Place[];
  /** Indices of `places` by service, and by host. */
  readonly ofService: readonly (readonly number[])[];
  readonly atHost: readonly (readonly number[])[];
  /** Demand by service and period. */
  readonly demand: readonly Float64Array[];
  /** Demand carried by service and period. */
  readonly carried: readonly Float64Array[];
  /** Replicas by place and period. */
  readonly replicas: readonly Int32Array[];
  /** Units in use by host and period. */
  readonly used: readonly Float64Array[];
  private readonly costs: Float64Array;
  private readonly stale = new Set<number>();
  private readonly scratch: Float64Array;
  private readonly journal: { place: number; period: number; by: number }[] = [];
  private readonly noted = new Map<number, Noted>();
  private held: HeldLimits | null = null;

  constructor(
    { problem, hosts, replicas }: FleetModel,
    private unitCosts: UnitCosts,
  ) {
    this.periods = problem.periods;
    const services = new Map(problem.services.map((s, w) => [s.workloadId, w]));
    this.demand = problem.services.map((s) => Float64Array.from(s.demand));
    this.places = hosts.flatMap(({ options }, host) =>
      options.map((o) => ({
        service: services.get(o.workloadId) ?? 0,
        host,
        units: o.unitsPerReplica,
        capacity: o.capacityPerReplica,
        columns: replicas[o.members[0] ?? 0] ?? [],
      })),
    );
    this.ofService = problem.services.map((_, w) =>
      this.places.flatMap((p, i) => (p.service === w ? [i] : [])),
    );
    this.atHost = hosts.map((_, h) => this.places.flatMap((p, i) => (p.host === h ? [i] : [])));
    const zeros = () => new Float64Array(this.periods);
    this.carried = problem.services.map(zeros);
    this.replicas = this.places.map(() => new Int32Array(this.periods));
    this.used = hosts.map(zeros);
    this.costs = new Float64Array(hosts.length);
    this.scratch = zeros();
  }

  /** Adds replicas (or takes them away) and notes it. */
  add(place: number, period: number, by: number): void {
    if (by === 0) return;
    this.apply(place, period, by);
    this.journal.push({ place, period, by });
  }

  /** Units a job takes, outside the journal. */
  occupy(host: number, period: number, units: number): void {
    const used = this.used[host];
    if (used !== undefined) used[period] = (used[period] ?? 0) + units;
    this.stale.add(host);
  }

  unitsOf(host: number, period: number): number {
    return whole(this.used[host]?.[period] ?? 0);
  }

  missing(service: number, period: number): number {
    return (this.demand[service]?.[period] ?? 0) - (this.carried[service]?.[period] ?? 0);
  }

  /** What the units of all hosts cost, where every host can have what it needs. */
  cost(): number {
    this.refresh();
    let total = 0;
    for (const c of this.costs) total += c;
    return total;
  }

  hostCost(host: number): number {
    this.refresh();
    return this.costs[host] ?? 0;
  }

  /** What `more[t]` replicas of a place would add to the cost of its host. */
  extraCost(place: number, more: ArrayLike<number>): number {
    const { host, units } = this.places[place] ?? { host: 0, units: 0 };
    const used = this.used[host] ?? [];
    for (let t = 0; t < this.periods; t += 1) {
      this.scratch[t] = whole((used[t] ?? 0) + (more[t] ?? 0) * units);
    }
    return this.unitCosts.cost(host, this.scratch) - this.hostCost(host);
  }

  /** Goes on with other prices; what was changed before stays. */
  reprice(unitCosts: UnitCosts): void {
    this.unitCosts = unitCosts;
    this.used.forEach((_, host) => this.stale.add(host));
    this.refresh();
    this.keep();
  }

  /** From now on tells limits what the units of each host take of them. */
  hold(held: HeldLimits): void {
    this.held = held;
    this.reprice(this.unitCosts);
  }

  keep(): void {
    this.journal.length = 0;
    this.noted.clear();
  }

  takeBack(): void {
    for (let k = this.journal.length - 1; k >= 0; k -= 1) {
      const step = this.journal[k];
      if (step !== undefined) this.apply(step.place, step.period, -step.by);
    }
    this.journal.length = 0;
    this.noted.forEach(({ cost, use }, host) => {
      this.costs[host] = cost;
      if (use !== null) this.held?.put(host, use);
      this.stale.delete(host);
    });
    this.noted.clear();
  }

  private apply(place: number, period: number, by: number): void {
    const { service, host, units, capacity } = this.places[place] ?? NOWHERE;
    const replicas = this.replicas[place];
    const used = this.used[host];
    const carried = this.carried[service];
    if (replicas === undefined || used === undefined || carried === undefined) return;
    replicas[period] = (replicas[period] ?? 0) + by;
    used[period] = (used[period] ?? 0) + by * units;
    carried[period] = (carried[period] ?? 0) + by * capacity;
    this.stale.add(host);
  }

  private refresh(): void {
    for (const host of this.stale) {
      if (!this.noted.has(host)) {
        this.noted.set(host, { cost: this.costs[host] ?? 0, use: this.held?.at(host) ?? null });
      }
      for (let t = 0; t < this.periods; t += 1) this.scratch[t] = this.unitsOf(host, t);
      this.costs[host] = this.unitCosts.cost(host, this.scratch);
      if (this.held === null) continue;
      this.held.update(host, this.unitCosts, this.unitCosts.sets(host, this.scratch));
    }
    this.stale.clear();
  }
}

const NOWHERE: Place = { service: -1, host: -1, units: 0, capacity: 0, columns: [] };

/** Units for what is in use. */
export const whole = (used: number): number => Math.max(0, Math.ceil(used - ROUNDING));
