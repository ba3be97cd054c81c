import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  signal,
} from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import type { Chip, System } from '@headroom/models';
import { Theme } from '../shell/theme';
import { ErrorNotice } from '../ui/error-notice';
import { Format } from '../ui/format';
import { Icon } from '../ui/icon';
import { Loading } from '../ui/loading';
import { TableCard } from '../ui/table-card';
import { Words } from '../words/words';
import { CatalogChart } from './catalog-chart';
import { type AnyEntry, searchText } from './any-entry';
import {
  chipColumns,
  modelColumns,
  policyColumns,
  systemColumns,
  type Telling,
} from './catalog-rows';
import { CATALOG_KINDS, type CatalogKind, CatalogStore, isCatalogKind } from './catalog-store';
import { factColumns } from './fact-columns';

/** What the market offers: lists to filter, sort and chart. */
@Component({
  selector: 'hdr-catalog-page',
  imports: [CatalogChart, ErrorNotice, Icon, Loading, RouterLink, RouterLinkActive, TableCard],
  templateUrl: './catalog-page.html',
  styleUrl: './catalog-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CatalogPage {
  private readonly store = inject(CatalogStore);
  private readonly words = inject(Words);
  private readonly format = inject(Format);
  private readonly theme = inject(Theme);
  protected readonly t = this.words.t;
  protected readonly kinds = CATALOG_KINDS;

  /** Kind of entries, from the address. */
  readonly kind = input.required<string>();
  protected readonly shownKind = computed((): CatalogKind => {
    const kind = this.kind();
    return isCatalogKind(kind) ? kind : 'chips';
  });
  protected readonly hasChart = computed(
    () => this.shownKind() !== 'policy-events' && this.shownKind() !== 'market-facts',
  );
  protected readonly state = computed(() => this.store.list(this.shownKind()));
  protected readonly wanted = signal('');
  protected readonly vendor = signal('');
  protected readonly showsChart = signal(false);

  protected readonly telling = computed((): Telling => ({
    t: this.t,
    format: this.format.current(),
    isChinese: this.words.isChinese(),
    isDark: this.theme.isDark(),
  }));

  protected readonly chips = computed(() => this.filtered(this.store.list('chips').value() ?? []));
  protected readonly systems = computed(() =>
    this.filtered(this.store.list('systems').value() ?? []),
  );
  protected readonly models = computed(() =>
    this.filtered(this.store.list('models').value() ?? []),
  );
  protected readonly events = computed(() =>
    this.filtered(this.store.list('policy-events').value() ?? []),
  );
  protected readonly facts = computed(() =>
    this.filtered(this.store.list('market-facts').value() ?? []),
  );

  protected readonly chipColumns = computed(() => chipColumns(this.telling()));
  protected readonly systemColumns = computed(() => systemColumns(this.telling()));
  protected readonly modelColumns = computed(() => modelColumns(this.telling()));
  protected readonly policyColumns = computed(() => policyColumns(this.telling()));
  protected readonly factColumns = computed(() => factColumns(this.telling()));

  protected readonly vendors = computed(() => {
    const kind = this.shownKind();
    if (kind !== 'chips' && kind !== 'systems') return [];
    const entries: readonly (Chip | System)[] = this.store.list(kind).value() ?? [];
    return [...new Set(entries.map((entry) => entry.vendor))].sort();
  });
  protected readonly count = computed(() => {
    const shown = {
      chips: this.chips(),
      systems: this.systems(),
      models: this.models(),
      'policy-events': this.events(),
      'market-facts': this.facts(),
    };
    return this.t('catalog.count', {
      shown: shown[this.shownKind()].length,
      all: this.state().value()?.length ?? 0,
    });
  });

  constructor() {
    effect(() => {
      void this.store.load(this.shownKind());
      this.vendor.set('');
    });
  }

  protected kindWord(kind: CatalogKind) {
    return `catalog.${kind}` as const;
  }

  protected reload(): void {
    void this.store.load(this.shownKind());
  }

  private filtered<Entry extends AnyEntry>(entries: readonly Entry[]): Entry[] {
    const wanted = this.wanted().trim().toLowerCase();
    const vendor = this.vendor();
    return entries.filter(
      (entry) =>
        (vendor === '' || !('vendor' in entry) || entry.vendor === vendor) &&
        searchText(entry).includes(wanted),
    );
  }
}
