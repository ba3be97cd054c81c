import { quote, say, type Message } from '@headroom/models';
import { limitKey, type FleetProblem, type LimitId } from '../../optimise/fleet-problem';
import { liftLimit } from '../../optimise/limits/lift-limit';
import { solveOverAll } from '../../optimise/solve-over-all';
import type { FleetSolution } from '../../optimise/solve-fleet';
import type { Solver } from '../../optimise/program/solver';
import type { Candidates } from '../carriers/candidates';
import { takenJobs, type PoolUse } from '../fleet/fleet-use';
import { buildProblem, type PlanProblem } from '../problem/build-problem';
import { everyCarrier } from '../problem/solve-carriers';
import type { PlanContext } from '../plan-context';
import { bindingLimits } from './explain-limits';
import { limitWorth } from './limit-worth';

/** Beyond so many choices, a way to serve in a period each, or so many limits, nothing is decided again: a plan is told at once. */
const MOST_CHOICES = 240;
const MOST_LIMITS = 12;
/** USD: amounts are told to the unit. */
const ROUNDING_USD = 1;

/** What is known of limits that a plan is up against. */
export interface WeighedLimits {
  /** Those that hold it back, or may. */
  readonly binding: Message[];
  /** Those it reaches at no cost, as sentences of why the fleet is what it is. */
  readonly free: Message[];
}

export interface LimitsQuestion {
  readonly context: PlanContext;
  readonly candidates: Candidates;
  readonly planProblem: PlanProblem;
  readonly solution: FleetSolution;
  readonly uses: readonly PoolUse[];
  readonly totalUsd: number;
  readonly solver: Solver;
}

/**
 * The limits a plan is up against, with what loosening them saves.
 * @param how `told`: what is reached is what was asked for, whether it costs anything or not
 */
export function tellLimits(question: LimitsQuestion, how: 'weighed' | 'told'): WeighedLimits {
  const { context, planProblem, solution, uses, totalUsd, solver } = question;
  const { problem } = planProblem;
  const jobItems = takenJobs(planProblem, solution).map((job) => job.items);
  const reached = [
    ...bindingLimits(context, problem, uses, jobItems, totalUsd),
    ...limitWorth(context, problem, solver),
  ];
  return how === 'told' ? { binding: reached, free: [] } : weighLimits(question, reached);
}

/**
 * Tells limits that cost something from those that are reached at no cost: the fleet is decided anew, from every carrier
 * there is, without each limit that is told, and without each least order, which may cost most where nothing is ordered.
 * Only what lies below the bound of the plan is put down to a limit; the rest may be the gap of a search. Of large plans,
 * and where money is not what counts, limits are told as they are.
 * @param reached limits the fleet is up against, and what loosening them would save
 */
function weighLimits(question: LimitsQuestion, reached: readonly Message[]): WeighedLimits {
  const { context } = question;
  const { problem } = question.planProblem;
  const told = { binding: [...reached], free: [] };
  if ((context.scenario.objective ?? 'cost') !== 'cost') return told;
  const limits = new Map(
    [...reached.flatMap((m) => limitOf(m, problem) ?? []), ...leastOrders(problem)].map(
      (limit) => [limitKey(limit), limit] as const,
    ),
  );
  const all = buildProblem(context, {
    ...everyCarrier(question.candidates),
    servicePlans: question.candidates.servicePlans,
    sitesOf: question.candidates.sitesUnder(context.policy),
  }).problem;
  const choices = all.serviceOptions.length * all.periods;
  if (limits.size === 0 || limits.size > MOST_LIMITS || choices > MOST_CHOICES) return told;
  const costs = new Map(
    [...limits].map(([key, limit]) => [key, costOf(question, all, limit)] as const),
  );
  const isFree = (message: Message): boolean => {
    const limit = limitOf(message, problem);
    return limit !== null && costs.get(limitKey(limit)) === 0;
  };
  return {
    binding: [
      ...reached.filter((m) => !isFree(m)),
      ...leastOrders(problem).flatMap((limit) => {
        const usd = costs.get(limitKey(limit)) ?? 0;
        const least = problem.supply.find((c) => c.id === limit.supplyId)?.minimumChips ?? 0;
        return usd > 0
          ? [say('plan/minimum-order-worth', { supply: limit.supplyId, limit: least, usd })]
          : [];
      }),
    ],
    free: reached
      .filter((m) => isFree(m) && !m.code.endsWith('-worth'))
      .map((m) => say('plan/limit-costs-nothing', quote('limit', m))),
  };
}

/** USD a fleet costs less without a limit, 0 where none is found that does; `null` where that is not known. */
function costOf(
  { planProblem: { problem }, solution, solver }: LimitsQuestion,
  all: FleetProblem,
  limit: LimitId,
): number | null {
  const kept = new Set(problem.pools.map((p) => p.id));
  const { answer } = solveOverAll(liftLimit(all, limit), solver, {
    isLikely: (poolId) => kept.has(poolId),
  });
  if (answer.kind !== 'solved') return null;
  const usd = Math.round(solution.bound - answer.solution.objective);
  return usd > ROUNDING_USD ? usd : 0;
}

const leastOrders = ({ supply }: FleetProblem) =>
  supply.flatMap(({ id, minimumChips = 0 }) =>
    minimumChips > 0 ? [{ kind: 'minimum-order', supplyId: id } as const] : [],
  );

/** The limit a sentence tells of; `null` for any other sentence. */
function limitOf({ code, params }: Message, problem: FleetProblem): LimitId | null {
  const siteId = String(params['site']);
  const supplyId = String(params['supply']);
  switch (code) {
    case 'plan/power-binds':
    case 'plan/power-worth':
      return { kind: 'power', siteId };
    case 'plan/racks-bind':
    case 'plan/rack-worth':
      return { kind: 'racks', siteId };
    case 'plan/supply-binds':
    case 'plan/supply-worth':
      return { kind: 'supply', supplyId };
    case 'plan/quota-binds':
    case 'plan/quota-worth':
      return { kind: 'supply-total', supplyId };
    case 'plan/minimum-order-binds':
      return { kind: 'minimum-order', supplyId };
    case 'plan/budget-binds':
      return { kind: 'budget' };
    case 'plan/cost-budget-binds':
    case 'plan/capex-budget-binds':
    case 'plan/budget-worth':
      return budgetOf(String(params['months']), code, problem);
    case 'plan/domestic-share-binds':
    case 'plan/domestic-share-worth':
      return { kind: 'domestic-share' };
    case 'plan/vendor-share-binds':
    case 'plan/vendor-share-worth':
      return { kind: 'vendor-share' };
    case 'plan/kinds-bind':
    case 'plan/kinds-worth':
      return { kind: 'system-kinds' };
    default:
      return null;
  }
}

/** The budget of some months; `null` where two are of the same months and the sentence does not say which it means. */
function budgetOf(months: string, code: string, { budgets = [] }: FleetProblem): LimitId | null {
  const [first, second] = budgets.filter(
    (b) => b.months === months && (code === 'plan/budget-worth' || code.includes(`/${b.of}-`)),
  );
  return first === undefined || second !== undefined
    ? null
    : { kind: 'period-budget', budgetId: first.id };
}
