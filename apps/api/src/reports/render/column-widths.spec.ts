import fc from 'fast-check';
import type { ReportTable } from '@headroom/models';
import { columnWidths } from './column-widths';

const space = { fontSize: 8, width: 500, padding: 8 };

function aTable(labels: string[], rows: string[][]): ReportTable {
  return { title: '', columns: labels.map((label) => ({ label, align: 'left' })), rows };
}

describe('columnWidths', () => {
  it('gives a figure the room it needs beside a long text', () => {
    const [text = 0, price = 0] = columnWidths(
      aTable(['System', 'Price'], [['a very long name '.repeat(20), '$333,340']]),
      space,
    );
    expect(price).toBeGreaterThanOrEqual('$333,340'.length * 8 * 0.6);
    expect(text).toBeGreaterThan(price * 3);
  });

  it('does not write a short Chinese label from top to bottom', () => {
    const [label = 0] = columnWidths(
      aTable(['方式', '原因'], [['购买', '很长的说明'.repeat(30)]]),
      space,
    );
    expect(label).toBeGreaterThanOrEqual(2 * 8);
  });

  it('leaves short words whole in a crowded table, at the cost of the long ones', () => {
    const long = 'x'.repeat(30);
    const labels = ['Way', 'Power', 'Site', ...Array.from({ length: 4 }, () => long)];
    const [way = 0, power = 0] = columnWidths(aTable(labels, []), space);
    // A capital W of the bold letters is as wide as the letters are high.
    expect(way).toBeGreaterThanOrEqual(8 * 2.2);
    expect(power).toBeGreaterThanOrEqual(8 * 3.3);
  });

  it('takes the whole width and no more, whatever the table', () => {
    const word = fc.string({ maxLength: 40 });
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 10 })
          .chain((n) =>
            fc.tuple(
              fc.array(word, { minLength: n, maxLength: n }),
              fc.array(fc.array(word, { minLength: n, maxLength: n }), { maxLength: 5 }),
            ),
          ),
        ([labels, rows]) => {
          const widths = columnWidths(aTable(labels, rows), space);
          const total = widths.reduce((sum, width) => sum + width + space.padding, 0);
          expect(total).toBeCloseTo(space.width, 6);
          expect(Math.min(...widths)).toBeGreaterThan(0);
        },
      ),
    );
  });
});
