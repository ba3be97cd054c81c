import {
  say,
  type Message,
  type Plan,
  type PlanFit,
  type ScenarioDocument,
} from '@headroom/models';
import type { Pool } from '../../optimise/fleet-problem';
import { remembering } from '../../optimise/program/solver';
import { scaled } from '../../uncertainty/scale';
import type { PlanRequest } from '../plan-capacity';
import { rememberSearches } from '../plan-searches';
import { solveScenario, type SolvedScenario } from './solve-scenario';

/** What a scenario asks for when its limits are given and its demand or its latency is not. */
export type FitGoal = PlanFit['goal'];

/** Beyond a thousandth or a thousand times what is stated, a scenario says nothing. */
const FARTHEST = 1000;
/** The answer is known to one per cent. */
const RESOLUTION = 1.01;

/** The goal of a scenario whose objective is not a cost; `null` for one that minimises something. */
export const fitGoalOf = ({ objective }: ScenarioDocument): FitGoal | null =>
  objective === 'demand' || objective === 'latency' ? objective : null;

/**
 * Power first, money first: with `demand`, the largest multiple of the stated demand that the limits carry; with
 * `latency`, the tightest multiple of the stated latency targets. Feasibility only falls as demand grows and as targets
 * tighten, so the edge is found by doubling and bisection, each step a fleet problem of its own; the plan is the
 * cheapest one at the edge. Where the hardest multiple still has a plan, nothing limits it: the stated scenario is planned, and
 * the plan says which limits there could be. Where even the easiest has none, what stands in its way is told for that one.
 */
export function fitToLimits(
  request: PlanRequest,
  goal: FitGoal,
  plan: (request: PlanRequest) => Plan,
): Plan {
  const { catalog } = request;
  const solver = remembering(request.solver);
  const searches = request.searches ?? rememberSearches();
  const stated: ScenarioDocument = { ...request.scenario, objective: 'cost' };
  /** `ease` of 2 is half the demand, or twice the time. */
  const at = (ease: number) =>
    goal === 'demand' ? withDemand(stated, 1 / ease) : withLatency(stated, ease);
  const fits = (ease: number) =>
    solveScenario(at(ease), catalog, solver, searches).answer.kind === 'solved';
  const isOpen =
    !isLimited(stated) &&
    ((goal === 'demand' && growsFreely(solveScenario(stated, catalog, solver, searches))) ||
      fits(1 / FARTHEST));
  const edge = isOpen ? { fits: 1 / FARTHEST, beyond: null } : easeOfEdge(fits);
  if (edge === null) {
    const none = plan({ ...request, solver, searches, scenario: at(FARTHEST) });
    return none.status === 'planned'
      ? plan({ ...request, solver, searches, scenario: stated })
      : { ...none, conflicts: [...none.conflicts, nothingFits(goal)] };
  }
  if (edge.beyond === null) {
    const answer = plan({ ...request, solver, searches, scenario: stated });
    const fit: PlanFit = { goal, factor: 1, factorBeyond: null };
    return answer.status === 'planned'
      ? { ...answer, fit, bindingLimits: [nothingLimits(goal), ...answer.bindingLimits] }
      : answer;
  }
  const factor = (ease: number) => (goal === 'demand' ? 1 / ease : ease);
  const fit: Closed = {
    goal,
    factor: factor(edge.fits),
    factorBeyond: factor(edge.beyond),
  };
  const answer = plan({ ...request, solver, searches, scenario: at(edge.fits) });
  return { ...answer, fit, bindingLimits: [sentenceOf(fit), ...answer.bindingLimits] };
}

/** Something lies beyond. */
type Closed = PlanFit & { readonly factorBeyond: number };

interface Edge {
  readonly fits: number;
  /** `null`: nothing in reach fails. */
  readonly beyond: number | null;
}

/** Least ease that fits, to the resolution; `null` where nothing in reach fits. */
function easeOfEdge(fits: (ease: number) => boolean): Edge | null {
  let good = 1;
  let bad: number;
  if (fits(1)) {
    bad = 1 / 2;
    while (fits(bad)) {
      if (bad <= 1 / FARTHEST) return { fits: bad, beyond: null };
      good = bad;
      bad /= 2;
    }
  } else {
    bad = 1;
    good = 2;
    while (!fits(good)) {
      if (good >= FARTHEST) return null;
      bad = good;
      good *= 2;
    }
  }
  while (good / bad > RESOLUTION) {
    const middle = Math.sqrt(good * bad);
    if (fits(middle)) good = middle;
    else bad = middle;
  }
  return { fits: good, beyond: bad };
}

function withDemand(scenario: ScenarioDocument, factor: number): ScenarioDocument {
  const services = scenario.services?.map((service) => {
    const { load } = service;
    return {
      ...service,
      load: {
        ...load,
        ...(load.requestsPerSecond === undefined
          ? {}
          : { requestsPerSecond: scaled(load.requestsPerSecond, factor) }),
        ...(load.outputTokensPerDay === undefined
          ? {}
          : { outputTokensPerDay: scaled(load.outputTokensPerDay, factor) }),
        ...(load.concurrentUsers === undefined
          ? {}
          : { concurrentUsers: scaled(load.concurrentUsers, factor) }),
      },
    };
  });
  return { ...scenario, services };
}

function withLatency(scenario: ScenarioDocument, factor: number): ScenarioDocument {
  const times = (ms: number | undefined) => (ms === undefined ? undefined : ms * factor);
  const services = scenario.services?.map((service) =>
    service.slo === undefined
      ? service
      : {
          ...service,
          slo: {
            ...service.slo,
            ttftMs: times(service.slo.ttftMs),
            tpotMs: times(service.slo.tpotMs),
            endToEndMs: times(service.slo.endToEndMs),
          },
        },
  );
  return { ...scenario, services };
}

/** Whether a scenario states anything that more demand, or tighter targets, could run into. */
const isLimited = ({ sites, limits }: ScenarioDocument): boolean =>
  sites.some((site) => site.powerKw !== undefined || site.racks !== undefined) ||
  limits?.budgetUsd !== undefined ||
  limits?.budgetByPeriod !== undefined ||
  limits?.supply !== undefined;

/**
 * Whether the fleet of a scenario without limits may grow with its demand: where each service has a pool to add units to
 * whenever it is asked for, as many times the demand takes as many times the units. Kinds may run out, so they are tried.
 */
function growsFreely({ answer, planProblem: { problem } }: SolvedScenario): boolean {
  if (answer.kind !== 'solved' || problem.supply.length > 0) return false;
  if (problem.maximumSystemKinds !== null) return false;
  const poolOf = new Map(problem.pools.map((pool) => [pool.id, pool]));
  return problem.services.every(({ workloadId, demand, survivesSiteLoss }) => {
    const pools = problem.serviceOptions.flatMap((option) =>
      option.workloadId === workloadId ? (poolOf.get(option.poolId) ?? []) : [],
    );
    return demand.every((asked, t) => {
      const sites = new Set(pools.filter((pool) => mayAdd(pool, t)).map((pool) => pool.siteId));
      return asked === 0 || sites.size >= (survivesSiteLoss === true ? 2 : 1);
    });
  });
}

/** Whether a unit that arrives in some period up to this one can be had, and be there in it. */
const mayAdd = ({ buy, rent }: Pool, period: number): boolean =>
  rent?.open[period] === true || buy?.open.slice(0, period + 1).some(Boolean) === true;

const nothingLimits = (goal: FitGoal): Message =>
  say(goal === 'demand' ? 'plan/fit-demand-open' : 'plan/fit-latency-open');

const nothingFits = (goal: FitGoal): Message =>
  goal === 'demand'
    ? say('plan/fit-no-demand', { share: FARTHEST })
    : say('plan/fit-no-latency', { factor: FARTHEST });

function sentenceOf({ goal, factor, factorBeyond }: Closed): Message {
  return goal === 'demand'
    ? say('plan/fit-demand', { factor, beyond: factorBeyond })
    : say('plan/fit-latency', { percent: factor * 100, beyond: factorBeyond * 100 });
}
