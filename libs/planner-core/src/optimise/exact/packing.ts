import type { FleetModel } from '../model/fleet-block';
import type { Row } from '../program/linear-model';
import { optionsOf } from './covering-options';

/**
 * A fleet of one period seen as packing: whole units of a few kinds at a price, and items that each have to be put on
 * some host in one of a few ways. Arrays of entries are flat, so that pricing every option is one pass.
 */
export interface Packing {
  readonly units: readonly UnitKind[];
  /** Units each host has before any is added. */
  readonly existing: readonly number[];
  readonly items: readonly Item[];
  /** Options of item i are numbers `optionStart[i]` to `optionStart[i + 1] - 1`. */
  readonly optionStart: Int32Array;
  /** Entries of option o are numbers `entryStart[o]` to `entryStart[o + 1] - 1`. */
  readonly entryStart: Int32Array;
  readonly entryHost: Int32Array;
  /** Units of the host one copy takes. */
  readonly entryLoad: Float64Array;
  /** Column of the program and replicas of one copy, by entry. */
  readonly entryColumn: Int32Array;
  readonly entryReplicas: Int32Array;
  /** What limits ask of the units: sum of coefficients by unit >= lower. */
  readonly sideRows: readonly SideRow[];
  /** Columns that repeat a unit's count. */
  readonly aliases: ReadonlyMap<number, number>;
}

/** A decision on whole units. */
export interface UnitKind {
  readonly column: number;
  readonly price: number;
  readonly upper: number;
  /** Units of capacity one adds, by host. */
  readonly adds: readonly number[];
}

/** So many equal copies, each put on hosts in one of the item's ways. */
export interface Item {
  readonly copies: number;
}

export interface SideRow {
  readonly coefficients: readonly number[];
  readonly lower: number;
}

const MOST_UNIT_KINDS = 10;
const MOST_OPTIONS = 20_000;

/**
 * Reads a packing out of the program of a fleet. `null` where the fleet is of another sort: several periods, training
 * jobs, decisions other than units and replicas, too many kinds of units, or services with too many ways to carry them.
 */
export function packingOf(fleet: FleetModel): Packing | null {
  const { problem, model } = fleet;
  if (problem.periods !== 1 || problem.jobOptions.length > 0 || problem.jobIds.length > 0) {
    return null;
  }
  const decisions = decisionsOf(fleet);
  if (decisions === null) return null;
  const { columns, aliases, aliasRows } = decisions;
  const place = new Map(columns.map((c, j) => [c, j]));
  const unitAt = (column: number) => place.get(aliases.get(column) ?? column);
  /** Sum of a row's coefficients by unit; `null` where it holds anything else. */
  const coefficientsOf = (entries: Row['entries']): number[] | null => {
    const sums = columns.map(() => 0);
    for (const [column, coefficient] of entries) {
      const j = unitAt(column);
      if (j === undefined) return null;
      sums[j] = (sums[j] ?? 0) + coefficient;
    }
    return sums;
  };
  const replicas = new Set(fleet.replicas.flat());
  const rowOfHost = fleet.capacityRows.map(([row]) => row ?? null);
  const rooms = rowOfHost.map((r) => {
    const row = r === null ? undefined : model.rows[r];
    const adds = coefficientsOf((row?.entries ?? []).filter(([c]) => !replicas.has(c)));
    return adds === null ? null : { existing: row?.upper ?? 0, adds: adds.map((a) => 0 - a) };
  });
  const known = new Set([...rowOfHost, ...fleet.covers.map((c) => c.row), ...aliasRows]);
  const others = model.rows.flatMap((row, r): (SideRow[] | null)[] => {
    if (known.has(r)) return [];
    const coefficients = coefficientsOf(row.entries);
    return [coefficients === null ? null : sidesOf(row, coefficients)];
  });
  const options = optionsOf(fleet.covers, MOST_OPTIONS);
  if (options === null || rooms.includes(null) || others.includes(null)) return null;
  return {
    ...options,
    existing: rooms.map((r) => r?.existing ?? 0),
    units: columns.map((column, j) => ({
      column,
      price: model.columns[column]?.cost ?? 0,
      upper: model.columns[column]?.upper ?? 0,
      adds: rooms.map((r) => r?.adds[j] ?? 0),
    })),
    sideRows: others.flatMap((rows) => rows ?? []),
    aliases,
  };
}

/** Both sides of a row, each as a lower bound. */
function sidesOf({ lower, upper }: Row, coefficients: readonly number[]): SideRow[] {
  return [
    ...(Number.isFinite(lower) ? [{ coefficients, lower }] : []),
    ...(Number.isFinite(upper)
      ? [{ coefficients: coefficients.map((c) => 0 - c), lower: -upper }]
      : []),
  ];
}

/** Columns of units, and columns that only repeat one; `null` where there are others, or units that cost nothing. */
function decisionsOf(fleet: FleetModel) {
  const { model } = fleet;
  const replicas = new Set(fleet.replicas.flat());
  const columns = model.columns.flatMap((c, k) => (c.integer && !replicas.has(k) ? [k] : []));
  const owned = new Set(fleet.ownedColumns.flat().flatMap((c) => c ?? []));
  const aliases = new Map<number, number>();
  const aliasRows: number[] = [];
  model.rows.forEach((row, r) => {
    const [a, b] = row.entries;
    if (a === undefined || b === undefined || row.entries.length !== 2) return;
    if (row.lower !== 0 || row.upper !== 0 || !owned.has(a[0]) || a[1] !== 1 || b[1] !== -1) return;
    aliases.set(a[0], b[0]);
    aliasRows.push(r);
  });
  const isKnown = model.columns.every(
    (c, k) => (replicas.has(k) && c.cost === 0) || c.integer || aliases.has(k),
  );
  const arePriced = columns.every((k) => {
    const column = model.columns[k];
    return column !== undefined && column.cost > 0 && column.lower === 0;
  });
  return isKnown && arePriced && columns.length > 0 && columns.length <= MOST_UNIT_KINDS
    ? { columns, aliases, aliasRows }
    : null;
}
