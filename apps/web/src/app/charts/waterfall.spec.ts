import { describe, expect, it } from 'vitest';
import { waterfallBars } from './waterfall';

describe('bars of a waterfall', () => {
  it('begin where the one before ended, up or down, and totals at zero', () => {
    expect(
      waterfallBars([
        { label: 'before', kind: 'total', value: 100 },
        { label: 'demand', kind: 'change', value: 40 },
        { label: 'price', kind: 'change', value: -60 },
        { label: 'after', kind: 'total', value: 80 },
      ]),
    ).toEqual([
      { from: 0, to: 100 },
      { from: 100, to: 140 },
      { from: 140, to: 80 },
      { from: 0, to: 80 },
    ]);
  });
});
