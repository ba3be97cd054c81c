import type { PlanNames, Scenario, ScenarioDocument } from '@headroom/models';
import type { Catalog } from '../catalog/catalog';

type Entries = PlanNames['systems'];

/** A plan, or a part of one, with the names of what it tells of by id: so it is read without scenario and catalogue. */
export function withNames<T extends object>(
  plan: T,
  scenario: Scenario | ScenarioDocument,
  catalog: Pick<Catalog, 'systems' | 'chips' | 'policyEvents'>,
): T & { names: PlanNames } {
  const told = wordsOf(plan);
  const isTold = ({ id, name }: { readonly id: string; readonly name: string }) =>
    told.has(id) || told.has(name);
  const acts = catalog.policyEvents.map((act) => ({
    ...act,
    name: act.title,
    nameZh: act.titleZh,
  }));
  return {
    ...plan,
    names: {
      sites: entriesOf(scenario.sites),
      workloads: entriesOf([...(scenario.services ?? []), ...(scenario.training ?? [])]),
      systems: entriesOf(catalog.systems.filter(isTold)),
      chips: entriesOf(catalog.chips.filter(isTold)),
      acts: entriesOf(acts.filter(isTold)),
    },
  };
}

/** Every text in a value, and every element of a text that lists several, without its number or share. */
function wordsOf(value: unknown, words = new Set<string>()): Set<string> {
  if (typeof value === 'string') {
    words.add(value);
    for (const element of value.split(', ')) {
      words.add(element.replace(/^\d+ x /, '').replace(/ #\d+$| \d+ %$/, ''));
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) wordsOf(inner, words);
  }
  return words;
}

const entriesOf = (
  items: readonly {
    readonly id: string;
    readonly name?: string | undefined;
    readonly nameZh?: string | null | undefined;
  }[],
): Entries =>
  Object.fromEntries(
    items.flatMap(({ id, name, nameZh }) =>
      name === undefined
        ? []
        : [[id, nameZh === undefined || nameZh === null ? { name } : { name, nameZh }]],
    ),
  );
