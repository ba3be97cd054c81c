import {
  say,
  type LengthRouting,
  type Message,
  type Plan,
  type ScenarioDocument,
  type ServingCalibration,
} from '@headroom/models';
import type { Catalog } from '../catalog/catalog';
import { remembering, type Solver } from '../optimise/program/solver';
import { roundToCents } from '../units/convert';
import { weighed, type Adopted } from './adopt-cheaper';
import { fullestFleet, policyFuturesOf } from './alternatives';
import { breakEvens } from './money/break-even';
import type { Candidates } from './carriers/candidates';
import { collectSources } from './evidence/collect-sources';
import { embodiedCarbonTonnes } from './fleet/embodied-carbon';
import { EMPTY_PROBLEM, EMPTY_SOLUTION } from './problem/empty-plan';
import { decidePlan, DEFAULT_SEED } from './decide-plan';
import { ENGINE_VERSION } from './engine-version';
import { fingerprint } from './fingerprint';
import { fitGoalOf, fitToLimits } from './problem/fit-to-limits';
import { coverageOf } from './fleet/coverage';
import { committedBeyond, fleetLines, placementsOf, poolUses } from './fleet/fleet-use';
import { bomsOf } from './fleet/plan-boms';
import { weighFutures } from './futures/weigh-futures';
import { lengthRoutingOf, routerAssumptions } from './demand/lengths/length-routing';
import { nightReasons } from './demand/nights/night-reasons';
import { planCosts } from './money/plan-costs';
import { tellLimits } from './explain/limit-cost';
import type { PlanContext } from './plan-context';
import { chargingEvents, decisiveEvents, modelIds } from './evidence/plan-evidence';
import type { PlanSearches } from './plan-searches';
import { unchosenExcuses, orderExcuses } from './explain/plan-excuses';
import { withNames } from './names-in-plan';
import { tellOwnRuns, withOwnRuns } from './scenario/own-runs';
import { bindingDeadlines, type Predicted } from './explain/plan-risks';
import { missedAvailability } from './explain/missed-availability';
import { planWarnings } from './explain/plan-warnings';
import { supplyAssumptions } from './problem/problem-limits';
import { strandedChips } from './fleet/stranded-chips';
import type { ChosenOrders } from './risk/choose-plan';
import { studyOf, studyRisk } from './risk/study';
import { runwayOf } from './runway/runway';
import { reasoningOf } from './explain/reasoning';
import { resolveNames } from './scenario/resolve-names';
import { provedSentence } from './evidence/proof';
import type { SolvedCarriers } from './problem/solve-carriers';
import { jobAssumptions, keptBackUsed, serviceAssumptions } from './demand/service-plan';
import { unitCosts } from './money/unit-costs';

export interface PlanRequest {
  /** Checked by `checkScenario` before: unknown names throw here. */
  readonly scenario: ScenarioDocument;
  readonly catalog: Catalog;
  /** `YYYY-MM-DD`; only warnings about late orders depend on it. */
  readonly today: string;
  readonly seed?: number;
  /** Own runs that correct serving speeds. */
  readonly calibration?: ServingCalibration;
  readonly solver: Solver;
  /** `rememberSearches()` where plans follow each other; absent: everything is searched anew. */
  readonly searches?: PlanSearches;
}

const KWH_PER_MWH = 1000;
const OPTIMAL_GAP = 1e-6;

/**
 * Plans a scenario: what to get, when, from whom, and what runs where, at the least cost (or power, or
 * carbon) that keeps every limit. Pure: equal scenario, catalogue, own runs, day and seed give an equal plan.
 * An infeasible scenario is an answer too: it names the limits that conflict.
 */
export function planCapacity(given: PlanRequest): Plan {
  const request = { ...given, catalog: withOwnRuns(given.catalog, given.calibration) };
  const plan = tellOwnRuns(planOrFit(request), given.calibration);
  return withNames(plan, request.scenario, request.catalog);
}

function planOrFit(request: PlanRequest): Plan {
  const goal = fitGoalOf(request.scenario);
  if (goal === null) return planScenario(request);
  const plan = fitToLimits(request, goal, (fitted) => planScenario(fitted, 'told'));
  return { ...plan, scenarioHash: fingerprint(request.scenario) };
}

/** @param limits `told`: what a plan reaches is what was asked for, whether it costs anything or not */
function planScenario(given: PlanRequest, limits: 'weighed' | 'told' = 'weighed'): Plan {
  const request = { ...given, solver: remembering(given.solver) };
  const { solved, decision } = decidePlan(request);
  const { context, candidates } = solved;
  switch (decision.kind) {
    case 'planned': {
      const { adopted, least } = decision;
      const followed =
        least === null
          ? adopted
          : weighed(context, { ...adopted, solution: least.solution }, request.solver);
      return planned(request, context, followed, lengthRoutingOf(solved), solved, least, limits);
    }
    case 'infeasible':
      return infeasible(request, context, candidates, decision.conflicts, decision.futures);
    default:
      return decision satisfies never;
  }
}

function baseOf(request: PlanRequest, context: PlanContext) {
  const { scenario, catalog } = request;
  return {
    headroomPlan: 1,
    scenarioName: scenario.name,
    scenarioHash: fingerprint(scenario),
    engineVersion: ENGINE_VERSION,
    catalogVersion: catalog.version,
    catalogAsOf: catalog.asOf,
    seed: request.seed ?? scenario.seed ?? DEFAULT_SEED,
    currency: scenario.currency ?? 'USD',
    usdCny: context.rates.usdCny,
    periods: context.periods.map((p) => p.id),
    periodMonths: context.periods[0]?.months.length ?? 1,
  } as const;
}

function planned(
  request: PlanRequest,
  context: PlanContext,
  { candidates, planProblem, solution, others }: Adopted,
  routing: readonly LengthRouting[],
  { entries, systems: provedOver }: Pick<SolvedCarriers, 'entries' | 'systems'>,
  least: ChosenOrders | null,
  limits: 'weighed' | 'told',
): Plan {
  const { catalog, solver } = request;
  const uses = poolUses(planProblem, solution);
  const costs = planCosts(context, planProblem, solution, uses);
  const fleet = fleetLines(context, uses);
  const placements = placementsOf(context, planProblem, solution);
  const chosenIds = new Set(placements.map((p) => p.deploymentId));
  const chosen = new Map<string, Set<string>>();
  for (const p of placements) {
    chosen.set(p.workloadId, (chosen.get(p.workloadId) ?? new Set()).add(p.systemId));
  }
  const inFleet = uses
    .filter((u) => fleet.some((line) => line.systemId === u.info.hardware.systemId))
    .map((u) => u.info.hardware);
  const hardware = [...new Map(inFleet.map((h) => [h.systemId, h])).values()];
  const assumptions = [
    ...context.used,
    ...supplyAssumptions(context),
    ...keptBackUsed(context),
    ...serviceAssumptions(candidates.wholes),
    ...routerAssumptions(routing),
    ...jobAssumptions(context),
  ];
  const boms = bomsOf(context, uses);
  const estimates = hardware.flatMap((h) => h.estimates);
  const { chips, systems } = fullestFleet(context, uses);
  const names = new Map(hardware.map((h) => [h.systemId, h.system.name]));
  const units = systems.reduce((sum, s) => sum + s.units, 0);
  const totalUsd = costs.total.totalUsd;
  const deployments = candidates.services
    .map((c) => c.deployment)
    .filter((d) => chosenIds.has(d.id));
  const trainingRuns = candidates.jobs.map((c) => c.run).filter((r) => chosenIds.has(r.id));
  const predicted: Predicted = {
    scenario: context.scenario,
    deployments,
    trainingRuns,
    systemName: (id) => names.get(id) ?? id,
  };
  const perWorkload = unitCosts(
    context,
    planProblem,
    solution,
    uses,
    candidates.servicePlans,
    totalUsd,
  );
  const paidUsd = perWorkload.reduce((sum, u) => sum + u.totalUsd, 0);
  const base = baseOf(request, context);
  const futures = weighFutures(context, candidates, solver);
  const sampled = {
    context,
    document: resolveNames(request.scenario, catalog),
    planProblem,
    solution,
    servicePlans: candidates.servicePlans,
    seed: base.seed,
  };
  const study =
    least === null
      ? studyRisk({ ...sampled, others: others.solved, solver })
      : studyOf(least.orders);
  const runway = runwayOf({ ...sampled, uses, today: request.today });
  const limitsTold = tellLimits(
    { context, candidates, planProblem, solution, uses, totalUsd, solver },
    limits,
  );
  const isCost = (request.scenario.objective ?? 'cost') === 'cost';
  const fixed = planProblem.problem.fixedCostUsd;
  return {
    ...base,
    status: 'planned',
    solver: {
      status: solution.gapShare <= OPTIMAL_GAP ? 'optimal' : 'within-gap',
      objectiveUsd: isCost ? roundToCents(solution.objective + fixed) : null,
      boundUsd: isCost ? roundToCents(solution.bound + fixed) : null,
      gapShare: solution.gapShare,
      systems: provedOver,
    },
    summary: {
      totalCostUsd: totalUsd,
      capexUsd: roundToCents(costs.capexUsd),
      ...committedBeyond(fleet),
      units,
      chips,
      peakPowerKw: costs.peakPowerKw,
      energyMwh: costs.energyKwh / KWH_PER_MWH,
      carbonTonnes: costs.carbonTonnes,
      embodiedCarbonTonnes: embodiedCarbonTonnes(context, uses),
      headline: say('plan/headline', {
        units,
        chips,
        systems: systems
          .map((s) => `${s.units} x ${names.get(s.systemId) ?? s.systemId}`)
          .join(', '),
        months: request.scenario.horizon.months,
        totalUsd,
      }),
    },
    fleet,
    placements,
    ...(routing.length === 0 ? {} : { lengthRouting: [...routing] }),
    strandedChips: strandedChips(context, uses, placements),
    coverage: coverageOf(context, candidates, planProblem, solution),
    deployments,
    trainingRuns,
    boms: boms.boms,
    costByPeriod: [...costs.byPeriod],
    costTotal: costs.total,
    unitCosts: perWorkload,
    breakEvens: breakEvens(context, uses),
    alternatives: others.alternatives,
    policyFutures: policyFuturesOf(context, candidates, solver, totalUsd),
    ...(futures === null ? {} : { futures }),
    ...(study === null ? {} : { risk: study.risk }),
    runway,
    bindingLimits: [...limitsTold.binding, ...bindingDeadlines(predicted)],
    conflicts: [],
    reasoning: [
      ...reasoningOf({
        routing,
        context,
        candidates,
        planProblem,
        solution,
        uses,
        placements,
      }),
      ...nightReasons({ context, candidates, planProblem, solution }, solver),
      ...(isCost ? [provedSentence(solution, fixed, provedOver)] : []),
      ...(least === null ? [] : [least.reason]),
      ...limitsTold.free,
    ],
    excuses: orderExcuses([
      ...candidates.excuses,
      ...unchosenExcuses(candidates.ranked, chosen, entries),
    ]),
    warnings: [
      ...planWarnings({
        context,
        today: request.today,
        fleet,
        uses,
        hardware,
        estimates: estimates.length,
        predicted,
        totalUsd,
        idleUsd: roundToCents(totalUsd - paidUsd),
      }),
      ...missedAvailability(context, planProblem, solution, candidates.servicePlans),
      ...(study?.warnings ?? []),
      ...runway.alerts,
    ],
    assumptions,
    estimates,
    sources: collectSources(catalog, {
      hardware,
      fleet,
      assumptions,
      templates: boms.templates,
      sites: context.sites,
      eventIds: [
        ...decisiveEvents(context, candidates, hardware),
        ...chargingEvents(boms.boms, planProblem.problem),
      ],
      llmIds: modelIds(context),
    }),
  };
}

function infeasible(
  request: PlanRequest,
  context: PlanContext,
  candidates: Candidates,
  conflicts: readonly Message[],
  futures: 'weigh-futures' | 'skip-futures',
): Plan {
  const assumptions = [
    ...context.used,
    ...supplyAssumptions(context),
    ...keptBackUsed(context),
    ...serviceAssumptions(candidates.wholes),
    ...jobAssumptions(context),
  ];
  const hardware = [...candidates.services, ...candidates.jobs].map((c) => c.hardware);
  const nothing = planCosts(context, EMPTY_PROBLEM, EMPTY_SOLUTION, []);
  return {
    ...baseOf(request, context),
    status: 'infeasible',
    solver: { status: 'infeasible', objectiveUsd: null, boundUsd: null, gapShare: null },
    summary: {
      totalCostUsd: 0,
      capexUsd: 0,
      units: 0,
      chips: 0,
      peakPowerKw: 0,
      energyMwh: 0,
      carbonTonnes: 0,
      headline: say('plan/headline-infeasible', {
        count: conflicts.filter((c) => c.code !== 'plan/cheapest-way-out').length,
      }),
    },
    fleet: [],
    placements: [],
    coverage: [],
    deployments: [],
    trainingRuns: [],
    boms: [],
    costByPeriod: [...nothing.byPeriod],
    costTotal: nothing.total,
    unitCosts: [],
    alternatives: [],
    policyFutures:
      futures === 'weigh-futures' ? policyFuturesOf(context, candidates, request.solver, null) : [],
    bindingLimits: [],
    conflicts: [...conflicts],
    excuses: orderExcuses(candidates.excuses),
    warnings: planWarnings({
      context,
      today: request.today,
      fleet: [],
      uses: [],
      hardware: [],
      estimates: 0,
      predicted: {
        scenario: context.scenario,
        deployments: [],
        trainingRuns: [],
        systemName: (id) => id,
      },
      totalUsd: 0,
      idleUsd: 0,
    }),
    assumptions,
    estimates: [],
    sources: collectSources(request.catalog, {
      hardware,
      fleet: [],
      assumptions,
      templates: [],
      sites: context.sites,
      eventIds: decisiveEvents(context, candidates, hardware),
      llmIds: modelIds(context),
    }),
  };
}
