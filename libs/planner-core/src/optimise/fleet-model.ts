import {
  limitKey,
  type FleetProblem,
  type LimitId,
  type Pool,
  type ServiceOption,
} from './fleet-problem';
import { addLimits, type ModelParts, type PoolColumns } from './fleet-limits';
import {
  LinearModelBuilder,
  scaled,
  sum,
  sumFrom,
  term,
  type LinearModel,
  type Term,
} from './linear-model';

/** A fleet problem inside a linear program: the columns each decision became. */
export interface FleetBlock {
  readonly problem: FleetProblem;
  readonly pools: readonly PoolColumns[];
  /** Replicas of each service option, by period. */
  readonly replicas: readonly (readonly number[])[];
  /** Whether each job option is taken. */
  readonly jobs: readonly number[];
  /** Excess over the one limit made elastic, `null` when none was. */
  readonly excess: number | null;
}

/** The problem as a linear program of its own. */
export interface FleetModel extends FleetBlock {
  readonly model: LinearModel;
}

export interface ModelOptions {
  /** Keys of limits left out. */
  readonly lifted?: ReadonlySet<string>;
  /** A limit that may be exceeded; the objective then is the excess and nothing else. */
  readonly elastic?: LimitId;
  /** What to get is decided; the objective then is the units held by replicas. */
  readonly decided?: Decided;
  /** Stands before the name of every row; tells several fleets in one program apart. */
  readonly prefix?: string;
  /** Factor on every cost, such as the probability of the future the fleet belongs to; 1 when absent. */
  readonly costFactor?: number;
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

/**
 * Makes what arrives before the branching the same in all blocks: purchases that arrive in the first
 * `boughtPeriods` periods and rents of the first `rentedPeriods`. Pools are matched by id. Where the door is
 * shut in one of the futures the order cannot be common to all, and is barred in the others.
 */
export function tieOrders(
  builder: LinearModelBuilder,
  blocks: readonly FleetBlock[],
  { boughtPeriods, rentedPeriods }: { boughtPeriods: number; rentedPeriods: number },
): void {
  const ids = [...new Set(blocks.flatMap((b) => b.problem.pools.map((p) => p.id)))];
  for (const id of ids) {
    const own = blocks.map((b) => b.pools[b.problem.pools.findIndex((p) => p.id === id)]);
    for (let t = 0; t < boughtPeriods; t += 1) {
      tie(
        builder,
        `tie ${id} ${t}`,
        own.map((p) => p?.bought[t] ?? null),
      );
    }
    for (let t = 0; t < rentedPeriods; t += 1) {
      tie(
        builder,
        `tie rent ${id} ${t}`,
        own.map((p) => p?.rented[t] ?? null),
      );
    }
  }
}

function tie(builder: LinearModelBuilder, name: string, columns: readonly (number | null)[]): void {
  const open = columns.filter((c) => c !== null);
  const [first, ...others] = open;
  if (first === undefined) return;
  if (open.length < columns.length) {
    for (const column of open) builder.row(name, { lower: 0, upper: 0 }, [term(column)]);
    return;
  }
  for (const other of others) {
    builder.row(name, { lower: 0, upper: 0 }, [term(first), term(other, -1)]);
  }
}

class FleetModelWriter {
  private readonly periods: readonly number[];
  private readonly poolColumns: PoolColumns[] = [];
  private readonly replicas: number[][] = [];
  private readonly jobs: number[] = [];
  private readonly excess: number | null;
  /** Units in service of what was acquired, by pool and period. */
  private readonly acquired: Term[][][] = [];

  private readonly builder: LinearModelBuilder;

  constructor(
    builder: LinearModelBuilder,
    private readonly problem: FleetProblem,
    private readonly options: ModelOptions,
  ) {
    this.builder = builder.named(options.prefix ?? '');
    this.periods = Array.from({ length: problem.periods }, (_, t) => t);
    this.excess = options.elastic === undefined ? null : this.builder.column({ cost: 1 });
  }

  write(): FleetBlock {
    this.problem.pools.forEach((pool) => this.addPool(pool));
    this.addServices();
    this.addJobs();
    this.addCapacity();
    addLimits(this.parts());
    return {
      problem: this.problem,
      pools: this.poolColumns,
      replicas: this.replicas,
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
            cost: this.placementCost(option),
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

  private parts(): ModelParts {
    return {
      builder: this.builder,
      problem: this.problem,
      periods: this.periods,
      poolColumns: this.poolColumns,
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
      (t) => (pool?.existingUnits[t] ?? 0) + (units?.bought[t] ?? 0) + (units?.rented[t] ?? 0) > 0,
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

/** Keeps bounds finite where a share leaves no room. */
const SMALLEST_SHARE = 0.02;
