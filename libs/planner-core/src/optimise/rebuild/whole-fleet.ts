import type { FleetModel } from '../model/fleet-block';
import type { LinearModel } from '../program/linear-model';
import type { FleetRelaxation } from '../relax/relax-fleet';
import type { Solution, SolveOptions, Solver } from '../program/solver';
import { orderWithin } from './order-within';
import { FleetRebuilder, type RebuiltFleet } from './rebuild-fleet';

type Solved = Extract<Solution, { kind: 'solved' }>;

/** Steps of rebuilding for each service; with many periods each takes longer, and fewer are taken. */
const STEPS_PER_SERVICE = 160;
const FULL_PERIODS = 24;
const ORDERING: SolveOptions = { relativeGap: 0.002, maximumNodes: 100, maximumIterations: 4000 };
/** Where limits that cannot be held are not kept their prices rise by this share of what comes with a unit of the limit, later by more. */
const SURCHARGE = 0.05;
const STEEPER = 1.5;
const MOST_TRIES = 10;
/** A fleet that keeps all limits and is cheaper than the one before by less than this share is the last. */
const LAST_GAIN = 3e-4;
const NOTHING = 1e-6;

/**
 * A whole fleet that keeps every limit: rebuilt from the relaxation with limits held as the search moves, those that cannot
 * be held at its prices of them, then at higher ones; where that does not help, ordered by the solver with the replicas as
 * they are. `null` where none of that helps.
 */
export function wholeFleet(
  fleet: FleetModel,
  relaxation: FleetRelaxation,
  solver: Solver,
  relativeGap: number,
): Solved | null {
  const { services, periods } = fleet.problem;
  const steps = Math.ceil(
    STEPS_PER_SERVICE * services.length * Math.min(1, FULL_PERIODS / periods),
  );
  const priced = isPriced(fleet, relaxation.rowDuals);
  const enough = priced ? -Infinity : relaxation.bound / (1 - relativeGap);
  let prices = relaxation.rowDuals;
  const search = new FleetRebuilder(fleet, relaxation);
  if (!search.placeAll()) return null;
  // The relaxation keeps the limits; a search at prices would first leave them, and large fleets hardly come back.
  search.hold();
  let last: RebuiltFleet | null = null;
  let best: Solved | null = null;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    // Jobs are large: moved at prices of limits alone they would swing from one limit to the next.
    const movesJobs = !priced || tries > 0;
    last = search.run({ steps: tries === 0 ? steps : Math.ceil(steps / 4), enough, movesJobs });
    const values = orderWithin(fleet, prices, last);
    const broken = brokenRows(fleet.model, values);
    if (broken.size === 0) {
      const before: number = best?.objective ?? Infinity;
      best = cheaper(best, values, fleet.model);
      if (!priced && tries === 0) return best;
      if (best.objective <= relaxation.bound / (1 - relativeGap)) return best;
      if (before - best.objective < LAST_GAIN * before) return best;
      prices = prices.map((price, r) => (price + (relaxation.rowDuals[r] ?? 0)) / 2);
    } else if (!search.steepen(broken) && tries > 0) {
      const share = SURCHARGE * STEEPER ** (best === null ? tries : 1);
      prices = raised(fleet, prices, broken, relaxation.values, share);
    }
    search.reprice(prices);
  }
  if (best !== null) return best;
  const answer = last === null ? null : orderAnew(fleet, last, solver);
  return answer?.kind === 'solved' ? answer : null;
}

function cheaper(known: Solved | null, values: readonly number[], model: LinearModel): Solved {
  const objective = costOf(model, values);
  return known !== null && known.objective <= objective
    ? known
    : { kind: 'solved', objective, bound: -Infinity, gapShare: Infinity, values };
}

/** Whether any limit over several hosts, other than demand and jobs, has a price. */
function isPriced({ model, privateRows, covers }: FleetModel, duals: readonly number[]): boolean {
  const demands = new Set(covers.map((c) => c.row));
  return model.rows.some(
    ({ name }, r) =>
      Math.abs(duals[r] ?? 0) > NOTHING &&
      !privateRows.has(r) &&
      !demands.has(r) &&
      !name.startsWith('job '),
  );
}

/** What is beyond each row that is not kept. */
function brokenRows(model: LinearModel, values: readonly number[]): Map<number, number> {
  const broken = new Map<number, number>();
  model.rows.forEach(({ lower, upper, entries }, r) => {
    const activity = entries.reduce((sum, [c, weight]) => sum + weight * (values[c] ?? 0), 0);
    const over = Math.max(lower - activity, activity - upper);
    if (over > NOTHING * Math.max(1, Math.abs(activity))) broken.set(r, over);
  });
  return broken;
}

const costOf = ({ columns }: LinearModel, values: readonly number[]): number =>
  columns.reduce((sum, { cost }, c) => sum + cost * (values[c] ?? 0), 0);

/** The cheapest orders and jobs for replicas as they are, in a program without those. */
function orderAnew({ model }: FleetModel, { replicas }: RebuiltFleet, solver: Solver): Solution {
  const decided = new Map(replicas);
  const free = model.columns.flatMap((_, c) => (decided.has(c) ? [] : [c]));
  const place = new Map(free.map((c, k) => [c, k]));
  const rows = model.rows.flatMap(({ entries, lower, upper, name }) => {
    let fixed = 0;
    const left: [number, number][] = [];
    for (const [c, weight] of entries) {
      const k = place.get(c);
      if (k === undefined) fixed += weight * (decided.get(c) ?? 0);
      else left.push([k, weight]);
    }
    const row = { name, lower: lower - fixed, upper: upper - fixed, entries: left };
    const isKept = left.length === 0 && row.lower <= NOTHING && row.upper >= -NOTHING;
    return isKept ? [] : [row];
  });
  const answer = solver.solve(
    { columns: free.flatMap((c) => model.columns.slice(c, c + 1)), rows },
    ORDERING,
  );
  if (answer.kind !== 'solved') return answer;
  const values = model.columns.map(
    (_, c) => decided.get(c) ?? answer.values[place.get(c) ?? -1] ?? 0,
  );
  return { ...answer, objective: costOf(model, values), values };
}

/** Prices of limits that do not hold go up, in proportion to what the relaxation pays for what is in them. */
function raised(
  { model, privateRows }: FleetModel,
  prices: readonly number[],
  broken: ReadonlyMap<number, number>,
  values: readonly number[],
  share: number,
): number[] {
  const next = [...prices];
  for (const r of broken.keys()) {
    const row = model.rows[r];
    if (row === undefined || privateRows.has(r)) continue;
    let usd = 0;
    let weight = 0;
    for (const [c, w] of row.entries) {
      const held = values[c] ?? 0;
      usd += (model.columns[c]?.cost ?? 0) * held;
      weight += Math.abs(w) * held;
    }
    const typical = weight === 0 ? 0 : usd / weight;
    next[r] = (next[r] ?? 0) + (Number.isFinite(row.upper) ? -1 : 1) * share * typical;
  }
  return next;
}
