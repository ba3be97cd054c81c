import type { FleetLine, Plan, PlanPreview } from '@headroom/models';
import { remembering } from '../optimise/program/solver';
import { roundToCents } from '../units/convert';
import { fullestFleet } from './alternatives';
import { decidePlan } from './decide-plan';
import { fleetLines, poolUses } from './fleet/fleet-use';
import { planCosts } from './money/plan-costs';
import { withNames } from './names-in-plan';
import { planCapacity, type PlanRequest } from './plan-capacity';
import { EMPTY_PROBLEM, EMPTY_SOLUTION } from './problem/empty-plan';
import { fitGoalOf } from './problem/fit-to-limits';
import { withOwnRuns } from './scenario/own-runs';

/** What of a plan its preview is told from. */
type Told = Pick<Plan, 'status' | 'costTotal' | 'fleet' | 'conflicts' | 'usdCny' | 'fit'> & {
  readonly summary: Pick<Plan['summary'], 'capexUsd' | 'units' | 'chips' | 'peakPowerKw'>;
  readonly solver: Pick<Plan['solver'], 'gapShare'>;
};

/**
 * What the plan of a scenario comes to, without all that a plan tells besides (futures, risk, runway, worth of limits,
 * reasons): the same figures as `planCapacity` of the same request gives, sooner. A scenario that asks what its limits
 * carry is planned whole, since the edge is found by planning.
 */
export function previewOf(given: PlanRequest): PlanPreview {
  const catalog = withOwnRuns(given.catalog, given.calibration);
  const told =
    fitGoalOf(given.scenario) === null
      ? decided({ ...given, catalog, solver: remembering(given.solver) })
      : planCapacity(given);
  return withNames(figuresOf(told), given.scenario, catalog);
}

/** The preview of a plan that has been made. */
export function previewOfPlan(
  plan: Plan,
  { scenario, catalog, calibration }: Pick<PlanRequest, 'scenario' | 'catalog' | 'calibration'>,
): PlanPreview {
  return withNames(figuresOf(plan), scenario, withOwnRuns(catalog, calibration));
}

function decided(request: PlanRequest): Told {
  const { solved, decision } = decidePlan(request);
  const { context } = solved;
  const { usdCny } = context.rates;
  if (decision.kind === 'infeasible') {
    return {
      status: 'infeasible',
      solver: { gapShare: null },
      summary: { capexUsd: 0, units: 0, chips: 0, peakPowerKw: 0 },
      costTotal: planCosts(context, EMPTY_PROBLEM, EMPTY_SOLUTION, []).total,
      fleet: [],
      conflicts: [...decision.conflicts],
      usdCny,
    };
  }
  const { planProblem } = decision.adopted;
  const { solution } = decision.least ?? decision.adopted;
  const uses = poolUses(planProblem, solution);
  const costs = planCosts(context, planProblem, solution, uses);
  const { chips, systems } = fullestFleet(context, uses);
  return {
    status: 'planned',
    solver: { gapShare: solution.gapShare },
    summary: {
      capexUsd: roundToCents(costs.capexUsd),
      units: systems.reduce((sum, s) => sum + s.units, 0),
      chips,
      peakPowerKw: costs.peakPowerKw,
    },
    costTotal: costs.total,
    fleet: fleetLines(context, uses),
    conflicts: [],
    usdCny,
  };
}

function figuresOf({ fleet, summary, solver, ...told }: Told): Omit<PlanPreview, 'names'> {
  const { capexUsd, units, chips, peakPowerKw } = summary;
  return {
    status: told.status,
    costTotal: told.costTotal,
    capexUsd,
    units,
    chips,
    peakPowerKw,
    gapShare: solver.gapShare,
    ...(told.fit === undefined ? {} : { fit: told.fit }),
    firstOrderBy: firstOrderBy(fleet),
    fleet: fleetOf(fleet),
    conflicts: told.conflicts,
    usdCny: told.usdCny,
  };
}

/** Months written `YYYY-MM` sort as time does. */
const firstOrderBy = (fleet: readonly FleetLine[]): string | null =>
  fleet
    .flatMap((line) => line.byPeriod.flatMap(({ orderBy }) => orderBy ?? []))
    .reduce<string | null>(
      (first, month) => (first === null || month < first ? month : first),
      null,
    );

/** One line for each system, site and way of getting it: leases that began apart are one. */
function fleetOf(fleet: readonly FleetLine[]): PlanPreview['fleet'] {
  const groups = new Map<string, FleetLine[]>();
  for (const line of fleet) {
    const key = `${line.systemId}\n${line.siteId}\n${line.acquisition}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()].flatMap((lines) => {
    const [first] = lines;
    if (first === undefined) return [];
    const { systemId, systemName, siteId, acquisition, chipsPerUnit } = first;
    const inService = first.byPeriod.map((_, t) =>
      lines.reduce((sum, line) => sum + (line.byPeriod[t]?.unitsInService ?? 0), 0),
    );
    const [units, unitsAtEnd] = [Math.max(0, ...inService), inService.at(-1) ?? 0];
    return {
      ...{ systemId, systemName, siteId, acquisition },
      units,
      chips: units * chipsPerUnit,
      unitsAtEnd,
      chipsAtEnd: unitsAtEnd * chipsPerUnit,
    };
  });
}
