import type { Column, LinearModel, Row } from './linear-model';

/** A program in the place of another, and the way back. */
export interface FoldedModel {
  readonly model: LinearModel;
  /** Values of all columns of the program before, from those of this one. */
  readonly expand: (values: readonly number[]) => number[];
  /** Values of its columns from those of the program before. */
  readonly narrow: (values: readonly number[]) => number[];
}

/** A whole column that may be as large as a row lets it, and counts in one other row only. */
interface Folded {
  readonly column: number;
  readonly upper: number;
  /** Row that holds it back, and how many of it one more on that row's other side lets in. */
  readonly room: number;
  readonly perUnit: number;
  readonly demand: number;
  readonly worth: number;
}

const NOTHING = 1e-9;
const HALF = 0.5;

/**
 * The program without the replicas that say nothing. Where a service has a pool to itself and units take whole replicas,
 * these cost nothing and can be as many as units have room for, so that units cover the demand themselves. Nothing counts
 * for more than is left to cover. The whole solutions are the same, the program is smaller and no less tight.
 */
export function foldReplicas(model: LinearModel): FoldedModel {
  const whole = wholeColumns(model);
  const folded = foldable(model, whole);
  if (folded.length === 0) {
    return { model, expand: (values) => [...values], narrow: (values) => [...values] };
  }
  const byColumn = new Map(folded.map((f) => [f.column, f]));
  const demands = new Set(folded.map((f) => f.demand));
  const rooms = new Set(folded.map((f) => f.room));
  const left = model.columns.flatMap((_, c) => (byColumn.has(c) ? [] : [c]));
  const place = new Map(left.map((c, k) => [c, k]));
  const rows = model.rows.flatMap((row, r): Row[] => {
    if (rooms.has(r)) return [];
    const kept = demands.has(r) ? unitsIn(model, row, byColumn, whole) : row;
    if (kept === null) return [];
    return [{ ...kept, entries: kept.entries.map(([c, w]) => [place.get(c) ?? -1, w] as const) }];
  });
  return {
    model: { columns: left.flatMap((c) => model.columns.slice(c, c + 1)), rows },
    expand: (values) => {
      const all = model.columns.map((_, c) => values[place.get(c) ?? -1] ?? 0);
      for (const f of folded) all[f.column] = Math.min(f.upper, roomOf(model, f, all));
      for (const d of demands) takeOff(model.rows[d], folded, d, all);
      return all;
    },
    narrow: (values) => left.map((c) => values[c] ?? 0),
  };
}

/** Columns that can be left out, each with the two rows it is in. */
function foldable({ columns, rows }: LinearModel, whole: readonly boolean[]): Folded[] {
  const rowsOf = columns.map((): number[] => []);
  rows.forEach(({ entries }, r) => entries.forEach(([c]) => rowsOf[c]?.push(r)));
  const coefficient = (r: number, column: number): number =>
    rows[r]?.entries.find(([c]) => c === column)?.[1] ?? 0;
  return columns.flatMap(({ cost, lower, upper, integer }, column): Folded[] => {
    const own = rowsOf[column] ?? [];
    if (!integer || cost !== 0 || lower !== 0 || own.length !== 2) return [];
    return own.flatMap((room, k): Folded[] => {
      const demand = own[1 - k] ?? -1;
      const row = rows[demand];
      const perUnit = 1 / coefficient(room, column);
      const worth = coefficient(demand, column);
      const fits =
        row !== undefined &&
        isNear(perUnit) &&
        perUnit > HALF &&
        isRoom(rows[room], column, columns, whole) &&
        isDemand(row, columns) &&
        // As many as are allowed cover all that is asked: that there is a most then makes no difference.
        worth * upper >= row.lower - NOTHING * Math.max(1, row.lower);
      return fits ? [{ column, upper, room, perUnit: Math.round(perUnit), demand, worth }] : [];
    });
  });
}

const isNear = (value: number): boolean => Math.abs(value - Math.round(value)) <= 1e-6;

/** Columns that are whole in every solution: those that have to be, and sums of such. */
function wholeColumns({ columns, rows }: LinearModel): boolean[] {
  const whole = columns.map((c) => c.integer);
  for (const { lower, upper, entries } of rows) {
    if (lower !== upper || !Number.isInteger(lower)) continue;
    if (!entries.every(([, weight]) => Math.abs(weight) === 1)) continue;
    const [open, ...others] = entries.filter(([c]) => whole[c] !== true);
    if (open !== undefined && others.length === 0) whole[open[0]] = true;
  }
  return whole;
}

/** A row in which nothing but one column takes of what whole columns, and a whole number, leave room for. */
const isRoom = (
  row: Row | undefined,
  column: number,
  columns: readonly Column[],
  whole: readonly boolean[],
): boolean =>
  row !== undefined &&
  row.lower === -Infinity &&
  row.upper >= 0 &&
  Number.isInteger(row.upper) &&
  row.entries.every(
    ([c, weight]) =>
      c === column ||
      (weight < 0 &&
        Number.isInteger(weight) &&
        whole[c] === true &&
        (columns[c]?.lower ?? -1) >= 0),
  );

/** A row that asks for at least something of columns that are not below 0. */
const isDemand = ({ lower, upper, entries }: Row, columns: readonly Column[]): boolean =>
  upper === Infinity &&
  lower > 0 &&
  entries.every(([c, weight]) => weight >= 0 && (columns[c]?.lower ?? -1) >= 0);

/** The row with the units that make room in the place of the columns left out; `null` where all is covered already. */
function unitsIn(
  { rows }: LinearModel,
  row: Row,
  out: ReadonlyMap<number, Folded>,
  whole: readonly boolean[],
): Row | null {
  let { lower } = row;
  const weights = new Map<number, number>();
  const add = (c: number, weight: number) => weights.set(c, (weights.get(c) ?? 0) + weight);
  for (const [c, weight] of row.entries) {
    const folded = out.get(c);
    const room = rows[folded?.room ?? -1];
    if (folded === undefined || room === undefined) {
      add(c, weight);
      continue;
    }
    lower -= weight * folded.perUnit * room.upper;
    for (const [unit, units] of room.entries) {
      if (unit !== c) add(unit, -units * weight * folded.perUnit);
    }
  }
  if (lower <= 0) return null;
  return {
    ...row,
    lower,
    entries: [...weights].map(([c, w]) => [c, whole[c] === true ? Math.min(w, lower) : w] as const),
  };
}

/** Most of a column left out for which the others make room. */
function roomOf({ rows }: LinearModel, folded: Folded, values: readonly number[]): number {
  const room = rows[folded.room];
  const units = (room?.entries ?? []).reduce(
    (sum, [c, weight]) => (c === folded.column ? sum : sum - weight * (values[c] ?? 0)),
    room?.upper ?? 0,
  );
  return Math.round(units) * folded.perUnit;
}

/** No more replicas than the demand needs, so that what is idle can be seen. */
function takeOff(
  row: Row | undefined,
  folded: readonly Folded[],
  demand: number,
  values: number[],
): void {
  if (row === undefined) return;
  let beyond = row.entries.reduce((sum, [c, w]) => sum + w * (values[c] ?? 0), -row.lower);
  for (const { worth, column } of folded.filter((f) => f.demand === demand).reverse()) {
    const most = Math.floor((beyond - NOTHING * row.lower) / worth);
    const off = Math.max(0, Math.min(values[column] ?? 0, most));
    values[column] = (values[column] ?? 0) - off;
    beyond -= off * worth;
  }
}
