import { coverCut } from './cover-cuts';
import type { FleetModel } from './fleet-block';
import type { LinearModel, Row } from './linear-model';
import { HostPricing } from './price-hosts';
import type { Solver } from './solver';

/** A lower bound on every fleet, and what it rests on. */
export interface FleetRelaxation {
  readonly bound: number;
  /** Rows that hold for all whole numbers of replicas and tighten the program. */
  readonly cuts: readonly Row[];
  /** By column of the program. */
  readonly values: readonly number[];
  /** By row of the program: change of the objective for one more on the side that binds. */
  readonly rowDuals: readonly number[];
  /** The same by cut. */
  readonly cutDuals: readonly number[];
}

const MOST_ROUNDS = 40;
/** A cut has to miss by this share of its right side to be worth a row. */
const VIOLATION = 1e-3;
/** Rounds of cuts that lift the bound by less than this share are the last. */
const LAST_LIFT = 5e-4;
/** Divisors of a demand: capacities in use, and these multiples of them. */
const MULTIPLES = [1, 1 / 2, 1 / 3, 1 / 4, 2, 3] as const;

/**
 * Solves the program without its integers over few hosts first, adds hosts whose prices are worth it and cuts that
 * whole replicas obey, until neither is left: the bound then holds for all hosts. `null` where the limits leave the
 * relaxation no answer.
 */
export function relaxFleet(fleet: FleetModel, solver: Solver): FleetRelaxation | null {
  const pricing = new HostPricing(fleet);
  const cuts: Row[] = [];
  const seen = new Set<string>();
  let active = pricing.firstHosts();
  let before = -Infinity;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const kept = pricing.columnsOf(active);
    const { model, columns } = keepColumns(
      { ...fleet.model, rows: [...fleet.model.rows, ...cuts] },
      kept,
    );
    const answer = solver.relax(model);
    if (answer.kind !== 'solved') {
      if (answer.kind === 'unsolved' || active.size === fleet.hosts.length) return null;
      active = new Set(fleet.hosts.keys());
      continue;
    }
    const values = fleet.model.columns.map(() => 0);
    columns.forEach((column, k) => {
      values[column] = answer.values[k] ?? 0;
    });
    const worth = pricing.worthwhile(answer.rowDuals, cuts, active);
    worth.forEach((h) => active.add(h));
    if (worth.length > 0) continue;
    const lifted = answer.objective - before > LAST_LIFT * Math.abs(answer.objective);
    before = answer.objective;
    const found = lifted
      ? [...violatedCuts(fleet, values, seen), ...violatedRooms(fleet, values, seen)]
      : [];
    if (found.length === 0 || round === MOST_ROUNDS - 1) {
      return {
        bound: answer.objective,
        cuts,
        values,
        rowDuals: answer.rowDuals.slice(0, fleet.model.rows.length),
        cutDuals: answer.rowDuals.slice(fleet.model.rows.length),
      };
    }
    cuts.push(...found);
  }
  return null;
}

/** Columns that add up to the units a host holds beyond what was owned before. */
export function unitColumns(fleet: FleetModel, host: number, period: number): number[] {
  return (fleet.hosts[host]?.pools ?? []).flatMap((p) =>
    [
      fleet.ownedColumns[p]?.[period],
      fleet.pools[p]?.rented[period],
      ...(fleet.pools[p]?.leasedNow ?? []).map((now) => now[period]),
    ].flatMap((c) => c ?? []),
  );
}

/** For each demand the cut that is missed the most. */
function violatedCuts(fleet: FleetModel, values: readonly number[], seen: Set<string>): Row[] {
  return fleet.covers.flatMap(({ demand, row, carriers }): Row[] => {
    const inUse = carriers.filter((c) => (values[c.column] ?? 0) > 1e-7).map((c) => c.capacity);
    const divisors = new Set(inUse.flatMap((c) => MULTIPLES.map((m) => c * m)));
    let best: { row: Row; key: string } | null = null;
    let most = VIOLATION;
    for (const divisor of divisors) {
      const key = `${row} ${divisor}`;
      const cut = seen.has(key) ? null : coverCut(demand, divisor);
      if (cut === null) continue;
      const entries = carriers.map((c) => [c.column, cut.weightOf(c.capacity)] as const);
      const carried = entries.reduce((sum, [c, weight]) => sum + weight * (values[c] ?? 0), 0);
      const missing = (cut.lower - carried) / cut.lower;
      if (missing <= most) continue;
      most = missing;
      best = {
        key,
        row: {
          name: `cover ${key}`,
          lower: cut.lower,
          upper: Infinity,
          entries: entries.filter(([, w]) => w > 0),
        },
      };
    }
    if (best === null) return [];
    seen.add(best.key);
    return [best.row];
  });
}

/**
 * The share of a service that a host carries needs at least that share of a unit there, even where the whole
 * service would fill less than one: replicas / (most replicas) <= units. Without it a twentieth of a large system could
 * be had for a twentieth of its price.
 */
function violatedRooms(fleet: FleetModel, values: readonly number[], seen: Set<string>): Row[] {
  return fleet.covers.flatMap(({ demand, row, period, carriers }) =>
    carriers.flatMap((c): Row[] => {
      const replicas = values[c.column] ?? 0;
      const most = Math.ceil(demand / c.capacity);
      if (replicas <= 1e-7 || c.units * most >= 1) return [];
      const room = fleet.model.rows[fleet.capacityRows[c.host]?.[period] ?? -1];
      if (room === undefined) return [];
      const units = unitColumns(fleet, c.host, period);
      const held = units.reduce((sum, u) => sum + (values[u] ?? 0), room.upper);
      const key = `room ${row} ${c.host}`;
      if (replicas / most <= held + VIOLATION || seen.has(key)) return [];
      seen.add(key);
      return [
        {
          name: key,
          lower: -Infinity,
          upper: room.upper,
          entries: [[c.column, 1 / most], ...units.map((u) => [u, -1] as const)],
        },
      ];
    }),
  );
}

/** The program with some of its columns only; the others are 0. Rows stay, so that their indices do. */
export function keepColumns(
  model: LinearModel,
  kept: readonly boolean[],
): { model: LinearModel; columns: number[] } {
  const columns = model.columns.flatMap((_, c) => (kept[c] === true ? [c] : []));
  const place = new Map(columns.map((c, k) => [c, k]));
  return {
    columns,
    model: {
      columns: columns.flatMap((c) => model.columns.slice(c, c + 1)),
      rows: model.rows.map((row) => ({
        ...row,
        entries: row.entries.flatMap(([c, weight]) => {
          const k = place.get(c);
          return k === undefined ? [] : [[k, weight] as const];
        }),
      })),
    },
  };
}
