import { addItems, NO_COST, totalOf } from '../../cost/unit-cost-items';
import { daysInPeriod } from '../../forecast/period';
import type { JobCarrier } from '../carriers/carriers';
import type { PlanContext } from '../plan-context';
import type { JobChoice, PoolInfo, Restriction } from './build-problem';
import { weigh } from './objective-weight';

/** How a training run can be had in a pool: beside what stands there, at night, or on units rented for it alone. */
export function jobChoices(
  context: PlanContext,
  carrier: JobCarrier,
  info: PoolInfo,
  restriction: Restriction,
): JobChoice[] {
  const { run } = carrier;
  const days = context.periods.map((p) => daysInPeriod(p, run.startDay, run.wallClockDays.mid));
  const periodShare = context.periods.map((p, t) => (days[t] ?? 0) / p.days);
  const base = {
    jobId: carrier.workloadId,
    poolId: info.pool.id,
    units: run.systems,
    periodShare,
  };
  const choices: JobChoice[] = [];
  const shared: JobChoice = {
    carrier,
    items: [],
    option: { ...base, id: `${run.id}@${info.pool.id}`, dedicatedRent: null },
  };
  // At night a job stands on what services have, however they came by it.
  if (run.offPeakHoursPerDay !== undefined) {
    return [{ ...shared, option: { ...shared.option, slot: 'night' } }];
  }
  const held = info.pool.buy !== null || info.leases.length > 0;
  if (held || info.pool.existingUnits.some((u) => u > 0)) choices.push(shared);
  const first = days.findIndex((d) => d > 0);
  if (info.pool.rent?.open[first] === true && restriction.ways !== 'buy') {
    const items = periodShare.map((share, t) =>
      addItems(NO_COST, info.rentedItems[t] ?? NO_COST, share * run.systems),
    );
    const costUsdByPeriod = items.map(totalOf);
    const costUsd = costUsdByPeriod.reduce((a, b) => a + b, 0);
    const weight = periodShare.reduce(
      (sum, share, t) =>
        sum +
        share *
          run.systems *
          weigh(context, totalOf(info.rentedItems[t] ?? NO_COST), info.kwh[t] ?? 0, info.site),
      0,
    );
    choices.push({
      carrier,
      items,
      option: {
        ...base,
        id: `${run.id}@${info.pool.id}:rent`,
        dedicatedRent: { costUsd, costUsdByPeriod, weight },
      },
    });
  }
  return choices;
}
