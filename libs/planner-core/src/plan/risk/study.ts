import { quote, say, type Message, type Risk, type ScenarioDocument } from '@headroom/models';
import { addDays } from '../../forecast/period';
import { solveFleet, type FleetSolution } from '../../optimise/solve-fleet';
import type { Solver } from '../../optimise/solver';
import { normalQuantile } from '../../uncertainty/normal-quantile';
import { SobolSequence } from '../../uncertainty/sobol';
import {
  ascending,
  meanOf,
  percentilesOf,
  quantileOfSorted,
  standardisedRegression,
} from '../../uncertainty/statistics';
import { roundToCents } from '../../units/convert';
import type { PlanProblem } from '../build-problem';
import type { PlanContext } from '../plan-context';
import type { ServicePlan } from '../service-plan';
import { regretOf, type Regret } from './regret';
import { triedPlan, type TriedPlan } from './tried-plan';
import { marketOf, tryPlan, type Outcome } from './try-plan';
import { uncertainInputs, type UncertainInput } from './uncertain-inputs';
import { WorldMaker, type World } from './worlds';

/** Worlds sampled unless the scenario says otherwise: P50 and P90 of the cost then stand to about a percent. */
export const DEFAULT_SAMPLES = 256;
/** Price of what nothing carries, in multiples of the cheapest cost of carrying it; nobody publishes one. */
export const SHORTFALL_COST_MULTIPLE = 5;
/** Inputs shown in the tornado. */
const MOST_SENSITIVITY_ROWS = 12;
const FIRST_CONVERGENCE_SAMPLES = 32;

export interface RiskQuestion {
  readonly context: PlanContext;
  /** With names resolved. */
  readonly document: ScenarioDocument;
  readonly planProblem: PlanProblem;
  readonly solution: FleetSolution;
  readonly servicePlans: readonly ServicePlan[];
  /** Other plans whose first orders are weighed against this one's. */
  readonly others: readonly {
    readonly id: string;
    readonly title: Message;
    readonly planProblem: PlanProblem;
    readonly solution: FleetSolution;
  }[];
  readonly solver: Solver;
  readonly seed: number;
}

/** What the sampled worlds tell beside the figures: demand by service and period, for the runway. */
export interface RiskStudy {
  readonly risk: Risk;
  readonly worlds: readonly World[];
  readonly inputs: readonly UncertainInput[];
  readonly warnings: readonly Message[];
}

export const THIS_PLAN = 'this-plan';

/** Tries the plan, and others beside it, in sampled worlds; `null` where the scenario asks for no sample. */
export function studyRisk(question: RiskQuestion): RiskStudy | null {
  const { context, document, planProblem, servicePlans, seed } = question;
  const samples = context.scenario.risk?.samples ?? DEFAULT_SAMPLES;
  if (samples === 0) return null;
  const multiple = context.scenario.risk?.shortfallCostMultiple ?? SHORTFALL_COST_MULTIPLE;
  const inputs = uncertainInputs(document, planProblem);
  const maker = new WorldMaker(context, document, planProblem, servicePlans, inputs);
  const middlePoint = inputs.map(() => 0.5);
  const market = marketOf(planProblem, context.periods, maker.world(middlePoint), multiple);
  const otherSeed = (seed + 1) >>> 0;
  const first = drawWorlds(maker, seed, samples);
  const second = drawWorlds(maker, otherSeed, samples);
  const plans = candidatePlans(question, first.worlds);
  const [chosen] = plans;
  if (chosen === undefined) return null;
  const lived = plans.map((plan) => first.worlds.map((w) => tryPlan(plan, w, market)));
  const costs = lived.map((outcomes) => outcomes.map((o) => o.costUsd));
  const otherCosts = plans.map((plan) =>
    second.worlds.map((w) => tryPlan(plan, w, market).costUsd),
  );
  const outcomes = lived[0] ?? [];
  const regret = regretOf(plans, costs);
  const otherRegret = regretOf(plans, otherCosts);
  const order = (r: Regret): string => r.rows.map((row) => row.planId).join();
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
    costUsd: cents(percentilesOf(outcomes.map((o) => o.costUsd))),
    chips: whole(percentilesOf(outcomes.map((o) => o.chips))),
    headroom: servicePlans.map((plan, s) => {
      const shares = outcomes.map((o) => o.headroom[s] ?? 1);
      return {
        workloadId: plan.demand.id,
        share: percentilesOf(shares),
        shortWorldsShare: shares.filter((x) => x < 0).length / shares.length,
      };
    }),
    dates: datesOf(context, chosen, outcomes),
    unservedWorldsShare: outcomes.filter((o) => o.leavesDemand).length / outcomes.length,
    shortfallCostMultiple: multiple,
    sensitivity: sensitivityOf(
      inputs,
      first.points,
      costs[0] ?? [],
      (point) => tryPlan(chosen, maker.world(point), market).costUsd,
    ),
    regret: {
      rows: regret.rows,
      leastRegretPlanId: regret.leastRegretPlanId,
      isStable: order(regret) === order(otherRegret),
    },
    convergence: convergenceOf(plans, costs, otherCosts, samples),
  };
  return { risk, worlds: first.worlds, inputs, warnings: findings(risk) };
}

function drawWorlds(maker: WorldMaker, seed: number, samples: number) {
  const sequence = new SobolSequence(maker.inputs.length, seed);
  const points = Array.from({ length: samples }, (_, i) => sequence.point(i));
  return { points, worlds: points.map((point) => maker.world(point)) };
}

/** This plan first; then the others, and the same with more or less margin for what may come. */
function candidatePlans(question: RiskQuestion, worlds: readonly World[]): TriedPlan[] {
  const { planProblem, solution, others, solver } = question;
  const plans = [triedPlan(THIS_PLAN, say('risk/plan-this'), planProblem, planProblem, solution)];
  for (const other of others) {
    plans.push(triedPlan(other.id, other.title, planProblem, other.planProblem, other.solution));
  }
  const middle = planProblem.problem.services;
  const needed = (w: World, s: number, t: number): number =>
    (w.demand[s]?.[t] ?? 0) * slowdownOf(plans[0], planProblem, w, s);
  for (const { id, title, share } of MARGINS) {
    const services = middle.map((service, s) => ({
      ...service,
      demand: service.demand.map((_, t) =>
        quantileOfSorted(ascending(worlds.map((w) => needed(w, s, t))), share),
      ),
    }));
    const differs = services.some((s, i) => s.demand.some((d, t) => d !== middle[i]?.demand[t]));
    if (!differs) continue;
    const answer = solveFleet({ ...planProblem.problem, services }, solver, MARGIN_EFFORT);
    if (answer.kind === 'solved') {
      plans.push(triedPlan(id, title, planProblem, planProblem, answer.solution));
    }
  }
  return plans;
}

/** Orders to try need not be proved the cheapest: near enough, soon. */
const MARGIN_EFFORT = { relativeGap: 0.02, maximumNodes: 1 };

/** Orders for what a share of the worlds does not ask more than; more than half keeps a margin. */
const MARGINS = [
  { id: 'margin-90', title: say('risk/plan-margin', { worlds: 90 }), share: 0.9 },
  { id: 'margin-75', title: say('risk/plan-margin', { worlds: 75 }), share: 0.75 },
  { id: 'margin-25', title: say('risk/plan-margin', { worlds: 25 }), share: 0.25 },
] as const;

/** Capacity of a service's planned replicas over what they turn out to carry. */
function slowdownOf(
  plan: TriedPlan | undefined,
  { services }: PlanProblem,
  world: World,
  s: number,
): number {
  const sums = (plan?.holdings[s] ?? []).reduce(
    ({ planned, real }, h) => {
      const replicas = h.replicas.reduce((a, b) => a + b, 0);
      return {
        planned: planned + replicas * (services[h.option]?.capacityPerReplica ?? 0),
        real: real + replicas * (world.capacity[h.option] ?? 0),
      };
    },
    { planned: 0, real: 0 },
  );
  return sums.real > 0 ? sums.planned / sums.real : 1;
}

function datesOf(
  { scenario }: PlanContext,
  plan: TriedPlan,
  outcomes: readonly Outcome[],
): Risk['dates'] {
  return plan.jobs.map(({ choice }, j) => {
    const { run } = choice.carrier;
    const days = outcomes.map((o) => o.jobDays[j] ?? 0);
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

/** Regression over all worlds on normal scores, and a tornado: one input low and high, all others in the middle. */
function sensitivityOf(
  inputs: readonly UncertainInput[],
  points: readonly Float64Array[],
  costs: readonly number[],
  costAt: (point: readonly number[]) => number,
): Risk['sensitivity'] {
  const scores = points.map((point) => point.map(normalQuantile));
  const { coefficients, explainedShare } = standardisedRegression(scores, costs);
  const middle = inputs.map(() => 0.5);
  const rows = inputs.map((input, i) => ({
    inputId: input.id,
    coefficient: coefficients[i] ?? 0,
    costAtLowUsd: roundToCents(costAt(middle.with(i, 0.1))),
    costAtHighUsd: roundToCents(costAt(middle.with(i, 0.9))),
  }));
  const swing = (row: (typeof rows)[number]): number =>
    Math.abs(row.costAtHighUsd - row.costAtLowUsd);
  return {
    explainedShare,
    rows: rows
      .filter((row) => swing(row) > 0 || Math.abs(row.coefficient) > LEAST_COEFFICIENT)
      .sort(
        (a, b) =>
          swing(b) - swing(a) ||
          Math.abs(b.coefficient) - Math.abs(a.coefficient) ||
          (a.inputId < b.inputId ? -1 : 1),
      )
      .slice(0, MOST_SENSITIVITY_ROWS),
  };
}

/** Below this a coefficient is the noise of sampling. */
const LEAST_COEFFICIENT = 0.05;

function convergenceOf(
  plans: readonly TriedPlan[],
  costs: readonly (readonly number[])[],
  otherCosts: readonly (readonly number[])[],
  samples: number,
): Risk['convergence'] {
  const sizes: number[] = [];
  for (let n = FIRST_CONVERGENCE_SAMPLES; n < samples; n *= 2) sizes.push(n);
  return [...sizes, samples].map((n) => {
    const cut = (all: readonly (readonly number[])[]) => all.map((c) => c.slice(0, n));
    const here = cents(percentilesOf(costs[0]?.slice(0, n) ?? []));
    const there = cents(percentilesOf(otherCosts[0]?.slice(0, n) ?? []));
    return {
      samples: n,
      p50CostUsd: here.p50,
      p90CostUsd: here.p90,
      otherP50CostUsd: there.p50,
      otherP90CostUsd: there.p90,
      leastRegretPlanId: regretOf(plans, cut(costs)).leastRegretPlanId,
      otherLeastRegretPlanId: regretOf(plans, cut(otherCosts)).leastRegretPlanId,
    };
  });
}

const PERCENT = 100;
/** Falling short this often is worth a warning. */
const NOTABLE_SHORTFALL = 0.1;
/** Regret below this share of the cost is within the precision of the plan itself. */
const NOTABLE_REGRET = 0.005;

function findings(risk: Risk): Message[] {
  const { rows, leastRegretPlanId } = risk.regret;
  const own = rows.find((r) => r.planId === THIS_PLAN);
  const least = rows.find((r) => r.planId === leastRegretPlanId);
  const gain = (own?.meanRegretUsd ?? 0) - (least?.meanRegretUsd ?? 0);
  const mean = meanOf(rows.map((r) => r.meanCostUsd));
  return [
    ...(own !== undefined && least !== undefined && gain > mean * NOTABLE_REGRET
      ? [
          say('risk/other-plan-regrets-less', {
            samples: risk.samples,
            ...quote('plan', least.title),
            otherUsd: least.meanRegretUsd,
            usd: own.meanRegretUsd,
          }),
        ]
      : []),
    ...risk.headroom
      .filter((h) => h.shortWorldsShare >= NOTABLE_SHORTFALL)
      .map((h) =>
        say('risk/falls-short', {
          workload: h.workloadId,
          percent: Math.round(h.shortWorldsShare * PERCENT),
          samples: risk.samples,
        }),
      ),
  ];
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
