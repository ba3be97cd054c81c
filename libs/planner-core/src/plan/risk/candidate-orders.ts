import { say, type Message } from '@headroom/models';
import type { Acquisition, FleetProblem } from '../../optimise/fleet-problem';
import { capOver } from '../../optimise/reduce/keep-pools';
import { solveFleet, type FleetSolution } from '../../optimise/solve-fleet';
import type { Solver } from '../../optimise/program/solver';
import { ascending, quantileOfSorted } from '../../uncertainty/statistics';
import type { PlanProblem } from '../problem/build-problem';
import { liveThrough } from './lived-worlds';
import type { Market } from './market';
import { triedPlan, type TriedPlan } from './tried-plan';
import type { World, WorldMaker } from './worlds';

export const THIS_PLAN = 'this-plan';

/** A plan whose first orders are weighed against this one's. */
export interface OtherPlan {
  readonly id: string;
  readonly title: Message;
  readonly planProblem: PlanProblem;
  readonly solution: FleetSolution;
}

/** Orders for what a share of the worlds does not ask more than; more than half keeps a margin. */
const MARGINS = [
  { id: 'margin-90', title: say('risk/plan-margin', { worlds: 90 }), share: 0.9 },
  { id: 'margin-75', title: say('risk/plan-margin', { worlds: 75 }), share: 0.75 },
  { id: 'margin-25', title: say('risk/plan-margin', { worlds: 25 }), share: 0.25 },
] as const;

/** Orders to try need not be proved the cheapest: near enough, soon. */
const MARGIN_EFFORT = { relativeGap: 0.02, maximumNodes: 1 };

/**
 * This plan with more or less margin for what may come, with the systems it uses where these can carry it, else with
 * any.
 * @param maySettle for a comparison: only the system that carries most of each service is looked at first, which is
 *   many times quicker and up to a tenth dearer
 */
export function plansWithMargin(
  own: OtherPlan,
  points: readonly Float64Array[],
  maker: WorldMaker,
  solver: Solver,
  maySettle: boolean,
): OtherPlan[] {
  const { planProblem, solution } = own;
  const { services } = planProblem.problem;
  const asked = askedOf(
    triedPlan(own.id, own.title, planProblem, planProblem, solution),
    planProblem,
    points,
    maker,
  );
  const narrower = maySettle ? [mainOptions, takenOptions] : [takenOptions];
  const parts = narrower.map((of) => withOptions(planProblem, solution, of(planProblem, solution)));
  return MARGINS.flatMap(({ id, title, share }): OtherPlan[] => {
    // More than half of the worlds, but never less than what is planned for.
    const demands = asked.map((byPeriod, s) =>
      byPeriod.map((sorted, t) =>
        Math.max(quantileOfSorted(sorted, share), share > 0.5 ? (services[s]?.demand[t] ?? 0) : 0),
      ),
    );
    const differs = demands.some((d, s) => d.some((x, t) => x !== services[s]?.demand[t]));
    if (!differs) return [];
    for (const part of [...parts, planProblem]) {
      const problem = {
        ...part.problem,
        services: services.map((service, s) => ({
          ...service,
          demand: demands[s] ?? service.demand,
        })),
      };
      const answer = solveFleet(problem, solver, MARGIN_EFFORT);
      if (answer.kind !== 'solved') continue;
      return [{ id, title, planProblem: { ...part, problem }, solution: answer.solution }];
    }
    return [];
  });
}

/** Worlds that orders are made for, by the share of worlds in which the plan costs less. */
const SINGLE_WORLDS = [0.1, 0.5, 0.9] as const;

/**
 * Orders that are the cheapest for single worlds: what they ask for, and never less than the plan is made for, at
 * their costs. Money limits stay those of the plan.
 */
export function plansForWorlds(
  own: OtherPlan,
  points: readonly Float64Array[],
  maker: WorldMaker,
  market: Market,
  solver: Solver,
): OtherPlan[] {
  const { planProblem } = own;
  const tried = triedPlan(own.id, own.title, planProblem, planProblem, own.solution);
  const { costs } = liveThrough([tried], points, maker, market);
  const usd = costs[0] ?? new Float64Array();
  const order = [...usd.keys()].sort((a, b) => (usd[a] ?? 0) - (usd[b] ?? 0) || a - b);
  return SINGLE_WORLDS.flatMap((share): OtherPlan[] => {
    const point = points[order[Math.floor(share * order.length)] ?? 0];
    if (point === undefined) return [];
    const problem = problemIn(maker.at(point), tried, planProblem, maker.isMoney);
    const answer = solveFleet(problem, solver, MARGIN_EFFORT);
    if (answer.kind !== 'solved') return [];
    const percent = Math.round(share * 100);
    return [
      {
        id: `world-${percent}`,
        title: say('risk/plan-world', { percent }),
        planProblem: { ...planProblem, problem },
        solution: answer.solution,
      },
    ];
  });
}

/** The plan's problem with the demand and the costs of one world. */
function problemIn(
  world: World,
  plan: TriedPlan,
  planProblem: PlanProblem,
  isMoney: boolean,
): FleetProblem {
  const { problem } = planProblem;
  const at = (way: Acquisition | null, usd: Float64Array | undefined): Acquisition | null =>
    way === null || !isMoney || usd === undefined ? way : { ...way, weight: [...usd] };
  return {
    ...problem,
    services: problem.services.map((service, s) => {
      const factor = slowdownOf(plan, planProblem, world, s);
      return {
        ...service,
        demand: service.demand.map((asked, t) =>
          Math.max(asked, (world.demand[s]?.[t] ?? 0) * factor),
        ),
      };
    }),
    pools: problem.pools.map((pool, p) => ({
      ...pool,
      buy: at(pool.buy, world.boughtUsd[p]),
      rent: at(pool.rent, world.rentedUsd[p]),
    })),
  };
}

/** Positions of the service options a solution takes. */
const takenOptions = ({ problem }: PlanProblem, { replicas }: FleetSolution): Set<number> =>
  new Set([...problem.serviceOptions.keys()].filter((i) => replicas[i]?.some((r) => r > 0)));

/** Of these, the one that carries most of each service, and all on units that are owned. */
function mainOptions(planProblem: PlanProblem, solution: FleetSolution): Set<number> {
  const { serviceOptions, services, pools } = planProblem.problem;
  const taken = takenOptions(planProblem, solution);
  const carried = (i: number): number =>
    (solution.replicas[i] ?? []).reduce((a, b) => a + b, 0) *
    (serviceOptions[i]?.capacityPerReplica ?? 0);
  const owned = new Set(
    pools.filter((p) => p.existingUnits.some((n) => n > 0)).map((pool) => pool.id),
  );
  const mains = services.map(({ workloadId }) =>
    [...taken]
      .filter((i) => serviceOptions[i]?.workloadId === workloadId)
      .reduce((a, b) => (carried(b) > carried(a) ? b : a), -1),
  );
  return new Set(
    [...taken].filter((i) => mains.includes(i) || owned.has(serviceOptions[i]?.poolId ?? '')),
  );
}

/** The problem with some service options, the jobs of a solution, and what is owned: far quicker to solve. */
function withOptions(
  planProblem: PlanProblem,
  solution: FleetSolution,
  kept: ReadonlySet<number>,
): PlanProblem {
  const { problem } = planProblem;
  const options = problem.serviceOptions.filter((_, i) => kept.has(i));
  const jobs = new Set(solution.jobs.flatMap((j) => problem.jobOptions[j] ?? []));
  const used = new Set([...options, ...jobs].map((o) => o.poolId));
  const pools = planProblem.pools.filter(
    ({ pool }) => used.has(pool.id) || pool.existingUnits.some((n) => n > 0),
  );
  const ids = new Set(pools.map((p) => p.pool.id));
  return {
    pools,
    services: planProblem.services.filter((_, i) => kept.has(i)),
    jobs: planProblem.jobs.filter((j) => jobs.has(j.option)),
    problem: {
      ...problem,
      pools: pools.map((p) => p.pool),
      serviceOptions: options,
      jobOptions: problem.jobOptions.filter((j) => jobs.has(j)),
      supply: problem.supply.flatMap((cap) => capOver(cap, ids)),
    },
  };
}

/** What the plan would have to be made for in every world, by service and period, ascending. */
function askedOf(
  plan: TriedPlan,
  planProblem: PlanProblem,
  points: readonly Float64Array[],
  maker: WorldMaker,
): Float64Array[][] {
  const { services, periods } = planProblem.problem;
  const asked = services.map(() =>
    Array.from({ length: periods }, () => new Float64Array(points.length)),
  );
  points.forEach((point, w) => {
    const world = maker.at(point);
    asked.forEach((byPeriod, s) => {
      const factor = slowdownOf(plan, planProblem, world, s);
      byPeriod.forEach((row, t) => {
        row[w] = (world.demand[s]?.[t] ?? 0) * factor;
      });
    });
  });
  return asked.map((byPeriod) => byPeriod.map(ascending));
}

/** Capacity of a service's planned replicas over what they turn out to carry. */
function slowdownOf(plan: TriedPlan, { services }: PlanProblem, world: World, s: number): number {
  let planned = 0;
  let real = 0;
  for (const { option, replicasEver } of plan.holdings[s] ?? []) {
    planned += replicasEver * (services[option]?.capacityPerReplica ?? 0);
    real += replicasEver * (world.capacity[option] ?? 0);
  }
  return real > 0 ? planned / real : 1;
}
