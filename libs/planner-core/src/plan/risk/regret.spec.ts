import { say } from '@headroom/models';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { disputedPairs, regretOf } from './regret';

const plans = ['a', 'b', 'c'].map((id) => ({ id, title: say('risk/plan-this') }));
const of = (...costs: number[]) => Float64Array.from(costs);

describe('regret', () => {
  it('is the cost above the best plan of the same world, the least regretted first', () => {
    const { rows, leastRegretPlanId } = regretOf(plans, [of(1, 5), of(3, 3), of(2, 5)]);
    expect(rows.map((r) => [r.planId, r.meanRegretUsd, r.maxRegretUsd])).toEqual([
      ['a', 1, 2],
      ['b', 1, 2],
      ['c', 1.5, 2],
    ]);
    expect(leastRegretPlanId).toBe('a');
  });

  it('puts the lower maximum first where the means are equal', () => {
    const { rows } = regretOf(plans, [of(1, 5), of(3, 3), of(2, 4)]);
    expect(rows.map((r) => [r.planId, r.meanRegretUsd, r.maxRegretUsd])).toEqual([
      ['c', 1, 1],
      ['a', 1, 2],
      ['b', 1, 2],
    ]);
  });
});

describe('pairs of plans in dispute', () => {
  const ranked = (...costs: number[]) =>
    regretOf(
      plans,
      costs.map((cost) => of(cost)),
    ).rows;

  it('are those another seed puts the other way round, as this one orders them', () => {
    const pairs = disputedPairs(ranked(1, 2, 3), ranked(1, 3, 2));
    expect(pairs.map((pair) => pair.map((row) => row.planId))).toEqual([['b', 'c']]);
    expect(pairs.flat().map((row) => row.meanRegretUsd)).toEqual([1, 2]);
  });

  it('are none exactly where both give the same order', () => {
    const costs = fc.tuple(fc.integer(), fc.integer(), fc.integer());
    fc.assert(
      fc.property(costs, costs, (one, other) => {
        const [rows, others] = [ranked(...one), ranked(...other)];
        const order = (list: typeof rows) => list.map((row) => row.planId).join();
        expect(disputedPairs(rows, others).length === 0).toBe(order(rows) === order(others));
      }),
    );
  });
});
