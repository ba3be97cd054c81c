import type { DocumentChange, ScenarioDocument } from '@headroom/models';

type Json = DocumentChange['from'];

/**
 * Where two scenario documents differ, in the order of the documents. Lists whose elements have ids are matched by
 * id, so that moving an entry is no change; others are compared as a whole.
 */
export function scenarioChanges(from: ScenarioDocument, to: ScenarioDocument): DocumentChange[] {
  return differences('', from as Json, to as Json);
}

function differences(pointer: string, from: Json, to: Json): DocumentChange[] {
  const before = branchesOf(from);
  const after = branchesOf(to);
  if (before === null || after === null) {
    return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ pointer, from, to }];
  }
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.flatMap((name) =>
    differences(`${pointer}/${escaped(name)}`, before.get(name) ?? null, after.get(name) ?? null),
  );
}

/** Named parts of an object or of a list of things with ids; `null` for a value that is compared as a whole. */
function branchesOf(value: Json): ReadonlyMap<string, Json> | null {
  if (value === null || typeof value !== 'object') return null;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  const named = value.map((element) => [idOf(element), element] as const);
  const ids = named.flatMap(([id]) => id ?? []);
  if (ids.length === 0 || new Set(ids).size !== value.length) return null;
  return new Map(named.map(([id, element]) => [id ?? '', element]));
}

function idOf(element: Json): string | null {
  if (element === null || typeof element !== 'object' || Array.isArray(element)) return null;
  return typeof element['id'] === 'string' ? element['id'] : null;
}

/** A name within a JSON pointer (RFC 6901, section 3). */
const escaped = (name: string): string => name.replace(/~/g, '~0').replace(/\//g, '~1');
