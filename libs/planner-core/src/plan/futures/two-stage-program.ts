import type { FleetBlock } from '../../optimise/fleet-block';
import { addFleetBlock } from '../../optimise/fleet-model';
import { LinearModelBuilder, term } from '../../optimise/linear-model';
import type { Acquisition, FleetProblem, Pool } from '../../optimise/fleet-problem';
import { decodeBlock, solveFleet, type FleetSolution } from '../../optimise/solve-fleet';
import { trimIdle } from '../../optimise/trim-idle';
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
const EFFORT: SolveOptions = { relativeGap: 0.005, maximumNodes: 5 };

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
  return blocks.map((block, i) =>
    trimLater(block.problem, futures[i]?.early ?? [], {
      objective,
      bound,
      gapShare,
      ...decodeBlock(block, values),
    }),
  );
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
  if ([...orders.keys()].some((name) => !name.startsWith('buy ')) || countsOrders(problem))
    return solveFutures([future], { kind: 'fixed', orders }, solver)?.[0] ?? null;
  const given = problem.pools.map((pool) =>
    Array.from({ length: problem.periods }, (_, t) => orders.get(`buy ${pool.id} ${t}`) ?? 0),
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
      columns?.leased.forEach((starts, k) => {
        const start = starts[t] ?? null;
        if (isEarly && start !== null) named.set(`lease ${pool.id} ${t} ${k}`, start);
      });
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
      decided?.leased?.forEach((starts, k) => {
        const started = starts[t] ?? 0;
        if (isEarly && started > 0) orders.set(`lease ${pool.id} ${t} ${k}`, started);
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
