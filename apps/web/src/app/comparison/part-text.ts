import type { WordKey } from '../words/all-words';
import type { Words } from '../words/words';

/** Parts of a scenario whose elements have a name of their own in the sentence. */
const PART_WORDS: Readonly<Record<string, WordKey>> = {
  catalog: 'compare.part.catalog',
  sites: 'compare.part.sites',
  services: 'compare.part.services',
  training: 'compare.part.training',
  horizon: 'compare.part.horizon',
  buyer: 'compare.part.buyer',
  fleet: 'compare.part.fleet',
  candidates: 'compare.part.candidates',
  acquisition: 'compare.part.acquisition',
  limits: 'compare.part.limits',
  policy: 'compare.part.policy',
  assumptions: 'compare.part.assumptions',
  prices: 'compare.part.prices',
  chipFigures: 'compare.part.chipFigures',
  objective: 'compare.part.objective',
  seed: 'compare.part.seed',
  name: 'compare.part.name',
  description: 'compare.part.description',
  currency: 'compare.part.currency',
  risk: 'compare.part.risk',
};

/**
 * A part of a scenario, as `services/chat`, as a reader is told of it.
 * @param nameOf what the element of a list is called, by its section and id
 */
export function partText(
  part: string,
  t: Words['t'],
  nameOf: (section: string, id: string) => string,
): string {
  const [section = part, ...rest] = part.split('/');
  const word = PART_WORDS[section];
  const id = rest.join('/');
  return word === undefined ? part : t(word, { id: id === '' ? '' : nameOf(section, id) });
}
