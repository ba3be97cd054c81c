import type { TrainingRun } from '@headroom/models';
import { addDays } from '../../forecast/period';

const HOURS_PER_DAY = 24;
const MINUTES_PER_HOUR = 60;
const MINUTES_PER_DAY = 1440;

/**
 * Hours of each night that go to stopping and starting again: one checkpoint is written before the units are given
 * back, and a restart loads it. The time of a write is read back from the run by Young's rule, interval^2 = 2 x write
 * time x time between failures.
 */
function handoverHours(run: TrainingRun, restartMinutes: number): number {
  const between = (run.wallClockDays.mid * MINUTES_PER_DAY) / run.expectedInterruptions;
  const write =
    run.expectedInterruptions > 0 ? run.checkpointIntervalMinutes ** 2 / (2 * between) : 0;
  return (restartMinutes + write) / MINUTES_PER_HOUR;
}

/** Share of the day in which a run that has so many hours of each night makes progress; 0 or less: none at all. */
export const nightShareOfDay = (
  run: TrainingRun,
  hoursPerDay: number,
  restartMinutes: number,
): number => (hoursPerDay - handoverHours(run, restartMinutes)) / HOURS_PER_DAY;

/** A run told as it goes when it has so many hours of each night only. */
export function atNight(
  run: TrainingRun,
  hoursPerDay: number,
  restartMinutes: number,
): TrainingRun {
  const stretch = 1 / nightShareOfDay(run, hoursPerDay, restartMinutes);
  const { low, mid, high, ...rest } = run.wallClockDays;
  const days = mid * stretch;
  return {
    ...run,
    id: `${run.id}-night`,
    wallClockDays: { ...rest, low: low * stretch, mid: days, high: high * stretch },
    endDay: addDays(run.startDay, days),
    offPeakHoursPerDay: hoursPerDay,
  };
}
