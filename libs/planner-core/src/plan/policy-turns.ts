import type { PolicyView, ScenarioDocument } from '@headroom/models';
import type { Catalog } from '../catalog/catalog';
import { addDays } from '../forecast/period';
import { eligibilityOf, type Eligibility } from '../supply/eligibility';
import { resolveNames } from './scenario/resolve-names';

/** A day on which a rule changes for chips that a plan gets. */
export interface PolicyTurn {
  /** First day of the change, `YYYY-MM-DD`. */
  readonly day: string;
  /** The catalogue's act, or `scenario` for one the scenario assumes. */
  readonly eventId: string;
  readonly title: string | null;
  readonly titleZh: string | null;
  /** The future of the scenario in which it comes; `null`: in all of them. */
  readonly branch: { readonly name: string; readonly probability: number } | null;
  readonly before: Eligibility['verdict'];
  readonly after: Eligibility['verdict'];
  readonly chipIds: readonly string[];
  readonly siteIds: readonly string[];
}

export interface PolicyTurnsQuestion {
  readonly scenario: ScenarioDocument;
  /** What the plan gets, and where. */
  readonly acquired: readonly { readonly chipId: string; readonly siteId: string }[];
  readonly catalog: Catalog;
  /** Changes after this day, up to and with `until`; `YYYY-MM-DD`. */
  readonly from: string;
  readonly until: string;
}

/**
 * When rules change for what a plan gets: by acts of the catalogue, by events the scenario assumes, and by those of its
 * possible futures. The earliest comes first. Reads rules as the plan does; plans nothing.
 */
export function policyTurns(question: PolicyTurnsQuestion): PolicyTurn[] {
  const { catalog } = question;
  const scenario = resolveNames(question.scenario, catalog);
  const { branches = [], ...view } = scenario.policy ?? {};
  const certain = turnsIn({ ...question, scenario }, view, null);
  const told = new Set(certain.map(keyOf));
  const possible = branches.flatMap((branch) => {
    const events = [...(view.events ?? []), ...branch.events];
    const { name = branch.id, probability } = {
      name: branch.name,
      probability: branch.probability,
    };
    return turnsIn({ ...question, scenario }, { ...view, events }, { name, probability });
  });
  return [...certain, ...possible.filter((turn) => !told.has(keyOf(turn)))].sort((a, b) =>
    a.day < b.day ? -1 : a.day > b.day ? 1 : 0,
  );
}

const keyOf = ({ day, eventId, before, after }: PolicyTurn): string =>
  [day, eventId, before, after].join(' ');

function turnsIn(
  { scenario, acquired, catalog, from, until }: PolicyTurnsQuestion,
  view: PolicyView,
  branch: PolicyTurn['branch'],
): PolicyTurn[] {
  const countryOf = (siteId: string): string | undefined => {
    const region = scenario.sites.find(({ id }) => id === siteId)?.region;
    return catalog.regions.find(({ id }) => id === region)?.country;
  };
  const days = [...new Set([...catalog.policyEvents, ...(view.events ?? [])].flatMap(turningDays))]
    .filter((day) => day > from && day <= until)
    .sort();
  const turns = new Map<string, PolicyTurn>();
  for (const day of days) {
    for (const { chipId, siteId } of acquired) {
      const chip = catalog.chips.find(({ id }) => id === chipId);
      const siteCountry = countryOf(siteId);
      if (chip === undefined || siteCountry === undefined) continue;
      const ask = (on: string) =>
        eligibilityOf({
          chip,
          siteCountry,
          view,
          day: on,
          buyer: scenario.buyer,
          events: catalog.policyEvents,
          asOf: view.asOf ?? catalog.asOf,
        });
      const [before, after] = [ask(addDays(day, -1)), ask(day)];
      if (before.verdict === after.verdict) continue;
      // An act that ends leaves nothing behind to name, so the one that ended is named.
      const act = after.eventId === null ? before : after;
      const turn = {
        day,
        eventId: act.eventId ?? '',
        title: act.title,
        titleZh: act.titleZh,
        branch,
        before: before.verdict,
        after: after.verdict,
      };
      const key = keyOf({ ...turn, chipIds: [], siteIds: [] });
      const { chipIds = [], siteIds = [] } = turns.get(key) ?? {};
      turns.set(key, {
        ...turn,
        chipIds: [...new Set([...chipIds, chipId])],
        siteIds: [...new Set([...siteIds, siteId])],
      });
    }
  }
  return [...turns.values()];
}

/** The first day of an act, and the first one without it. */
function turningDays(act: {
  readonly effective: string;
  readonly ends?: string | null | undefined;
}): string[] {
  const first = fullDay(act.effective);
  return act.ends === undefined || act.ends === null
    ? [first]
    : [first, addDays(fullDay(act.ends), 1)];
}

/** Dates known to the month or year count from their first day. */
const fullDay = (date: string): string => `${date}-01-01`.slice(0, 'YYYY-MM-DD'.length);
