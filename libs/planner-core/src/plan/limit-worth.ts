import { quote, say, type Message } from '@headroom/models';
import type { Conflict } from '../optimise/conflicts';
import type { FleetProblem } from '../optimise/fleet-problem';
import { limitValues } from '../optimise/limit-values';
import type { Solver } from '../optimise/solver';
import { cheapestWayOut } from '../optimise/way-out';
import { conflictMessage } from './explain-limits';
import type { PlanContext } from './plan-context';

const MONTHS_PER_YEAR = 12;
const KW_PER_MW = 1000;
const USD_PER_MILLION = 1e6;

const isCost = ({ scenario }: PlanContext): boolean => (scenario.objective ?? 'cost') === 'cost';

/** What loosening each limit that binds would save in a year, where money is what counts. */
export function limitWorth(context: PlanContext, problem: FleetProblem, solver: Solver): Message[] {
  const limited =
    problem.supply.length > 0 ||
    (problem.budgets ?? []).length > 0 ||
    problem.sites.some((s) => s.powerKw !== null || s.racks !== null);
  if (!isCost(context) || !limited) return [];
  const years = context.scenario.horizon.months / MONTHS_PER_YEAR;
  return limitValues(problem, solver).flatMap(({ limit, perUnit }): Message[] => {
    const perYear = Math.round(perUnit / years);
    switch (limit.kind) {
      case 'power': {
        const usd = Math.round((perUnit * KW_PER_MW) / years);
        return usd > 0 ? [say('plan/power-worth', { site: limit.siteId, usd })] : [];
      }
      case 'racks':
        return perYear > 0 ? [say('plan/rack-worth', { site: limit.siteId, usd: perYear })] : [];
      case 'supply':
        return perYear > 0
          ? [say('plan/supply-worth', { supply: limit.supplyId, usd: perYear })]
          : [];
      case 'supply-total': {
        const isAct = problem.supply.some(
          (c) => c.id === limit.supplyId && c.eventId !== undefined,
        );
        return perYear > 0 && !isAct
          ? [say('plan/quota-worth', { supply: limit.supplyId, usd: perYear })]
          : [];
      }
      case 'period-budget': {
        const budget = problem.budgets?.find((b) => b.id === limit.budgetId);
        const usd = Math.round(perUnit * USD_PER_MILLION);
        return usd > 0 && budget !== undefined
          ? [say('plan/budget-worth', { months: budget.months, stepUsd: USD_PER_MILLION, usd })]
          : [];
      }
      default:
        return [];
    }
  });
}

/** The single limit that costs least to loosen so that a plan exists, and what it would cost; nothing where none helps. */
export function wayOutMessage(
  context: PlanContext,
  problem: FleetProblem,
  conflicts: readonly Conflict[],
  solver: Solver,
): Message[] {
  if (!isCost(context)) return [];
  const out = cheapestWayOut(problem, conflicts, solver);
  if (out === null) return [];
  return [
    say('plan/cheapest-way-out', {
      ...quote('way', conflictMessage(out.conflict, problem)),
      costUsd: out.weight + problem.fixedCostUsd,
    }),
  ];
}
