import type { ReportTable } from '@headroom/models';
import { lettersWide } from './fonts';

export interface TableSpace {
  /** Points. */
  readonly fontSize: number;
  /** Points the whole table may take. */
  readonly width: number;
  /** Points beside the text of every cell. */
  readonly padding: number;
}

/** Width of a Latin letter of Noto Sans on average, in font sizes; wide and bold ones included. */
const LETTER_WIDTH = 0.66;
/** A column longer than this wraps rather than squeezes the others. */
const LONGEST_LINE = 60;
const LONGEST_WORD = 24;
/** Letters a word may be wider than the average says: short ones such as “Way” are of wide letters only. */
const SLACK = 1;

const WORDS = /[\u2e80-\u9fff\uff00-\uffef]{1,4}|[^\u2e80-\u9fff\uff00-\uffef]+/gu;

/**
 * Widths of a table's columns in points, without padding. Every column gets its longest word first,
 * so that no figure is broken in two; what is left goes to the columns whose texts are long.
 */
export function columnWidths({ columns, rows }: ReportTable, space: TableSpace): number[] {
  const letter = space.fontSize * LETTER_WIDTH;
  const room = space.width - columns.length * space.padding;
  const texts = columns.map(({ label }, column) => [
    label,
    ...rows.map((row) => row[column] ?? ''),
  ]);
  const least = texts.map((cells, column) => {
    const isFigure = columns[column]?.align === 'right';
    const [, ...values] = cells;
    const kept = [...cells.flatMap(wordsOf), ...(isFigure ? values : [])];
    return (Math.min(LONGEST_WORD, longest(kept)) + SLACK) * letter;
  });
  const wished = texts.map((cells) => (Math.min(LONGEST_LINE, longest(cells)) + SLACK) * letter);
  const needed = sum(least);
  if (needed >= room) return cappedTo(room, least);
  const extra = wished.map((width, column) => Math.max(0, width - (least[column] ?? 0)));
  const total = sum(extra) || columns.length;
  return least.map(
    (width, column) =>
      width + ((room - needed) * (sum(extra) === 0 ? 1 : (extra[column] ?? 0))) / total,
  );
}

/** Points of a line of text by its font size: Noto Sans is 1.36 high, and lines stand 1.25 apart. */
const LINE_HEIGHT = 1.7;
const ROW_PADDING = 7;

/** Points the head of a table and its first row take, which always stay together; about, and rather too much. */
export function openingHeight(space: TableSpace, table: ReportTable): number {
  const widths = columnWidths(table, space);
  const rows = [table.columns.map(({ label }) => label), ...table.rows.slice(0, 1)];
  const heights = rows.map((row) => {
    const lines = row.map((cell, column) =>
      Math.ceil((lettersWide(cell) * space.fontSize * LETTER_WIDTH) / (widths[column] ?? 1)),
    );
    return Math.max(1, ...lines) * space.fontSize * LINE_HEIGHT + ROW_PADDING;
  });
  return sum(heights);
}

/** Takes from the widest only, so that short words stay whole as long as there is any room. */
function cappedTo(room: number, widths: readonly number[]): number[] {
  let left = room;
  let cap = 0;
  [...widths]
    .sort((a, b) => a - b)
    .forEach((width, index) => {
      cap = Math.min(width, left / (widths.length - index));
      left -= cap;
    });
  return widths.map((width) => Math.min(width, cap));
}

/** What must not be broken: words, and short Chinese terms, which a page could break anywhere. */
function wordsOf(text: string): string[] {
  return text.split(/\s+/).flatMap((word) => word.match(WORDS) ?? []);
}

function longest(texts: readonly string[]): number {
  return Math.max(1, ...texts.map(lettersWide));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
