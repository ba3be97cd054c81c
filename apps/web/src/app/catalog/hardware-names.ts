import { computed, inject, Injectable } from '@angular/core';
import type { Excuse, PlanNames } from '@headroom/models';
import { Words } from '../words/words';
import { CatalogStore } from './catalog-store';

/**
 * What the catalogue calls systems and chips, in the reader's language. Names only make a page easier to read, so
 * nothing waits for them: until they are there, what was stored or the id is shown.
 */
@Injectable({ providedIn: 'root' })
export class HardwareNames {
  private readonly words = inject(Words);
  private readonly catalog = inject(CatalogStore);
  private readonly systems = computed(() => this.namesOf('systems'));
  private readonly chips = computed(() => this.namesOf('chips'));

  /** The names as sentences take them; sites and workloads are not the catalogue's to name. */
  readonly known = computed((): PlanNames => ({
    sites: {},
    workloads: {},
    systems: this.entriesOf('systems'),
    chips: this.entriesOf('chips'),
    acts: {},
  }));

  constructor() {
    void this.catalog.load('systems');
    void this.catalog.load('chips');
  }

  system(id: string, otherwise = id): string {
    return this.systems().get(id) ?? otherwise;
  }

  chip(id: string, otherwise = id): string {
    return this.chips().get(id) ?? otherwise;
  }

  /** What an excuse is about: a system, or a chip; a dash where it names neither. */
  of({ systemId, chipId }: Pick<Excuse, 'systemId' | 'chipId'>): string {
    if (systemId !== null) return this.system(systemId);
    return chipId === null ? '–' : this.chip(chipId);
  }

  private namesOf(kind: 'systems' | 'chips'): ReadonlyMap<string, string> {
    const isChinese = this.words.isChinese();
    return new Map(
      (this.catalog.list(kind).value() ?? []).map(({ id, name, nameZh }) => [
        id,
        isChinese ? (nameZh ?? name) : name,
      ]),
    );
  }

  private entriesOf(kind: 'systems' | 'chips'): PlanNames['systems'] {
    return Object.fromEntries(
      (this.catalog.list(kind).value() ?? []).map(({ id, name, nameZh }) => [
        id,
        nameZh === null ? { name } : { name, nameZh },
      ]),
    );
  }
}
