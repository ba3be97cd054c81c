import type { UsedAssumption } from '@headroom/models';
import type { PeriodBudget, SupplyCap } from '../../optimise/fleet-problem';
import {
  allocatedVolume,
  chipsInMonth,
  limitsChips,
  supplyIds,
  type SupplyKnowledge,
} from '../../supply/monthly-supply';
import { supplyLimitMatches } from '../../supply/supply-terms';
import type { PoolInfo } from './build-problem';
import type { PlanContext } from '../plan-context';

/** What is known of supply when the plan is made: acts, and the day they are read on. */
export const supplyKnowledge = ({ catalog, policyAsOf }: PlanContext): SupplyKnowledge => ({
  events: catalog.policyEvents,
  asOf: policyAsOf,
});

/** The scenario's limits on supply as caps on pools, in chips by planning period. */
export function supplyCaps(context: PlanContext, pools: readonly PoolInfo[]): SupplyCap[] {
  const limits = context.scenario.limits?.supply ?? [];
  const ids = supplyIds(limits);
  return limits.flatMap((limit, i) => {
    const poolIds = pools
      .filter((p) => supplyLimitMatches(limit, p.hardware))
      .map((p) => p.pool.id);
    if (poolIds.length === 0 || !limitsChips(limit)) return [];
    const { minimumOrderChips, chipsTotal, carryOver } = limit;
    return [
      {
        id: ids[i] ?? '',
        poolIds,
        chipsPerPeriod: context.periods.map(({ months }) =>
          months.reduce(
            (sum, month) =>
              sum + (chipsInMonth(limit, month, supplyKnowledge(context)) ?? Infinity),
            0,
          ),
        ),
        ...(minimumOrderChips === undefined ? {} : { minimumChips: minimumOrderChips }),
        ...(chipsTotal === undefined ? {} : { chipsTotal }),
        ...(carryOver === undefined ? {} : { carryOver }),
      },
    ];
  });
}

/** Yearly volumes that shares of supply were taken of, with where they are from. */
export function supplyAssumptions(context: PlanContext): UsedAssumption[] {
  const limits = context.scenario.limits?.supply ?? [];
  const ids = supplyIds(limits);
  const years = new Set(context.periods.flatMap((p) => p.months.map((m) => Number(m.slice(0, 4)))));
  return limits.flatMap((limit, i) =>
    [...years].flatMap((year): UsedAssumption[] => {
      const volume = allocatedVolume(limit, year, supplyKnowledge(context));
      return volume === null
        ? []
        : [
            {
              name: `supply.${ids[i] ?? ''}.chipsPerYear.${year}`,
              value: volume.chipsPerYear,
              unit: 'chips/year',
              origin: 'catalog',
              sourceId: volume.sourceId,
              confidence: volume.confidence,
            },
          ];
    }),
  );
}

/** Budgets of months as budgets of the planning periods that begin in them. */
export function periodBudgets({ scenario, periods }: PlanContext): PeriodBudget[] {
  const lastMonth = periods.at(-1)?.months.at(-1) ?? '';
  return (scenario.limits?.budgetByPeriod ?? []).flatMap(({ from, until = lastMonth, usd, of }) => {
    const inside = periods.flatMap((p, t) => (p.id >= from && p.id <= until ? [t] : []));
    const [first] = inside;
    const last = inside.at(-1);
    return first === undefined || last === undefined
      ? []
      : [
          {
            id: `${of} ${from}..${until}`,
            months: from === until ? from : `${from} - ${until}`,
            of,
            fromPeriod: first,
            untilPeriod: last,
            usd,
          },
        ];
  });
}
