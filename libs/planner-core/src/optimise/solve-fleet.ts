import { dominatedPools } from './reduce/dominated-pools';
import type { FleetBlock, FleetModel } from './model/fleet-block';
import { proveFleet } from './exact/prove-fleet';
import { fleetModel } from './model/fleet-model';
import type { FleetProblem } from './fleet-problem';
import { keepPools } from './reduce/keep-pools';
import { survivesSiteLoss } from './model/fleet-site-loss';
import { mergePeriods } from './reduce/merge-periods';
import { nearUnits } from './whole-units/near-units';
import { placeWhole, roundUp } from './whole-units/place-whole';
import { wholeFleet } from './rebuild/whole-fleet';
import { relaxFleet } from './relax/relax-fleet';
import { searchOn, startAt } from './whole-units/search-on';
import { spreadReplicas } from './whole-units/spread-replicas';
import { foldReplicas, type FoldedModel } from './program/fold-replicas';
import type { LinearModel } from './program/linear-model';
import type { Solution, SolveOptions, Solver } from './program/solver';
import { trimIdle } from './whole-units/trim-idle';

/** Units of one pool, by period. */
export interface DecidedUnits {
  readonly bought: number[];
  readonly rented: number[];
  /** Units whose term begins, by lease of the pool; absent: the pool has no leases. */
  readonly leased?: number[][];
}

/** Units, replicas and jobs of one solution. Arrays by period unless said otherwise. */
export interface FleetSolution {
  readonly objective: number;
  readonly bound: number;
  readonly gapShare: number;
  /** By pool, in the order of the problem. */
  readonly pools: readonly DecidedUnits[];
  /** Replicas by service option, in the order of the problem. */
  readonly replicas: readonly number[][];
  /** Replicas that stay up at night, by service option; `null`, or absent for all: as many as by day. */
  readonly nightReplicas?: readonly (readonly number[] | null)[];
  /** Indices of the job options taken. */
  readonly jobs: readonly number[];
}

export type FleetAnswer =
  | { readonly kind: 'solved'; readonly solution: FleetSolution }
  | { readonly kind: 'infeasible' }
  | { readonly kind: 'unsolved' };

/** Up to this many integers a plan is proved within 0.5 %, normally at the root of the search. */
const SMALL_MODEL = 400;
const SMALL: SolveOptions = { relativeGap: 0.005, maximumNodes: 2000, maximumIterations: 60_000 };
/** Up to this many the optimum itself is proved, which takes hardly longer; what resists that is left to the usual effort. */
const TINY_MODEL = 150;
const TINY: SolveOptions = {
  relativeGap: 0,
  maximumNodes: 2000,
  maximumIterations: 20_000,
  restarts: false,
};
/** Larger ones are solved in stages, each with work counted in iterations so that equal input gives equal output. */
const LARGE: SolveOptions = { relativeGap: 0.01, maximumNodes: 200, maximumIterations: 3000 };
/** Where the stages lead nowhere: any answer at the root of the search. */
const LAST_RESORT: SolveOptions = {
  relativeGap: 0.02,
  maximumNodes: 1,
  maximumIterations: 20_000,
};

/**
 * Finds the cheapest fleet (by the problem's weights) that keeps every limit. The bound holds for every fleet;
 * the gap is what is left between the two, whatever was tried.
 */
export function solveFleet(
  problem: FleetProblem,
  solver: Solver,
  effort?: SolveOptions,
): FleetAnswer {
  const out = dominatedPools(problem);
  const needed = keepPools(problem, (id) => !out.has(id));
  const merged = mergePeriods(needed.problem);
  const whole = merged.problem;
  const integers = whole.serviceOptions.length * whole.periods;
  const usual = integers > SMALL_MODEL ? LARGE : SMALL;
  // The stages make replicas whole demand by demand, which says nothing of what is left without a site.
  const inStages = integers > SMALL_MODEL && !whole.services.some(survivesSiteLoss);
  const answer =
    solveOnePeriod(whole, effort ?? usual) ??
    (inStages ? solveInStages(whole, solver, effort ?? LARGE) : null) ??
    solveAtOnce(whole, solver, effort ?? (integers > SMALL_MODEL ? LAST_RESORT : null));
  if (answer.kind !== 'solved') return answer;
  return {
    kind: 'solved',
    solution: trimIdle(problem, needed.expand(merged.expand(answer.solution))),
  };
}

/** A proved fleet where one period and few kinds of units allow it; `null` elsewhere, or where the gap stays too wide. */
function solveOnePeriod(problem: FleetProblem, effort: SolveOptions): FleetAnswer | null {
  if (problem.periods !== 1) return null;
  const fleet = fleetModel(problem);
  const proved = proveFleet(fleet);
  if (proved === null || proved.gapShare > effort.relativeGap + EXACT_BELOW) return null;
  const { objective, bound, gapShare, values } = proved;
  return {
    kind: 'solved',
    solution: { objective, bound, gapShare, ...decodeBlock(fleet, values) },
  };
}

/** One program with all its integers; without an effort, as exactly as a small program allows. */
function solveAtOnce(
  problem: FleetProblem,
  solver: Solver,
  effort: SolveOptions | null,
): FleetAnswer {
  const fleet = fleetModel(problem);
  const folded = foldReplicas(fleet.model);
  const answer =
    effort === null
      ? solveSmall(fleet, folded, solver)
      : solver.solve(folded.model, { ...effort, ...startOf(fleet, folded, solver) });
  if (answer.kind !== 'solved') return answer;
  const { objective, bound, gapShare, values } = answer;
  return {
    kind: 'solved',
    solution: { objective, bound, gapShare, ...decodeBlock(fleet, folded.expand(values)) },
  };
}

function solveSmall(fleet: FleetModel, folded: FoldedModel, solver: Solver): Solution {
  const { model } = folded;
  if (!isTiny(model)) return solver.solve(model, { ...SMALL, ...startOf(fleet, folded, solver) });
  const exact = solver.solve(model, TINY);
  const isProved = exact.kind === 'solved' && exact.gapShare <= SMALL.relativeGap;
  return isProved || exact.kind === 'infeasible' ? exact : solver.solve(model, SMALL);
}

const isTiny = ({ columns }: LinearModel): boolean =>
  columns.filter((c) => c.integer).length <= TINY_MODEL;

/**
 * A whole fleet to start from, where the solver does not find one as quickly itself: with one it prunes from the first node
 * on, and has no reason to begin anew. What stays up with a site lost is more than whole fleets are made for.
 */
function startOf(
  fleet: FleetModel,
  { model, narrow }: FoldedModel,
  solver: Solver,
): Pick<SolveOptions, 'start' | 'restarts'> {
  const { problem } = fleet;
  if (isTiny(model) || problem.periods === 1 || problem.services.some(survivesSiteLoss)) return {};
  const relaxation = relaxFleet(fleet, solver);
  const found =
    relaxation === null ? null : wholeFleet(fleet, relaxation, solver, SMALL.relativeGap);
  if (found === null) return {};
  return { start: startAt(model, narrow(found.values)), restarts: false };
}

/**
 * Bounds the fleet by the relaxation and its cuts, and looks for whole fleets next to it; where none is near enough,
 * decides units with replicas as fractions, which the cuts make nearly whole, and so lifts the bound; then makes replicas
 * whole, period by period. `null` where that leads nowhere, or where an exact answer is asked for and this is not one.
 */
function solveInStages(
  problem: FleetProblem,
  solver: Solver,
  effort: SolveOptions,
): FleetAnswer | null {
  const fleet = fleetModel(problem, { mergeSites: true });
  const relaxation = relaxFleet(fleet, solver);
  if (relaxation === null) return null;
  const isEnough = (a: Solution | null): a is Solved =>
    a?.kind === 'solved' && gapOf(a.objective, relaxation.bound) <= effort.relativeGap;
  const exactly = effort.relativeGap < EXACT_BELOW;
  if (problem.periods > 1 && !exactly) {
    const rebuilt = wholeFleet(fleet, relaxation, solver, effort.relativeGap);
    const best = rebuilt === null ? null : searchOn(fleet, relaxation, rebuilt, solver);
    const answer = best === null ? null : spreadOut(problem, fleet, best, best.bound, solver);
    if (answer !== null) return answer;
  }
  const near = nearUnits(fleet, relaxation, solver);
  if (isEnough(near)) return spreadOut(problem, fleet, near, relaxation.bound, solver);
  const rounded = roundUp(fleet, relaxation.values, solver);
  if (isEnough(rounded)) return spreadOut(problem, fleet, rounded, relaxation.bound, solver);
  const replicas = new Set(fleet.replicas.flat());
  const units = solver.solve(
    {
      rows: [...fleet.model.rows, ...relaxation.cuts],
      columns: fleet.model.columns.map((c, k) => (replicas.has(k) ? { ...c, integer: false } : c)),
    },
    effort,
  );
  if (units.kind === 'infeasible') return units;
  if (units.kind !== 'solved') return null;
  const answer = cheapest([placeWhole(fleet, units.values, solver, exactly), near, rounded]);
  if (answer === null) return null;
  const bound = Math.max(units.bound, relaxation.bound);
  if (exactly && gapOf(answer.objective, bound) > effort.relativeGap + EXACT_BELOW) return null;
  return spreadOut(problem, fleet, answer, bound, solver);
}

const cheapest = (answers: readonly (Solution | null)[]): Solved | null =>
  answers
    .flatMap((a) => (a?.kind === 'solved' ? [a] : []))
    .reduce<Solved | null>((a, b) => (a === null || b.objective < a.objective ? b : a), null);

const gapOf = (objective: number, bound: number): number =>
  objective === 0 ? 0 : Math.max(0, (objective - bound) / Math.abs(objective));

/** The answer of a program with sites merged as a fleet with every replica in its place. */
function spreadOut(
  problem: FleetProblem,
  fleet: FleetModel,
  { objective, values }: Solved,
  provedBound: number,
  solver: Solver,
): FleetAnswer | null {
  const bound = Math.min(objective, provedBound);
  const decided = decodeBlock(fleet, values);
  const spread =
    spreadReplicas(problem, fleet.hosts, decided) ?? placeApart(problem, decided, solver);
  return spread === null
    ? null
    : {
        kind: 'solved',
        solution: {
          ...decided,
          replicas: spread,
          objective,
          bound,
          gapShare: gapOf(objective, bound),
        },
      };
}

type Solved = Extract<Solution, { kind: 'solved' }>;

/** Below this a gap counts as none. */
const EXACT_BELOW = 1e-6;

/** Replicas on a decided fleet with every pool by itself; `null` where some of several units find no place. */
function placeApart(
  problem: FleetProblem,
  decided: Omit<FleetSolution, 'objective' | 'bound' | 'gapShare'>,
  solver: Solver,
): number[][] | null {
  const fleet = fleetModel(problem, { decided });
  const answer = solver.solve(fleet.model, PLACEMENT_EFFORT);
  return answer.kind === 'solved' ? decodeBlock(fleet, answer.values).replicas : null;
}

/** Any better placement will do; the fleet is decided. */
const PLACEMENT_EFFORT: SolveOptions = {
  relativeGap: 0.01,
  maximumNodes: 10,
  maximumIterations: 5000,
};
/** Placing anew is for small plans; the stages of large ones keep replicas in their place already. */
const MOST_PLACED_ANEW = 1500;

/**
 * Places replicas on a fleet that is decided, holding as few units as possible: the same load then runs in
 * the same place in every period, and units nothing runs on are left out. Without a better placement the solution stays as it is.
 */
export function settlePlacement(
  problem: FleetProblem,
  solution: FleetSolution,
  solver: Solver,
): FleetSolution {
  if (problem.serviceOptions.length * problem.periods > MOST_PLACED_ANEW) return solution;
  const fleet = fleetModel(problem, { decided: solution });
  const answer = solver.solve(fleet.model, PLACEMENT_EFFORT);
  if (answer.kind !== 'solved') return solution;
  const { replicas, nightReplicas } = decodeBlock(fleet, answer.values);
  return trimIdle(problem, {
    ...solution,
    replicas,
    ...(nightReplicas === undefined ? {} : { nightReplicas }),
  });
}

function readNights(
  { nightReplicas, replicas }: Pick<FleetBlock, 'nightReplicas' | 'replicas'>,
  read: (column: number | null) => number,
): (number[] | null)[] {
  return nightReplicas.map(
    (columns, i) => columns?.map((c, t) => read(c ?? replicas[i]?.[t] ?? null)) ?? null,
  );
}

/** Reads units, replicas and jobs of one fleet out of the values of all columns of a program. */
export function decodeBlock({ problem, ...fleet }: FleetBlock, values: readonly number[]) {
  const read = (column: number | null) => (column === null ? 0 : (values[column] ?? 0));
  return {
    pools: fleet.pools.map(({ bought, rented, leased }) => ({
      bought: bought.map(read),
      rented: rented.map(read),
      ...(leased.length === 0 ? {} : { leased: leased.map((l) => l.map(read)) }),
    })),
    replicas: fleet.replicas.map((columns) => columns.map(read)),
    ...(fleet.nightReplicas.every((n) => n === null)
      ? {}
      : { nightReplicas: readNights(fleet, read) }),
    jobs: problem.jobOptions.flatMap((_, i) => (read(fleet.jobs[i] ?? null) > 0.5 ? [i] : [])),
  };
}
