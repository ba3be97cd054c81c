import { describe, expect, it } from 'vitest';
import { type Column, sortRows } from './table-column';

interface Row {
  name: string;
  gb: number | null;
}
const ROWS: readonly Row[] = [
  { name: 'B 10', gb: 80 },
  { name: 'B 9', gb: null },
  { name: 'A', gb: 141 },
];
const byName: Column<Row> = { id: 'name', label: '', cell: (r) => r.name, sort: (r) => r.name };
const bySize: Column<Row> = { id: 'gb', label: '', cell: () => '', sort: (r) => r.gb };

describe('sortRows', () => {
  it('puts rows without a value last in both directions', () => {
    for (const direction of ['ascending', 'descending'] as const) {
      expect(sortRows(ROWS, bySize, direction, 'en').at(-1)?.name).toBe('B 9');
    }
    expect(sortRows(ROWS, bySize, 'descending', 'en')[0]?.gb).toBe(141);
  });

  it('reads the numbers in names as numbers', () => {
    expect(sortRows(ROWS, byName, 'ascending', 'en').map((row) => row.name)).toEqual([
      'A',
      'B 9',
      'B 10',
    ]);
  });

  it('keeps the order it was given without a column to sort by', () => {
    expect(sortRows(ROWS, undefined, 'ascending', 'en')).toEqual(ROWS);
  });
});
