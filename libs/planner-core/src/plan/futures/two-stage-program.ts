import type { FleetBlock } from '../../optimise/model/fleet-block';
import { addFleetBlock } from '../../optimise/model/fleet-model';
import { foldReplicas } from '../../optimise/program/fold-replicas';
import { LinearModelBuilder, term } from '../../optimise/program/linear-model';
import type { Acquisition, FleetProblem, Pool } from '../../optimise/fleet-problem';
import { decodeBlock, solveFleet, type FleetSolution } from '../../optimise/solve-fleet';
import { unitsEverNeeded } from '../../optimise/model/units-ever-needed';
import { trimIdle } from '../../optimise/whole-units/trim-idle';
import type { SolveOptions, Solver } from '../../optimise/program/solver';
import type { PlanProblem } from '../problem/build-problem';
import { decisionName, type EarlyDecisions } from './future-problem';

/** One future in the program: its problem, its weight, and what has to be decided before it is known. */
export interface FutureBlock {
  readonly planProblem: PlanProblem;
  readonly probability: number;
  /** Month from which it is known whether this future comes true. */
  readonly knownFrom: string;
  readonly early: readonly EarlyDecisions[];
  /** Month of every decision, by its name. */
  readonly monthOf: ReadonlyMap<string, string>;
}

/** Units and jobs decided before the future is known, by a name that means the same in every future. */
export type FirstOrders = ReadonlyMap<string, number>;

/** What may be decided first: anything the same in all futures, or exactly these orders until a month. */
export type FirstStage =
  | { readonly kind: 'common' }
  | { readonly kind: 'fixed'; readonly orders: FirstOrders; readonly until: string };

/** Near enough for a comparison; several fleets in one program are slow to prove. */
const EFFORT: SolveOptions = { relativeGap: 0.005, maximumNodes: 5 };

/**
 * The fleets of several futures in one program at the least mean weight; `null` where there is none (or none was
 * found within the effort). A scenario tree: until the month in which one of them is known it cannot be told from the
 * others that are not known yet, so what is decided before is the same in all of these. Futures that are known from
 * one month on part in two stages, others in more.
 */
export function solveFutures(
  futures: readonly FutureBlock[],
  stage: FirstStage,
  solver: Solver,
): FleetSolution[] | null {
  const builder = new LinearModelBuilder();
  const neededBeside = unitsHeldByAny(futures, stage);
  const blocks = futures.map(({ planProblem, probability }, i) =>
    addFleetBlock(builder, planProblem.problem, {
      prefix: `${i} `,
      costFactor: probability,
      neededBeside,
    }),
  );
  const columns = blocks.map(decisionColumns);
  const monthOf = new Map(futures.flatMap((f) => [...f.monthOf]));
  for (const name of new Set(columns.flatMap((c) => [...c.keys()]))) {
    const month = monthOf.get(name) ?? '';
    const unknown = futures.flatMap(({ knownFrom }, i) =>
      month < knownFrom ? [columns[i]?.get(name) ?? null] : [],
    );
    if (stage.kind === 'fixed' && month < stage.until) {
      const isOpen = fix(builder, name, unknown, stage.orders.get(name) ?? 0);
      if (!isOpen) return null;
    } else {
      tie(builder, name, unknown);
    }
  }
  const { model, expand } = foldReplicas(builder.build());
  const answer = solver.solve(model, EFFORT);
  if (answer.kind !== 'solved') return null;
  const { objective, bound, gapShare } = answer;
  const values = expand(answer.values);
  return blocks.map((block, i) =>
    trimLater(block.problem, futures[i]?.early ?? [], {
      objective,
      bound,
      gapShare,
      ...decodeBlock(block, values),
    }),
  );
}

/** By pool, the most units any of the futures may need or the orders given hold: orders in common are held by all. */
function unitsHeldByAny(futures: readonly FutureBlock[], stage: FirstStage): Map<string, number> {
  const held = new Map<string, number>();
  for (const { problem } of futures.map((f) => f.planProblem)) {
    unitsEverNeeded(problem).forEach((units, p) => {
      const id = problem.pools[p]?.id ?? '';
      held.set(id, Math.max(units, held.get(id) ?? 0));
    });
  }
  for (const [name, units] of stage.kind === 'fixed' ? stage.orders : []) {
    const [, id = ''] = name.split(' ');
    held.set(id, units + (held.get(id) ?? 0));
  }
  return held;
}

/** Leaves out later units nothing runs on; what was ordered before the future was known stays. */
function trimLater(
  problem: FleetProblem,
  early: readonly EarlyDecisions[],
  solution: FleetSolution,
): FleetSolution {
  const trimmed = trimIdle(problem, solution);
  const keep = (
    now: readonly number[] | undefined,
    before: readonly number[],
    isEarly: readonly boolean[] | undefined,
  ): number[] => before.map((n, t) => (isEarly?.[t] === true ? n : (now?.[t] ?? n)));
  return {
    ...trimmed,
    pools: solution.pools.map((pool, p) => ({
      bought: keep(trimmed.pools[p]?.bought, pool.bought, early[p]?.bought),
      rented: keep(trimmed.pools[p]?.rented, pool.rented, early[p]?.rented),
      ...(pool.leased === undefined
        ? {}
        : {
            leased: pool.leased.map((starts, k) =>
              keep(trimmed.pools[p]?.leased?.[k], starts, early[p]?.rented),
            ),
          }),
    })),
  };
}

/**
 * The best recourse of one future to orders that are given; `null` where it cannot be carried with them.
 * Purchases given count as units owned from their arrival on, with the early doors shut and their cost off the
 * budget: then it is a fleet problem like any other and as quick to solve. Rent and leases stand at their provider and
 * not at the site, and quotas and budgets of periods count what was ordered: those go through the program.
 */
export function solveRecourse(
  future: FutureBlock,
  orders: FirstOrders,
  solver: Solver,
): FleetSolution | null {
  const { problem } = future.planProblem;
  if ([...orders.keys()].some((name) => !name.startsWith('buy ')) || countsOrders(problem)) {
    const stage: FirstStage = { kind: 'fixed', orders, until: future.knownFrom };
    return solveFutures([future], stage, solver)?.[0] ?? null;
  }
  const given = problem.pools.map((pool) =>
    Array.from(
      { length: problem.periods },
      (_, t) => orders.get(decisionName('buy', pool.id, t)) ?? 0,
    ),
  );
  let givenUsd = 0;
  const pools = problem.pools.map((pool, p) => {
    const early = future.early[p];
    const arrivals = given[p] ?? [];
    const shut = (way: Acquisition | null, isEarly: readonly boolean[] | undefined) =>
      way === null
        ? null
        : { ...way, open: way.open.map((open, t) => open && isEarly?.[t] !== true) };
    let owned = 0;
    return {
      ...pool,
      existingUnits: pool.existingUnits.map((units, t) => {
        owned += arrivals[t] ?? 0;
        givenUsd += owned * (pool.buy?.costUsd[t] ?? 0) + surchargeUsd(pool, arrivals, t);
        return units + owned;
      }),
      buy: shut(pool.buy, early?.bought),
      rent: shut(pool.rent, early?.rented),
      ...(pool.leases === undefined
        ? {}
        : {
            leases: pool.leases.map((lease) => ({
              ...lease,
              open: lease.open.map((open, t) => open && early?.rented[t] !== true),
            })),
          }),
    };
  });
  const budgetUsd = problem.budgetUsd === null ? null : problem.budgetUsd - givenUsd;
  const answer = solveFleet({ ...problem, pools, budgetUsd }, solver);
  if (answer.kind !== 'solved') return null;
  return {
    ...answer.solution,
    pools: answer.solution.pools.map((pool, p) => ({
      ...pool,
      bought: pool.bought.map((n, t) => n + (given[p]?.[t] ?? 0)),
    })),
  };
}

/** What units that arrived up to a period cost in it beyond others because of when they arrived. */
const surchargeUsd = ({ buy }: Pool, arrivals: readonly number[], t: number): number =>
  arrivals
    .slice(0, t + 1)
    .reduce((sum, units, s) => sum + units * (buy?.surcharge?.share[s] ?? 0), 0) *
  (buy?.surcharge?.costUsd[t] ?? 0);

const countsOrders = ({ budgets = [], supply }: FleetProblem): boolean =>
  budgets.length > 0 ||
  supply.some(
    (cap) =>
      cap.chipsTotal !== undefined || cap.carryOver === true || cap.minimumChips !== undefined,
  );

/** Holds a decision at a value; `false` where a door it needs is shut. */
function fix(
  builder: LinearModelBuilder,
  name: string,
  columns: readonly (number | null)[],
  value: number,
): boolean {
  for (const column of columns) {
    if (column !== null) builder.row(name, { lower: value, upper: value }, [term(column)]);
    else if (value > 0) return false;
  }
  return true;
}

/** Makes a decision the same in futures that cannot be told apart yet. */
function tie(builder: LinearModelBuilder, name: string, columns: readonly (number | null)[]): void {
  const open = columns.filter((c) => c !== null);
  const [first, ...others] = open;
  if (first === undefined) return;
  if (open.length < columns.length) {
    // A door that is shut in one future while it is not known which one it is is shut for all.
    for (const column of open) builder.row(name, { lower: 0, upper: 0 }, [term(column)]);
    return;
  }
  for (const other of others)
    builder.row(name, { lower: 0, upper: 0 }, [term(first), term(other, -1)]);
}

/** The open decisions of one future by their names. */
function decisionColumns(block: FleetBlock): Map<string, number> {
  const named = new Map<string, number>();
  const name = (column: number | null | undefined, text: string): void => {
    if (column !== null && column !== undefined) named.set(text, column);
  };
  block.problem.pools.forEach((pool, p) => {
    const columns = block.pools[p];
    for (let t = 0; t < block.problem.periods; t += 1) {
      name(columns?.bought[t], decisionName('buy', pool.id, t));
      name(columns?.rented[t], decisionName('rent', pool.id, t));
      columns?.leased.forEach((starts, k) => {
        name(starts[t], decisionName('lease', pool.id, t, k));
      });
    }
  });
  return named;
}

/** Reads the first orders out of one future's solution. */
export function firstOrders(
  { problem }: PlanProblem,
  early: readonly EarlyDecisions[],
  solution: FleetSolution,
): FirstOrders {
  const orders = new Map<string, number>();
  problem.pools.forEach((pool, p) => {
    const decided = solution.pools[p];
    early[p]?.bought.forEach((isEarly, t) => {
      const units = decided?.bought[t] ?? 0;
      if (isEarly && units > 0) orders.set(decisionName('buy', pool.id, t), units);
    });
    early[p]?.rented.forEach((isEarly, t) => {
      const units = decided?.rented[t] ?? 0;
      if (isEarly && units > 0) orders.set(decisionName('rent', pool.id, t), units);
      decided?.leased?.forEach((starts, k) => {
        const started = starts[t] ?? 0;
        if (isEarly && started > 0) orders.set(decisionName('lease', pool.id, t, k), started);
      });
    });
  });
  return orders;
}

/** Whether orders fixed elsewhere have every door they need in these futures. */
export const canOrder = (futures: readonly FutureBlock[], orders: FirstOrders): boolean =>
  futures.every(({ planProblem: { problem } }) =>
    [...orders.keys()].every((name) => {
      const [way, poolId, period, lease] = name.split(' ');
      const pool = problem.pools.find((p) => p.id === poolId);
      const t = Number(period);
      if (way === 'lease') return pool?.leases?.[Number(lease)]?.open[t] === true;
      return way === 'buy'
        ? pool?.buy?.open[t] === true
        : pool?.rent?.open.slice(0, t + 1).some(Boolean) === true;
    }),
  );
