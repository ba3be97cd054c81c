import type { FleetModel } from '../model/fleet-block';
import type { LinearModel } from '../program/linear-model';
import type { FleetRelaxation } from '../relax/relax-fleet';
import type { Solution, SolveOptions, Solver } from '../program/solver';

type Solved = Extract<Solution, { kind: 'solved' }>;

/** A gap wider than this is worth the seconds that the solver takes to close it. */
const WIDE = 0.05;
/** More integers than these keep the solver busy at its root for longer than a plan may take. */
const MOST_INTEGERS = 2500;
const EFFORT: SolveOptions = { relativeGap: 0.02, maximumNodes: 20, maximumIterations: 3000 };

/**
 * Where few dear units leave the relaxation far below the fleet found, the whole program with its cuts goes to the solver
 * from that fleet on: its own cuts lift the bound, which tells that the fleet was near the optimum all along. Returns the
 * cheaper fleet with the higher bound.
 */
export function searchOn(
  fleet: FleetModel,
  { bound, cuts }: FleetRelaxation,
  found: Solved,
  solver: Solver,
): Solved {
  const { columns, rows } = fleet.model;
  const isWide = found.objective - bound > WIDE * Math.abs(found.objective);
  if (!isWide || columns.filter((c) => c.integer).length > MOST_INTEGERS) {
    return { ...found, bound };
  }
  const start = startAt(fleet.model, found.values);
  const answer = solver.solve({ columns, rows: [...rows, ...cuts] }, { ...EFFORT, start });
  if (answer.kind !== 'solved') return { ...found, bound };
  const best = answer.objective < found.objective ? answer : found;
  return { ...best, bound: Math.max(bound, answer.bound) };
}

/** Values as a start for the solver, which refuses what is outside the bounds of a column, be it by rounding only. */
export const startAt = ({ columns }: LinearModel, values: readonly number[]): Map<number, number> =>
  new Map(
    columns.map(({ lower, upper }, c) => [c, Math.min(upper, Math.max(lower, values[c] ?? 0))]),
  );
