import { say, type Excuse, type PolicyView } from '@headroom/models';
import { eligibilityOf, type Eligibility } from '../../supply/eligibility';
import { firstSoldMonth, isSupplied, orderMonth } from '../../supply/supply-terms';
import { canCool, excuseOf, type Hardware } from './hardware';
import type { PlanContext, PlanSite } from '../plan-context';

/** In which periods units of a system may be added at a site, and the act that closes the others. */
export interface Access {
  readonly buyOpen: readonly boolean[];
  readonly rentOpen: readonly boolean[];
  /** Periods in which a lease may begin. */
  readonly leaseOpen: readonly boolean[];
  /** What the first closed period is closed by; `null` when rules close none. */
  readonly barredBy: Eligibility | null;
  /** Acts that were decisive in any period. */
  readonly eventIds: readonly string[];
}

/** Reads policy, lead time and availability for every period of the horizon. */
export function accessOf(
  context: PlanContext,
  view: PolicyView,
  hardware: Hardware,
  site: PlanSite,
): Access {
  const known = new Map<string, Eligibility>();
  const ask = (day: string): Eligibility => {
    const answer =
      known.get(day) ??
      eligibilityOf({
        chip: hardware.chip,
        buyer: context.scenario.buyer,
        siteCountry: site.country,
        day,
        view,
        events: context.catalog.policyEvents,
        asOf: context.policyAsOf,
      });
    known.set(day, answer);
    return answer;
  };
  const from = firstSoldMonth(hardware.system, hardware.chip);
  const verdicts = context.periods.map((period) => ({
    buy: ask(`${orderMonth(period, hardware.terms)}-01`),
    rent: ask(period.firstDay),
    supplied: isSupplied(period, hardware.terms),
    exists: from === null || from <= period.id,
  }));
  const asked = verdicts.flatMap((v) => [
    ...(hardware.buy === null ? [] : [v.buy]),
    ...(hardware.rent.has(site.id) || hardware.leases.has(site.id) ? [v.rent] : []),
  ]);
  return {
    // What is rented or leased is cooled where it stands; what is bought has to be cooled at the site.
    buyOpen: verdicts.map(
      (v) =>
        hardware.buy !== null && canCool(site, hardware) && v.buy.usable && v.supplied && v.exists,
    ),
    rentOpen: verdicts.map((v) => hardware.rent.has(site.id) && v.rent.usable && v.exists),
    leaseOpen: verdicts.map((v) => hardware.leases.has(site.id) && v.rent.usable && v.exists),
    barredBy: asked.find((v) => !v.usable) ?? null,
    eventIds: [...new Set(asked.flatMap((v) => v.eventId ?? []))],
  };
}

/** Whether units can be had in any way and period. */
export const isOpen = (access: Access): boolean =>
  [access.buyOpen, access.rentOpen, access.leaseOpen].some((way) => way.some(Boolean));

/** Why a system cannot be had at a site in any period, or in some; `null` when rules close none. */
export function policyExcuse(hardware: Hardware, site: PlanSite, access: Access): Excuse | null {
  const { barredBy } = access;
  if (barredBy === null) return null;
  const params = {
    chip: hardware.chip.name,
    site: site.id,
    title: barredBy.title ?? '',
    titleZh: barredBy.titleZh ?? barredBy.title ?? '',
    event: barredBy.eventId ?? '',
  };
  const open = access.buyOpen.filter(
    (x, t) => x || access.rentOpen[t] === true || access.leaseOpen[t] === true,
  ).length;
  if (open > 0) {
    const all = access.buyOpen.length;
    return excuseOf(say('policy/partly-barred', { ...params, open, all }), hardware);
  }
  if (barredBy.eventId === 'scenario') {
    const { chip, site: place } = params;
    return excuseOf(say('policy/barred-by-scenario', { chip, site: place }), hardware);
  }
  const code = barredBy.verdict === 'licensed' ? 'policy/licence-needed' : 'policy/barred';
  return excuseOf(say(code, params), hardware);
}
