import type { CsvValue } from './csv';

export type Tone = 'ok' | 'warn' | 'danger' | 'accent' | 'muted';

/** What a cell shows. */
export interface Cell {
  text: string;
  /** Second, quieter line. */
  note?: string;
  tone?: Tone;
  /** Rests on a figure nobody published. */
  estimated?: boolean;
  badge?: Tone | 'plain';
  /** Outside address, opened in a new tab. */
  href?: string;
  /** Page of the product. */
  link?: readonly string[];
  /** Query of the page linked to. */
  query?: Readonly<Record<string, string>>;
  /** 0 to 1: a bar behind the text. */
  share?: number;
  /** Colour of a swatch before the text. */
  swatch?: string;
  /** A button after the text; `of` tells it from the same button of other rows. */
  action?: { label: string; of: string; run: () => void };
}

/** One column of a table: how a row shows, sorts and exports. */
export interface Column<Row> {
  id: string;
  label: string;
  /** Unit, shown small after the label. */
  unit?: string;
  align?: 'end';
  /**
   * Where it is: a table on the page says in one cell with a note what a file has in columns of their own. Left out:
   * in both.
   */
  only?: 'screen' | 'export';
  /** Wraps long sentences instead of growing wide. */
  wide?: boolean;
  cell: (row: Row) => Cell | string;
  /** Left out: the column cannot be sorted. `null` sorts last. */
  sort?: (row: Row) => string | number | null;
  /** Left out: the text of the cell. */
  csv?: (row: Row) => CsvValue;
}

export function toCell(content: Cell | string): Cell {
  return typeof content === 'string' ? { text: content } : content;
}

/** Rows in the order of a column; rows without a value come last in both directions. */
export function sortRows<Row>(
  rows: readonly Row[],
  column: Column<Row> | undefined,
  direction: 'ascending' | 'descending',
  locale: string,
): Row[] {
  const value = column?.sort;
  if (value === undefined) return [...rows];
  const collator = new Intl.Collator(locale, { numeric: true });
  const sign = direction === 'ascending' ? 1 : -1;
  return [...rows].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === null || y === null) return (x === null ? 1 : 0) - (y === null ? 1 : 0);
    return typeof x === 'number' && typeof y === 'number'
      ? sign * (x - y)
      : sign * collator.compare(String(x), String(y));
  });
}
