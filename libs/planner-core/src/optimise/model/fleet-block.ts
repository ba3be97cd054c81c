import type { FleetProblem, LimitId } from '../fleet-problem';
import type { Host } from './hosts';
import type { LinearModel } from '../program/linear-model';
import type { PoolColumns } from './pool-columns';

/** A fleet problem inside a linear program: the columns each decision became. */
export interface FleetBlock {
  readonly problem: FleetProblem;
  readonly pools: readonly PoolColumns[];
  /** Replicas of each service option, by period; options of one host share their columns. */
  readonly replicas: readonly (readonly number[])[];
  readonly hosts: readonly Host[];
  /** Replicas that stay up at night, by service option and period; `null` where all of them do. */
  readonly nightReplicas: readonly (readonly (number | null)[] | null)[];
  /**
   * Row that keeps what runs by day on a host within its units, by host and period; `null` where nothing can run.
   * A host on which jobs may run at night has a row of the same form for the night, which is private too.
   */
  readonly capacityRows: readonly (readonly (number | null)[])[];
  /** Running totals of what was bought, by pool and period; one column may stand for several periods. */
  readonly ownedColumns: readonly (readonly (number | null)[])[];
  /**
   * Rows whose columns all belong to a single host: what arrives, what stays, how long leases run, what there is
   * room for, and what stays up at night. Every other row (demand by day and night, sites, supply, shares, kinds,
   * budgets) may hold columns of many hosts, and is known to algorithms by its dual only.
   */
  readonly privateRows: ReadonlySet<number>;
  /** Demands with what carries them. */
  readonly covers: readonly Cover[];
  /** Whether each job option is taken. */
  readonly jobs: readonly number[];
  /** Excess over the one limit made elastic, `null` when none was. */
  readonly excess: number | null;
}

/** Replicas of one host that carry a demand. */
export interface Carrier {
  readonly column: number;
  readonly host: number;
  /** Units one replica takes, and demand it carries. */
  readonly units: number;
  readonly capacity: number;
}

/** A demand of one service in one period: whole replicas, by column, have to carry it. */
export interface Cover {
  readonly demand: number;
  readonly row: number;
  readonly period: number;
  readonly carriers: readonly Carrier[];
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
  /** Counts replicas once for all sites that carry them alike: a smaller program, but replicas have to be spread later. */
  readonly mergeSites?: boolean;
  /**
   * Units by pool that may be held though this fleet never needs them, because it shares orders with others in the same
   * program that do; absent: none.
   */
  readonly neededBeside?: ReadonlyMap<string, number>;
  /** Factor on every cost, such as the probability of the future the fleet belongs to; 1 when absent. */
  readonly costFactor?: number;
}

/** Units and jobs already decided, by index of pool and job option. */
export interface Decided {
  readonly pools: readonly {
    readonly bought: readonly number[];
    readonly rented: readonly number[];
    /** By lease of the pool; absent: none is taken. */
    readonly leased?: readonly (readonly number[])[];
  }[];
  readonly jobs: readonly number[];
}
