import type { Risk } from '@headroom/models';
import { addDays } from '../../forecast/period';
import { ascending, percentilesOf, quantileOfSorted } from '../../uncertainty/statistics';
import type { PlanProblem } from '../problem/build-problem';
import type { PlanContext } from '../plan-context';
import type { LivedWorlds } from './lived-worlds';
import type { TriedPlan } from './tried-plan';

const DAYS_PER_MONTH = 365.25 / 12;

/** When training ends, and how often in time. */
export function datesOf(
  { scenario }: PlanContext,
  plan: TriedPlan,
  { jobDays }: LivedWorlds,
): Risk['dates'] {
  return plan.jobs.map(({ choice }, j) => {
    const { run } = choice.carrier;
    const days = jobDays[j] ?? new Float64Array();
    const { p10, p50, p90 } = percentilesOf(days);
    const deadline = scenario.training?.find((t) => t.id === run.workloadId)?.deadlineDays;
    const end = (count: number): string => addDays(run.startDay, count);
    return {
      workloadId: run.workloadId,
      endDay: { p10: end(p10), p50: end(p50), p90: end(p90) },
      deadlineDay: deadline === undefined ? null : end(deadline),
      onTimeShare:
        deadline === undefined ? null : days.filter((d) => d <= deadline).length / days.length,
    };
  });
}

/** When each order of bought units is in service; orders whose lead time is certain are left out. */
export function arrivalsOf(
  { periods }: PlanContext,
  { pools }: PlanProblem,
  plan: TriedPlan,
  { lateMonths }: LivedWorlds,
): NonNullable<Risk['arrivals']> {
  return pools.flatMap((info, p) => {
    const late = lateMonths[p] ?? new Float64Array();
    const { p10, p50, p90 } = percentilesOf(late);
    if (p10 === p90) return [];
    return periods.flatMap((period, t) => {
      const units = plan.pools[p]?.arrived[t] ?? 0;
      if (units === 0) return [];
      const plannedDay = `${period.id}-01`;
      const day = (months: number): string =>
        addDays(plannedDay, Math.round(months * DAYS_PER_MONTH));
      return [
        {
          systemId: info.hardware.systemId,
          siteId: info.site.id,
          units,
          plannedDay,
          day: { p10: day(p10), p50: day(p50), p90: day(p90) },
          onTimeShare: late.filter((months) => months <= 0).length / late.length,
        },
      ];
    });
  });
}

/** Lowest headroom of all services that a tenth of the first worlds stay at or below. */
export function leastHeadroom({ headroom }: LivedWorlds, worlds: number): number {
  const least = new Float64Array(worlds).fill(1);
  for (const shares of headroom) {
    for (let w = 0; w < worlds; w += 1) least[w] = Math.min(least[w] ?? 1, shares[w] ?? 1);
  }
  return quantileOfSorted(ascending(least), 0.1);
}

/** Day by which all training runs have ended in nine tenths of the first worlds. */
export function lastEndDay({ jobs }: TriedPlan, { jobDays }: LivedWorlds, worlds: number): string {
  const ends = jobs.map(({ choice }, j) =>
    addDays(choice.carrier.run.startDay, percentilesOf(jobDays[j]?.subarray(0, worlds) ?? []).p90),
  );
  return ends.sort().at(-1) ?? '';
}
