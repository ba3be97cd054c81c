/** A linear program with integer columns, built row by row; always minimised. */
export interface LinearModel {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

export interface Column {
  readonly cost: number;
  readonly lower: number;
  readonly upper: number;
  readonly integer: boolean;
}

export interface Row {
  readonly name: string;
  readonly lower: number;
  readonly upper: number;
  /** Coefficient by column index; every index at most once. */
  readonly entries: readonly (readonly [column: number, coefficient: number])[];
}

/** Collects columns and rows; entries of one column in one row are summed. */
export class LinearModelBuilder {
  constructor(
    private readonly columns: Column[] = [],
    private readonly rows: Row[] = [],
    private readonly prefix = '',
  ) {}

  /** The same program, with a prefix before the names of rows added here. */
  named(prefix: string): LinearModelBuilder {
    return new LinearModelBuilder(this.columns, this.rows, this.prefix + prefix);
  }

  /** Adds a column and returns its index. */
  column(column: Partial<Column>): number {
    this.columns.push({ cost: 0, lower: 0, upper: Infinity, integer: false, ...column });
    return this.columns.length - 1;
  }

  /** Adds a row and returns its index. */
  row(name: string, bounds: { lower?: number; upper?: number }, terms: readonly Term[]): number {
    const byColumn = new Map<number, number>();
    for (const { column, coefficient } of terms) {
      byColumn.set(column, (byColumn.get(column) ?? 0) + coefficient);
    }
    this.rows.push({
      name: this.prefix + name,
      lower: bounds.lower ?? -Infinity,
      upper: bounds.upper ?? Infinity,
      entries: [...byColumn].filter(([, coefficient]) => coefficient !== 0),
    });
    return this.rows.length - 1;
  }

  build(): LinearModel {
    return { columns: this.columns, rows: this.rows };
  }
}

/** One product of a sum. */
export interface Term {
  readonly column: number;
  readonly coefficient: number;
}

/** A coefficient of a column in a row. */
export const term = (column: number, coefficient = 1): Term => ({ column, coefficient });

/** Sum of a row's or an objective's terms at given column values. */
export const evaluate = (terms: readonly Term[], values: readonly number[]): number =>
  terms.reduce((sum, { column, coefficient }) => sum + coefficient * (values[column] ?? 0), 0);

/** The same terms times a factor. */
export const scaled = (terms: readonly Term[], factor: number): Term[] =>
  terms.map((x) => term(x.column, x.coefficient * factor));

/** A term where there is a column. */
export const present = (column: number | null | undefined, coefficient: number): Term[] =>
  column === null || column === undefined ? [] : [term(column, coefficient)];

/** Sum of values. */
export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
/** Sum of what follows from an index on. */
export const sumFrom = (values: readonly number[], start: number): number =>
  sum(values.slice(start));
