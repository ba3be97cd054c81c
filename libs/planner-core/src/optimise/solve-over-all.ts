import { dominatedPools } from './reduce/dominated-pools';
import type { FleetModel } from './model/fleet-block';
import { fleetModel } from './model/fleet-model';
import type { FleetProblem } from './fleet-problem';
import { keepPools } from './reduce/keep-pools';
import { mergePeriods, type MergedProblem } from './reduce/merge-periods';
import { leastExtra, pricePools, type FleetPrices } from './relax/price-pools';
import { relaxFleet, type FleetRelaxation } from './relax/relax-fleet';
import { solveFleet, type FleetAnswer, type FleetSolution } from './solve-fleet';
import type { SolveOptions, Solver } from './program/solver';

const GIVEN_AT_ONCE = 400;
/** Beyond this many, trying likely pools first only takes longer: the relaxation looks at few of them in any case. */
const TRIED_IN_TURN = 5000;
/** Beyond this many, what is needless is not priced; and beyond this many more, nothing is. */
const PRICED_WHOLE = 5000;
const PRICED_AT_ALL = 50_000;
/** A bound over all pools this near to the fleet is near enough. */
const NEAR_ENOUGH = 0.01;
const ROUNDING = 1e-7;

/** The relaxation over every pool, and what units of each cost beyond their worth in it. */
export interface PricedPools {
  /** Periods in which nothing changes are one; of a large problem only the pools some fleet may need. */
  readonly fleet: FleetModel;
  /** The problem's period each of those starts with. */
  readonly starts: readonly number[];
  readonly relaxation: FleetRelaxation;
  readonly prices: FleetPrices;
}

export interface OverAllOptions {
  /** Worth trying first. */
  readonly isLikely: (poolId: string) => boolean;
  readonly effort?: SolveOptions;
  /** Up to this many whole numbers of replicas all pools go to the solver at once. */
  readonly givenAtOnce?: number;
}

export interface AnswerOverAll {
  readonly answer: FleetAnswer;
  /** `null` where the relaxation has no answer. */
  readonly priced: PricedPools | null;
}

/**
 * Solves a problem with many pools, few of which a fleet will use. What another pool does for no more is left out, which
 * changes no optimum. Where much is left, the pools that are `likely` and those the relaxation over all uses are solved
 * first; every pool left out has a price then, below which no fleet with it can be, and where that does not prove the
 * fleet, all of them go to the solver. The bound holds over every pool in any case.
 */
export function solveOverAll(
  problem: FleetProblem,
  solver: Solver,
  { isLikely, effort, givenAtOnce = GIVEN_AT_ONCE }: OverAllOptions,
): AnswerOverAll {
  const out = dominatedPools(problem);
  const needed = new Set(problem.pools.flatMap((p) => (out.has(p.id) ? [] : [p.id])));
  const periods = mergePeriods(problem).problem.periods;
  const sizeOf = (isIn: (poolId: string) => boolean) =>
    problem.serviceOptions.filter((o) => isIn(o.poolId)).length * periods;
  const size = sizeOf((id) => needed.has(id));
  const isWhole = sizeOf(() => true) <= PRICED_WHOLE;
  const looked = isWhole ? problem : keepPools(problem, (id) => needed.has(id)).problem;
  const priced = size <= PRICED_AT_ALL ? price(looked, solver) : null;
  const solveWith = (ids: ReadonlySet<string>): FleetAnswer => {
    const kept = keepPools(problem, (id) => ids.has(id));
    const answer = solveFleet(kept.problem, solver, effort);
    return answer.kind === 'solved'
      ? { kind: 'solved', solution: kept.expand(answer.solution) }
      : answer;
  };
  const likely =
    size <= givenAtOnce || size > TRIED_IN_TURN
      ? needed
      : likelyPools(problem, needed, isLikely, priced);
  if (likely.size === needed.size) return { answer: lifted(solveWith(needed), priced), priced };
  const first = solveWith(likely);
  const proved =
    first.kind === 'solved' && priced !== null
      ? boundOverAll(first.solution, priced, (id) => needed.has(id) && !likely.has(id))
      : null;
  if (proved !== null && proved.gapShare <= (effort?.relativeGap ?? NEAR_ENOUGH)) {
    return { answer: { kind: 'solved', solution: proved }, priced };
  }
  return { answer: better(proved, lifted(solveWith(needed), priced)), priced };
}

function price(problem: FleetProblem, solver: Solver): PricedPools | null {
  const merged = mergePeriods(problem);
  const fleet = fleetModel(merged.problem, { mergeSites: true });
  const relaxation = relaxFleet(fleet, solver);
  return relaxation === null
    ? null
    : { fleet, starts: startsOf(merged), relaxation, prices: pricePools(fleet, relaxation) };
}

/** What arrives in each merged period arrives at its start. */
function startsOf({ problem, expand }: MergedProblem): number[] {
  const arrivals = Array.from({ length: problem.periods }, () => 1);
  const { pools } = expand({
    objective: 0,
    bound: 0,
    gapShare: 0,
    pools: [{ bought: arrivals, rented: [] }],
    replicas: [],
    jobs: [],
  });
  return (pools[0]?.bought ?? []).flatMap((units, t) => (units > 0 ? [t] : []));
}

/** Pools to try first: likely ones, those with units already, and those the relaxation over all uses. */
function likelyPools(
  problem: FleetProblem,
  needed: ReadonlySet<string>,
  isLikely: (poolId: string) => boolean,
  priced: PricedPools | null,
): ReadonlySet<string> {
  const used = new Set(priced === null ? [] : poolsUsed(priced));
  return new Set(
    problem.pools
      .filter(({ id }) => needed.has(id))
      .filter(({ id, existingUnits }) => {
        return isLikely(id) || used.has(id) || existingUnits.some((n) => n > 0);
      })
      .map((p) => p.id),
  );
}

function poolsUsed({ fleet, relaxation: { values } }: PricedPools): string[] {
  const isUsed = (column: number | null | undefined) => (values[column ?? -1] ?? 0) > ROUNDING;
  return fleet.problem.pools.flatMap(({ id }, p) => {
    const { bought = [], rented = [], leased = [] } = fleet.pools[p] ?? {};
    const runs = fleet.problem.jobOptions.some((o, i) => o.poolId === id && isUsed(fleet.jobs[i]));
    return runs || [...bought, ...rented, ...leased.flat()].some(isUsed) ? [id] : [];
  });
}

/**
 * A fleet either uses nothing that was left out, and then the bound found without it holds; or it holds a unit, or rents
 * a run, which costs at least its price beyond the bound of the relaxation.
 */
function boundOverAll(
  solution: FleetSolution,
  { fleet, relaxation, prices }: PricedPools,
  isLeftOut: (poolId: string) => boolean,
): FleetSolution {
  const left = [
    ...fleet.problem.pools.flatMap((p, i) =>
      isLeftOut(p.id) ? [leastExtra(prices.pools[i] ?? [])] : [],
    ),
    ...fleet.problem.jobOptions.flatMap((o, i) =>
      isLeftOut(o.poolId) ? [Math.max(0, prices.runs[i] ?? Infinity)] : [],
    ),
  ];
  const withOthers = relaxation.bound + Math.min(...left) * (1 - ROUNDING);
  return withBound(solution, Math.max(relaxation.bound, Math.min(solution.bound, withOthers)));
}

/** The bound of the relaxation over all holds as well. */
const lifted = (answer: FleetAnswer, priced: PricedPools | null): FleetAnswer =>
  answer.kind === 'solved' && priced !== null
    ? {
        kind: 'solved',
        solution: withBound(
          answer.solution,
          Math.max(answer.solution.bound, priced.relaxation.bound),
        ),
      }
    : answer;

function withBound(solution: FleetSolution, proved: number): FleetSolution {
  const { objective } = solution;
  const bound = Math.min(objective, proved);
  return {
    ...solution,
    bound,
    gapShare: objective === 0 ? 0 : Math.max(0, (objective - bound) / Math.abs(objective)),
  };
}

/** The cheaper of two fleets with the higher of their bounds, both of which hold over every pool. */
function better(first: FleetSolution | null, second: FleetAnswer): FleetAnswer {
  if (first === null) return second;
  if (second.kind !== 'solved') return { kind: 'solved', solution: first };
  const bound = Math.max(first.bound, second.solution.bound);
  const best = first.objective <= second.solution.objective ? first : second.solution;
  return { kind: 'solved', solution: withBound(best, bound) };
}
