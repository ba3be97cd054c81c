import {
  type AnsweredPlan,
  COST_ITEM_NAMES,
  type CostMove,
  type FleetLine,
  type Named,
  type NamedKind,
  nameOf,
  type OverviewOrder,
  type OverviewPool,
  type PlanRef,
  type ScenarioDocument,
} from '@headroom/models';
import { scenarioChanges } from '@headroom/planner-core';
import type { AnsweredRow, FormerRow } from './overview-repository';

const MONTH_LENGTH = 'YYYY-MM'.length;
/** Items of the cost that are told of a change; the comparison has all of them. */
const MOST_ITEMS = 3;
/** Below a dollar the difference is rounding. */
const LEAST_CHANGE_USD = 1;
/** Lists of a scenario whose elements are told one by one. */
const LISTS: readonly string[] = ['sites', 'services', 'training'];

export const refOf = (row: AnsweredRow): PlanRef => ({
  planId: row.id,
  scenarioId: row.scenario_id,
  scenarioName: row.scenario_name,
});

/** What a plan says of now and of the end, and where it is tightest; `today` is `YYYY-MM-DD`. */
export function answeredPlanOf(row: AnsweredRow, today: string): AnsweredPlan {
  const { periods, fleet } = row;
  const month = today.slice(0, MONTH_LENGTH);
  const [first = ''] = periods;
  const last = periods.at(-1) ?? '';
  const now = periods.findLast((period) => period <= month);
  const owned = fleet.filter((line) => line.acquisition === 'existing');
  const isPlanned = row.status === 'ready' && periods.length > 0;
  return {
    id: row.id,
    version: row.scenario_version,
    status: row.status,
    createdAt: row.created_at.toISOString(),
    totalCostUsd: row.total_cost_usd,
    usdCny: row.usdCny,
    from: first,
    until: last,
    now: isPlanned ? (now === undefined ? inService(owned, first) : inService(fleet, now)) : null,
    atEnd: isPlanned ? inService(fleet, last) : null,
    headroom: lowestHeadroom(row, now ?? first),
  };
}

function inService(lines: readonly FleetLine[], period: string) {
  const at = lines.flatMap((line) => line.byPeriod.filter((entry) => entry.period === period));
  return {
    period,
    chips: at.reduce((sum, entry) => sum + entry.chipsInService, 0),
    powerKw: at.reduce((sum, entry) => sum + entry.powerKw, 0),
  };
}

function lowestHeadroom(row: AnsweredRow, from: string): AnsweredPlan['headroom'] {
  const points = row.coverage
    .filter(({ unit }) => unit === 'requestsPerSecond')
    .flatMap(({ workloadId, byPeriod }) => byPeriod.map((at) => ({ workloadId, ...at })))
    .filter(({ period, demand }) => period >= from && demand > 0);
  const [first, ...others] = points;
  if (first === undefined) return null;
  const lowest = others.reduce((a, b) => (b.headroomShare < a.headroomShare ? b : a), first);
  return {
    workload: namedIn(row, 'workloads', lowest.workloadId),
    period: lowest.period,
    share: lowest.headroomShare,
  };
}

/** What the plan gets that has not arrived by the month of `today`, with the month to order it in. */
export function ordersOf(row: AnsweredRow, today: string): OverviewOrder[] {
  const month = today.slice(0, MONTH_LENGTH);
  return row.fleet
    .filter((line) => line.acquisition !== 'existing')
    .flatMap((line) =>
      line.byPeriod
        .filter(({ unitsAcquired, period }) => unitsAcquired > 0 && period >= month)
        .map(({ unitsAcquired: units, period, orderBy: by }) => {
          const orderBy = by ?? period;
          const isPriced = line.acquisition === 'buy' && line.unitPriceUsd !== null;
          return {
            ...refOf(row),
            orderBy,
            arrives: period,
            isLate: orderBy < month,
            system: { id: line.systemId, name: line.systemName },
            site: namedIn(row, 'sites', line.siteId),
            acquisition: line.acquisition,
            units,
            valueUsd: isPriced ? (line.unitPriceUsd ?? 0) * units : null,
          };
        }),
    );
}

/** Pools as planned that are full within the look-ahead in the worst tenth of worlds. */
export function poolsOf(row: AnsweredRow): OverviewPool[] {
  return (row.runway?.rows ?? []).flatMap((pool) =>
    pool.basis !== 'planned' || pool.fullAtP90 === null
      ? []
      : [
          {
            ...refOf(row),
            system: namedIn(row, 'systems', pool.systemId),
            site: namedIn(row, 'sites', pool.siteId),
            fullAtP50: pool.fullAtP50,
            fullAtP90: pool.fullAtP90,
            fix: pool.fixSystemId === null ? null : namedIn(row, 'systems', pool.fixSystemId),
            orderByP90: pool.orderByP90,
            status: pool.status,
          },
        ],
  );
}

/** How the cost moved since the plan before, and what differs; `null` where one of the two has no cost. */
export function costMoveOf(row: AnsweredRow, former: FormerRow | undefined): CostMove | null {
  if (former === undefined || row.total_cost_usd === null || former.total_cost_usd === null) {
    return null;
  }
  const places = scenarioChanges(former.document, row.document).map(({ pointer }) => {
    const [, section = '', element = ''] = pointer.split('/');
    return LISTS.includes(section) && element !== '' ? `${section}/${element}` : section;
  });
  return {
    fromPlanId: former.id,
    fromVersion: former.scenario_version,
    fromCostUsd: former.total_cost_usd,
    changeUsd: cents(row.total_cost_usd - former.total_cost_usd),
    parts: [...new Set(places)].map((part) => ({ part, name: nameOfPart(row, former, part) })),
    isNewCatalog: row.catalog_version !== former.catalog_version,
    isNewEngine: row.engine_version !== former.engine_version,
    items: COST_ITEM_NAMES.map((item) => ({
      item,
      changeUsd: cents((row.costTotal[item] ?? 0) - (former.costTotal[item] ?? 0)),
    }))
      .filter(({ changeUsd }) => Math.abs(changeUsd) >= LEAST_CHANGE_USD)
      .sort((a, b) => Math.abs(b.changeUsd) - Math.abs(a.changeUsd))
      .slice(0, MOST_ITEMS),
  };
}

const cents = (usd: number): number => Math.round(usd * 100) / 100;

type Element = { readonly id: string; readonly name?: string | undefined };

/** Name of a site, service or job, in the newer document or, where it is gone, in the older one. */
function nameOfPart(row: AnsweredRow, former: FormerRow, part: string): string | null {
  const [section, id] = part.split('/');
  if (id === undefined) return null;
  const elements = ({
    sites,
    services = [],
    training = [],
  }: ScenarioDocument): readonly Element[] =>
    section === 'sites' ? sites : section === 'services' ? services : training;
  const found = [row.document, former.document]
    .flatMap(elements)
    .find((element) => element.id === id);
  return found?.name ?? id;
}

/** Sites and workloads by the scenario, systems by the plan: it keeps no name of its own in plans of before. */
export function namedIn(row: AnsweredRow, kind: NamedKind, id: string): Named {
  const ofPlan = nameOf(row.names ?? undefined, kind, id, 'en');
  if (ofPlan !== id) return { id, name: ofPlan };
  const { document, fleet } = row;
  const name =
    kind === 'sites'
      ? document.sites.find((site) => site.id === id)?.name
      : kind === 'systems'
        ? fleet.find((line) => line.systemId === id)?.systemName
        : [...(document.services ?? []), ...(document.training ?? [])].find((w) => w.id === id)
            ?.name;
  return { id, name: name ?? id };
}
