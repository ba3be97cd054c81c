import { coverCut } from './cover-cuts';
import type { FleetModel } from '../model/fleet-block';
import type { Row } from '../program/linear-model';
import { GrowingRelaxation } from './growing-relaxation';
import { HostPricing } from './price-hosts';
import type { Solver } from '../program/solver';

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
/** Hosts added before prices are looked at again. */
const HOSTS_AT_ONCE = 12;
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
  const program = new GrowingRelaxation(fleet, pricing.hostOf, solver);
  try {
    return relaxIn(program, fleet, pricing);
  } finally {
    program.close();
  }
}

function relaxIn(
  program: GrowingRelaxation,
  fleet: FleetModel,
  pricing: HostPricing,
): FleetRelaxation | null {
  const cuts: Row[] = [];
  const seen = new Set<string>();
  const { hosts: active, columns } = pricing.first();
  program.addHosts(active);
  program.addReplicas(columns);
  let before = -Infinity;
  let rounds = 0;
  for (;;) {
    const answer = program.relax();
    if (answer.kind === 'unsolved') return null;
    if (answer.kind === 'infeasible') {
      const missing = fleet.hosts.flatMap((_, h) => (active.has(h) ? [] : [h]));
      program.addHosts(missing);
      missing.forEach((h) => active.add(h));
      if (program.addReplicas(fleet.replicas.flat()) + missing.length === 0) return null;
      continue;
    }
    if (program.addReplicas(program.worthwhileReplicas(answer.rowDuals)) > 0) continue;
    const worth = pricing.worthwhile(answer.rowDuals, cuts, active).slice(0, HOSTS_AT_ONCE);
    worth.forEach((h) => active.add(h));
    program.addHosts(worth);
    program.addReplicas(pricing.bestReplicas(answer.rowDuals, cuts, worth));
    if (worth.length > 0) continue;
    const lifted = answer.objective - before > LAST_LIFT * Math.abs(answer.objective);
    before = answer.objective;
    rounds += 1;
    const found =
      lifted && rounds < MOST_ROUNDS
        ? [
            ...violatedCuts(fleet, answer.values, seen),
            ...violatedRooms(fleet, answer.values, seen),
          ]
        : [];
    if (found.length === 0) {
      return {
        bound: answer.objective,
        cuts,
        values: answer.values,
        rowDuals: answer.rowDuals.slice(0, fleet.model.rows.length),
        cutDuals: answer.rowDuals.slice(fleet.model.rows.length),
      };
    }
    cuts.push(...found);
    program.addCuts(found);
  }
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
