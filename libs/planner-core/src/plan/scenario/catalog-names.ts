import { nearestNames } from '@headroom/models';
import type { Catalog } from '../../catalog/catalog';
import { findChip, findLlm, findRegion, findSystem, type Lookup } from '../../catalog/lookup';

export type NameKind = 'chip' | 'system' | 'model' | 'region' | 'vendor';

/** The id behind a name as people write it, or the ids spelt most like it. */
export function lookUp(catalog: Catalog, kind: NameKind, name: string): Lookup<{ id: string }> {
  switch (kind) {
    case 'chip':
      return findChip(catalog, name);
    case 'system':
      return findSystem(catalog, name);
    case 'model':
      return findLlm(catalog, name);
    case 'region':
      return findRegion(catalog, name);
    case 'vendor':
      return findVendor(catalog, name);
    default:
      return kind satisfies never;
  }
}

/** The one id of a name; the name itself where nobody knows it. */
export function idOf(catalog: Catalog, kind: NameKind, name: string): string {
  const found = lookUp(catalog, kind, name);
  return found.kind === 'found' ? found.entry.id : name;
}

function findVendor(catalog: Catalog, name: string): Lookup<{ id: string }> {
  const vendors = [...new Set(catalog.chips.map((c) => c.vendor))];
  const id = vendors.find((v) => v.toLowerCase() === name.trim().toLowerCase());
  return id === undefined
    ? { kind: 'unknown', id: name, nearest: nearestNames(name, vendors) }
    : { kind: 'found', entry: { id } };
}
