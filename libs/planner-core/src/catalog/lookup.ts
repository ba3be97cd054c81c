import { nearestNames, type Chip, type Llm, type Region, type System } from '@headroom/models';
import type { Catalog } from './catalog';

/** An entry found by id, alias or name, or the names closest to what was asked for. */
export type Lookup<T> =
  | { readonly kind: 'found'; readonly entry: T }
  | { readonly kind: 'unknown'; readonly id: string; readonly nearest: readonly string[] };

interface Named {
  readonly id: string;
  readonly name: string;
  readonly nameZh?: string | null;
  readonly aliases?: readonly string[];
}

/** A chip by its id or one of its aliases. */
export const findChip = (catalog: Catalog, idOrAlias: string): Lookup<Chip> =>
  find(catalog.chips, idOrAlias);

/** A system by its id or one of its aliases. */
export const findSystem = (catalog: Catalog, idOrAlias: string): Lookup<System> =>
  find(catalog.systems, idOrAlias);

/** A language model by its id or one of its aliases. */
export const findLlm = (catalog: Catalog, idOrAlias: string): Lookup<Llm> =>
  find(catalog.llms, idOrAlias);

/** A region by its id or one of its aliases. */
export const findRegion = (catalog: Catalog, idOrAlias: string): Lookup<Region> =>
  find(catalog.regions, idOrAlias);

/** Looks in ids first, then aliases, then names; letter case, spaces, dashes and underscores do not count. */
function find<T extends Named>(entries: readonly T[], asked: string): Lookup<T> {
  const entry = indexOf(entries).get(plain(asked));
  return entry === undefined
    ? { kind: 'unknown', id: asked, nearest: nearestIds(entries, asked) }
    : { kind: 'found', entry };
}

/** Ids of the entries whose id, alias or name is spelt most like what was asked for. */
function nearestIds(entries: readonly Named[], asked: string): string[] {
  const idByName = new Map(
    entries.flatMap((entry) => namesOf(entry).map((name) => [name.toLowerCase(), entry.id])),
  );
  const ids = nearestNames(asked, [...idByName.keys()], NAMES_COMPARED).map((name) =>
    idByName.get(name),
  );
  return [...new Set(ids.filter((id) => id !== undefined))].slice(0, NAMES_OFFERED);
}

/** Several names may lead to one entry, so more are compared than offered. */
const NAMES_COMPARED = 12;
const NAMES_OFFERED = 3;

const namesOf = (entry: Named): string[] => [
  entry.id,
  ...(entry.aliases ?? []),
  entry.name,
  ...(entry.nameZh ? [entry.nameZh] : []),
];

const plain = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, '');

const indexes = new WeakMap<readonly Named[], Map<string, Named>>();

function indexOf<T extends Named>(entries: readonly T[]): Map<string, T> {
  const known = indexes.get(entries) as Map<string, T> | undefined;
  if (known) return known;
  const index = new Map<string, T>();
  const put = (name: string, entry: T) => {
    if (!index.has(plain(name))) index.set(plain(name), entry);
  };
  for (const entry of entries) put(entry.id, entry);
  for (const entry of entries) for (const alias of entry.aliases ?? []) put(alias, entry);
  for (const entry of entries) for (const name of namesOf(entry)) put(name, entry);
  indexes.set(entries, index);
  return index;
}
