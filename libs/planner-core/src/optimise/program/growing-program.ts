import type { Highs, Model } from 'highs';
import type { Column } from './linear-model';
import type { Relaxation } from './solver';

/** Coefficients of one row or column by index of the other. */
export type Entries = readonly (readonly [index: number, coefficient: number])[];

/**
 * A linear program that grows: what was solved before is where the next solution starts, so that a few rows or columns
 * more cost little. Whole numbers are not asked for. To be closed after use.
 */
export interface GrowingProgram {
  /** Adds columns with their entries in the rows there are. */
  addColumns(columns: readonly Column[], entries: readonly Entries[]): void;
  /** Adds rows with their entries in the columns there are. */
  addRows(rows: readonly { lower: number; upper: number; entries: Entries }[]): void;
  relax(): Relaxation;
  close(): void;
}

/** An empty program in a solver of its own. */
export function growingProgram(
  highs: Highs,
  options: Record<string, number | boolean>,
): GrowingProgram {
  const model: Model = highs.createModel();
  model.options.set(options);
  const { optimal, infeasible, unboundedOrInfeasible } = highs.constants.modelStatus;
  let columnCount = 0;
  let rowCount = 0;
  return {
    addColumns(columns, entries) {
      if (columns.length === 0) return;
      const matrix = packed(entries);
      model.addCols({
        cost: Float64Array.from(columns, (c) => c.cost),
        lower: Float64Array.from(columns, (c) => c.lower),
        upper: Float64Array.from(columns, (c) => c.upper),
        matrix: { format: 'csc', numRows: rowCount, numCols: columns.length, ...matrix },
      });
      columnCount += columns.length;
    },
    addRows(rows) {
      if (rows.length === 0) return;
      const matrix = packed(rows.map((r) => r.entries));
      model.addRows({
        lower: Float64Array.from(rows, (r) => r.lower),
        upper: Float64Array.from(rows, (r) => r.upper),
        matrix: { format: 'csr', numRows: rows.length, numCols: columnCount, ...matrix },
      });
      rowCount += rows.length;
    },
    relax() {
      try {
        model.run();
      } catch {
        // Growing on from the last solution the numbers may go bad; from nothing the same program is solved.
        model.clearSolver();
        model.run();
      }
      const status = model.getModelStatus();
      if (status === infeasible || status === unboundedOrInfeasible) return { kind: 'infeasible' };
      if (status !== optimal) return { kind: 'unsolved' };
      const { colValue, rowDual } = model.getSolution();
      return {
        kind: 'solved',
        objective: model.getObjectiveValue(),
        values: [...colValue],
        rowDuals: [...rowDual],
      };
    },
    close() {
      model.dispose();
    },
  };
}

function packed(lists: readonly Entries[]) {
  const starts = new Int32Array(lists.length + 1);
  const count = lists.reduce((sum, list) => sum + list.length, 0);
  const indices = new Int32Array(count);
  const values = new Float64Array(count);
  let at = 0;
  lists.forEach((list, k) => {
    for (const [index, value] of list) {
      indices[at] = index;
      values[at] = value;
      at += 1;
    }
    starts[k + 1] = at;
  });
  return { starts, indices, values };
}
