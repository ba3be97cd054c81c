import { z } from 'zod';

/** What something is called, with its Chinese name where it has one of its own. */
const entryName = z.strictObject({ name: z.string(), nameZh: z.string().optional() });
const namesById = z.record(z.string(), entryName);

/** Names of what a plan tells of by id. An id that is not here is all the name there is. */
export const planNames = z.strictObject({
  sites: namesById,
  /** Services and training jobs. */
  workloads: namesById,
  systems: namesById,
  chips: namesById,
  /** Acts of governments and of the market. */
  acts: namesById,
});
export type PlanNames = z.infer<typeof planNames>;
export type NamedKind = keyof PlanNames;

/**
 * The name behind an id in a language; the id itself where none is known. A part of a service by length, `chat/2`,
 * goes by the name of the service and its number. An English name that stands for the id is put into Chinese too.
 */
export function nameOf(
  names: PlanNames | undefined,
  kind: NamedKind,
  id: string,
  locale: 'en' | 'zh-CN',
): string {
  return knownName(names, kind, id, locale) ?? id;
}

function knownName(
  names: PlanNames | undefined,
  kind: NamedKind,
  id: string,
  locale: 'en' | 'zh-CN',
): string | undefined {
  if (names === undefined) return undefined;
  const entries = names[kind];
  const said = ({ name, nameZh }: z.infer<typeof entryName>) =>
    locale === 'zh-CN' ? (nameZh ?? name) : name;
  const entry = Object.hasOwn(entries, id) ? entries[id] : undefined;
  if (entry !== undefined) return said(entry);
  const cut = kind === 'workloads' ? id.lastIndexOf('/') : -1;
  if (cut >= 0) {
    const whole = knownName(names, kind, id.slice(0, cut), locale);
    return whole === undefined ? undefined : `${whole} / ${id.slice(cut + 1)}`;
  }
  if (locale === 'en') return undefined;
  const same = Object.values(entries).find(({ name }) => name === id);
  return same === undefined ? undefined : said(same);
}

/** Values of sentences that name something, and of which kinds: the first kind that knows the id names it. */
const KINDS_OF_VALUES: Readonly<Record<string, readonly NamedKind[]>> = {
  site: ['sites'],
  sites: ['sites'],
  workload: ['workloads'],
  services: ['workloads'],
  system: ['systems', 'chips'],
  systems: ['systems', 'chips'],
  best: ['systems'],
  fix: ['systems'],
  shares: ['systems'],
  chip: ['chips', 'systems'],
  supply: ['systems', 'chips'],
  event: ['acts'],
};

/** Parts between commas that one name may have. */
const MOST_PARTS = 4;

/** One element of a listing: how many, what, and its number or share. */
const ELEMENT = /^(\d+ x )?(.*?)( #\d+| \d+ %)?$/s;

/**
 * A value of a sentence with names in place of the ids in it, alone or in a listing as `2 x a, 3 x b`. The act of a
 * sentence that tells its title beside it keeps the id by which it is found.
 */
export function namedValue(
  value: string,
  valueName: string,
  names: PlanNames,
  { locale, hasTitle }: { readonly locale: 'en' | 'zh-CN'; readonly hasTitle: boolean },
): string {
  const kinds = KINDS_OF_VALUES[valueName];
  if (kinds === undefined || (valueName === 'event' && hasTitle)) return value;
  const find = (id: string): string | undefined => {
    for (const kind of kinds) {
      const name = knownName(names, kind, id, locale);
      if (name !== undefined) return name;
    }
    return undefined;
  };
  const whole = find(value);
  if (whole !== undefined) return whole;
  const parts = value.split(', ');
  const told: string[] = [];
  for (let at = 0; at < parts.length;) {
    const named = elementFrom(parts, at, find);
    told.push(named?.text ?? parts[at] ?? '');
    at = named?.next ?? at + 1;
  }
  return told.join(', ');
}

/** The element of a listing that begins at a part, named; as many parts as make a name, since names have commas too. */
function elementFrom(
  parts: readonly string[],
  at: number,
  find: (id: string) => string | undefined,
): { readonly text: string; readonly next: number } | undefined {
  for (let next = Math.min(parts.length, at + MOST_PARTS); next > at; next -= 1) {
    const [, before = '', id = '', after = ''] =
      ELEMENT.exec(parts.slice(at, next).join(', ')) ?? [];
    const name = find(id);
    if (name !== undefined) return { text: `${before}${name}${after}`, next };
  }
  return undefined;
}
