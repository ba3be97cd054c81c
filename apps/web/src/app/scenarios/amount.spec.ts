import { describe, expect, it } from 'vitest';
import { readAmount } from './amount';

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
