import {
  COMPARED_FIGURES,
  COST_ITEM_NAMES,
  type FleetChange,
  type FleetLine,
  type Message,
  type PlacementChange,
  type Plan,
  type PlanComparison,
} from '@headroom/models';

/**
 * Two plans side by side: figures, cost by item, fleet, what carries each workload, assumptions, limits and warnings
 * that came or went. Changes of cost items add up to the change of the total to the cent. What comes from the two
 * documents (`scenario`, `causes`) is left to `scenarioChanges` and `costCauses`.
 */
export function comparePlans(from: Plan, to: Plan): Omit<PlanComparison, 'scenario' | 'causes'> {
  return {
    from: headOf(from),
    to: headOf(to),
    figures: COMPARED_FIGURES.map((name) => {
      const [before, after] = [from.summary[name], to.summary[name]];
      return { name, from: before, to: after, change: after - before };
    }),
    costItems: COST_ITEM_NAMES.map((item) => {
      const [fromUsd, toUsd] = [from.costTotal[item] ?? 0, to.costTotal[item] ?? 0];
      return { item, fromUsd, toUsd, changeUsd: centsApart(fromUsd, toUsd) };
    }),
    fleet: fleetChanges(from, to),
    placements: placementChanges(from, to),
    assumptions: assumptionChanges(from, to),
    limitsGone: onlyIn(from.bindingLimits, to.bindingLimits),
    limitsNew: onlyIn(to.bindingLimits, from.bindingLimits),
    warningsGone: onlyIn(from.warnings, to.warnings),
    warningsNew: onlyIn(to.warnings, from.warnings),
  };
}

/** Difference of two amounts in USD, exact to the cent. */
export const centsApart = (fromUsd: number, toUsd: number): number =>
  (Math.round(toUsd * 100) - Math.round(fromUsd * 100)) / 100;

const headOf = (plan: Plan): PlanComparison['from'] => ({
  scenarioName: plan.scenarioName,
  status: plan.status,
  engineVersion: plan.engineVersion,
  catalogVersion: plan.catalogVersion,
  periods: plan.periods,
  usdCny: plan.usdCny,
  ...(plan.names === undefined ? {} : { names: plan.names }),
});

/** Lines of either plan by system, site and way; those with equal units are kept, since "no change" is an answer. */
function fleetChanges(from: Plan, to: Plan): FleetChange[] {
  const keyOf = (line: FleetLine) => `${line.systemId}\n${line.siteId}\n${line.acquisition}`;
  const lines = new Map([...from.fleet, ...to.fleet].map((line) => [keyOf(line), line]));
  const most = (plan: Plan, key: string, figure: 'unitsInService' | 'chipsInService') =>
    Math.max(
      0,
      ...plan.periods.map((_, period) =>
        plan.fleet
          .filter((line) => keyOf(line) === key)
          .reduce((sum, line) => sum + (line.byPeriod[period]?.[figure] ?? 0), 0),
      ),
    );
  return [...lines].map(([key, { systemId, systemName, siteId, acquisition }]) => ({
    systemId,
    systemName,
    siteId,
    acquisition,
    fromUnits: most(from, key, 'unitsInService'),
    toUnits: most(to, key, 'unitsInService'),
    fromChips: most(from, key, 'chipsInService'),
    toChips: most(to, key, 'chipsInService'),
  }));
}

function placementChanges(from: Plan, to: Plan): PlacementChange[] {
  const ids = [...new Set([...from.placements, ...to.placements].map((p) => p.workloadId))];
  const priceOf = (plan: Plan, id: string) =>
    plan.unitCosts.flatMap((u) => [u, ...(u.parts ?? [])]).find((u) => u.workloadId === id);
  return ids.map((workloadId) => {
    const [before, after] = [priceOf(from, workloadId), priceOf(to, workloadId)];
    return {
      workloadId,
      from: carriersIn(from, workloadId),
      to: carriersIn(to, workloadId),
      fromUsdPerMillionOutputTokens: before?.usdPerMillionOutputTokens ?? null,
      toUsdPerMillionOutputTokens: after?.usdPerMillionOutputTokens ?? null,
      fromUsdPerRun: before?.usdPerRun ?? null,
      toUsdPerRun: after?.usdPerRun ?? null,
    };
  });
}

const carriersIn = (plan: Plan, workloadId: string): PlacementChange['from'] =>
  plan.placements
    .filter((p) => p.workloadId === workloadId)
    .map((p) => ({
      siteId: p.siteId,
      systemId: p.systemId,
      layout: layoutOf(plan, p.deploymentId),
      peakChips: Math.max(0, ...p.byPeriod.map(({ chips }) => chips)),
    }))
    .filter(({ peakChips }) => peakChips > 0);

function layoutOf(plan: Plan, deploymentId: string): string {
  const parallelism =
    plan.deployments.find((d) => d.id === deploymentId)?.parallelism ??
    plan.trainingRuns.find((r) => r.id === deploymentId)?.layout;
  if (parallelism === undefined) return '';
  const { tp, pp, dp, ep, cp } = parallelism;
  const parts = Object.entries({ tp, pp, dp, ep, cp }).filter(
    ([name, size]) => size > 1 || name === 'tp',
  );
  return parts.map(([name, size]) => `${name} ${size}`).join(' x ');
}

function assumptionChanges(from: Plan, to: Plan): PlanComparison['assumptions'] {
  const before = new Map(from.assumptions.map((a) => [a.name, a]));
  const after = new Map(to.assumptions.map((a) => [a.name, a]));
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((name) => ({
      name,
      unit: after.get(name)?.unit ?? before.get(name)?.unit ?? null,
      from: before.get(name)?.value ?? null,
      to: after.get(name)?.value ?? null,
    }))
    .filter((change) => change.from !== change.to);
}

const onlyIn = (these: readonly Message[], others: readonly Message[]): Message[] =>
  these.filter(({ text }) => others.every((other) => other.text !== text));
