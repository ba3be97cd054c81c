import type { Highs, HighsConstants, Model } from 'highs';
import { growingProgram, type GrowingProgram } from './growing-program';
import type { LinearModel } from './linear-model';

/** How hard to try. Nothing here depends on the clock, so that equal input gives equal output. */
export interface SolveOptions {
  /** Stop once the incumbent is proved to be within this share of the optimum. */
  readonly relativeGap: number;
  /** Stop after this many branch-and-bound nodes, with whatever gap is left. */
  readonly maximumNodes: number;
  /** Stop after this many simplex iterations over all nodes, with whatever gap is left. */
  readonly maximumIterations?: number;
  /** Whether the search may begin anew once it has learnt something; absent: yes. Small programs are sooner done without. */
  readonly restarts?: boolean;
  /** Values of some columns to start from; the solver fills in the rest, or drops them where that cannot be. */
  readonly start?: ReadonlyMap<number, number>;
}

/** The program without its integers: a bound, and what one more of everything is worth. */
export type Relaxation =
  | {
      readonly kind: 'solved';
      readonly objective: number;
      readonly values: readonly number[];
      /** By row: change of the objective for one more on the side of the row that binds. */
      readonly rowDuals: readonly number[];
    }
  | { readonly kind: 'infeasible' }
  /** The iteration limit came first. */
  | { readonly kind: 'unsolved' };

export type Solution =
  | {
      readonly kind: 'solved';
      readonly objective: number;
      /** Proved lower bound on the optimum. */
      readonly bound: number;
      /** (objective - bound) / |objective|. */
      readonly gapShare: number;
      readonly values: readonly number[];
    }
  | { readonly kind: 'infeasible' }
  /** The node limit came before any solution did, or the numbers are beyond what the solver takes. */
  | { readonly kind: 'unsolved' };

/** Solves mixed-integer linear programs; synchronous, so run it off the event loop. */
export interface Solver {
  solve(model: LinearModel, options: SolveOptions): Solution;
  /** Solves the program as if no column had to be whole. */
  relax(model: LinearModel): Relaxation;
  /** An empty program to be solved without its integers, to which rows and columns are added. */
  growing(): GrowingProgram;
}

/** Share of the work for searches around a known solution, four times HiGHS's own: from a good start they lead on soonest. */
const EFFORT_FROM_START = 0.2;
const SEED = 0;
/** Far beyond what programs of the planned size take; a bound on time that does not depend on the clock. */
const MOST_LP_ITERATIONS = 200_000;

/**
 * Loads HiGHS compiled to WebAssembly.
 * @throws Error when the WebAssembly cannot be loaded; `SolverFault` on a fault inside the solver
 */
export async function loadSolver(): Promise<Solver> {
  const module = await import('highs');
  // Depending on how modules are resolved the typings put the loader one `default` deeper; at run time it is here.
  const load = module.default as unknown as () => Promise<Highs>;
  const highs = await load();
  const relaxedOptions = {
    output_flag: false,
    random_seed: SEED,
    simplex_iteration_limit: MOST_LP_ITERATIONS,
  };
  return {
    solve(model, options) {
      if (model.columns.length === 0) return emptySolution(model);
      return withoutRawFaults(() =>
        highs.withModel(modelData(model), (native) => {
          native.options.set({
            output_flag: false,
            mip_rel_gap: options.relativeGap,
            mip_max_nodes: options.maximumNodes,
            random_seed: SEED,
            mip_allow_restart: options.restarts ?? true,
            ...(options.start === undefined ? {} : { mip_heuristic_effort: EFFORT_FROM_START }),
          });
          runSearch(native, highs.constants, options);
          return solutionIn(native, highs.constants, model);
        }),
      );
    },

    relax(model) {
      if (model.columns.length === 0) {
        const empty = emptySolution(model);
        return empty.kind === 'solved' ? { ...empty, rowDuals: model.rows.map(() => 0) } : empty;
      }
      const relaxed = { ...model, columns: model.columns.map((c) => ({ ...c, integer: false })) };
      return withoutRawFaults(() =>
        highs.withModel(modelData(relaxed), (native) => {
          native.options.set(relaxedOptions);
          native.run();
          return relaxationIn(native, highs.constants);
        }),
      );
    },

    growing() {
      const program = withoutRawFaults(() => growingProgram(highs, relaxedOptions));
      return {
        addColumns: (columns, entries) =>
          withoutRawFaults(() => program.addColumns(columns, entries)),
        addRows: (rows) => withoutRawFaults(() => program.addRows(rows)),
        relax: () => withoutRawFaults(() => program.relax()),
        close: () => program.close(),
      };
    },
  };
}

/** Searches from the start that is given, and stops once it took more iterations than are allowed. */
function runSearch(
  native: Model,
  { callbackType }: HighsConstants,
  { start, maximumIterations: limit }: SolveOptions,
): void {
  if (start !== undefined) {
    native.setSolution({ indices: [...start.keys()], values: [...start.values()] });
  }
  if (limit === undefined) native.run();
  else {
    native.run({
      [callbackType.mipInterrupt](event) {
        if (Number(event.data.mip_total_lp_iterations ?? 0) > limit) event.interrupt();
      },
    });
  }
}

/** What a search came to, with the bound it proved. */
function solutionIn(native: Model, { modelStatus }: HighsConstants, model: LinearModel): Solution {
  const { optimal, solutionLimit, interrupted } = modelStatus;
  const status = native.getModelStatus();
  if (isInfeasible(status, modelStatus)) return INFEASIBLE;
  if (status !== optimal && status !== solutionLimit && status !== interrupted) return UNSOLVED;
  const values = [...native.getSolution().colValue];
  const objective = native.getObjectiveValue();
  if (!Number.isFinite(objective) || values.length === 0) return UNSOLVED;
  const integers = model.columns.some((c) => c.integer);
  const bound = integers ? Number(native.info.get('mip_dual_bound')) : objective;
  return {
    kind: 'solved',
    objective,
    bound,
    gapShare: objective === 0 ? 0 : Math.max(0, (objective - bound) / Math.abs(objective)),
    // Adding 0 turns the solver's -0 into 0.
    values: values.map((v, i) => (model.columns[i]?.integer ? Math.round(v) + 0 : v)),
  };
}

/** What a program without integers came to. */
function relaxationIn(native: Model, { modelStatus }: HighsConstants): Relaxation {
  const status = native.getModelStatus();
  if (isInfeasible(status, modelStatus)) return INFEASIBLE;
  if (status !== modelStatus.optimal) return UNSOLVED;
  const { colValue, rowDual } = native.getSolution();
  return {
    kind: 'solved',
    objective: native.getObjectiveValue(),
    values: [...colValue],
    rowDuals: [...rowDual],
  };
}

const isInfeasible = (
  status: number,
  { infeasible, unboundedOrInfeasible }: HighsConstants['modelStatus'],
): boolean => status === infeasible || status === unboundedOrInfeasible;

const INFEASIBLE = { kind: 'infeasible' } as const;
const UNSOLVED = { kind: 'unsolved' } as const;

/** The optimiser broke down; its own words stay in `cause`, they mean nothing to a reader. */
export class SolverFault extends Error {
  readonly code = 'plan/solver-fault';

  constructor(cause: unknown) {
    super('The optimiser could not work on this scenario.', { cause });
    this.name = 'SolverFault';
  }
}

function withoutRawFaults<T>(solve: () => T): T {
  try {
    return solve();
  } catch (error) {
    throw new SolverFault(error);
  }
}

/** HiGHS refuses a model without columns; each row then stands or falls with 0. */
function emptySolution(model: LinearModel): Exclude<Solution, { kind: 'unsolved' }> {
  return model.rows.every((row) => row.lower <= 0 && row.upper >= 0)
    ? { kind: 'solved', objective: 0, bound: 0, gapShare: 0, values: [] }
    : INFEASIBLE;
}

function modelData(model: LinearModel) {
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const row of model.rows) {
    for (const [column, coefficient] of row.entries) {
      indices.push(column);
      values.push(coefficient);
    }
    starts.push(indices.length);
  }
  return {
    numCols: model.columns.length,
    numRows: model.rows.length,
    colCost: model.columns.map((c) => c.cost),
    colLower: model.columns.map((c) => c.lower),
    colUpper: model.columns.map((c) => c.upper),
    rowLower: model.rows.map((r) => r.lower),
    rowUpper: model.rows.map((r) => r.upper),
    integrality: Int32Array.from(model.columns, (c) => (c.integer ? 1 : 0)),
    matrix: {
      format: 'csr' as const,
      numRows: model.rows.length,
      numCols: model.columns.length,
      starts,
      indices,
      values,
    },
  };
}

/** A solver that answers a model it has solved before from memory; alternatives often repeat the plan. */
export function remembering(solver: Solver): Solver {
  const solved = new Map<string, Solution>();
  const relaxed = new Map<string, Relaxation>();
  const remember = <T>(known: Map<string, T>, key: string, find: () => T): T => {
    const answer = known.get(key) ?? find();
    known.set(key, answer);
    return answer;
  };
  return {
    solve: (model, options) =>
      remember(solved, keyOf([model, options, [...(options.start ?? [])]]), () =>
        solver.solve(model, options),
      ),
    relax: (model) => remember(relaxed, keyOf(model), () => solver.relax(model)),
    growing: () => solver.growing(),
  };
}

const keyOf = (value: unknown): string =>
  JSON.stringify(value, (_, v: unknown) => (v === Infinity ? 'inf' : v === -Infinity ? '-inf' : v));
