import { describe, expect, it } from 'vitest';
import { isRange, rangeText, readAmount, readAmountOrRange } from './amount';

describe('readAmount', () => {
  it.each([
    ['50e9', 5e10],
    ['50B', 5e10],
    ['1.1 T', 1.1e12],
    ['12,000', 12000],
    ['1 234 567', 1234567],
    ['500亿', 5e10],
    ['15万亿', 1.5e13],
    ['-0.05', -0.05],
    ['.5', 0.5],
  ])('reads %s', (typed, value) => {
    expect(readAmount(typed)).toBe(value);
  });

  it('tells an empty field from one that is not a number', () => {
    expect(readAmount('  ')).toBeUndefined();
    expect(readAmount('twelve')).toBeNull();
    expect(readAmount('12 apples')).toBeNull();
    expect(readAmount('1,2')).toBeNull();
  });
});

describe('a number known only roughly', () => {
  it('is typed as its 10th, 50th and 90th percentile, with magnitudes, and reads back the same', () => {
    const range = readAmountOrRange('10k..20k .. 0.05M');
    expect(range).toEqual({ low: 10_000, mid: 20_000, high: 50_000 });
    expect(isRange(range) && readAmountOrRange(rangeText(range))).toEqual(range);
  });

  it('is one number where no range is typed, and nothing where a point of it is missing', () => {
    expect(readAmountOrRange('0.5')).toBe(0.5);
    expect(readAmountOrRange('')).toBeUndefined();
    expect(readAmountOrRange('1..2')).toBeNull();
    expect(readAmountOrRange('1....3')).toBeNull();
  });
});
