import type { FleetModel } from '../model/fleet-block';
import type { LinearModel, Row } from '../program/linear-model';
import type { FleetRelaxation } from '../relax/relax-fleet';
import type { Solution, SolveOptions, Solver } from '../program/solver';

type Solved = Extract<Solution, { kind: 'solved' }>;

/** With more kinds of units there are too many fleets near the relaxation to look at. */
const MOST_KINDS = 10;
/** How far a count of units may be from the relaxation's. */
const REACH = 3;
/** Fleets looked at cost no more than this share above the bound. */
const DEAREST = 0.006;
/** Fleets looked at, those that come closest to the relaxation first. */
const MOST_TRIED = 10;
const NOTHING = 1e-6;
/** Few replicas are left to decide, so whether they fit shows at once. */
const FITTING: SolveOptions = { relativeGap: 0.01, maximumNodes: 100, maximumIterations: 3000 };

/**
 * For one period and few kinds of units, where only the counts of units are hard: looks at whole fleets close to the
 * relaxation, leaves each the same money idle on every kind of unit with replicas as fractions, and makes whole the few
 * that are fractions. The less is idle the cheaper the fleet, and the sooner they do not fit; how little still does is
 * found by bisection. `null` where the problem is of another sort or none of the fleets tried carries everything.
 */
export function nearUnits(
  fleet: FleetModel,
  relaxation: FleetRelaxation,
  solver: Solver,
): Solved | null {
  const { problem, model } = fleet;
  if (problem.periods !== 1 || problem.jobOptions.length > 0) return null;
  const replicas = new Set(fleet.replicas.flat());
  const kinds = model.columns.flatMap((c, k) => (c.integer && !replicas.has(k) ? [k] : []));
  if (kinds.length === 0 || kinds.length > MOST_KINDS) return null;
  const fleets = fleetsNear(model, relaxation, kinds)
    .flatMap((units) => {
      const fixed = new Map(kinds.map((k, i) => [k, units[i] ?? 0]));
      const left = leaveIdle(fleet, relaxation.cuts, fixed, solver);
      return left === null ? [] : [{ fixed, ...left }];
    })
    .sort((a, b) => b.idleUsd - a.idleUsd);
  let best: Solved | null = null;
  let [first, last] = [0, fleets.length - 1];
  while (first <= last) {
    const middle = Math.floor((first + last) / 2);
    const tried = fleets[middle];
    if (tried === undefined) break;
    const answer = makeWhole(fleet, tried.fixed, tried.values, solver);
    if (answer.kind === 'solved') {
      if (best === null || answer.objective < best.objective) best = answer;
      first = middle + 1;
    } else {
      last = middle - 1;
    }
  }
  return best;
}

/** Whole counts of units within reach of the relaxation's and little above its bound, the closest first. */
function fleetsNear(
  model: LinearModel,
  { values, bound }: FleetRelaxation,
  kinds: readonly number[],
): number[][] {
  const found: { units: number[]; distance: number }[] = [];
  const most = bound * (1 + DEAREST);
  // The dearest first: the cheapest then has few counts left between bound and most.
  const order = kinds.map((_, i) => i).sort((a, b) => costAt(b) - costAt(a) || a - b);
  const units = kinds.map(() => 0);
  function costAt(i: number): number {
    return costOf(model, kinds[i] ?? 0);
  }
  const search = (depth: number, spent: number, distance: number): void => {
    const i = order[depth];
    if (i === undefined) {
      if (spent >= bound * (1 - NOTHING)) found.push({ units: [...units], distance });
      return;
    }
    const cost = costAt(i);
    const aim = values[kinds[i] ?? 0] ?? 0;
    const isLast = depth === order.length - 1;
    const least = Math.max(
      0,
      Math.ceil(aim - REACH),
      isLast ? Math.ceil((bound - spent) / cost - NOTHING) : 0,
    );
    const upper = Math.min(model.columns[kinds[i] ?? 0]?.upper ?? 0, Math.floor(aim + REACH));
    for (let n = least; n <= upper && spent + n * cost <= most; n += 1) {
      units[i] = n;
      search(depth + 1, spent + n * cost, distance + (cost * (n - aim) ** 2) / Math.max(1, aim));
    }
    units[i] = 0;
  };
  search(0, 0, 0);
  return found
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MOST_TRIED)
    .map((f) => f.units);
}

/** Replicas as fractions with the most money idle on every kind of unit alike; `null` where they do not fit. */
function leaveIdle(
  fleet: FleetModel,
  cuts: readonly Row[],
  fixed: ReadonlyMap<number, number>,
  solver: Solver,
): { values: readonly number[]; idleUsd: number } | null {
  const { model } = fleet;
  const idle = model.columns.length;
  const share = new Map(
    fleet.capacityRows.flatMap(([row], h) => {
      const prices = (fleet.hosts[h]?.pools ?? []).flatMap((p) =>
        [...(fleet.pools[p]?.bought ?? []), ...(fleet.pools[p]?.rented ?? [])].flatMap((c) =>
          c === null || (fixed.get(c) ?? 0) === 0 ? [] : [costOf(model, c)],
        ),
      );
      const price = Math.min(...prices);
      return row === null || row === undefined || !Number.isFinite(price) || price <= 0
        ? []
        : [[row, 1 / price] as const];
    }),
  );
  const answer = solver.relax({
    columns: [
      ...model.columns.map((c, k) => ({ ...withValue(c, fixed.get(k)), cost: 0 })),
      { cost: -1, lower: 0, upper: 1e6, integer: false },
    ],
    rows: [
      ...model.rows.map((row, r) => {
        const weight = share.get(r);
        return weight === undefined
          ? row
          : { ...row, entries: [...row.entries, [idle, weight] as const] };
      }),
      ...cuts,
    ],
  });
  return answer.kind === 'solved' ? { values: answer.values, idleUsd: -answer.objective } : null;
}

/** Keeps what services have in whole replicas already, and decides the others. */
function makeWhole(
  fleet: FleetModel,
  fixed: ReadonlyMap<number, number>,
  values: readonly number[],
  solver: Solver,
): Solution {
  const kept = new Map(fixed);
  for (const { carriers } of fleet.covers) {
    const counts = carriers.map((c) => [c.column, values[c.column] ?? 0] as const);
    if (counts.some(([, n]) => Math.abs(n - Math.round(n)) > NOTHING)) continue;
    for (const [column, n] of counts) kept.set(column, Math.round(n));
  }
  const columns = fleet.model.columns.map((c, k) => withValue(c, kept.get(k)));
  return solver.solve({ rows: fleet.model.rows, columns }, FITTING);
}

const withValue = <T extends { lower: number; upper: number }>(
  c: T,
  value: number | undefined,
): T => (value === undefined ? c : { ...c, lower: value, upper: value });

const costOf = (model: LinearModel, column: number): number => model.columns[column]?.cost ?? 0;
