import {
  limitKey,
  type FleetProblem,
  type LimitId,
  type Pool,
  type ServiceOption,
} from '../fleet-problem';
import { unitsEverNeeded } from './units-ever-needed';
import { hostsOf, type Host, type HostOption } from './hosts';
import type { Cover, FleetBlock, FleetModel, ModelOptions } from './fleet-block';
import { addLimits, type ModelParts } from './fleet-limits';
import { addSiteLoss } from './fleet-site-loss';
import { addNights, isNightJob } from './fleet-nights';
import { LinearModelBuilder, scaled, sum, term, type Term } from '../program/linear-model';
import { addPoolColumns, type PoolColumns } from './pool-columns';

/** Builds the linear program of a fleet problem. */
export function fleetModel(problem: FleetProblem, options: ModelOptions = {}): FleetModel {
  const builder = new LinearModelBuilder();
  const block = addFleetBlock(builder, problem, options);
  return { ...block, model: builder.build() };
}

/**
 * Adds a whole fleet to a program that may hold others, and tells which columns its decisions became. A plan
 * with recourse adds one block for each future, each with its own problem, a `prefix`, and the probability
 * as `costFactor`; then ties the orders that have to be placed before the future is known with `tieOrders`;
 * then solves `builder.build()` once and reads each future's fleet with `decodeBlock`. The objective is the
 * expected weight.
 */
export function addFleetBlock(
  builder: LinearModelBuilder,
  problem: FleetProblem,
  options: ModelOptions = {},
): FleetBlock {
  return new FleetModelWriter(builder, problem, options).write();
}

interface HostedOption extends HostOption {
  readonly host: number;
}

class FleetModelWriter {
  private readonly periods: readonly number[];
  private readonly poolColumns: PoolColumns[] = [];
  private readonly replicas: number[][];
  private readonly hosts: readonly Host[];
  private readonly capacityRows: (number | null)[][] = [];
  private readonly ownedColumns: (readonly (number | null)[])[] = [];
  private nightReplicas: ((number | null)[] | null)[] = [];
  private readonly privateRows = new Set<number>();
  private readonly covers: Cover[] = [];
  /** Units that could carry everything that can run in a pool at once. */
  private readonly everNeeded: readonly number[];
  private readonly mostOf = new Map<Pool, number>();
  private readonly jobs: number[] = [];
  private readonly excess: number | null;
  /** Units in service of what was acquired, by pool and period. */
  private readonly acquired: (readonly Term[][])[] = [];

  private readonly builder: LinearModelBuilder;

  constructor(
    builder: LinearModelBuilder,
    private readonly problem: FleetProblem,
    private readonly options: ModelOptions,
  ) {
    this.builder = builder.named(options.prefix ?? '');
    this.periods = Array.from({ length: problem.periods }, (_, t) => t);
    this.hosts = hostsOf(problem, options.mergeSites !== true);
    this.replicas = problem.serviceOptions.map(() => []);
    this.everNeeded = unitsEverNeeded(problem).map((units, p) =>
      Math.max(units, options.neededBeside?.get(problem.pools[p]?.id ?? '') ?? 0),
    );
    this.excess = options.elastic === undefined ? null : this.builder.column({ cost: 1 });
  }

  write(): FleetBlock {
    this.problem.pools.forEach((pool, p) => this.addPool(pool, p));
    this.addServices();
    addSiteLoss({
      builder: this.builder,
      problem: this.problem,
      replicas: this.replicas,
      isLifted: (workloadId) => this.isLifted({ kind: 'demand', workloadId }),
      slack: (workloadId) => this.slack({ kind: 'demand', workloadId }),
    });
    this.addJobs();
    this.nightReplicas = addNights({
      builder: this.builder,
      problem: this.problem,
      periods: this.periods,
      replicas: this.replicas,
      privateRows: this.privateRows,
      isLifted: (workloadId) => this.isLifted({ kind: 'demand', workloadId }),
      slack: (workloadId, share) => this.slack({ kind: 'demand', workloadId }, share),
    });
    this.addCapacity();
    addLimits(this.parts());
    return {
      problem: this.problem,
      pools: this.poolColumns,
      replicas: this.replicas,
      nightReplicas: this.nightReplicas,
      hosts: this.hosts,
      capacityRows: this.capacityRows,
      ownedColumns: this.ownedColumns,
      privateRows: this.privateRows,
      covers: this.covers,
      jobs: this.jobs,
      excess: this.excess,
    };
  }

  private cost(weight: number): number {
    const { elastic, decided } = this.options;
    return elastic === undefined && decided === undefined
      ? weight * (this.options.costFactor ?? 1)
      : 0;
  }

  /** Bounds of a decision: open up to the most, or pinned where it is decided already. */
  private range(most: number, decided: number | undefined): { lower: number; upper: number } {
    return this.options.decided === undefined
      ? { lower: 0, upper: most }
      : { lower: decided ?? 0, upper: decided ?? 0 };
  }

  private addPool(pool: Pool, p: number): void {
    const most = this.mostUnits(pool);
    const { builder, periods, privateRows } = this;
    const { columns, owned, acquired } = addPoolColumns(
      {
        builder,
        periods,
        privateRows,
        cost: (weight) => this.cost(weight),
        range: (decided) => this.range(most, decided),
      },
      pool,
      this.options.decided?.pools[p],
    );
    this.poolColumns.push(columns);
    this.ownedColumns.push(owned);
    this.acquired.push(acquired);
  }

  private mostUnits(pool: Pool): number {
    const known = this.mostOf.get(pool);
    if (known !== undefined) return known;
    const most = this.boundUnits(pool);
    this.mostOf.set(pool, most);
    return most;
  }

  /** More units than any fleet worth having holds of a pool; bounds the search. */
  private boundUnits(pool: Pool): number {
    const { minimumDomesticShare, maximumVendorShare, pools } = this.problem;
    const needed = (this.everNeeded[pools.indexOf(pool)] ?? 0) + leastOrder(this.problem, pool);
    if (minimumDomesticShare === null && maximumVendorShare === null) return needed;
    // Shares may ask for more chips of one kind than the work does, in proportion to all the others.
    const chips = sum(
      pools.map((p, i) => p.chips * ((this.everNeeded[i] ?? 0) + Math.max(0, ...p.existingUnits))),
    );
    const spread = 1 / Math.max(SMALLEST_SHARE, 1 - (minimumDomesticShare ?? 0));
    const vendors = 1 / Math.max(SMALLEST_SHARE, maximumVendorShare ?? 1);
    return needed + Math.ceil((chips * spread * vendors) / pool.chips);
  }

  private addServices(): void {
    const { serviceOptions, services } = this.problem;
    const demandOf = new Map(services.map((s) => [s.workloadId, s.demand]));
    const carriers = new Map<string, HostedOption[]>();
    const hosted = this.hosts.flatMap(({ options }, host) => options.map((o) => ({ ...o, host })));
    for (const option of hosted) {
      const first = serviceOptions[option.members[0] ?? 0];
      const columns = this.periods.map((t) =>
        this.builder.column({
          cost: first === undefined ? 0 : this.placementCost(first),
          upper: Math.ceil((demandOf.get(option.workloadId)?.[t] ?? 0) / option.capacityPerReplica),
          integer: true,
        }),
      );
      for (const member of option.members) this.replicas[member] = columns;
      const known = carriers.get(option.workloadId) ?? [];
      known.push(option);
      carriers.set(option.workloadId, known);
    }
    for (const { workloadId, demand } of services) {
      if (this.isLifted({ kind: 'demand', workloadId })) continue;
      for (const t of this.periods) {
        this.addDemand(workloadId, t, demand[t] ?? 0, carriers.get(workloadId) ?? []);
      }
    }
  }

  /** A replica counts for no more than what is asked: the same whole numbers, but a tighter relaxation. */
  private addDemand(
    workloadId: string,
    t: number,
    demand: number,
    options: readonly HostedOption[],
  ): void {
    if (demand <= 0) return;
    const carriers = options.map((option) => ({
      column: this.replicas[option.members[0] ?? 0]?.[t] ?? 0,
      host: option.host,
      units: option.unitsPerReplica,
      capacity: option.capacityPerReplica,
    }));
    const row = this.builder.row(`demand ${workloadId} ${t}`, { lower: demand }, [
      ...carriers.map(({ column, capacity }) => term(column, Math.min(capacity, demand))),
      ...this.slack({ kind: 'demand', workloadId }),
    ]);
    this.covers.push({ demand, row, period: t, carriers });
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
    const jobsAt = new Map<string, number[]>();
    this.problem.jobOptions.forEach((o, i) => {
      if (o.dedicatedRent === null) jobsAt.set(o.poolId, [...(jobsAt.get(o.poolId) ?? []), i]);
    });
    for (const host of this.hosts) {
      const rows = this.periods.map((t): number | null => {
        const jobs = host.pools.map((p) => this.jobTerms(jobsAt, p, t, 'day'));
        const used = [
          ...host.options.map((o) =>
            term(this.replicas[o.members[0] ?? 0]?.[t] ?? 0, o.unitsPerReplica),
          ),
          ...jobs.flat(),
        ];
        this.addNightRoom(host, jobsAt, t);
        if (used.length === 0) return null;
        if (host.pools.length > 1) {
          host.pools.forEach((p, k) => this.addRoom(`jobs ${p} ${t}`, [p], t, jobs[k] ?? []));
        }
        return this.addRoom(`capacity ${host.pools.join()} ${t}`, host.pools, t, used);
      });
      this.capacityRows.push(rows);
    }
  }

  /** At night a host (of one pool, where jobs wait for it) holds the replicas that stay up and all its jobs. */
  private addNightRoom(
    host: Host,
    jobsAt: ReadonlyMap<string, readonly number[]>,
    t: number,
  ): void {
    const ids = new Set(host.pools.map((p) => this.problem.pools[p]?.id ?? ''));
    const waits = this.problem.jobOptions.some(
      (o) => isNightJob(o) && ids.has(o.poolId) && (o.periodShare[t] ?? 0) > 0,
    );
    if (!waits) return;
    this.addRoom(`night ${host.pools.join()} ${t}`, host.pools, t, [
      ...host.options.map((o) => {
        const member = o.members[0] ?? 0;
        const up = this.nightReplicas[member]?.[t] ?? this.replicas[member]?.[t] ?? 0;
        return term(up, o.unitsPerReplica);
      }),
      ...host.pools.flatMap((p) => this.jobTerms(jobsAt, p, t, 'night')),
    ]);
  }

  /** Units of the jobs that run in a pool by day, or those and the ones that run at night only. */
  private jobTerms(
    jobsAt: ReadonlyMap<string, readonly number[]>,
    pool: number,
    t: number,
    slot: 'day' | 'night',
  ): Term[] {
    return (jobsAt.get(this.problem.pools[pool]?.id ?? '') ?? []).flatMap((i) => {
      const option = this.problem.jobOptions[i];
      return option !== undefined &&
        (option.periodShare[t] ?? 0) > 0 &&
        (slot === 'night' || !isNightJob(option))
        ? [term(this.jobs[i] ?? 0, option.units)]
        : [];
    });
  }

  private addRoom(
    name: string,
    pools: readonly number[],
    t: number,
    used: readonly Term[],
  ): number | null {
    if (used.length === 0) return null;
    const existing = sum(pools.map((p) => this.problem.pools[p]?.existingUnits[t] ?? 0));
    const row = this.builder.row(name, { upper: existing }, [
      ...used,
      ...pools.flatMap((p) => scaled(this.acquired[p]?.[t] ?? [], -1)),
    ]);
    this.privateRows.add(row);
    return row;
  }

  private parts(): ModelParts {
    return {
      builder: this.builder,
      problem: this.problem,
      periods: this.periods,
      poolColumns: this.poolColumns,
      ownedColumns: this.ownedColumns,
      acquired: this.acquired,
      jobs: this.jobs,
      mostUnits: (pool) => this.mostUnits(pool),
      isLifted: (limit) => this.isLifted(limit),
      slack: (limit, coefficient) => this.slack(limit, coefficient),
    };
  }

  /**
   * With the fleet decided, replicas hold as few chips as possible, and rather those that came first: what
   * came later may then turn out not to be needed.
   */
  private placementCost(option: ServiceOption): number {
    const { decided } = this.options;
    if (decided === undefined) return 0;
    const p = this.problem.pools.findIndex((pool) => pool.id === option.poolId);
    const pool = this.problem.pools[p];
    const units = decided.pools[p];
    const first = this.periods.findIndex(
      (t) =>
        (pool?.existingUnits[t] ?? 0) + (units?.bought[t] ?? 0) + (units?.rented[t] ?? 0) > 0 ||
        units?.leased?.some((l) => (l[t] ?? 0) > 0) === true,
    );
    return option.unitsPerReplica * (pool?.chips ?? 1) * (1 + Math.max(0, first));
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

/** Units a supplier's minimum may ask for beyond what the work does. */
const leastOrder = ({ supply }: FleetProblem, pool: Pool): number =>
  Math.max(
    0,
    ...supply
      .filter((cap) => cap.poolIds.includes(pool.id))
      .map((cap) => Math.ceil((cap.minimumChips ?? 0) / pool.chips)),
  );

/** Keeps bounds finite where a share leaves no room. */
const SMALLEST_SHARE = 0.02;
