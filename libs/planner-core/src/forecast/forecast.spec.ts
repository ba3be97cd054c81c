import type { ServiceDemand } from '@headroom/models';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  daysBetween,
  daysInPeriod,
  daysOfMonth,
  monthsBetween,
  periodsOf,
} from './period';
import { baseLoadOf, loadByPeriod, loadFactor, secondsInFlight } from './service-load';

const lengths = (mean: number) => ({ mean, p90: mean * 2 });
const noSlo = { ttftMs: null, tpotMs: null, endToEndMs: null, percentile: 0.9 };

const demand = (load: ServiceDemand['load'], more: Partial<ServiceDemand> = {}): ServiceDemand => ({
  id: 's',
  model: 'm',
  load,
  inputTokens: 1000,
  outputTokens: 500,
  ...more,
});

describe('periods', () => {
  it('cover a horizon by month up to a year, by quarter beyond, the last one shorter', () => {
    expect(periodsOf({ start: '2026-01', months: 12 })).toHaveLength(12);
    const quarters = periodsOf({ start: '2026-01', months: 14 });
    expect(quarters.map((p) => p.id)).toEqual([
      '2026-01',
      '2026-04',
      '2026-07',
      '2026-10',
      '2027-01',
    ]);
    expect(quarters.at(-1)?.months).toEqual(['2027-01', '2027-02']);
  });

  it('count leap days', () => {
    expect(periodsOf({ start: '2028-02', months: 1 })[0]?.days).toBe(29);
  });

  it('have months as long as the days from one first day to the next', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1200, max: 3600 }), (count) => {
        const month = addMonths('2000-01', count);
        const days = daysBetween(`${month}-01`, `${addMonths(month, 1)}-01`);
        expect(daysOfMonth(month)).toBe(days);
      }),
    );
  });

  it('step over year ends both ways', () => {
    expect(addMonths('2026-11', 3)).toBe('2027-02');
    expect(addMonths('2026-01', -2)).toBe('2025-11');
    expect(monthsBetween('2025-11', '2027-02')).toBe(15);
    expect(addDays('2026-12-31', 0.5)).toBe('2027-01-01');
    expect(daysBetween('2026-02-28', '2026-03-01')).toBe(1);
  });

  it('share out a run day by day without losing any', () => {
    const periods = periodsOf({ start: '2026-01', months: 12 });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 200 }),
        fc.double({ min: 0.1, max: 150, noNaN: true }),
        (offset, days) => {
          const start = addDays('2026-01-01', offset);
          const sum = periods.reduce((total, p) => total + daysInPeriod(p, start, days), 0);
          expect(sum).toBeCloseTo(Math.min(days, 365 - offset), 6);
        },
      ),
    );
  });
});

describe('load of a service', () => {
  it('turns 50 billion tokens a day into 868 requests a second at the peak', () => {
    const base = baseLoadOf({ outputTokensPerDay: 50e9, peakToMean: 1.5 }, lengths(1000), noSlo);
    expect(base.peakRequestsPerSecond).toBeCloseTo((50e9 / 1000 / 86_400) * 1.5, 6);
  });

  it('takes stated requests a second for the peak, and counts no more in quiet hours than are asked for then', () => {
    const offPeak = { shareOfPeak: 0.25, hoursPerDay: 9 };
    const meanOf = (load: ServiceDemand['load']) => {
      const base = baseLoadOf(load, lengths(100), noSlo);
      return base.peakRequestsPerSecond / base.peakToMean;
    };
    // 15 hours at 48 and 9 hours at 12 requests a second.
    const mean = (15 * 48 + 9 * 12) / 24;
    expect(meanOf({ requestsPerSecond: 48 })).toBe(48);
    expect(meanOf({ requestsPerSecond: 48, offPeak })).toBeCloseTo(mean, 9);
    expect(meanOf({ requestsPerSecond: 48, offPeak, peakToMean: 1.2 })).toBeCloseTo(mean, 9);
    expect(meanOf({ requestsPerSecond: 48, offPeak, peakToMean: 3 })).toBeCloseTo(16, 9);
    expect(baseLoadOf({ requestsPerSecond: 48, peakToMean: 3 }, lengths(100), noSlo)).toEqual({
      peakRequestsPerSecond: 48,
      peakToMean: 3,
    });
  });

  it('lifts the peak of a daily total that its quiet hours leave too little of the day for', () => {
    const day = { outputTokensPerDay: 86_400 * 100 };
    const night = { shareOfPeak: 0, hoursPerDay: 12 };
    const peakOf = (load: ServiceDemand['load']) =>
      baseLoadOf(load, lengths(100), noSlo).peakRequestsPerSecond;
    expect(peakOf(day)).toBeCloseTo(1.5, 9);
    expect(peakOf({ ...day, offPeak: night })).toBeCloseTo(2, 9);
  });

  it('turns users into requests by the time each is in flight', () => {
    const slo = { ...noSlo, ttftMs: 1000, tpotMs: 40 };
    expect(secondsInFlight(lengths(501), slo)).toBe(21);
    const base = baseLoadOf({ concurrentUsers: 210, activeUserShare: 0.1 }, lengths(501), slo);
    expect(base.peakRequestsPerSecond).toBeCloseTo(1, 9);
  });

  it('compounds growth, which a step sets anew', () => {
    const service = demand({
      requestsPerSecond: 1,
      growthPerMonth: 0.1,
      steps: [{ month: '2026-04', factor: 5 }],
    });
    expect(loadFactor(service, '2026-01', '2026-03')).toBeCloseTo(1.21, 9);
    expect(loadFactor(service, '2026-01', '2026-04')).toBe(5);
    expect(loadFactor(service, '2026-01', '2026-06')).toBeCloseTo(6.05, 9);
  });

  it('is nothing before it begins and after it ends', () => {
    const service = demand({ requestsPerSecond: 1 }, { from: '2026-02', until: '2026-03' });
    const periods = periodsOf({ start: '2026-01', months: 4 });
    const base = { peakRequestsPerSecond: 1, peakToMean: 1 };
    const peaks = loadByPeriod(service, base, periods).map((l) => l.peakRequestsPerSecond);
    expect(peaks).toEqual([0, 1, 1, 0]);
  });

  it('takes the busiest month of a quarter for capacity and the mean for tokens', () => {
    const service = demand({ requestsPerSecond: 1, growthPerMonth: 1 });
    const periods = periodsOf({ start: '2026-01', months: 3, periodMonths: 3 });
    const [load] = loadByPeriod(service, { peakRequestsPerSecond: 1, peakToMean: 1 }, periods);
    expect(load?.peakRequestsPerSecond).toBe(4);
    expect(load?.requests).toBeCloseTo((1 * 31 + 2 * 28 + 4 * 31) * 86_400, 3);
  });

  it('asks for as many requests in quarters as in their months, wherever it begins, ends or steps', () => {
    const monthOf = (k: number): string => addMonths('2026-01', k);
    const months = fc.integer({ min: -3, max: 26 });
    fc.assert(
      fc.property(
        months,
        months,
        months,
        fc.double({ min: -0.2, max: 0.3, noNaN: true }),
        (from, until, step, growthPerMonth) => {
          const service = demand(
            {
              requestsPerSecond: 3,
              growthPerMonth,
              steps: [{ month: monthOf(step), factor: 4 }],
            },
            { from: monthOf(from), until: monthOf(until) },
          );
          const base = { peakRequestsPerSecond: 3, peakToMean: 1.5 };
          const by = (periodMonths: 1 | 3 | 12) =>
            loadByPeriod(service, base, periodsOf({ start: '2026-01', months: 24, periodMonths }));
          const total = (loads: ReturnType<typeof by>) =>
            loads.reduce((sum, l) => sum + l.requests, 0);
          const monthly = by(1);
          const all = total(monthly);
          expect(total(by(3))).toBeCloseTo(all, -Math.log10(Math.max(1, all)) + 9);
          expect(total(by(12))).toBeCloseTo(all, -Math.log10(Math.max(1, all)) + 9);
          by(3).forEach((quarter, q) => {
            const peaks = monthly.slice(3 * q, 3 * q + 3).map((l) => l.peakRequestsPerSecond);
            expect(quarter.peakRequestsPerSecond).toBe(Math.max(...peaks));
          });
        },
      ),
    );
  });
});
