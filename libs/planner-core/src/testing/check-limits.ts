import type { HardwareFilter, Plan, Scenario } from '@headroom/models';
import type { Catalog } from '../catalog/catalog';

const NEARLY = 1e-6;
const RACK_UNITS_PER_RACK = 42;

type FleetLine = Plan['fleet'][number];

/** Rented or leased: it stands at its provider. */
export const isHired = (line: FleetLine): boolean =>
  line.acquisition === 'rent' || line.acquisition === 'lease';

/** Rules about places, kinds and terms a plan breaks, read from the scenario and the catalogue alone. */
export function brokenLimits(plan: Plan, scenario: Scenario, catalog: Catalog): string[] {
  return [
    ...brokenRacks(plan, scenario, catalog),
    ...brokenKinds(plan, scenario),
    ...brokenCooling(plan, scenario, catalog),
    ...brokenTerms(plan, scenario),
    ...brokenOwnership(plan, scenario),
    ...brokenPlaces(plan, scenario),
    ...brokenJobs(plan, scenario),
    ...brokenStranded(plan),
  ];
}

/** What is rented stands at the provider. */
function brokenRacks(plan: Plan, scenario: Scenario, catalog: Catalog): string[] {
  const racksOf = (systemId: string): number => {
    const system = catalog.systems.find((s) => s.id === systemId);
    const height = system?.rackUnits?.value ?? null;
    if (height !== null && height < RACK_UNITS_PER_RACK) return height / RACK_UNITS_PER_RACK;
    return system?.racks?.value ?? 0;
  };
  return scenario.sites.flatMap(({ id, racks }) =>
    plan.periods
      .filter((period) => {
        const used = plan.fleet
          .filter((l) => l.siteId === id && !isHired(l))
          .reduce((sum, l) => sum + racksOf(l.systemId) * inService(l, period), 0);
        return racks !== undefined && used > racks * (1 + NEARLY);
      })
      .map((period) => `${id} holds more racks than it has in ${period}`),
  );
}

const inService = (line: FleetLine, period: string): number =>
  line.byPeriod.find((p) => p.period === period)?.unitsInService ?? 0;

function brokenKinds(plan: Plan, scenario: Scenario): string[] {
  const most = scenario.limits?.maximumSystemKinds;
  const kinds = new Set(
    plan.fleet.filter((l) => l.acquisition !== 'existing').map((l) => l.systemId),
  );
  return most !== undefined && kinds.size > most
    ? [`${kinds.size} kinds of systems are got where ${most} may be`]
    : [];
}

/** What is owned already may stand where it stands, and what is hired stands elsewhere. */
function brokenCooling(plan: Plan, scenario: Scenario, catalog: Catalog): string[] {
  return plan.fleet.flatMap((line) => {
    const cooling = catalog.systems.find((s) => s.id === line.systemId)?.cooling ?? 'unknown';
    const offered = scenario.sites.find((s) => s.id === line.siteId)?.cooling;
    return offered === undefined ||
      cooling === 'unknown' ||
      line.acquisition !== 'buy' ||
      offered.includes(cooling) ||
      (cooling === 'hybrid' && ['air', 'liquid'].every((c) => offered.some((o) => o === c)))
      ? []
      : [`${line.siteId} cannot cool ${line.systemId}`];
  });
}

/** What is told of chips nothing runs on is what the fleet holds beyond what runs there by day or at night. */
function brokenStranded(plan: Plan): string[] {
  return (plan.strandedChips ?? []).flatMap(({ systemId, period, chipsStranded }) => {
    const lines = plan.fleet.filter((l) => l.systemId === systemId);
    const held = lines.reduce((sum, l) => sum + inService(l, period) * l.chipsPerUnit, 0);
    const used = [false, true].map((night) =>
      plan.placements
        .filter((p) => p.systemId === systemId && (night || p.slot !== 'night'))
        .reduce((sum, p) => {
          const at = p.byPeriod.find((x) => x.period === period);
          if (at === undefined || at.units === 0) return sum;
          const up = night ? (at.unitsAtNight ?? at.units) : at.units;
          return sum + (at.chips * up) / at.units;
        }, 0),
    );
    const idle = held - Math.max(...used);
    return Math.abs(idle - chipsStranded) > 0.5 + NEARLY * held
      ? [`${chipsStranded} chips of ${systemId} are told to be idle where ${idle} are`]
      : [];
  });
}

/** Ways to get systems, lead times, and months in which orders are taken. */
function brokenTerms(plan: Plan, scenario: Scenario): string[] {
  const way = scenario.acquisition ?? 'any';
  return plan.fleet.flatMap((line) => {
    if (line.acquisition === 'existing') return [];
    const wrong =
      way !== 'any' && (isHired(line) ? way !== 'rent' : line.acquisition !== way)
        ? [`${line.systemId} is got by ${line.acquisition}`]
        : [];
    if (line.acquisition === 'lease' && scenario.leases === false) {
      wrong.push(`${line.systemId} is leased`);
    }
    if (isHired(line)) return [...wrong, ...brokenLease(line)];
    const terms = (scenario.limits?.supply ?? []).filter(
      (s) => s.chip === line.chipId || s.system === line.systemId || s.vendor === line.vendor,
    );
    for (const { period, orderBy } of line.byPeriod) {
      if (orderBy === null) continue;
      for (const { leadTimeMonths = 0, availableUntil, availableFrom } of terms) {
        if (monthsApart(orderBy, period) < Math.floor(leadTimeMonths)) {
          wrong.push(`${line.systemId} arrives in ${period} before its lead time`);
        }
        if (availableUntil !== undefined && orderBy > availableUntil) {
          wrong.push(`${line.systemId} is ordered in ${orderBy}, after the last order`);
        }
        if (availableFrom !== undefined && period < availableFrom) {
          wrong.push(`${line.systemId} arrives in ${period}, before it is supplied`);
        }
      }
    }
    return wrong;
  });
}

/** Units of a lease serve from the month they begin for as long as their term, neither shorter nor longer. */
function brokenLease(line: FleetLine): string[] {
  const { termMonths } = line;
  if (line.acquisition !== 'lease') return [];
  if (termMonths === undefined) return [`${line.systemId} is on lease without a term`];
  return line.byPeriod
    .filter(({ period, unitsInService }) => {
      const running = line.byPeriod
        .filter((b) => b.period <= period && monthsApart(b.period, period) < termMonths)
        .reduce((sum, b) => sum + b.unitsAcquired, 0);
      return running !== unitsInService;
    })
    .map(({ period }) => `${line.systemId} is on lease in ${period} outside of its term`);
}

const MONTHS_PER_YEAR = 12;
const monthsApart = (from: string, to: string): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * MONTHS_PER_YEAR +
  Number(to.slice(5, 7)) -
  Number(from.slice(5, 7));

/** No more units count as owned than the scenario says, and none after they retire. */
function brokenOwnership(plan: Plan, scenario: Scenario): string[] {
  return plan.fleet
    .filter((l) => l.acquisition === 'existing')
    .flatMap((line) =>
      plan.periods
        .filter((period) => {
          const owned = (scenario.fleet ?? [])
            .filter((f) => f.system === line.systemId && f.site === line.siteId)
            .filter((f) => (f.availableFrom ?? '') <= period && (f.retiredFrom ?? '9') > period)
            .reduce((sum, f) => sum + f.units, 0);
          return inService(line, period) > owned;
        })
        .map((period) => `more ${line.systemId} than is owned counts in ${period}`),
    );
}

/** Workloads run at their sites, on hardware they allow, and what is got is a candidate. */
function brokenPlaces(plan: Plan, scenario: Scenario): string[] {
  const workloads = [...(scenario.services ?? []), ...(scenario.training ?? [])];
  const lineOf = (systemId: string) => plan.fleet.find((l) => l.systemId === systemId);
  const placed = plan.placements.flatMap(({ workloadId, siteId, systemId }) => {
    // A part of a service is named after it.
    const workload = workloads.find((w) => w.id === workloadId.split('/')[0]);
    const line = lineOf(systemId);
    return [
      ...(workload?.sites?.includes(siteId) === false ? [`${workloadId} runs at ${siteId}`] : []),
      ...(line !== undefined && !allows(workload?.hardware, line)
        ? [`${workloadId} runs on ${systemId}`]
        : []),
    ];
  });
  const got = plan.fleet
    .filter((l) => l.acquisition !== 'existing' && !allows(scenario.candidates, l))
    .map((l) => `${l.systemId} is got but no candidate`);
  return [...placed, ...got];
}

function allows(filter: HardwareFilter | undefined, line: FleetLine): boolean {
  if (filter === undefined) return true;
  const { chips = [], systems = [], vendors = [], excludeChips = [], excludeVendors = [] } = filter;
  const among = (list: readonly string[], id: string) => list.length === 0 || list.includes(id);
  return (
    among(chips, line.chipId) &&
    among(systems, line.systemId) &&
    among(vendors, line.vendor) &&
    !excludeChips.includes(line.chipId) &&
    !excludeVendors.includes(line.vendor)
  );
}

/** Every training job runs, on time and with units under it. */
function brokenJobs(plan: Plan, scenario: Scenario): string[] {
  return (scenario.training ?? []).flatMap(({ id, deadlineDays }) => {
    const run = plan.trainingRuns.find((r) => r.workloadId === id);
    const runs = plan.placements.some(
      (p) => p.workloadId === id && p.byPeriod.some((x) => x.units > 0),
    );
    if (run === undefined || !runs) return [`${id} does not run`];
    return deadlineDays !== undefined && run.wallClockDays.mid > deadlineDays * (1 + NEARLY)
      ? [`${id} ends after its deadline`]
      : [];
  });
}
