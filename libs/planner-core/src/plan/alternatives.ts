import { say, type Alternative, type Message, type PolicyFuture } from '@headroom/models';
import { solveFleet, type FleetSolution } from '../optimise/solve-fleet';
import { solveOverAll } from '../optimise/solve-over-all';
import type { Solver } from '../optimise/program/solver';
import { buildProblem, type PlanProblem, type Restriction } from './problem/build-problem';
import type { Candidates } from './carriers/candidates';
import type { Carrier } from './carriers/carriers';
import { poolUses, unitsInService, type PoolUse } from './fleet/fleet-use';
import { futureProblem } from './futures/future-problem';
import { planCosts, type PlanCosts } from './money/plan-costs';
import { everyCarrier } from './problem/solve-carriers';
import type { PlanContext } from './plan-context';

/** Single-system fleets weighed beside the plan. */
const MOST_SINGLE_SYSTEMS = 4;

/** Up to this many placements alternatives are weighed over every carrier. */
const MOST_OVER_ALL = 5000;

/** Near enough for a comparison; only the plan itself is worth a long search. */
const ALTERNATIVE_EFFORT = { relativeGap: 0.01, maximumNodes: 20 };

interface Outcome {
  readonly uses: readonly PoolUse[];
  readonly costs: PlanCosts;
}

/** Other ways to meet the same scenario: one kind of system only, all bought, all rented, all domestic. */
export function alternativesOf(
  context: PlanContext,
  candidates: Candidates,
  solver: Solver,
  chosen: readonly PoolUse[],
): SolvedAlternatives {
  const solved: SolvedAlternatives['solved'] = [];
  const ways = [...singleSystems(candidates, chosen), ...otherWays(context, candidates, chosen)];
  const isLarge = sizeOf(context, candidates) > MOST_OVER_ALL;
  const alternatives = ways.map(({ id, title, restriction }): Alternative => {
    const planProblem = buildProblem(
      context,
      {
        ...carriersUnder(candidates, restriction, isLarge),
        servicePlans: candidates.servicePlans,
        sitesOf: candidates.sitesUnder(context.policy),
      },
      restriction,
    );
    const { answer } = solveOverAll(planProblem.problem, solver, {
      isLikely: likelyPools(candidates, planProblem),
      effort: ALTERNATIVE_EFFORT,
    });
    if (answer.kind !== 'solved') {
      const reason =
        answer.kind === 'infeasible' ? 'plan/alternative-infeasible' : 'plan/alternative-unsolved';
      return {
        id,
        title,
        status: 'infeasible',
        totalCostUsd: null,
        chips: null,
        peakPowerKw: null,
        carbonTonnes: null,
        systems: [],
        reason: say(reason),
        gapShare: null,
      };
    }
    solved.push({ id, title, planProblem, solution: answer.solution });
    const { uses, costs } = outcomeOf(context, planProblem, answer.solution);
    return {
      id,
      title,
      status: 'planned',
      totalCostUsd: costs.total.totalUsd,
      chips: peakChips(context, uses),
      peakPowerKw: costs.peakPowerKw,
      carbonTonnes: costs.carbonTonnes,
      systems: systemsOf(context, uses),
      reason: null,
      gapShare: isLarge ? null : answer.solution.gapShare,
    };
  });
  return { alternatives, solved };
}

/** The alternatives as told, and those that have a plan as solved. */
export interface SolvedAlternatives {
  readonly alternatives: Alternative[];
  readonly solved: {
    readonly id: string;
    readonly title: Message;
    readonly planProblem: PlanProblem;
    readonly solution: FleetSolution;
  }[];
}

/** Placements of services to decide, over all carriers. */
const sizeOf = ({ sites, periods }: PlanContext, candidates: Candidates): number =>
  everyCarrier(candidates).serviceCarriers.length * sites.length * periods.length;

/** Every carrier a restriction leaves, whether kept for the plan or not; of a large plan only those kept. */
function carriersUnder(
  candidates: Candidates,
  { systems, domesticOnly }: Restriction,
  keptOnly: boolean,
) {
  const all = keptOnly && systems === undefined ? carriersOf(candidates) : everyCarrier(candidates);
  const isLeft = ({ hardware }: Carrier) =>
    hardware.owned ||
    (systems?.has(hardware.systemId) !== false && (domesticOnly !== true || hardware.domestic));
  return {
    serviceCarriers: all.serviceCarriers.filter(isLeft),
    jobCarriers: all.jobCarriers.filter(isLeft),
  };
}

function likelyPools(
  { services, jobs }: Candidates,
  { problem }: PlanProblem,
): (poolId: string) => boolean {
  const kept = new Set([...services, ...jobs].map((c) => c.hardware.systemId));
  const ids = new Set(problem.pools.filter((p) => kept.has(p.systemId)).map((p) => p.id));
  return (poolId) => ids.has(poolId);
}

/** The plan remade under each assumed future of rules and demand, as if it were known from the start. */
export function policyFuturesOf(
  context: PlanContext,
  candidates: Candidates,
  solver: Solver,
  planCostUsd: number | null,
): PolicyFuture[] {
  return (context.policy.branches ?? []).map((branch) => {
    const planProblem = futureProblem(context, candidates, branch);
    const answer = solveFleet(planProblem.problem, solver);
    const base = {
      branchId: branch.id,
      name: branch.name ?? branch.id,
      probability: branch.probability,
    };
    if (answer.kind !== 'solved') {
      return {
        ...base,
        status: 'infeasible',
        totalCostUsd: null,
        extraCostUsd: null,
        systems: [],
      };
    }
    const { uses, costs } = outcomeOf(context, planProblem, answer.solution);
    const total = costs.total.totalUsd;
    return {
      ...base,
      status: 'planned',
      totalCostUsd: total,
      extraCostUsd: planCostUsd === null ? null : Math.round((total - planCostUsd) * 100) / 100,
      systems: systemsOf(context, uses),
    };
  });
}

/** Carriers of candidates as the fleet problem names them. */
export const carriersOf = (candidates: Candidates) => ({
  serviceCarriers: candidates.services,
  jobCarriers: candidates.jobs,
});

function outcomeOf(
  context: PlanContext,
  planProblem: PlanProblem,
  solution: FleetSolution,
): Outcome {
  const uses = poolUses(planProblem, solution);
  return { uses, costs: planCosts(context, planProblem, solution, uses) };
}

/** Most chips in service at once. */
export const peakChips = (context: PlanContext, uses: readonly PoolUse[]): number =>
  Math.max(0, ...context.periods.map((_, t) => chipsIn(uses, t)));

/** The first period with the most chips in service, and every system in service then. */
export function fullestFleet(
  context: PlanContext,
  uses: readonly PoolUse[],
): { readonly chips: number; readonly systems: { systemId: string; units: number }[] } {
  const chips = peakChips(context, uses);
  const t = context.periods.findIndex((_, i) => chipsIn(uses, i) === chips);
  const units = new Map<string, number>();
  for (const use of uses) {
    const { systemId } = use.info.hardware;
    units.set(systemId, (units.get(systemId) ?? 0) + unitsInService(use, t));
  }
  const systems = [...units].map(([systemId, n]) => ({ systemId, units: n }));
  return { chips, systems: systems.filter((s) => s.units > 0) };
}

const chipsIn = (uses: readonly PoolUse[], t: number): number =>
  uses.reduce((sum, use) => sum + unitsInService(use, t) * use.info.pool.chips, 0);

/** Most units of each system in service at once, over all sites. */
export function systemsOf(
  context: PlanContext,
  uses: readonly PoolUse[],
): { systemId: string; units: number }[] {
  const systems = [...new Set(uses.map((u) => u.info.hardware.systemId))];
  return systems
    .map((systemId) => ({
      systemId,
      units: Math.max(
        0,
        ...context.periods.map((_, t) =>
          uses
            .filter((u) => u.info.hardware.systemId === systemId)
            .reduce((sum, u) => sum + unitsInService(u, t), 0),
        ),
      ),
    }))
    .filter((s) => s.units > 0);
}

interface Way {
  readonly id: string;
  readonly title: Message;
  readonly restriction: Restriction;
}

/** Systems that can carry every workload alone, the best of each vendor first; not the plan itself. */
function singleSystems({ ranked }: Candidates, chosen: readonly PoolUse[]): Way[] {
  const lists = [...ranked.values()];
  const all = lists[0] ?? [];
  const able = all.filter(
    ({ carrier, usdPerDemand }) =>
      Number.isFinite(usdPerDemand) &&
      lists.every((list) =>
        list.some((r) => r.carrier.hardware.systemId === carrier.hardware.systemId),
      ),
  );
  const vendorsSeen = new Set<string>();
  const firsts = able.filter(({ carrier }) => {
    const { vendor } = carrier.hardware;
    return !vendorsSeen.has(vendor) && vendorsSeen.add(vendor);
  });
  const order = [...new Set([...firsts, ...able])].map((r) => r.carrier.hardware);
  const inPlan = [
    ...new Set(chosen.filter((u) => unitsEver(u) > 0).map((u) => u.info.hardware.systemId)),
  ];
  return order
    .filter((h) => !(inPlan.length === 1 && inPlan[0] === h.systemId))
    .slice(0, MOST_SINGLE_SYSTEMS)
    .map((h) => ({
      id: `only-${h.systemId}`,
      title: say('plan/only-system', { system: h.system.name }),
      restriction: { systems: new Set([h.systemId]) },
    }));
}

function otherWays(
  context: PlanContext,
  candidates: Candidates,
  chosen: readonly PoolUse[],
): Way[] {
  const ways: Way[] = [];
  const hardware = [...candidates.services, ...candidates.jobs].map((c) => c.hardware);
  const any = (context.scenario.acquisition ?? 'any') === 'any';
  const bought = chosen.some((u) => (u.bought.at(-1) ?? 0) > 0);
  const rented = chosen.some((u) => [...u.rented, ...u.leased, ...u.jobRented].some((n) => n > 0));
  if (any && rented && hardware.some((h) => h.buy !== null)) {
    ways.push({
      id: 'buy-only',
      title: say('plan/buy-only'),
      restriction: { ways: 'buy' },
    });
  }
  if (any && bought && hardware.some((h) => h.rent.size > 0 || h.leases.size > 0)) {
    ways.push({
      id: 'rent-only',
      title: say('plan/rent-only'),
      restriction: { ways: 'rent' },
    });
  }
  const foreign = chosen.some(
    (u) => !u.info.hardware.domestic && u.info.pool.existingUnits.every((n) => n === 0),
  );
  const usesForeign = foreign && chosen.some((u) => !u.info.hardware.domestic && unitsEver(u) > 0);
  if (usesForeign && hardware.some((h) => h.domestic)) {
    ways.push({
      id: 'domestic-only',
      title: say('plan/domestic-only'),
      restriction: { domesticOnly: true },
    });
  }
  return ways;
}

const unitsEver = (use: PoolUse): number =>
  Math.max(0, ...use.bought, ...use.rented, ...use.leased, ...use.jobRented);
