import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monthsUntil, supplyCurve } from './supply-curve';

const MONTHS = 12;
const question = fc.record({
  months: fc.constant(MONTHS),
  leadMonths: fc.integer({ min: 0, max: 15 }),
  open: fc.array(fc.boolean(), { minLength: MONTHS, maxLength: MONTHS }),
  unitsPerMonth: fc.array(fc.integer({ min: 0, max: 50 }), {
    minLength: MONTHS,
    maxLength: MONTHS,
  }),
});

describe('how many units can be had by when', () => {
  it('never falls, and never rises with a longer lead time or a closed month', () => {
    fc.assert(
      fc.property(question, fc.integer({ min: 0, max: MONTHS - 1 }), (asked, shut) => {
        const curve = supplyCurve(asked);
        const slower = supplyCurve({ ...asked, leadMonths: asked.leadMonths + 1 });
        const closed = supplyCurve({ ...asked, open: asked.open.with(shut, false) });
        curve.forEach((units, m) => {
          expect(units ?? 0).toBeGreaterThanOrEqual(curve[m - 1] ?? 0);
          expect(slower[m] ?? 0).toBeLessThanOrEqual(units ?? 0);
          expect(closed[m] ?? 0).toBeLessThanOrEqual(units ?? 0);
        });
      }),
    );
  });

  it('adds up what arrives after the lead time, and is without bound where no cap is known', () => {
    const open = [true, true, true, true];
    const capped = supplyCurve({ months: 4, leadMonths: 2, open, unitsPerMonth: [10, 10, 10, 10] });
    expect(capped).toEqual([0, 0, 10, 20]);
    expect(monthsUntil(capped, 15)).toBe(3);
    expect(monthsUntil(capped, 21)).toBeNull();
    const free = supplyCurve({ months: 4, leadMonths: 1, open, unitsPerMonth: [] });
    expect(free).toEqual([0, null, null, null]);
    expect(monthsUntil(free, 1e6)).toBe(1);
  });
});
