import type { Plan, PolicyEvent, Scenario } from '@headroom/models';
import type { Catalog } from '../catalog/catalog';

const NEARLY = 1e-6;
const MONTHS_PER_YEAR = 12;

type FleetLine = Plan['fleet'][number];
type Supply = NonNullable<NonNullable<Scenario['limits']>['supply']>[number];

const monthsFrom = (start: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => {
    const index = Number(start.slice(0, 4)) * MONTHS_PER_YEAR + Number(start.slice(5, 7)) - 1 + i;
    const month = (index % MONTHS_PER_YEAR) + 1;
    return `${Math.floor(index / MONTHS_PER_YEAR)}-${month < 10 ? '0' : ''}${month}`;
  });

/** Limits on supply a plan breaks: by period, in all, and in the size of an order; read line by line. */
export function brokenSupply(plan: Plan, scenario: Scenario, catalog: Catalog): string[] {
  return (scenario.limits?.supply ?? []).flatMap((cap) => {
    const lines = plan.fleet.filter(
      (l) =>
        l.acquisition !== 'existing' &&
        (l.chipId === cap.chip || l.systemId === cap.system || l.vendor === cap.vendor),
    );
    const arriving = plan.periods.map((_, t) =>
      chips(
        lines.filter((l) => l.acquisition === 'buy'),
        (l) => l.byPeriod[t]?.unitsAcquired ?? 0,
      ),
    );
    const hired = plan.periods.map((_, t) =>
      chips(
        lines.filter((l) => l.acquisition !== 'buy'),
        (l) => l.byPeriod[t]?.unitsInService ?? 0,
      ),
    );
    const allowed = plan.periods.map((period, t) => {
      const next = plan.periods[t + 1];
      const months = monthsFrom(period, plan.periodMonths).filter(
        (m) => next === undefined || m < next,
      );
      return months
        .slice(0, Math.max(1, scenario.horizon.months - t * plan.periodMonths))
        .reduce((sum, m) => sum + inMonth(cap, m, scenario, catalog), 0);
    });
    const wrong: string[] = [];
    let taken = 0;
    let allowedSoFar = 0;
    plan.periods.forEach((period, t) => {
      // Giving back what was hired makes no room for more to be bought.
      const added = (arriving[t] ?? 0) + Math.max(0, (hired[t] ?? 0) - (hired[t - 1] ?? 0));
      taken += arriving[t] ?? 0;
      allowedSoFar += allowed[t] ?? 0;
      const held = taken + (hired[t] ?? 0);
      if (
        cap.carryOver === true ? held > allowedSoFar + NEARLY : added > (allowed[t] ?? 0) + NEARLY
      )
        wrong.push(`more is delivered in ${period} than can be supplied`);
      if (cap.chipsTotal !== undefined && held > cap.chipsTotal + NEARLY)
        wrong.push(`more is had by ${period} than there is in all`);
      const least = cap.minimumOrderChips;
      if (least !== undefined && (arriving[t] ?? 0) > 0 && (arriving[t] ?? 0) < least)
        wrong.push(`an order for ${period} is below the least that is taken`);
    });
    return wrong;
  });
}

const chips = (lines: readonly FleetLine[], unitsOf: (line: FleetLine) => number): number =>
  lines.reduce((sum, line) => sum + unitsOf(line) * line.chipsPerUnit, 0);

/** Chips of a month by the limit's last step before it, its rate, or its share of the year's volume. */
function inMonth(cap: Supply, month: string, scenario: Scenario, catalog: Catalog): number {
  let rate = cap.chipsPerMonth ?? Infinity;
  for (const step of cap.chipsByPeriod ?? []) if (step.from <= month) rate = step.chipsPerMonth;
  if (cap.allocationShare === undefined) return rate;
  const asOf = scenario.policy?.asOf ?? catalog.asOf;
  let volume = Infinity;
  for (let year = Number(month.slice(0, 4)); volume === Infinity && year > 2000; year -= 1) {
    const known = catalog.policyEvents
      .filter((e) => e.date <= asOf && statedIn(e, cap, year).length > 0)
      .sort((a, b) => (a.date < b.date ? 1 : -1))[0];
    if (known !== undefined) volume = Math.min(...statedIn(known, cap, year));
  }
  return Math.min(rate, (volume * cap.allocationShare) / MONTHS_PER_YEAR);
}

function statedIn({ values, chipIds }: PolicyEvent, cap: Supply, year: number): number[] {
  if (values === null || (cap.chip !== undefined && !chipIds.includes(cap.chip))) return [];
  return Object.entries(values).flatMap(([name, value]) => {
    const word = name.toLowerCase();
    const own = values['year'] === year;
    if (cap.vendor !== undefined)
      return own && word === `${cap.vendor.toLowerCase()}units` ? [value] : [];
    const stated = own && ['units', 'unitsmin', 'unitsmax'].includes(word);
    return stated || (/units(low|min|max)?20/.test(word) && word.endsWith(`${year}`))
      ? [value]
      : [];
  });
}

/** Budgets of months a plan breaks: the cost of their periods, or the price of what arrives in them. */
export function brokenPeriodBudgets(plan: Plan, scenario: Scenario, catalog: Catalog): string[] {
  const rate = (name: string): number => rateOf(plan, name);
  const outfit =
    1 + rate('networkShareOfSystemPrice') + rate('storageShareOfSystemPrice') + rate('spareShare');
  return (scenario.limits?.budgetByPeriod ?? []).flatMap(({ from, until = '9999-12', usd, of }) => {
    const inside = plan.periods.filter((p) => p >= from && p <= until);
    const spent =
      of === 'cost'
        ? plan.costByPeriod
            .filter((c) => inside.includes(c.period))
            .reduce((sum, c) => sum + c.items.totalUsd, 0)
        : plan.fleet
            .filter((l) => l.acquisition === 'buy')
            .flatMap((l) =>
              l.byPeriod
                .filter((p) => inside.includes(p.period))
                .map(
                  (p) =>
                    p.unitsAcquired *
                    (l.unitPriceUsd ?? 0) *
                    (outfit + tariffAt(l, p.orderBy ?? p.period, scenario, catalog)),
                ),
            )
            .reduce((a, b) => a + b, 0);
    // Amounts are rounded to cents by item and period.
    return spent > usd + 1 ? [`${of} of ${from} is above its budget`] : [];
  });
}

const rateOf = (plan: Plan, name: string): number => {
  const value = plan.assumptions.find((a) => a.name === name)?.value;
  return typeof value === 'number' ? value : 0;
};

/** Acts that reach a line when it is ordered in a month. */
function actsOn(
  { chipId, siteId }: FleetLine,
  month: string,
  scenario: Scenario,
  catalog: Catalog,
): PolicyEvent[] {
  const region = scenario.sites.find((s) => s.id === siteId)?.region;
  const country = catalog.regions.find((r) => r.id === region)?.country ?? '';
  const asOf = scenario.policy?.asOf ?? catalog.asOf;
  return catalog.policyEvents.filter(
    (e) =>
      scenario.policy?.mode !== 'ignore' &&
      e.date <= asOf &&
      e.effective <= `${month}-01` &&
      (e.ends ?? '9') >= `${month}-01` &&
      e.chipIds.includes(chipId) &&
      e.destinations?.includes(country) === true,
  );
}

/** Sum of the tariffs on an order; a price of the scenario's own has none on top. */
const tariffAt = (line: FleetLine, month: string, scenario: Scenario, catalog: Catalog): number =>
  line.priceSourceId === 'scenario'
    ? 0
    : actsOn(line, month, scenario, catalog).reduce(
        (sum, e) => sum + (e.values?.['tariffShare'] ?? 0),
        0,
      );

/** Acts a plan breaks: more chips for one buyer than allowed, or tariffs that are not what its orders owe. */
export function brokenActs(plan: Plan, scenario: Scenario, catalog: Catalog): string[] {
  const orders = plan.fleet
    .filter((l) => l.acquisition === 'buy')
    .flatMap((line) =>
      line.byPeriod.flatMap((p, t) =>
        p.unitsAcquired === 0
          ? []
          : [{ line, t, units: p.unitsAcquired, month: p.orderBy ?? p.period }],
      ),
    );
  const capped = catalog.policyEvents.flatMap((event) => {
    const most = event.values?.['unitsPerFirmMax'];
    const counted = orders.filter(({ line, month }) =>
      actsOn(line, month, scenario, catalog).includes(event),
    );
    const had = counted.reduce((sum, { units, line }) => sum + units * line.chipsPerUnit, 0);
    return most !== undefined && had > most
      ? [`${had} chips are bought where ${event.id} lets ${most}`]
      : [];
  });
  const residual = rateOf(plan, 'residualValueShare');
  const perYear =
    (1 - residual) / rateOf(plan, 'serviceLifeYears') +
    ((1 + residual) / 2) * rateOf(plan, 'discountRatePerYear');
  const owed = orders.reduce((sum, { line, t, units, month }) => {
    const years = (scenario.horizon.months - t * plan.periodMonths) / MONTHS_PER_YEAR;
    const share = tariffAt(line, month, scenario, catalog);
    return sum + units * (line.unitPriceUsd ?? 0) * share * perYear * years;
  }, 0);
  const paid = plan.costTotal.tariffUsd ?? 0;
  return Math.abs(paid - owed) > 0.01 * plan.periods.length + NEARLY * owed
    ? [...capped, `tariffs of ${paid} USD are paid where ${owed} are owed`]
    : capped;
}
