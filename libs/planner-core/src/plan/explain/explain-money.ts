import { say, type Message } from '@headroom/models';
import { NO_COST, totalOf, type ItemAmounts } from '../../cost/unit-cost-items';
import type { FleetProblem, PeriodBudget } from '../../optimise/fleet-problem';
import { BINDING_SHARE, percent } from './binding';
import type { PoolUse } from '../fleet/fleet-use';
import { poolItems } from '../money/plan-costs';
import type { PlanContext } from '../plan-context';

/** Budgets the plan is up against: of the horizon, and of some of its months. */
export function moneyLimits(
  context: PlanContext,
  problem: FleetProblem,
  uses: readonly PoolUse[],
  jobItems: readonly (readonly ItemAmounts[])[],
  totalUsd: number,
): Message[] {
  const { budgetUsd, budgets = [] } = problem;
  return [
    ...(budgetUsd !== null && totalUsd >= budgetUsd * BINDING_SHARE
      ? [say('plan/budget-binds', { percent: percent(totalUsd / budgetUsd) })]
      : []),
    ...budgets.flatMap((budget) => {
      const spent = spentIn(context, budget, uses, jobItems);
      return spent < budget.usd * BINDING_SHARE && !isShortOfOne(budget, spent, uses)
        ? []
        : [
            say(`plan/${budget.of}-budget-binds`, {
              months: budget.months,
              percent: percent(spent / budget.usd),
              usd: budget.usd,
            }),
          ];
    }),
  ];
}

function spentIn(
  { periods }: PlanContext,
  { of, fromPeriod, untilPeriod }: PeriodBudget,
  uses: readonly PoolUse[],
  jobItems: readonly (readonly ItemAmounts[])[],
): number {
  return periods.reduce((sum, _, t) => {
    if (t < fromPeriod || t > untilPeriod) return sum;
    if (of === 'capex') {
      return uses.reduce(
        (inner, { arrived, info }) =>
          inner + (arrived[t] ?? 0) * (info.pool.buy?.capexUsd?.[t] ?? 0),
        sum,
      );
    }
    const units = uses.reduce((inner, use) => inner + totalOf(poolItems(use, t)), sum);
    return jobItems.reduce((inner, items) => inner + totalOf(items[t] ?? NO_COST), units);
  }, 0);
}

/** What is left buys no further unit of what is bought: whole units are what the money is too little for. */
function isShortOfOne(
  { of, usd, fromPeriod }: PeriodBudget,
  spent: number,
  uses: readonly PoolUse[],
): boolean {
  if (of !== 'capex' || spent === 0) return false;
  const prices = uses.flatMap(({ info, arrived }) =>
    arrived.some((n) => n > 0) ? [info.pool.buy?.capexUsd?.[fromPeriod] ?? Infinity] : [],
  );
  return usd - spent < Math.min(...prices);
}
