import type { Plan } from '@headroom/models';
import { describe, expect, it } from 'vitest';
import { unitCostRows, unitCostTotal } from './unit-cost-rows';

const aPlan = (totalUsd: number) =>
  ({
    costTotal: { totalUsd },
    unitCosts: [
      {
        workloadId: 'chat',
        usdPerMillionInputTokens: 0.1,
        usdPerMillionOutputTokens: 0.4,
        usdPerRun: null,
        kwhPerMillionOutputTokens: 1,
        totalUsd: 600,
      },
    ],
  }) as unknown as Plan;

describe('rows of unit costs', () => {
  it('tell what units cost that nothing runs on, so that they sum to the total', () => {
    const plan = aPlan(1000);
    const rows = unitCostRows(plan);
    expect(rows.map(({ of, totalUsd }) => [of, totalUsd])).toEqual([
      ['workload', 600],
      ['idle', 400],
    ]);
    expect(rows.reduce((sum, row) => sum + row.totalUsd, 0)).toBe(unitCostTotal(plan).totalUsd);
  });

  it('tell the price of cached input where the plan has it, and none where it was not told yet', () => {
    const plan = aPlan(600);
    const [old] = plan.unitCosts;
    if (old === undefined) throw new Error('the plan has no unit cost');
    expect(unitCostRows(plan)[0]?.usdPerMillionCachedTokens).toBeNull();
    const told = { ...plan, unitCosts: [{ ...old, usdPerMillionCachedTokens: 0.02 }] };
    expect(unitCostRows(told)[0]?.usdPerMillionCachedTokens).toBe(0.02);
  });

  it('call cents of rounding no idle unit', () => {
    expect(unitCostRows(aPlan(600.4)).map(({ of }) => of)).toEqual(['workload']);
  });
});
