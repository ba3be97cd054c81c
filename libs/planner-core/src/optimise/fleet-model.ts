import { limitKey, type FleetProblem, type LimitId, type Pool } from './fleet-problem';
import { LinearModelBuilder, term, type LinearModel, type Term } from './linear-model';

/** The problem as a linear program, with the columns each decision became. */
export interface FleetModel {
  readonly model: LinearModel;
  readonly pools: readonly PoolColumns[];
  /** Replicas of each service option, by period. */
  readonly replicas: readonly (readonly number[])[];
  /** Whether each job option is taken. */
  readonly jobs: readonly number[];
  /** Excess over the one limit made elastic, `null` when none was. */
  readonly excess: number | null;
}

export interface PoolColumns {
  readonly bought: readonly (number | null)[];
  readonly rented: readonly (number | null)[];
}

export interface ModelOptions {
  /** Keys of limits left out. */
  readonly lifted?: ReadonlySet<string>;
  /** A limit that may be exceeded; the objective then is the excess and nothing else. */
  readonly elastic?: LimitId;
  /** What to get is decided; the objective then is the units held by replicas. */
  readonly decided?: Decided;
}

/** Units and jobs already decided, by index of pool and job option. */
export interface Decided {
  readonly pools: readonly {
    readonly bought: readonly number[];
    readonly rented: readonly number[];
  }[];
  readonly jobs: readonly number[];
}

/** Builds the linear program of a fleet problem. */
export function fleetModel(problem: FleetProblem, options: ModelOptions = {}): FleetModel {
  return new FleetModelWriter(problem, options).write();
}

class FleetModelWriter {
  private readonly builder = new LinearModelBuilder();
  private readonly periods: readonly number[];
  private readonly poolColumns: PoolColumns[] = [];
  private readonly replicas: number[][] = [];
  private readonly jobs: number[] = [];
  private readonly excess: number | null;
  private readonly poolIndex: ReadonlyMap<string, number>;
  /** Units in service of what was acquired, by pool and period. */
  private readonly acquired: Term[][][] = [];

  constructor(
    private readonly problem: FleetProblem,
    private readonly options: ModelOptions,
  ) {
    this.periods = Array.from({ length: problem.periods }, (_, t) => t);
    this.poolIndex = new Map(problem.pools.map((p, i) => [p.id, i]));
    this.excess = options.elastic === undefined ? null : this.builder.column({ cost: 1 });
  }

  write(): FleetModel {
    this.problem.pools.forEach((pool) => this.addPool(pool));
    this.addServices();
    this.addJobs();
    this.addCapacity();
    this.addSites();
    this.addSupply();
    this.addShares();
    this.addKinds();
    this.addBudget();
    return {
      model: this.builder.build(),
      pools: this.poolColumns,
      replicas: this.replicas,
      jobs: this.jobs,
      excess: this.excess,
    };
  }

  private cost(weight: number): number {
    const { elastic, decided } = this.options;
    return elastic === undefined && decided === undefined ? weight : 0;
  }

  /** Bounds of a decision: open up to the most, or pinned where it is decided already. */
  private range(most: number, decided: number | undefined): { lower: number; upper: number } {
    return this.options.decided === undefined
      ? { lower: 0, upper: most }
      : { lower: decided ?? 0, upper: decided ?? 0 };
  }

  private addPool(pool: Pool): void {
    const most = this.mostUnits(pool);
    const { buy, rent } = pool;
    const decided = this.options.decided?.pools[this.poolColumns.length];
    const bought = this.periods.map((t) =>
      buy?.open[t] === true
        ? this.builder.column({
            cost: this.cost(sumFrom(buy.weight, t)),
            ...this.range(most, decided?.bought[t]),
            integer: true,
          })
        : null,
    );
    const canRent = rent !== null && rent.open.some(Boolean);
    const rented = this.periods.map((t) =>
      canRent && rent.open.slice(0, t + 1).some(Boolean)
        ? this.builder.column({
            cost: this.cost(rent.weight[t] ?? 0),
            ...this.range(most, decided?.rented[t]),
            integer: true,
          })
        : null,
    );
    for (const t of this.periods) {
      const now = rented[t];
      if (now === null || now === undefined || rent?.open[t] === true) continue;
      const before = rented[t - 1];
      this.builder.row(
        `rent stays ${pool.id} ${t}`,
        { upper: 0 },
        before === null || before === undefined ? [term(now)] : [term(now), term(before, -1)],
      );
    }
    this.poolColumns.push({ bought, rented });
    this.acquired.push(this.inventory(pool, bought, rented));
  }

  /** A running total per period keeps rows short; without it they grow with the square of the horizon. */
  private inventory(
    pool: Pool,
    bought: readonly (number | null)[],
    rented: readonly (number | null)[],
  ): Term[][] {
    let before: number | null = null;
    return this.periods.map((t) => {
      const arrival = bought[t];
      if (arrival !== null && arrival !== undefined) {
        const now = this.builder.column({});
        this.builder.row(`owned ${pool.id} ${t}`, { lower: 0, upper: 0 }, [
          term(now),
          term(arrival, -1),
          ...(before === null ? [] : [term(before, -1)]),
        ]);
        before = now;
      }
      const rent = rented[t];
      return [
        ...(before === null ? [] : [term(before)]),
        ...(rent === null || rent === undefined ? [] : [term(rent)]),
      ];
    });
  }

  /** More units than any fleet worth having holds of a pool; bounds the search. */
  private mostUnits(pool: Pool): number {
    const { minimumDomesticShare, maximumVendorShare, pools } = this.problem;
    const needed = this.unitsEverNeeded(pool);
    if (minimumDomesticShare === null && maximumVendorShare === null) return needed;
    // Shares may ask for more chips of one kind than the work does, in proportion to all the others.
    const chips = sum(
      pools.map((p) => p.chips * (this.unitsEverNeeded(p) + Math.max(0, ...p.existingUnits))),
    );
    const spread = 1 / Math.max(SMALLEST_SHARE, 1 - (minimumDomesticShare ?? 0));
    const vendors = 1 / Math.max(SMALLEST_SHARE, maximumVendorShare ?? 1);
    return needed + Math.ceil((chips * spread * vendors) / pool.chips);
  }

  /** Units that could carry everything that can run in the pool at once. */
  private unitsEverNeeded(pool: Pool): number {
    const services = this.problem.services.map((service) => {
      const peak = Math.max(0, ...service.demand);
      const worst = this.problem.serviceOptions
        .filter((o) => o.poolId === pool.id && o.workloadId === service.workloadId)
        .map((o) => Math.ceil(Math.ceil(peak / o.capacityPerReplica) * o.unitsPerReplica));
      return Math.max(0, ...worst);
    });
    const jobs = this.problem.jobIds.map((id) =>
      Math.max(
        0,
        ...this.problem.jobOptions
          .filter((o) => o.poolId === pool.id && o.jobId === id && o.dedicatedRent === null)
          .map((o) => o.units),
      ),
    );
    return sum(services) + sum(jobs);
  }

  private addServices(): void {
    const { serviceOptions, services } = this.problem;
    const demandOf = new Map(services.map((s) => [s.workloadId, s.demand]));
    for (const option of serviceOptions) {
      this.replicas.push(
        this.periods.map((t) =>
          this.builder.column({
            cost: this.options.decided === undefined ? 0 : option.unitsPerReplica,
            upper: Math.ceil(
              (demandOf.get(option.workloadId)?.[t] ?? 0) / option.capacityPerReplica,
            ),
            integer: true,
          }),
        ),
      );
    }
    for (const { workloadId, demand } of services) {
      const limit: LimitId = { kind: 'demand', workloadId };
      if (this.isLifted(limit)) continue;
      for (const t of this.periods) {
        const carried = serviceOptions.flatMap((option, i) =>
          option.workloadId === workloadId
            ? [term(this.replicas[i]?.[t] ?? 0, option.capacityPerReplica)]
            : [],
        );
        const lower = demand[t] ?? 0;
        if (lower > 0) {
          this.builder.row(`demand ${workloadId} ${t}`, { lower }, [
            ...carried,
            ...this.slack(limit),
          ]);
        }
      }
    }
  }

  private addJobs(): void {
    this.problem.jobOptions.forEach((option, i) => {
      this.jobs.push(
        this.builder.column({
          cost: this.cost(option.dedicatedRent?.weight ?? 0),
          ...this.range(1, this.options.decided?.jobs.includes(i) === true ? 1 : 0),
          integer: true,
        }),
      );
    });
    for (const jobId of this.problem.jobIds) {
      if (this.isLifted({ kind: 'job', jobId })) continue;
      const chosen = this.problem.jobOptions.flatMap((o, i) =>
        o.jobId === jobId ? [term(this.jobs[i] ?? 0)] : [],
      );
      this.builder.row(`job ${jobId}`, { lower: 1, upper: 1 }, chosen);
    }
  }

  private addCapacity(): void {
    this.problem.pools.forEach((pool, p) => {
      for (const t of this.periods) {
        const used = [
          ...this.problem.serviceOptions.flatMap((o, i) =>
            o.poolId === pool.id ? [term(this.replicas[i]?.[t] ?? 0, o.unitsPerReplica)] : [],
          ),
          ...this.problem.jobOptions.flatMap((o, i) =>
            o.poolId === pool.id && o.dedicatedRent === null && (o.periodShare[t] ?? 0) > 0
              ? [term(this.jobs[i] ?? 0, o.units)]
              : [],
          ),
        ];
        if (used.length === 0) continue;
        this.builder.row(`capacity ${pool.id} ${t}`, { upper: pool.existingUnits[t] ?? 0 }, [
          ...used,
          ...scaled(this.acquired[p]?.[t] ?? [], -1),
        ]);
      }
    });
  }

  /** What is rented stands at the provider: only owned units take a site's power and racks. */
  private addSites(): void {
    for (const site of this.problem.sites) {
      const rows = [
        { kind: 'power', limit: site.powerKw, of: (pool: Pool) => pool.powerKw },
        { kind: 'racks', limit: site.racks, of: (pool: Pool) => pool.racks ?? 0 },
      ] as const;
      for (const { kind, limit, of } of rows) {
        const id: LimitId = { kind, siteId: site.siteId };
        if (limit === null || this.isLifted(id)) continue;
        for (const t of this.periods) {
          const existing = sum(
            this.problem.pools
              .filter((p) => p.siteId === site.siteId)
              .map((p) => of(p) * (p.existingUnits[t] ?? 0)),
          );
          this.builder.row(`${kind} ${site.siteId} ${t}`, { upper: limit - existing }, [
            ...this.problem.pools.flatMap((pool, p) =>
              pool.siteId === site.siteId ? scaled(this.owned(p, t), of(pool)) : [],
            ),
            ...this.slack(id, -1),
          ]);
        }
      }
    }
  }

  private addSupply(): void {
    for (const cap of this.problem.supply) {
      const limit: LimitId = { kind: 'supply', supplyId: cap.id };
      if (this.isLifted(limit)) continue;
      for (const t of this.periods) {
        const added = cap.poolIds.flatMap((id) => {
          const p = this.poolIndex.get(id) ?? -1;
          const chips = this.problem.pools[p]?.chips ?? 0;
          const columns = this.poolColumns[p];
          const terms = [
            ...present(columns?.bought[t], 1),
            ...present(columns?.rented[t], 1),
            ...present(columns?.rented[t - 1], -1),
          ];
          return scaled(terms, chips);
        });
        if (added.length === 0) continue;
        this.builder.row(`supply ${cap.id} ${t}`, { upper: cap.chipsPerPeriod[t] ?? 0 }, [
          ...added,
          ...this.slack(limit, -1),
        ]);
      }
    }
  }

  private addShares(): void {
    const { minimumDomesticShare, maximumVendorShare } = this.problem;
    const domestic: LimitId = { kind: 'domestic-share' };
    if (minimumDomesticShare !== null && !this.isLifted(domestic)) {
      this.addShareRows('domestic', domestic, (pool) =>
        pool.domestic ? 1 - minimumDomesticShare : -minimumDomesticShare,
      );
    }
    const vendor: LimitId = { kind: 'vendor-share' };
    if (maximumVendorShare !== null && !this.isLifted(vendor)) {
      for (const name of new Set(this.problem.pools.map((p) => p.vendor))) {
        this.addShareRows(`vendor ${name}`, vendor, (pool) =>
          pool.vendor === name ? maximumVendorShare - 1 : maximumVendorShare,
        );
      }
    }
  }

  /** Sum over all chips in service of a weight, not below 0. */
  private addShareRows(name: string, limit: LimitId, weightOf: (pool: Pool) => number): void {
    for (const t of this.periods) {
      let existing = 0;
      const terms = this.problem.pools.flatMap((pool, p) => {
        const weight = weightOf(pool) * pool.chips;
        existing += weight * (pool.existingUnits[t] ?? 0);
        return [
          ...scaled(this.acquired[p]?.[t] ?? [], weight),
          ...this.problem.jobOptions.flatMap((o, i) =>
            o.poolId === pool.id && o.dedicatedRent !== null && (o.periodShare[t] ?? 0) > 0
              ? [term(this.jobs[i] ?? 0, o.units * weight)]
              : [],
          ),
        ];
      });
      if (terms.length > 0) {
        this.builder.row(`${name} ${t}`, { lower: -existing }, [...terms, ...this.slack(limit)]);
      }
    }
  }

  private addKinds(): void {
    const most = this.problem.maximumSystemKinds;
    const limit: LimitId = { kind: 'system-kinds' };
    if (most === null || this.isLifted(limit)) return;
    const kinds = [...new Set(this.problem.pools.map((p) => p.systemId))].map((systemId) => {
      const used = this.builder.column({ upper: 1, integer: true });
      this.problem.pools.forEach((pool, p) => {
        if (pool.systemId !== systemId) return;
        const columns = this.poolColumns[p];
        for (const column of [...(columns?.bought ?? []), ...(columns?.rented ?? [])]) {
          if (column === null) continue;
          const bound = Math.max(1, this.mostUnits(pool));
          this.builder.row(`kind ${systemId}`, { upper: 0 }, [term(column), term(used, -bound)]);
        }
        this.problem.jobOptions.forEach((o, i) => {
          if (o.poolId !== pool.id || o.dedicatedRent === null) return;
          this.builder.row(`kind ${systemId}`, { upper: 0 }, [
            term(this.jobs[i] ?? 0),
            term(used, -1),
          ]);
        });
      });
      return term(used);
    });
    this.builder.row('system kinds', { upper: most }, [...kinds, ...this.slack(limit, -1)]);
  }

  private addBudget(): void {
    const { budgetUsd, fixedCostUsd } = this.problem;
    const limit: LimitId = { kind: 'budget' };
    if (budgetUsd === null || this.isLifted(limit)) return;
    const spent = this.problem.pools.flatMap((pool, p) => {
      const columns = this.poolColumns[p];
      return this.periods.flatMap((t) => [
        ...present(columns?.bought[t], sumFrom(pool.buy?.costUsd ?? [], t)),
        ...present(columns?.rented[t], pool.rent?.costUsd[t] ?? 0),
      ]);
    });
    const rents = this.problem.jobOptions.flatMap((o, i) =>
      o.dedicatedRent === null ? [] : [term(this.jobs[i] ?? 0, o.dedicatedRent.costUsd)],
    );
    this.builder.row('budget', { upper: budgetUsd - fixedCostUsd }, [
      ...spent,
      ...rents,
      ...this.slack(limit, -1),
    ]);
  }

  private owned(pool: number, period: number): Term[] {
    const rented = this.poolColumns[pool]?.rented[period];
    return (this.acquired[pool]?.[period] ?? []).filter((x) => x.column !== rented);
  }

  private isLifted(limit: LimitId): boolean {
    return this.options.lifted?.has(limitKey(limit)) ?? false;
  }

  private slack(limit: LimitId, coefficient = 1): Term[] {
    return this.excess !== null &&
      this.options.elastic !== undefined &&
      limitKey(limit) === limitKey(this.options.elastic)
      ? [term(this.excess, coefficient)]
      : [];
  }
}

/** Keeps bounds finite where a share leaves no room. */
const SMALLEST_SHARE = 0.02;

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const sumFrom = (values: readonly number[], start: number): number => sum(values.slice(start));
const scaled = (terms: readonly Term[], factor: number): Term[] =>
  terms.map((x) => term(x.column, x.coefficient * factor));
const present = (column: number | null | undefined, coefficient: number): Term[] =>
  column === null || column === undefined ? [] : [term(column, coefficient)];
