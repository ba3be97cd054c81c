import type { Horizon } from '@headroom/models';

/** One planning period: whole calendar months, the end day excluded. */
export interface Period {
  /** First month of it, `YYYY-MM`; unique within a plan. */
  readonly id: string;
  readonly months: readonly string[];
  readonly firstDay: string;
  /** First day after it. */
  readonly endDay: string;
  readonly days: number;
}

const MS_PER_DAY = 86_400_000;
const MONTHS_PER_YEAR = 12;
/** Longest horizon that is planned month by month unless the scenario says otherwise. */
const MONTHLY_UP_TO = 12;

/** The month `count` after `month` (before, when negative); both `YYYY-MM`. */
export function addMonths(month: string, count: number): string {
  const index = monthIndex(month) + count;
  const year = Math.floor(index / MONTHS_PER_YEAR);
  return `${String(year).padStart(4, '0')}-${String(index - year * MONTHS_PER_YEAR + 1).padStart(2, '0')}`;
}

/** Months from `from` to `to`, negative when `to` is earlier. */
export const monthsBetween = (from: string, to: string): number =>
  monthIndex(to) - monthIndex(from);

/** Days from `from` to `to`, both `YYYY-MM-DD`. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((dayNumber(to) - dayNumber(from)) / MS_PER_DAY);

/** Days of a calendar month, `YYYY-MM`; asked for in every sampled world, so no day is read from text. */
export function daysOfMonth(month: string): number {
  // Day 0 of the month after is the last day of this one.
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate();
}

/** The day `count` days after `day`; fractions of a day run into the next. */
export const addDays = (day: string, count: number): string =>
  new Date(dayNumber(day) + Math.ceil(count) * MS_PER_DAY).toISOString().slice(0, 10);

/** Periods of a horizon; the last may be shorter. Up to a year is planned by month, longer by quarter. */
export function periodsOf(horizon: Horizon): Period[] {
  const length = horizon.periodMonths ?? (horizon.months <= MONTHLY_UP_TO ? 1 : 3);
  const periods: Period[] = [];
  for (let first = 0; first < horizon.months; first += length) {
    const count = Math.min(length, horizon.months - first);
    const months = Array.from({ length: count }, (_, i) => addMonths(horizon.start, first + i));
    const firstDay = `${addMonths(horizon.start, first)}-01`;
    const endDay = `${addMonths(horizon.start, first + count)}-01`;
    periods.push({
      id: firstDay.slice(0, 7),
      months,
      firstDay,
      endDay,
      days: daysBetween(firstDay, endDay),
    });
  }
  return periods;
}

/** Days of `[fromDay, fromDay + days)` that fall into the period; fractions kept. */
export function daysInPeriod(period: Period, fromDay: string, days: number): number {
  const start = daysBetween(period.firstDay, fromDay);
  return Math.max(0, Math.min(period.days, start + days) - Math.max(0, start));
}

function monthIndex(month: string): number {
  return Number(month.slice(0, 4)) * MONTHS_PER_YEAR + Number(month.slice(5, 7)) - 1;
}

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}
