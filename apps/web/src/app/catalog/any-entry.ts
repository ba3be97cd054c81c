import type { Chip, Llm, MarketFact, PolicyEvent, System } from '@headroom/models';

/** An entry of whichever list of the catalogue. */
export type AnyEntry = Chip | System | Llm | PolicyEvent | MarketFact;

/** Everything one might look an entry up by, in small letters. */
export function searchText(entry: AnyEntry): string {
  return partsOf(entry).join(' ').toLowerCase();
}

function partsOf(entry: AnyEntry): readonly string[] {
  if ('statement' in entry)
    return [entry.statement, entry.statementZh, ...entry.chipIds, ...entry.vendors];
  if ('title' in entry)
    return [entry.title, entry.titleZh, entry.jurisdiction, ...entry.chipIds, ...entry.vendors];
  const parts = [entry.id, entry.name, ...entry.aliases];
  if ('nameZh' in entry) parts.push(entry.nameZh ?? '', entry.vendor);
  if ('chipId' in entry) parts.push(entry.chipId ?? '');
  return parts;
}
