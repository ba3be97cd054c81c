import type { AssumedPolicyEvent, Buyer, Chip, PolicyEvent, PolicyView } from '@headroom/models';
import { ruleSays } from './chip-metrics';

/** Whether a chip may be acquired, and the act that decides it. */
export interface Eligibility {
  readonly verdict: 'allowed' | 'licensed' | 'banned';
  /** Whether a plan may count on it, with the scenario's view on licences. */
  readonly usable: boolean;
  /** Id of the catalogue's event, `scenario` for an event the scenario assumes, `null`: no act applies. */
  readonly eventId: string | null;
  readonly title: string | null;
  readonly titleZh: string | null;
}

export interface EligibilityQuestion {
  readonly chip: Chip;
  readonly buyer: Buyer;
  readonly siteCountry: string;
  /** Day of the order, `YYYY-MM-DD`. */
  readonly day: string;
  readonly view: PolicyView;
  readonly events: readonly PolicyEvent[];
  /** Only acts known by this day count. */
  readonly asOf: string;
}

type Status = 'open' | 'lifted' | 'licensed' | 'banned';
interface Standing {
  readonly status: Status;
  readonly event: PolicyEvent | null;
}

const OPEN: Standing = { status: 'open', event: null };
const SEVERITY: Readonly<Record<Status, number>> = { open: 0, lifted: 1, licensed: 2, banned: 3 };

/**
 * Reads the timeline of acts up to a day. Each jurisdiction has its own standing on a chip, changed by
 * one act after the other; the strictest decides. A licence announced after a ban was lifted sets the
 * terms of the lifting and does not take it back. The scenario's own assumed events override.
 * This is a reading for planning, not legal advice.
 */
export function eligibilityOf(question: EligibilityQuestion): Eligibility {
  if (question.view.mode === 'ignore') return answer('allowed', null, question.view);
  const assumed = latestAssumed(question);
  if (assumed !== undefined) {
    return {
      verdict: assumed.action === 'ban' ? 'banned' : 'allowed',
      usable: assumed.action === 'allow',
      eventId: 'scenario',
      title: assumed.note ?? null,
      titleZh: assumed.note ?? null,
    };
  }
  const standings = { US: OPEN, CN: OPEN };
  for (const ruling of rulings(question)) {
    const { jurisdiction } = ruling.event;
    standings[jurisdiction] = next(standings[jurisdiction], ruling);
  }
  const strictest =
    SEVERITY[standings.CN.status] > SEVERITY[standings.US.status] ? standings.CN : standings.US;
  const verdict =
    strictest.status === 'banned' || strictest.status === 'licensed' ? strictest.status : 'allowed';
  return answer(verdict, strictest.event, question.view);
}

function answer(
  verdict: Eligibility['verdict'],
  event: PolicyEvent | null,
  view: PolicyView,
): Eligibility {
  return {
    verdict,
    usable:
      verdict === 'allowed' || (verdict === 'licensed' && view.licensedCountsAs === 'allowed'),
    eventId: event?.id ?? null,
    title: event?.title ?? null,
    titleZh: event?.titleZh ?? null,
  };
}

/** An act as it applies to this buyer: the same text may ban here and ask for a licence there. */
interface Ruling {
  readonly event: PolicyEvent;
  readonly effect: 'banned' | 'licensed' | 'lifted';
  /** The act names the chip or its vendor, rather than covering it by thresholds alone. */
  readonly named: boolean;
}

function next(before: Standing, { event, effect, named }: Ruling): Standing {
  if (effect !== 'licensed') return { status: effect, event };
  if (before.status === 'lifted') return before;
  // A threshold under which cases are reviewed eases a ban; it takes nothing from chips that were free.
  if (before.status === 'open' && !named && event.rule?.notificationWhen === undefined) {
    return before;
  }
  return { status: 'licensed', event };
}

function rulings(question: EligibilityQuestion): Ruling[] {
  const { events, day, asOf } = question;
  return events
    .filter(
      (event) =>
        fullDay(event.date) <= asOf &&
        fullDay(event.effective) <= day &&
        (event.ends === null ||
          (fullDay(event.ends) >= day && fullDay(event.ends) >= fullDay(event.effective))),
    )
    .sort((a, b) => compare(fullDay(a.effective), fullDay(b.effective)) || compare(a.id, b.id))
    .flatMap((event) => rulingOf(event, question) ?? []);
}

function rulingOf(event: PolicyEvent, question: EligibilityQuestion): Ruling | null {
  const says = effectOf(event);
  if (says === null) return null;
  const { chip } = question;
  const named =
    event.chipIds.includes(chip.id) ||
    event.vendors.some((v) => v.toLowerCase() === chip.vendor.toLowerCase());
  const rule = event.rule === null ? 'free' : ruleSays(event.rule, chip);
  if (!named && rule === 'free') return null;
  const reach = reachOf(event, question);
  if (reach === null) return null;
  const onlyLicence = reach === 'licensed' || (!named && rule === 'notification');
  return { event, effect: says === 'banned' && onlyLicence ? 'licensed' : says, named };
}

function effectOf(event: PolicyEvent): Ruling['effect'] | null {
  switch (event.direction) {
    case 'banned':
    case 'local-procurement-guidance':
      return 'banned';
    case 'licensed':
      return 'licensed';
    case 'lifted':
      return 'lifted';
    default:
      return null;
  }
}

/** Whether an act reaches this buyer at this site, in full or only with a licence. */
function reachOf(
  event: PolicyEvent,
  { chip, buyer, siteCountry, view }: EligibilityQuestion,
): 'full' | 'licensed' | null {
  // Neither export rules nor rules on foreign chips reach a chip used in the country of its vendor.
  if (chip.vendorCountry === siteCountry) return null;
  if (event.stateFundedOnly === true && buyer.stateFunded !== true) return null;
  if (
    event.direction === 'local-procurement-guidance' &&
    view.followLocalGuidance !== true &&
    buyer.stateFunded !== true
  ) {
    return null;
  }
  const parent = buyer.parentCountry ?? buyer.country;
  if (event.parentCountries?.includes(parent) === true) return 'full';
  if (event.onlyParentCountries === true || event.destinations === null) return null;
  if (event.destinations.includes(siteCountry)) return 'full';
  return event.licensedDestinations?.includes(siteCountry) === true ? 'licensed' : null;
}

function latestAssumed({ chip, day, view }: EligibilityQuestion): AssumedPolicyEvent | undefined {
  return (view.events ?? [])
    .filter((e) => e.effective <= day && (e.ends === undefined || e.ends >= day))
    .filter((e) => {
      const chips = e.chips ?? [];
      const vendors = e.vendors ?? [];
      if (chips.length === 0 && vendors.length === 0) return true;
      return (
        chips.includes(chip.id) ||
        vendors.some((v) => v.toLowerCase() === chip.vendor.toLowerCase())
      );
    })
    .sort((a, b) => compare(a.effective, b.effective))
    .at(-1);
}

/** Dates known to the month count from its first day. */
const fullDay = (date: string): string =>
  date.length === 7 ? `${date}-01` : date.length === 4 ? `${date}-01-01` : date;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
