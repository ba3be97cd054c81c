import { quote, say, type Message } from '@headroom/models';
import type { Conflict } from '../../optimise/limits/conflicts';
import type { FleetProblem } from '../../optimise/fleet-problem';
import { limitSavings, type LimitSaving } from '../../optimise/limits/limit-savings';
import type { Solver } from '../../optimise/program/solver';
import { cheapestWayOut } from '../../optimise/limits/way-out';
import { conflictMessage } from './explain-limits';
import type { PlanContext } from '../plan-context';

const MONTHS_PER_YEAR = 12;

const isCost = ({ scenario }: PlanContext): boolean => (scenario.objective ?? 'cost') === 'cost';

/** What loosening each limit that binds by one would save, where money is what counts. */
export function limitWorth(context: PlanContext, problem: FleetProblem, solver: Solver): Message[] {
  if (!isCost(context) || !isLimited(problem)) return [];
  const years = context.scenario.horizon.months / MONTHS_PER_YEAR;
  return limitSavings(problem, solver).flatMap((saving) => {
    const usd = Math.round(saving.saving / years);
    return usd > 0 ? worthMessage(problem, saving, usd) : [];
  });
}

/** Whether there is a limit whose worth can be told. */
const isLimited = (problem: FleetProblem): boolean =>
  problem.supply.length > 0 ||
  (problem.budgets ?? []).length > 0 ||
  problem.minimumDomesticShare !== null ||
  problem.maximumVendorShare !== null ||
  problem.maximumSystemKinds !== null ||
  problem.sites.some((s) => s.powerKw !== null || s.racks !== null);

function worthMessage(
  problem: FleetProblem,
  { limit, step, saving }: LimitSaving,
  usd: number,
): Message[] {
  switch (limit.kind) {
    case 'power':
      return [say('plan/power-worth', { site: limit.siteId, usd })];
    case 'racks':
      return [say('plan/rack-worth', { site: limit.siteId, usd })];
    case 'supply':
      return [say('plan/supply-worth', { supply: limit.supplyId, usd })];
    case 'supply-total': {
      const isAct = problem.supply.some((c) => c.id === limit.supplyId && c.eventId !== undefined);
      return isAct ? [] : [say('plan/quota-worth', { supply: limit.supplyId, usd })];
    }
    case 'period-budget':
      return (problem.budgets ?? [])
        .filter((b) => b.id === limit.budgetId)
        .map(({ months }) =>
          say('plan/budget-worth', { months, stepUsd: step, usd: Math.round(saving) }),
        );
    case 'domestic-share':
      return [say('plan/domestic-share-worth', { usd })];
    case 'vendor-share':
      return [say('plan/vendor-share-worth', { usd })];
    case 'system-kinds':
      return [say('plan/kinds-worth', { usd })];
    default:
      return [];
  }
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
