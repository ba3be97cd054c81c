import {
  bomTemplate,
  chip,
  llm,
  marketFact,
  offer,
  policyEvent,
  region,
  source,
  system,
} from '@headroom/models';
import type { Catalog } from '@headroom/planner-core';
import type { z } from 'zod';

/** What the catalogue holds, by the name it has in the address. */
export const COLLECTIONS = {
  chips: { schema: chip, of: (catalog: Catalog) => catalog.chips },
  systems: { schema: system, of: (catalog: Catalog) => catalog.systems },
  models: { schema: llm, of: (catalog: Catalog) => catalog.llms },
  'policy-events': { schema: policyEvent, of: (catalog: Catalog) => catalog.policyEvents },
  regions: { schema: region, of: (catalog: Catalog) => catalog.regions },
  'bom-templates': { schema: bomTemplate, of: (catalog: Catalog) => catalog.bomTemplates },
  offers: { schema: offer, of: (catalog: Catalog) => catalog.offers },
  'market-facts': { schema: marketFact, of: (catalog: Catalog) => catalog.marketFacts },
  sources: { schema: source, of: (catalog: Catalog) => catalog.sources },
} as const;

export type CollectionName = keyof typeof COLLECTIONS;
export type CollectionEntry<Name extends CollectionName> = z.infer<
  (typeof COLLECTIONS)[Name]['schema']
>;
export const COLLECTION_NAMES = Object.keys(COLLECTIONS) as CollectionName[];
