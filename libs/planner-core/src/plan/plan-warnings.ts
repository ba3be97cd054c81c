import { say, type FleetLine, type Message } from '@headroom/models';
import { unitsInService, type PoolUse } from './fleet-use';
import type { Hardware } from './hardware';
import type { PlanContext } from './plan-context';

export interface WarningsQuestion {
  readonly context: PlanContext;
  readonly today: string;
  readonly fleet: readonly FleetLine[];
  readonly uses: readonly PoolUse[];
  readonly hardware: readonly Hardware[];
  readonly estimates: number;
}

/** What a reader of the plan has to know before acting on it. */
export function planWarnings(question: WarningsQuestion): Message[] {
  const { context, estimates } = question;
  return [
    say('policy/no-legal-advice', { asOf: context.policyAsOf }),
    say('plan/evidence-ends', { asOf: context.catalog.asOf }),
    ...(estimates > 0 ? [say('plan/estimates-used', { count: estimates })] : []),
    ...lateOrders(question),
    ...unknownNeeds(question),
    ...rentElsewhere(question),
    ...weakPrices(question),
  ];
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

function rentElsewhere(question: WarningsQuestion): Message[] {
  return inUse(question).flatMap(({ info, rented, jobRented }) => {
    const rents = [...rented, ...jobRented].some((n) => n > 0);
    return rents && info.rent !== null && !info.rent.atSite
      ? [
          say('cost/rent-elsewhere', {
            chip: info.hardware.chip.name,
            site: info.site.id,
            provider: info.rent.offer.provider,
          }),
        ]
      : [];
  });
}

const PERCENT = 100;

/** Prices that are not a published system price. */
function weakPrices({ context, fleet, hardware }: WarningsQuestion): Message[] {
  return hardware.flatMap((h) => {
    const bought = fleet.some((l) => l.systemId === h.systemId && l.acquisition === 'buy');
    if (!bought || h.buy === null) return [];
    const usd = Math.round(h.buy.usd);
    const system = h.system.name;
    switch (h.buy.basis) {
      case 'chip-ratio':
        return [
          say('cost/chip-ratio-price', {
            system,
            share: context.rates.processorShareOfBom * PERCENT,
            usd,
          }),
        ];
      case 'class-estimate':
        return [say('cost/class-price', { system, usd })];
      default:
        return [];
    }
  });
}
