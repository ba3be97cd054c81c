import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monthsUntil, supplyCurve, type MonthlyCap, type SupplyQuestion } from './supply-curve';

const MONTHS = 12;
const months = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: MONTHS, maxLength: MONTHS });
const cap: fc.Arbitrary<MonthlyCap> = fc.record({
  unitsPerMonth: months(fc.integer({ min: 0, max: 50 })),
  carryOver: fc.boolean(),
  unitsTotal: fc.option(fc.integer({ min: 0, max: 300 }), { nil: null }),
  counts: months(fc.constant(true)),
  leastOrder: fc.constantFrom(0, 20),
});
const question: fc.Arbitrary<SupplyQuestion> = fc.record({
  months: fc.constant(MONTHS),
  leadMonths: fc.integer({ min: 0, max: 15 }),
  open: months(fc.boolean()),
  periodAt: fc
    .constantFrom(1, 3)
    .map((n) => Array.from({ length: MONTHS }, (_, m) => Math.floor(m / n))),
  caps: fc.array(cap, { minLength: 1, maxLength: 2 }),
});

const rate = (unitsPerMonth: readonly number[], more: Partial<MonthlyCap> = {}): MonthlyCap => ({
  unitsPerMonth,
  carryOver: false,
  unitsTotal: null,
  counts: unitsPerMonth.map(() => true),
  leastOrder: 0,
  ...more,
});
const curveOf = (caps: MonthlyCap[], more: Partial<SupplyQuestion> = {}) =>
  supplyCurve({
    months: 4,
    leadMonths: 0,
    open: [true, true, true, true],
    periodAt: [0, 1, 2, 3],
    caps,
    ...more,
  });

describe('how many units can be had by when', () => {
  it('never falls, and never rises with another limit, a smaller quota or a month without supply', () => {
    fc.assert(
      fc.property(question, cap, fc.integer({ min: 0, max: MONTHS - 1 }), (asked, more, none) => {
        const caps = asked.caps.map((c) => ({ ...c, leastOrder: 0 }));
        const curve = supplyCurve({ ...asked, caps });
        const tighter = [
          supplyCurve({ ...asked, caps: [...caps, { ...more, leastOrder: 0 }] }),
          supplyCurve({
            ...asked,
            caps: caps.map((c) => ({ ...c, unitsTotal: (c.unitsTotal ?? 300) / 2 })),
          }),
          supplyCurve({
            ...asked,
            caps: caps.map((c) => ({ ...c, unitsPerMonth: c.unitsPerMonth.with(none, 0) })),
          }),
        ];
        curve.forEach((units, m) => {
          expect(units ?? 0).toBeGreaterThanOrEqual(curve[m - 1] ?? 0);
          for (const other of tighter) expect(other[m] ?? 0).toBeLessThanOrEqual(units ?? 0);
        });
      }),
    );
  });

  it('never rises with a longer lead time, a closed month or a least order', () => {
    fc.assert(
      fc.property(question, fc.integer({ min: 0, max: MONTHS - 1 }), (asked, shut) => {
        const free = { ...asked, caps: asked.caps.map((c) => ({ ...c, leastOrder: 0 })) };
        const curve = supplyCurve(free);
        const slower = supplyCurve({ ...free, leadMonths: asked.leadMonths + 1 });
        const closed = supplyCurve({ ...free, open: asked.open.with(shut, false) });
        const large = supplyCurve(asked);
        curve.forEach((units, m) => {
          expect(slower[m] ?? 0).toBeLessThanOrEqual(units ?? 0);
          expect(closed[m] ?? 0).toBeLessThanOrEqual(units ?? 0);
          expect(large[m] ?? 0).toBeLessThanOrEqual(units ?? 0);
        });
      }),
    );
  });

  it('adds up what arrives after the lead time, and is without bound where no cap is known', () => {
    const capped = curveOf([rate([10, 10, 10, 10])], { leadMonths: 2 });
    expect(capped).toEqual([0, 0, 10, 20]);
    expect(monthsUntil(capped, 15)).toBe(3);
    expect(monthsUntil(capped, 21)).toBeNull();
    const free = curveOf([], { leadMonths: 1 });
    expect(free).toEqual([0, null, null, null]);
    expect(monthsUntil(free, 1e6)).toBe(1);
  });

  it('follows ramps, catches up what carries over, and stops at a quota', () => {
    const ramp = [2, 2, 8, 8];
    expect(curveOf([rate(ramp)])).toEqual([2, 4, 12, 20]);
    expect(curveOf([rate(ramp, { carryOver: true })], { leadMonths: 2 })).toEqual([0, 0, 12, 20]);
    expect(curveOf([rate(ramp, { unitsTotal: 11 })])).toEqual([2, 4, 11, 11]);
  });

  it('waits until a least order is together, and counts parts of a unit within a planning period only', () => {
    expect(curveOf([rate([3, 3, 3, 3], { carryOver: true, leastOrder: 5 })])).toEqual([
      0, 6, 6, 12,
    ]);
    expect(curveOf([rate([3, 3, 3, 3], { leastOrder: 5 })])).toEqual([0, 0, 0, 0]);
    const half = rate([0.5, 0.5, 0.5, 0.5]);
    expect(curveOf([half])).toEqual([0, 0, 0, 0]);
    expect(curveOf([half], { periodAt: [0, 0, 1, 1] })).toEqual([0, 1, 1, 2]);
  });
});
