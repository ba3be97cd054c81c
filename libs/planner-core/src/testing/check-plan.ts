import type { Plan, Scenario } from '@headroom/models';
import type { Catalog } from '../catalog/catalog';
import { eligibilityOf } from '../supply/eligibility';
import { brokenLengths } from './check-lengths';
import { brokenLimits, isHired } from './check-limits';
import { brokenNights } from './check-nights';
import { brokenActs, brokenPeriodBudgets, brokenSupply } from './check-supply';

const NEARLY = 1e-6;
const cents = (usd: number): number => Math.round(usd * 100);

/**
 * Reads a plan against its scenario from scratch, without the planner's own helpers for fleets and costs,
 * and returns every rule it breaks as a sentence; empty for a sound plan. Names must be catalogue ids.
 */
export function brokenRules(plan: Plan, scenario: Scenario, catalog: Catalog): string[] {
  if (plan.status === 'infeasible') return [];
  return [
    ...brokenSums(plan),
    ...brokenDemand(plan, scenario),
    ...brokenCapacity(plan),
    ...brokenSites(plan, scenario),
    ...brokenShares(plan, scenario, catalog),
    ...brokenBudget(plan, scenario),
    ...brokenPolicy(plan, scenario, catalog),
    ...brokenPeriodBudgets(plan, scenario, catalog),
    ...brokenActs(plan, scenario, catalog),
    ...brokenSupply(plan, scenario, catalog),
    ...brokenLimits(plan, scenario, catalog),
    ...brokenLengths(plan, scenario),
    ...brokenNights(plan, scenario),
    ...brokenSiteLoss(plan, scenario),
  ];
}

function brokenSums(plan: Plan): string[] {
  const itemSum = (items: Plan['costTotal']) =>
    Object.entries(items).reduce((sum, [k, v]) => (k === 'totalUsd' ? sum : sum + cents(v)), 0);
  const wrong = plan.costByPeriod
    .filter((p) => itemSum(p.items) !== cents(p.items.totalUsd))
    .map((p) => `items of ${p.period} do not sum to their total`);
  const periods = plan.costByPeriod.reduce((sum, p) => sum + cents(p.items.totalUsd), 0);
  if (periods !== cents(plan.costTotal.totalUsd)) wrong.push('periods do not sum to the total');
  if (itemSum(plan.costTotal) !== cents(plan.costTotal.totalUsd)) {
    wrong.push('items do not sum to the total');
  }
  if (cents(plan.summary.totalCostUsd) !== cents(plan.costTotal.totalUsd)) {
    wrong.push('the summary says another total');
  }
  const { units, chips } = fullestPeriod(plan);
  if (plan.summary.units !== units || plan.summary.chips !== chips) {
    wrong.push('the summary counts units and chips of other periods than that of the most chips');
  }
  for (const bom of plan.boms) {
    for (const view of [bom.ratioView, bom.itemisedView]) {
      if (view === null) continue;
      const sum = view.lines.reduce((s, line) => s + cents(line.usd), 0);
      if (sum !== cents(view.totalUsd)) wrong.push(`a BOM view of ${bom.systemId} does not add up`);
    }
  }
  return wrong;
}

/** Units and chips of the lines of the fleet in the first period in which chips are most. */
function fullestPeriod({ fleet, periods }: Plan): { units: number; chips: number } {
  const counts = periods.map((_, t) => ({
    units: fleet.reduce((sum, l) => sum + (l.byPeriod[t]?.unitsInService ?? 0), 0),
    chips: fleet.reduce((sum, l) => sum + (l.byPeriod[t]?.chipsInService ?? 0), 0),
  }));
  return counts.reduce((a, b) => (b.chips > a.chips ? b : a), { units: 0, chips: 0 });
}

/** Replicas in place, at the rate their deployment states, carry at least the demand. */
function brokenDemand(plan: Plan, scenario: Scenario): string[] {
  return plan.coverage.flatMap((c) =>
    c.byPeriod
      .filter(({ period, demand }) => {
        if (c.unit !== 'requestsPerSecond') return false;
        const rate = plan.placements
          .filter((p) => p.workloadId === c.workloadId)
          .reduce((sum, p) => {
            const d = plan.deployments.find((x) => x.id === p.deploymentId);
            const replicas = p.byPeriod.find((x) => x.period === period)?.replicas ?? 0;
            return sum + replicas * (d?.requestsPerSecondPerReplica ?? 0);
          }, 0);
        const up = 1 - (scenario.assumptions?.plannedDowntimeShare ?? 0);
        return rate * up < demand * (1 - NEARLY);
      })
      .map(({ period }) => `${c.workloadId} is not carried in ${period}`),
  );
}

/** What runs by day fits what there is, and so does what runs at night beside what services keep up then. */
function brokenCapacity(plan: Plan): string[] {
  const wrong: string[] = [];
  for (const period of plan.periods) {
    for (const slot of ['day', 'night'] as const) {
      const places = new Map<string, number>();
      for (const p of plan.placements) {
        if (slot === 'day' && p.slot === 'night') continue;
        const at = `${p.systemId} at ${p.siteId}`;
        const held = p.byPeriod.find((x) => x.period === period);
        const units = (slot === 'night' ? held?.unitsAtNight : undefined) ?? held?.units ?? 0;
        places.set(at, (places.get(at) ?? 0) + units);
      }
      for (const [at, used] of places) {
        const owned = plan.fleet
          .filter((line) => `${line.systemId} at ${line.siteId}` === at)
          .reduce((sum, line) => sum + unitsIn(line, period), 0);
        if (used > owned + NEARLY * Math.max(1, owned)) {
          wrong.push(`${at} is overfull by ${slot} in ${period}`);
        }
      }
    }
  }
  return wrong;
}

const unitsIn = (line: Plan['fleet'][number], period: string): number =>
  line.byPeriod.find((x) => x.period === period)?.unitsInService ?? 0;

function brokenSites(plan: Plan, scenario: Scenario): string[] {
  return scenario.sites.flatMap((site) =>
    plan.periods
      .filter((period) => {
        const kw = plan.fleet
          .filter((line) => line.siteId === site.id && !isHired(line))
          .reduce(
            (sum, line) => sum + (line.byPeriod.find((x) => x.period === period)?.powerKw ?? 0),
            0,
          );
        return site.powerKw !== undefined && kw > site.powerKw * (1 + NEARLY);
      })
      .map((period) => `${site.id} draws more than it has in ${period}`),
  );
}

function brokenShares(plan: Plan, scenario: Scenario, catalog: Catalog): string[] {
  const { minimumDomesticChipShare: least, maximumVendorChipShare: most } = scenario.limits ?? {};
  const home = (chipId: string) =>
    catalog.chips.find((c) => c.id === chipId)?.vendorCountry === scenario.buyer.country;
  return plan.periods.flatMap((period) => {
    const chips = (of: (line: Plan['fleet'][number]) => boolean) =>
      plan.fleet
        .filter(of)
        .reduce((sum, line) => sum + unitsIn(line, period) * line.chipsPerUnit, 0);
    const all = chips(() => true);
    const wrong: string[] = [];
    if (least !== undefined && chips((l) => home(l.chipId)) < least * all - NEARLY * all) {
      wrong.push(`too few domestic chips in ${period}`);
    }
    for (const vendor of new Set(plan.fleet.map((l) => l.vendor))) {
      if (most !== undefined && chips((l) => l.vendor === vendor) > most * all + NEARLY * all) {
        wrong.push(`too many chips of ${vendor} in ${period}`);
      }
    }
    return wrong;
  });
}

function brokenBudget(plan: Plan, scenario: Scenario): string[] {
  const budget = scenario.limits?.budgetUsd;
  return budget !== undefined && plan.costTotal.totalUsd > budget + 1
    ? ['the plan costs more than the budget']
    : [];
}

/** Every order falls on a day on which the chip may be had. */
function brokenPolicy(plan: Plan, scenario: Scenario, catalog: Catalog): string[] {
  return plan.fleet.flatMap((line) =>
    line.byPeriod.flatMap(({ orderBy }) => {
      const chip = catalog.chips.find((c) => c.id === line.chipId);
      const region = scenario.sites.find((s) => s.id === line.siteId)?.region;
      const siteCountry = catalog.regions.find((r) => r.id === region)?.country;
      if (orderBy === null || chip === undefined || siteCountry === undefined) return [];
      const eligibility = eligibilityOf({
        chip,
        buyer: scenario.buyer,
        siteCountry,
        day: `${orderBy}-01`,
        view: scenario.policy ?? {},
        events: catalog.policyEvents,
        asOf: scenario.policy?.asOf ?? catalog.asOf,
      });
      return eligibility.usable ? [] : [`${line.chipId} may not be ordered in ${orderBy}`];
    }),
  );
}

/** A service that survives the loss of a site is carried in full by what it has at all others. */
function brokenSiteLoss(plan: Plan, scenario: Scenario): string[] {
  return plan.coverage.flatMap(({ workloadId, byPeriod }) => {
    const service = scenario.services?.find((s) => s.id === workloadId.split('/')[0]);
    if (service?.survivesSiteLoss !== true) return [];
    const up = 1 - (scenario.assumptions?.plannedDowntimeShare ?? 0);
    return scenario.sites.flatMap(({ id }) =>
      byPeriod
        .filter(({ period, demand }) => {
          const rate = plan.placements
            .filter((p) => p.workloadId === workloadId && p.siteId !== id)
            .reduce((sum, p) => {
              const d = plan.deployments.find((x) => x.id === p.deploymentId);
              const replicas = p.byPeriod.find((x) => x.period === period)?.replicas ?? 0;
              return sum + replicas * (d?.requestsPerSecondPerReplica ?? 0);
            }, 0);
          return rate * up < demand * (1 - NEARLY);
        })
        .map(({ period }) => `${workloadId} is not carried without ${id} in ${period}`),
    );
  });
}
