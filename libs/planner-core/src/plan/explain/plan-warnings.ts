import { say, type FleetLine, type Message } from '@headroom/models';
import { foreignMarketOf } from '../../supply/buy-price';
import { recordedCountries } from '../../supply/recorded-countries';
import { unitsInService, type PoolUse } from '../fleet/fleet-use';
import type { Hardware } from '../supply/hardware';
import type { PlanContext } from '../plan-context';
import { actsOnOrders } from '../supply/acts-on-orders';
import { tariffsOn } from '../supply/tariffs-paid';
import { planRisks, type Predicted } from './plan-risks';

export interface WarningsQuestion {
  readonly context: PlanContext;
  readonly today: string;
  readonly fleet: readonly FleetLine[];
  readonly uses: readonly PoolUse[];
  readonly hardware: readonly Hardware[];
  readonly estimates: number;
  readonly predicted: Predicted;
  /** USD of the whole plan, and the part no workload pays for. */
  readonly totalUsd: number;
  readonly idleUsd: number;
}

const PERCENT = 100;

/** What a reader of the plan has to know before acting on it. */
export function planWarnings(question: WarningsQuestion): Message[] {
  const { context, estimates } = question;
  return [
    say('policy/no-legal-advice', { asOf: context.policyAsOf }),
    say('plan/evidence-ends', { asOf: context.catalog.asOf }),
    ...(estimates > 0 ? [say('plan/estimates-used', { count: estimates })] : []),
    ...countriesWithoutRules(context),
    ...planRisks(question.predicted),
    ...lateOrders(question),
    ...unknownNeeds(question),
    ...rentedHalls(question),
    ...committedBeyond(question),
    ...rentElsewhere(question),
    ...unknownStock(question),
    ...subsidiesNoCheaper(question),
    ...idleCapacity(question),
    ...weakPrices(question),
    ...unknownMaintenance(question),
    ...tariffsPaid(question),
    ...inUse(question).flatMap((use) => actsOnOrders(context, use.info, use.arrived)),
  ];
}

/** Countries of buyer, parent and sites the timeline is silent on; a view that ignores rules needs no word. */
function countriesWithoutRules({ scenario, sites, catalog, policy }: PlanContext): Message[] {
  if (policy.mode === 'ignore') return [];
  const { country, parentCountry } = scenario.buyer;
  const recorded = recordedCountries(catalog.policyEvents);
  return [...new Set([country, parentCountry ?? country, ...sites.map((s) => s.country)])]
    .filter((name) => !recorded.has(name))
    .map((name) => say('policy/no-rule-recorded', { country: name }));
}

/** Orders the calendar has already passed, the earliest of each line. */
function lateOrders({ fleet, today }: WarningsQuestion): Message[] {
  const month = today.slice(0, 7);
  return fleet.flatMap((line) => {
    const late = line.byPeriod.find((p) => p.orderBy !== null && p.orderBy < month);
    return line.acquisition !== 'buy' || late === undefined
      ? []
      : [
          say('plan/order-past', {
            system: line.systemName,
            site: line.siteId,
            period: late.period,
            orderBy: late.orderBy ?? '',
            today,
          }),
        ];
  });
}

const inUse = ({ context, uses }: WarningsQuestion) =>
  uses.filter((use) => context.periods.some((_, t) => unitsInService(use, t) > 0));

function unknownNeeds(question: WarningsQuestion): Message[] {
  return inUse(question).flatMap((use) => {
    const { site, hardware, pool } = use.info;
    const params = { system: hardware.system.name, site: site.id };
    return [
      ...(site.cooling !== null && hardware.system.cooling === 'unknown'
        ? [say('plan/cooling-unknown', params)]
        : []),
      ...(site.racks !== null && pool.racks === null ? [say('plan/racks-unknown', params)] : []),
    ];
  });
}

/** Limits of a site do not reach what stands elsewhere; a reader with a power budget has to know. */
function rentedHalls({ fleet }: WarningsQuestion): Message[] {
  const systems = fleet
    .filter((l) => l.acquisition === 'rent' || l.acquisition === 'lease')
    .map((l) => l.systemName);
  return systems.length === 0
    ? []
    : [say('plan/rented-elsewhere', { systems: [...new Set(systems)].join(', ') })];
}

/** So that the cost of the workloads and the plan's total can be reconciled. */
function idleCapacity({ totalUsd, idleUsd }: WarningsQuestion): Message[] {
  const share = totalUsd > 0 ? idleUsd / totalUsd : 0;
  return idleUsd <= 0
    ? []
    : [
        say('plan/idle-capacity', {
          usd: idleUsd,
          percent: Math.round(share * PERCENT * PERCENT) / PERCENT,
        }),
      ];
}

/** A term goes on when the horizon ends, and the plan's total does not say so. */
function committedBeyond({ fleet }: WarningsQuestion): Message[] {
  return fleet.flatMap((line) =>
    (line.committedBeyondHorizonUsd ?? 0) > 0
      ? [
          say('plan/committed-beyond', {
            system: line.systemName,
            site: line.siteId,
            months: line.termMonths ?? 0,
            usd: line.committedBeyondHorizonUsd ?? 0,
          }),
        ]
      : [],
  );
}

function rentElsewhere(question: WarningsQuestion): Message[] {
  return inUse(question).flatMap(({ info, rented, jobRented, leases }) => {
    const offers = [
      ...([...rented, ...jobRented].some((n) => n > 0) ? [info.rent] : []),
      ...leases.flatMap((l) => (l.inService.some((n) => n > 0) ? [l.info.offer] : [])),
    ];
    return offers.flatMap((offer) =>
      offer === null || offer.atSite
        ? []
        : [
            say('cost/rent-elsewhere', {
              chip: info.hardware.chip.name,
              site: info.site.id,
              provider: offer.offer.provider,
            }),
          ],
    );
  });
}

/** Nobody publishes what clouds have free: without a limit a plan rents as much as it wants. */
function unknownStock({ context, fleet }: WarningsQuestion): Message[] {
  const limits = context.scenario.limits?.supply ?? [];
  const names = fleet.flatMap((l) => {
    const isCapped = limits.some(
      (s) => s.chip === l.chipId || s.system === l.systemId || s.vendor === l.vendor,
    );
    const isHired = l.acquisition === 'rent' || l.acquisition === 'lease';
    return isHired && !isCapped ? [l.systemName] : [];
  });
  return names.length === 0
    ? []
    : [say('plan/rent-stock-unknown', { systems: [...new Set(names)].join(', ') })];
}

/** A subsidised tariff that is not below the ordinary one changes nothing, which a reader who knows of it would not guess. */
function subsidiesNoCheaper(question: WarningsQuestion): Message[] {
  const sites = inUse(question).flatMap(({ info, bought, existing }) =>
    info.hardware.domestic && [...bought, ...existing].some((n) => n > 0) ? [info.site] : [],
  );
  return [...new Set(sites)].flatMap((site) => {
    const subsidised = site.domesticElectricityUsdPerKwh;
    return subsidised === null || subsidised < site.electricityUsdPerKwh
      ? []
      : [
          say('cost/subsidy-no-cheaper', {
            site: site.id,
            subsidisedUsd: subsidised,
            ordinaryUsd: site.electricityUsdPerKwh,
          }),
        ];
  });
}

/** Prices that are not a published system price, or are one of a market the buyer is not in. */
function weakPrices({ context, fleet, hardware }: WarningsQuestion): Message[] {
  return hardware.flatMap((h) => {
    const bought = fleet.some((l) => l.systemId === h.systemId && l.acquisition === 'buy');
    if (!bought || h.buy === null) return [];
    const usd = Math.round(h.buy.usd);
    const system = h.system.name;
    const { country } = context.scenario.buyer;
    const market = foreignMarketOf(h.buy, country);
    const quoted =
      market === null
        ? []
        : [
            say('cost/price-of-another-market', {
              system,
              usd,
              market,
              country,
              date: h.buy.date ?? '',
            }),
          ];
    switch (h.buy.basis) {
      case 'chip-ratio':
        return [
          ...quoted,
          say('cost/chip-ratio-price', {
            system,
            share: context.rates.processorShareOfBom * PERCENT,
            usd,
          }),
        ];
      case 'class-estimate':
        return [say('cost/class-price', { system, usd })];
      default:
        return quoted;
    }
  });
}

/** Maintenance is a share of a price: where nobody knows one, what is owned already costs less here than it does. */
function unknownMaintenance(question: WarningsQuestion): Message[] {
  const systems = question.uses.flatMap(({ existing, info: { hardware } }) =>
    hardware.worthUsd === null && existing.some((units) => units > 0) ? [hardware.system.name] : [],
  );
  return [...new Set(systems)].map((system) => say('cost/maintenance-unknown', { system }));
}

/** Tariffs of acts in force when something is ordered: each act once a chip and site, with what it costs on these orders. */
function tariffsPaid(question: WarningsQuestion): Message[] {
  return inUse(question).flatMap(({ info, arrived }) =>
    tariffsOn(info, arrived).map(({ eventId, share, usd }) =>
      say('policy/tariff', {
        chip: info.hardware.chip.name,
        site: info.site.id,
        event: eventId,
        percent: Math.round(share * PERCENT * PERCENT) / PERCENT,
        usd: Math.round(usd),
      }),
    ),
  );
}
