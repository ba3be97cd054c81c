import { inject, Injectable } from '@angular/core';
import type {
  CatalogInfo,
  Chip,
  Llm,
  MarketFact,
  PolicyEvent,
  Region,
  Source,
  System,
} from '@headroom/models';
import { Http } from './http';

/** A catalogue entry with the sources its figures name. */
export interface Sourced<T> {
  entry: T;
  sources: Source[];
}

@Injectable({ providedIn: 'root' })
export class CatalogApi {
  private readonly http = inject(Http);

  info(): Promise<CatalogInfo> {
    return this.http.get('/api/v1/catalog');
  }
  chips(): Promise<Chip[]> {
    return this.http.all('/api/v1/catalog/chips');
  }
  systems(): Promise<System[]> {
    return this.http.all('/api/v1/catalog/systems');
  }
  models(): Promise<Llm[]> {
    return this.http.all('/api/v1/catalog/models');
  }
  policyEvents(): Promise<PolicyEvent[]> {
    return this.http.all('/api/v1/catalog/policy-events');
  }
  marketFacts(): Promise<MarketFact[]> {
    return this.http.all('/api/v1/catalog/market-facts');
  }
  regions(): Promise<Region[]> {
    return this.http.all('/api/v1/catalog/regions');
  }
  /** One entry of any kind; `T` is decided by the kind that is asked for. */
  entry<T>(kind: string, id: string): Promise<Sourced<T>> {
    return this.http.get(`/api/v1/catalog/${kind}/${encodeURIComponent(id)}`);
  }
}
