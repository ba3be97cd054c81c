import { ACTS } from './policy-acts.mjs';
import { VALUE_NAMES } from './policy-value-names.mjs';
import { chipsOf } from './chip-names.mjs';
import { confidenceOf, isNumber } from './figures.mjs';

const VENDORS = new Map([
  ['Moore Threads', 'Moore Threads'],
  ['Inspur', 'Inspur'],
]);

/** A record of policy_events.json with our own title, and destinations as the act has them. */
export function policyEvent(record, book, { knownChips, countries }) {
  const number = record.id.match(/^pe-(\d{3})/)[1];
  const act = ACTS.get(number);
  if (act === undefined) throw new Error(`No title for ${record.id}`);
  const [title, titleZh, added = {}] = act;
  return {
    id: record.id,
    date: record.date,
    effective: record.effective,
    ends: record.ends,
    jurisdiction: record.jurisdiction,
    type: record.type,
    direction: record.direction,
    title,
    titleZh,
    chipIds: [...new Set(record.affected_chip_ids.flatMap((id) => chipsOf(id, knownChips)))],
    vendors: added.vendors ?? record.affected_vendors.map((v) => VENDORS.get(v) ?? v),
    destinations: destinationsOf(added, countries),
    ...(added.licensedDestinations ? { licensedDestinations: added.licensedDestinations } : {}),
    ...(added.parentCountries ? { parentCountries: added.parentCountries } : {}),
    ...(added.onlyParentCountries ? { onlyParentCountries: true } : {}),
    ...(added.stateFundedOnly ? { stateFundedOnly: true } : {}),
    rule: added.rule ?? null,
    values: added.values ?? valuesOf(record.values, VALUE_NAMES.get(number) ?? {}),
    confidence: confidenceOf(record.confidence),
    sourceIds: record.sources.map((source) => book.add(source)),
  };
}

function destinationsOf(added, countries) {
  if (added.destinationsOutside) {
    return countries.filter((country) => !added.destinationsOutside.includes(country));
  }
  return added.destinations ?? null;
}

/** Numbers of a record by camel-case name; sentences among them are dropped. */
function valuesOf(values, names) {
  const numbers = Object.fromEntries(
    numbersIn(values ?? {}, '').map(([name, value]) => [names[name] ?? name, value]),
  );
  return Object.keys(numbers).length > 0 ? numbers : null;
}

function numbersIn(values, prefix) {
  return Object.entries(values).flatMap(([key, value]) => {
    const name = camel(prefix === '' ? key : `${prefix}_${key}`);
    if (isNumber(value)) return [[name, value]];
    return value !== null && typeof value === 'object' ? numbersIn(value, name) : [];
  });
}

const camel = (key) => key.replace(/_([a-z0-9])/g, (_, next) => next.toUpperCase());
