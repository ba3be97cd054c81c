import { inject, Injectable } from '@angular/core';
import type { Chip, Llm, MarketFact, PolicyEvent, System } from '@headroom/models';
import { CatalogApi } from '../api/catalog-api';
import { LoadState } from '../ui/load-state';

export const CATALOG_KINDS = [
  'chips',
  'systems',
  'models',
  'policy-events',
  'market-facts',
] as const;
export type CatalogKind = (typeof CATALOG_KINDS)[number];

export interface CatalogLists {
  chips: Chip[];
  systems: System[];
  models: Llm[];
  'policy-events': PolicyEvent[];
  'market-facts': MarketFact[];
}

export function isCatalogKind(kind: string): kind is CatalogKind {
  return CATALOG_KINDS.some((known) => known === kind);
}

/** Lists of the catalogue, each fetched when it is first looked at and kept while the page is open. */
@Injectable({ providedIn: 'root' })
export class CatalogStore {
  private readonly api = inject(CatalogApi);
  private readonly lists: { [K in CatalogKind]: LoadState<CatalogLists[K]> } = {
    chips: new LoadState(),
    systems: new LoadState(),
    models: new LoadState(),
    'policy-events': new LoadState(),
    'market-facts': new LoadState(),
  };

  list<K extends CatalogKind>(kind: K): LoadState<CatalogLists[K]> {
    return this.lists[kind];
  }

  async load(kind: CatalogKind): Promise<void> {
    if (this.lists[kind].value() !== null || this.lists[kind].isWaiting()) return;
    switch (kind) {
      case 'chips':
        return this.lists.chips.load(() => this.api.chips());
      case 'systems':
        return this.lists.systems.load(() => this.api.systems());
      case 'models':
        return this.lists.models.load(() => this.api.models());
      case 'policy-events':
        return this.lists['policy-events'].load(() => this.api.policyEvents());
      case 'market-facts':
        return this.lists['market-facts'].load(() => this.api.marketFacts());
    }
  }
}
