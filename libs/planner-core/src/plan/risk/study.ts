import { quote, say, type Message, type Risk, type ScenarioDocument } from '@headroom/models';
import type { FleetSolution } from '../../optimise/solve-fleet';
import type { Solver } from '../../optimise/program/solver';
import { percentilesOf } from '../../uncertainty/statistics';
import { roundToCents } from '../../units/convert';
import type { PlanProblem } from '../problem/build-problem';
import type { PlanContext } from '../plan-context';
import type { ServicePlan } from '../demand/service-plan';
import { plansForWorlds, plansWithMargin, THIS_PLAN, type OtherPlan } from './candidate-orders';
import { drawPoints, liveThrough, type LivedWorlds } from './lived-worlds';
import { Market } from './market';
import { disputedPairs, regretOf } from './regret';
import { arrivalsOf, datesOf, lastEndDay, leastHeadroom } from './dates';
import { findings } from './risk-words';
import { toldApart } from './told-apart';
import { sensitivityOf } from './sensitivity';
import { triedPlan, type TriedPlan } from './tried-plan';
import { Trial, type Outcome } from './try-plan';
import { uncertainInputs } from './uncertain-inputs';
import { variancesOf } from './variances';
import { WorldMaker } from './worlds';

/** Worlds sampled unless the scenario says otherwise: P50 and P90 of the cost then stand to about a percent. */
export const DEFAULT_SAMPLES = 256;
/** Price of what nothing carries, in multiples of the cheapest cost of carrying it; nobody publishes one. */
const SHORTFALL_COST_MULTIPLE = 5;
const FIRST_CONVERGENCE_SAMPLES = 32;

export interface RiskQuestion {
  readonly context: PlanContext;
  /** With names resolved. */
  readonly document: ScenarioDocument;
  readonly planProblem: PlanProblem;
  readonly solution: FleetSolution;
  readonly servicePlans: readonly ServicePlan[];
  /** Other plans whose first orders are weighed against this one's. */
  readonly others: readonly OtherPlan[];
  readonly solver: Solver;
  readonly seed: number;
}

export interface RiskStudy {
  readonly risk: Risk;
  readonly warnings: readonly Message[];
}

/** Sets of orders and the worlds to try them in. */
export interface OrdersToTry {
  readonly context: PlanContext;
  readonly planProblem: PlanProblem;
  readonly servicePlans: readonly ServicePlan[];
  readonly seed: number;
  readonly maker: WorldMaker;
  readonly market: Market;
  /** Of the worlds, one each. */
  readonly points: readonly Float64Array[];
  /** The plan itself first. */
  readonly plans: readonly [OtherPlan, ...OtherPlan[]];
  /** Whether the least regretted of them is followed. */
  readonly isChoice: boolean;
}

/** Tries the plan, and others beside it, in sampled worlds; `null` where the scenario asks for no sample. */
export function studyRisk(question: RiskQuestion): RiskStudy | null {
  const orders = ordersToTry(question);
  return orders === null ? null : studyOf(orders);
}

/**
 * The plan and what is weighed against it: the others, and the same with more or less margin for what may come; where
 * the least regretted is asked for, orders for single worlds too. `null` where the scenario asks for no sample.
 */
export function ordersToTry(question: RiskQuestion): OrdersToTry | null {
  const { context, document, planProblem, solution, servicePlans, others, solver, seed } = question;
  const { risk } = context.scenario;
  const samples = risk?.samples ?? DEFAULT_SAMPLES;
  if (samples === 0) return null;
  const multiple = risk?.shortfallCostMultiple ?? SHORTFALL_COST_MULTIPLE;
  const inputs = uncertainInputs(document, planProblem);
  const maker = new WorldMaker(context, document, planProblem, servicePlans, inputs);
  const middle = maker.at(inputs.map(() => 0.5));
  const market = new Market(planProblem, context.periods, middle, multiple);
  const points = drawPoints(inputs.length, seed, samples);
  const own = { id: THIS_PLAN, title: say('risk/plan-this'), planProblem, solution };
  const isChoice = risk?.choose === 'least-regret';
  const margins = plansWithMargin(own, points, maker, solver, !isChoice);
  const worlds = isChoice ? plansForWorlds(own, points, maker, market, solver) : [];
  return {
    context,
    planProblem,
    servicePlans,
    seed,
    maker,
    market,
    points,
    plans: [own, ...others, ...margins, ...worlds],
    isChoice,
  };
}

/** Lives every set of orders through every world. */
export function studyOf(orders: OrdersToTry): RiskStudy {
  const { context, planProblem, servicePlans, seed, maker, market, points } = orders;
  const { inputs } = maker;
  const samples = points.length;
  const otherSeed = (seed + 1) >>> 0;
  const tried = (plan: OtherPlan): TriedPlan =>
    triedPlan(plan.id, plan.title, planProblem, plan.planProblem, plan.solution);
  const chosen = tried(orders.plans[0]);
  const all = [chosen, ...orders.plans.slice(1).map(tried)];
  const livedByAll = liveThrough(all, points, maker, market);
  const otherPoints = drawPoints(inputs.length, otherSeed, samples);
  const otherByAll = liveThrough(all, otherPoints, maker, market);
  const { plans, costs } = toldApart(all, [livedByAll.costs, otherByAll.costs]);
  const lived = { ...livedByAll, costs: costs[0] };
  const other = { ...otherByAll, costs: costs[1] };
  const regret = regretOf(plans, lived.costs);
  const otherRegret = regretOf(plans, other.costs);
  const disputed = disputedPairs(regret.rows, otherRegret.rows).map(([a, b]) =>
    say('risk/order-disputed', {
      ...quote('first', a.title),
      firstUsd: a.meanRegretUsd,
      ...quote('second', b.title),
      secondUsd: b.meanRegretUsd,
      samples,
    }),
  );
  const trial = new Trial(market);
  const liveAt = (point: ArrayLike<number>): Outcome => {
    const world = maker.at(point);
    market.enter(world);
    trial.live(chosen, world);
    return trial.outcome;
  };
  const risk: Risk = {
    samples,
    seed,
    otherSeed,
    inputs: inputs.map(({ id, title, unit, low, mid, high, origin }) => ({
      id,
      title,
      unit,
      low,
      mid,
      high,
      origin,
    })),
    costUsd: cents(percentilesOf(lived.costs[0] ?? [])),
    chips: whole(percentilesOf(lived.chips)),
    headroom: servicePlans.map((plan, s) => {
      const shares = lived.headroom[s] ?? new Float64Array(samples).fill(1);
      return {
        workloadId: plan.demand.id,
        share: percentilesOf(shares),
        shortWorldsShare: shares.filter((x) => x < 0).length / shares.length,
      };
    }),
    dates: datesOf(context, chosen, lived),
    arrivals: arrivalsOf(context, planProblem, chosen, lived),
    unservedWorldsShare: lived.unservedWorldsShare,
    shortfallCostMultiple: market.shortfallCostMultiple,
    sensitivity: sensitivityOf(
      inputs,
      points,
      lived.costs[0] ?? new Float64Array(),
      (point) => liveAt(point).costUsd,
    ),
    variances: variancesOf({ plan: chosen, inputs, samples, seed, liveAt }),
    regret: {
      ...regret,
      isStable: disputed.length === 0,
      ...(disputed.length === 0 ? {} : { disputed }),
    },
    convergence: convergenceOf(plans, lived, other, samples),
  };
  return { risk, warnings: findings(risk, orders.isChoice) };
}

/** What the first samples of both seeds tell, twice as many each time. */
function convergenceOf(
  plans: readonly TriedPlan[],
  lived: LivedWorlds,
  other: LivedWorlds,
  samples: number,
): Risk['convergence'] {
  const sizes: number[] = [];
  const [first] = plans;
  for (let n = FIRST_CONVERGENCE_SAMPLES; n < samples; n *= 2) sizes.push(n);
  return [...sizes, samples].map((n) => {
    const costs = (all: LivedWorlds) => cents(percentilesOf(all.costs[0]?.subarray(0, n) ?? []));
    const here = costs(lived);
    const there = costs(other);
    return {
      samples: n,
      p50CostUsd: here.p50,
      p90CostUsd: here.p90,
      otherP50CostUsd: there.p50,
      otherP90CostUsd: there.p90,
      leastRegretPlanId: regretOf(plans, lived.costs, n).leastRegretPlanId,
      otherLeastRegretPlanId: regretOf(plans, other.costs, n).leastRegretPlanId,
      p10HeadroomShare: leastHeadroom(lived, n),
      otherP10HeadroomShare: leastHeadroom(other, n),
      ...(first === undefined || first.jobs.length === 0
        ? {}
        : {
            p90EndDay: lastEndDay(first, lived, n),
            otherP90EndDay: lastEndDay(first, other, n),
          }),
    };
  });
}

const cents = ({ p10, p50, p90 }: Risk['costUsd']): Risk['costUsd'] => ({
  p10: roundToCents(p10),
  p50: roundToCents(p50),
  p90: roundToCents(p90),
});

const whole = ({ p10, p50, p90 }: Risk['chips']): Risk['chips'] => ({
  p10: Math.round(p10),
  p50: Math.round(p50),
  p90: Math.round(p90),
});
