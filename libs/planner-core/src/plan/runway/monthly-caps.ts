import type { Period } from '../../forecast/period';
import { chipsInMonth, supplyIds } from '../../supply/monthly-supply';
import type { MonthlyCap } from '../../supply/supply-curve';
import type { PlanProblem, PoolInfo } from '../problem/build-problem';
import type { PlanContext } from '../plan-context';
import { supplyKnowledge } from '../problem/problem-limits';

/**
 * The limits on supply of one pool, in its units by month, as the plan itself is held to them.
 * @param periodAt planning period of each month
 */
export function monthlyCaps(
  context: PlanContext,
  { problem }: PlanProblem,
  { pool }: PoolInfo,
  acquisition: 'buy' | 'rent',
  months: readonly Period[],
  periodAt: readonly number[],
): MonthlyCap[] {
  const limits = context.scenario.limits?.supply ?? [];
  const ids = supplyIds(limits);
  return problem.supply.flatMap((cap): MonthlyCap[] => {
    const place = cap.poolIds.indexOf(pool.id);
    if (place < 0 || (cap.boughtOnly === true && acquisition === 'rent')) return [];
    const limit = cap.eventId === undefined ? limits[ids.indexOf(cap.id)] : undefined;
    const least = acquisition === 'buy' ? (cap.minimumChips ?? 0) : 0;
    return [
      {
        unitsPerMonth: months.map(({ id }) => {
          const chips =
            limit === undefined ? null : chipsInMonth(limit, id, supplyKnowledge(context));
          return chips === null ? null : chips / pool.chips;
        }),
        carryOver: cap.carryOver === true,
        unitsTotal: cap.chipsTotal === undefined ? null : cap.chipsTotal / pool.chips,
        counts: months.map((_, m) => cap.counts?.[place]?.[periodAt[m] ?? 0] ?? true),
        leastOrder: least / pool.chips,
      },
    ];
  });
}
