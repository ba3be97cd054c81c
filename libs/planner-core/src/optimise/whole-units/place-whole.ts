import type { FleetModel } from '../model/fleet-block';
import { LinearModelBuilder, term, type LinearModel, type Term } from '../program/linear-model';
import { leaseWeight } from '../model/pool-columns';
import { unitColumns } from '../relax/relax-fleet';
import type { Solution, SolveOptions, Solver } from '../program/solver';

const PLACING: SolveOptions = { relativeGap: 0.05, maximumNodes: 100, maximumIterations: 2500 };
/** Where the units are proved, whether the replicas fit them is worth more work. */
const PLACING_EXACTLY: SolveOptions = {
  relativeGap: 0.001,
  maximumNodes: 2000,
  maximumIterations: 30_000,
};
const GETTING: SolveOptions = { relativeGap: 0.001, maximumNodes: 200, maximumIterations: 10_000 };
/** Beside units that have to be added, using less of what is there only breaks ties. */
const TIE = 1e-4;
const NOTHING = 1e-6;

/**
 * Turns a fleet whose replicas are fractions into one of whole replicas: period by period the replicas that need the
 * cheapest units on top of those it has, what was added staying for later periods; then, with replicas and jobs as they are, the
 * cheapest way to get the units under all limits. Periods are separate once the units are known, so this is far
 * smaller than the whole.
 */
export function placeWhole(
  fleet: FleetModel,
  values: readonly number[],
  solver: Solver,
  exactly: boolean,
): Solution | null {
  const fixed = new Map<number, number>();
  for (const [c, taken] of wholeJobs(fleet, values)) fixed.set(c, taken);
  const added = fleet.hosts.map(() => 0);
  for (let t = 0; t < fleet.problem.periods; t += 1) {
    const placed = placePeriod(fleet, values, fixed, added, t, (model) =>
      solver.solve(model, exactly ? PLACING_EXACTLY : PLACING),
    );
    if (placed === null) return null;
    for (const [column, replicas] of placed.replicas) fixed.set(column, replicas);
    placed.added.forEach((units, h) => {
      added[h] = (added[h] ?? 0) + units;
    });
  }
  return getUnits(fleet, fixed, solver);
}

/**
 * The same with every fraction of a replica rounded up: at once, and as good where services run in hundreds of
 * replicas.
 */
export function roundUp(fleet: FleetModel, values: readonly number[], solver: Solver): Solution {
  const fixed = wholeJobs(fleet, values);
  for (const { carriers } of fleet.covers) {
    for (const { column } of carriers) {
      fixed.set(column, Math.max(0, Math.ceil((values[column] ?? 0) - NOTHING)));
    }
  }
  return getUnits(fleet, fixed, solver);
}

/** The cheapest units under replicas and jobs that are decided. */
function getUnits(
  fleet: FleetModel,
  decided: ReadonlyMap<number, number>,
  solver: Solver,
): Solution {
  const columns = fleet.model.columns.map((column, c) => {
    const value = decided.get(c);
    return value === undefined ? column : { ...column, lower: value, upper: value };
  });
  return solver.solve({ ...fleet.model, columns }, GETTING);
}

function placePeriod(
  fleet: FleetModel,
  values: readonly number[],
  jobs: ReadonlyMap<number, number>,
  added: readonly number[],
  t: number,
  solve: (model: LinearModel) => Solution,
): { replicas: Map<number, number>; added: number[] } | null {
  const builder = new LinearModelBuilder();
  const columnOf = new Map<number, number>();
  const used = fleet.hosts.map((): Term[] => []);
  const prices = fleet.hosts.map((_, h) => priceOfUnit(fleet, h, t));
  for (const { demand, period, carriers } of fleet.covers) {
    if (period !== t) continue;
    const carried = carriers.map((c) => {
      const upper = fleet.model.columns[c.column]?.upper ?? 0;
      const cost = (prices[c.host] ?? 0) * c.units * TIE;
      const column = builder.column({
        upper,
        cost: Number.isFinite(cost) ? cost : 0,
        integer: true,
      });
      columnOf.set(c.column, column);
      used[c.host]?.push(term(column, c.units));
      return term(column, Math.min(c.capacity, demand));
    });
    builder.row('demand', { lower: demand }, carried);
  }
  const extras = fleet.hosts.map((_, h) => {
    const price = prices[h] ?? Infinity;
    const terms = used[h] ?? [];
    if (terms.length === 0) return null;
    const more = Number.isFinite(price) ? builder.column({ cost: price, integer: true }) : null;
    const upper = roomOf(fleet, values, jobs, h, t) + (added[h] ?? 0);
    builder.row('room', { upper }, [...terms, ...(more === null ? [] : [term(more, -1)])]);
    return more;
  });
  const answer = solve(builder.build());
  if (answer.kind !== 'solved') return null;
  return {
    replicas: new Map([...columnOf].map(([c, k]) => [c, answer.values[k] ?? 0])),
    added: extras.map((k) => (k === null ? 0 : (answer.values[k] ?? 0))),
  };
}

/** For every job the option taken most, as a whole. */
function wholeJobs({ problem, jobs }: FleetModel, values: readonly number[]): Map<number, number> {
  const taken = new Map(jobs.map((c) => [c, 0]));
  for (const id of problem.jobIds) {
    const own = problem.jobOptions.flatMap((o, i) => (o.jobId === id ? [jobs[i] ?? 0] : []));
    const most = own.reduce((a, b) => ((values[b] ?? 0) > (values[a] ?? 0) ? b : a), own[0] ?? 0);
    if (own.length > 0) taken.set(most, 1);
  }
  return taken;
}

/** Units of a host not taken by jobs. */
function roomOf(
  fleet: FleetModel,
  values: readonly number[],
  jobs: ReadonlyMap<number, number>,
  h: number,
  t: number,
): number {
  const row = fleet.model.rows[fleet.capacityRows[h]?.[t] ?? -1];
  if (row === undefined) return 0;
  const jobColumns = new Set(fleet.jobs);
  const taken = row.entries.reduce(
    (sum, [c, weight]) => (jobColumns.has(c) ? sum + weight * (jobs.get(c) ?? 0) : sum),
    0,
  );
  const held = unitColumns(fleet, h, t).reduce((sum, c) => sum + (values[c] ?? 0), row.upper);
  return Math.max(0, Math.round(held - taken + NOTHING));
}

/** Least weight of one more unit from a period on: bought for the rest, leased for a term, or rented for the period. */
function priceOfUnit({ hosts, problem }: FleetModel, h: number, t: number): number {
  return Math.min(
    ...(hosts[h]?.pools ?? []).flatMap((p) => {
      const { buy, rent, leases = [] } = problem.pools[p] ?? { buy: null, rent: null };
      const leased = leases.flatMap((lease) => {
        const start = lease.open.slice(0, t + 1).lastIndexOf(true);
        return start >= 0 && start + lease.termPeriods > t
          ? [leaseWeight(lease, lease.weight, t)]
          : [];
      });
      const bought =
        buy?.open.slice(0, t + 1).some(Boolean) === true ? (buy.weight[t] ?? 0) : Infinity;
      const rented =
        rent?.open.slice(0, t + 1).some(Boolean) === true ? (rent.weight[t] ?? 0) : Infinity;
      return [bought, rented, ...leased];
    }),
  );
}
