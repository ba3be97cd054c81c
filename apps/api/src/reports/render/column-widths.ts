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
    return Math.min(LONGEST_WORD, longest(kept)) * letter;
  });
  const wished = texts.map((cells) => Math.min(LONGEST_LINE, longest(cells)) * letter);
  const needed = sum(least);
  if (needed >= room) return least.map((width) => (width / needed) * room);
  const extra = wished.map((width, column) => Math.max(0, width - (least[column] ?? 0)));
  const total = sum(extra) || columns.length;
  return least.map(
    (width, column) =>
      width + ((room - needed) * (sum(extra) === 0 ? 1 : (extra[column] ?? 0))) / total,
  );
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
