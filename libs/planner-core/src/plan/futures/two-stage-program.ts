import { addFleetBlock, type FleetBlock } from '../../optimise/fleet-model';
import { LinearModelBuilder, term } from '../../optimise/linear-model';
import { decodeBlock, type FleetSolution } from '../../optimise/solve-fleet';
import type { SolveOptions, Solver } from '../../optimise/solver';
import type { PlanProblem } from '../build-problem';
import type { EarlyDecisions } from './future-problem';

/** One future in the program: its problem, its weight, and what has to be decided before it is known. */
export interface FutureBlock {
  readonly planProblem: PlanProblem;
  readonly probability: number;
  readonly early: readonly EarlyDecisions[];
}

/** Units and jobs decided before the future is known, by a name that means the same in every future. */
export type FirstOrders = ReadonlyMap<string, number>;

/** What may be decided first: anything the same in all futures, or exactly these orders and no others. */
export type FirstStage =
  { readonly kind: 'common' } | { readonly kind: 'fixed'; readonly orders: FirstOrders };

/** Near enough for a comparison; several fleets in one program are slow to prove. */
const EFFORT: SolveOptions = { relativeGap: 0.005, maximumNodes: 20 };

/**
 * The fleets of several futures in one program, the orders before the future is known the same in all, at the
 * least mean weight; `null` where there is none (or none was found within the effort).
 */
export function solveFutures(
  futures: readonly FutureBlock[],
  stage: FirstStage,
  solver: Solver,
): FleetSolution[] | null {
  const builder = new LinearModelBuilder();
  const blocks = futures.map(({ planProblem, probability }, i) =>
    addFleetBlock(builder, planProblem.problem, { prefix: `${i} `, costFactor: probability }),
  );
  const columns = blocks.map((block, i) => earlyColumns(block, futures[i]?.early ?? []));
  for (const name of new Set(columns.flatMap((c) => [...c.keys()]))) {
    const own = columns.map((c) => c.get(name) ?? null);
    tie(builder, name, own, stage);
  }
  const answer = solver.solve(builder.build(), EFFORT);
  if (answer.kind !== 'solved') return null;
  const { objective, bound, gapShare, values } = answer;
  return blocks.map((block) => ({ objective, bound, gapShare, ...decodeBlock(block, values) }));
}

function tie(
  builder: LinearModelBuilder,
  name: string,
  columns: readonly (number | null)[],
  stage: FirstStage,
): void {
  const open = columns.filter((c) => c !== null);
  if (stage.kind === 'fixed') {
    const value = stage.orders.get(name) ?? 0;
    for (const column of open) builder.row(name, { lower: value, upper: value }, [term(column)]);
    return;
  }
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

function earlyColumns(block: FleetBlock, early: readonly EarlyDecisions[]): Map<string, number> {
  const named = new Map<string, number>();
  block.problem.pools.forEach((pool, p) => {
    const columns = block.pools[p];
    early[p]?.bought.forEach((isEarly, t) => {
      const column = columns?.bought[t] ?? null;
      if (isEarly && column !== null) named.set(`buy ${pool.id} ${t}`, column);
    });
    early[p]?.rented.forEach((isEarly, t) => {
      const column = columns?.rented[t] ?? null;
      if (isEarly && column !== null) named.set(`rent ${pool.id} ${t}`, column);
    });
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
      if (isEarly && units > 0) orders.set(`buy ${pool.id} ${t}`, units);
    });
    early[p]?.rented.forEach((isEarly, t) => {
      const units = decided?.rented[t] ?? 0;
      if (isEarly && units > 0) orders.set(`rent ${pool.id} ${t}`, units);
    });
  });
  return orders;
}

/** Whether orders fixed elsewhere have every door they need in these futures. */
export const canOrder = (futures: readonly FutureBlock[], orders: FirstOrders): boolean =>
  futures.every(({ planProblem: { problem } }) =>
    [...orders.keys()].every((name) => {
      const [way, poolId, period] = name.split(' ');
      const pool = problem.pools.find((p) => p.id === poolId);
      const t = Number(period);
      return way === 'buy'
        ? pool?.buy?.open[t] === true
        : pool?.rent?.open.slice(0, t + 1).some(Boolean) === true;
    }),
  );
