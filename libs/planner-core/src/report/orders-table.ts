import type { Plan, ReportTable } from '@headroom/models';
import { left, NONE, right, table, type ReportStyle } from './report-style';

/**
 * Every order of a plan, the one due first on top: what, how many units, from when they serve, and what buying them costs
 * before tariffs. Hours and leases are paid as they run, so they show no sum. `null` where nothing is ordered.
 */
export function ordersTable(plan: Plan, { labels: l, ...style }: ReportStyle): ReportTable | null {
  const orders = plan.fleet
    .filter((line) => line.acquisition !== 'existing')
    .flatMap((line) =>
      line.byPeriod.filter((p) => p.unitsAcquired > 0).map((arrival) => ({ line, arrival })),
    )
    // Months are written YYYY-MM, so the order of their letters is that of time; a unit without a lead time is due when it serves.
    .sort((a, b) => compare(dueOf(a.arrival), dueOf(b.arrival)));
  if (orders.length === 0) return null;
  return table(
    l.orders,
    [
      left(l.orderBy),
      left(l.system),
      left(l.way),
      left(l.site),
      right(l.units),
      left(l.inServiceFrom),
      right(l.orderPrice),
    ],
    orders.map(({ line, arrival }) => [
      arrival.orderBy ?? NONE,
      style.name('systems', line.systemName),
      l.ways[line.acquisition],
      style.name('sites', line.siteId),
      style.number(arrival.unitsAcquired),
      arrival.period,
      line.acquisition === 'buy' && line.unitPriceUsd !== null
        ? style.money(line.unitPriceUsd * arrival.unitsAcquired)
        : NONE,
    ]),
  );
}

const dueOf = (arrival: { orderBy: string | null; period: string }) =>
  arrival.orderBy ?? arrival.period;

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
