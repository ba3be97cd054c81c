import { Injectable } from '@nestjs/common';
import type {
  CatalogInfo,
  InputIssue,
  Page,
  PageQuery,
  ScenarioDocument,
  Source,
} from '@headroom/models';
import { checkScenario, loadCatalog } from '@headroom/planner-core';
import { pageById } from '../http/cursor';
import { DomainError } from '../http/domain-error';
import { COLLECTIONS, type CollectionEntry, type CollectionName } from './collections';

/** The catalogue that ships with this build: the same for every workspace, so it needs no tenant. */
@Injectable()
export class CatalogService {
  private readonly catalog = loadCatalog();
  private readonly sources = new Map(this.catalog.sources.map((source) => [source.id, source]));
  private readonly sorted = new Map<CollectionName, readonly { id: string }[]>();

  get version(): string {
    return this.catalog.version;
  }

  info(): CatalogInfo {
    const { version, asOf } = this.catalog;
    const names = Object.keys(COLLECTIONS) as CollectionName[];
    return {
      version,
      asOf,
      counts: Object.fromEntries(names.map((name) => [name, this.entries(name).length])),
    };
  }

  /** What a scenario names or combines that the catalogue does not have or allow. */
  issuesOf(scenario: ScenarioDocument): InputIssue[] {
    return checkScenario(scenario, this.catalog);
  }

  list<Name extends CollectionName>(
    name: Name,
    { cursor, limit }: PageQuery,
  ): Page<CollectionEntry<Name>> {
    return pageById(this.entries(name), limit, cursor);
  }

  /** An entry with the sources its figures name. */
  get<Name extends CollectionName>(
    name: Name,
    id: string,
  ): { entry: CollectionEntry<Name>; sources: Source[] } {
    const entry = this.entries(name).find((candidate) => candidate.id === id);
    if (entry === undefined) {
      throw new DomainError('catalog/entry-not-found', `There is no "${id.slice(0, 80)}" here.`);
    }
    const ids = new Set(sourceIdsIn(entry));
    const sources = [...ids].flatMap((sourceId) => this.sources.get(sourceId) ?? []);
    return { entry, sources };
  }

  private entries<Name extends CollectionName>(name: Name): readonly CollectionEntry<Name>[] {
    let entries = this.sorted.get(name);
    if (entries === undefined) {
      entries = [...COLLECTIONS[name].of(this.catalog)].sort((a, b) => (a.id < b.id ? -1 : 1));
      this.sorted.set(name, entries);
    }
    return entries as readonly CollectionEntry<Name>[];
  }
}

function sourceIdsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    if (key === 'sourceId' && typeof inner === 'string') return [inner];
    if (key === 'sourceIds' && Array.isArray(inner)) return inner.map(String);
    return sourceIdsIn(inner);
  });
}
