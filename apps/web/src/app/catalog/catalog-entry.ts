import { ChangeDetectionStrategy, Component, computed, effect, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { CatalogApi, type Sourced } from '../api/catalog-api';
import { PageTitle } from '../shell/page-title';
import { Theme } from '../shell/theme';
import { ErrorNotice } from '../ui/error-notice';
import { Format } from '../ui/format';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { Loading } from '../ui/loading';
import { TableCard } from '../ui/table-card';
import type { Column } from '../ui/table-column';
import { Words } from '../words/words';
import { rangeText, type Telling } from './catalog-rows';
import { type CatalogKind, isCatalogKind } from './catalog-store';
import type { AnyEntry } from './any-entry';
import { type FigureRow, figureWithUnit, tellEntry } from './entry-facts';

/** One entry of the catalogue: every figure with its source, date and confidence. */
@Component({
  selector: 'hdr-catalog-entry',
  imports: [ErrorNotice, Icon, Loading, RouterLink, TableCard],
  templateUrl: './catalog-entry.html',
  styleUrl: './catalog-entry.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CatalogEntry {
  private readonly api = inject(CatalogApi);
  private readonly words = inject(Words);
  private readonly format = inject(Format);
  private readonly theme = inject(Theme);
  private readonly title = inject(PageTitle);
  protected readonly t = this.words.t;

  readonly kind = input.required<string>();
  readonly entryId = input.required<string>();
  protected readonly state = new LoadState<Sourced<AnyEntry>>();

  protected readonly shownKind = computed((): CatalogKind => {
    const kind = this.kind();
    return isCatalogKind(kind) ? kind : 'chips';
  });
  private readonly telling = computed((): Telling => ({
    t: this.t,
    format: this.format.current(),
    isChinese: this.words.isChinese(),
    isDark: this.theme.isDark(),
  }));
  protected readonly told = computed(() => {
    const loaded = this.state.value();
    return loaded === null ? null : tellEntry(this.shownKind(), loaded.entry, this.telling());
  });
  protected readonly sources = computed(() => this.state.value()?.sources ?? []);

  protected readonly columns = computed((): readonly Column<FigureRow>[] => [
    { id: 'figure', label: this.t('catalog.figure'), cell: (row) => this.t(row.word) },
    {
      id: 'value',
      label: this.t('catalog.value'),
      align: 'end',
      cell: (row) => ({
        text: figureWithUnit(row, this.telling()),
        tone: row.figure === null ? 'muted' : undefined,
        note: row.figure === null ? undefined : rangeText(row.figure, this.telling()),
        estimated: row.figure?.confidence === 'estimate',
      }),
      csv: (row) => row.figure?.value ?? null,
    },
    {
      id: 'confidence',
      label: this.t('evidence.confidence'),
      cell: ({ figure }) =>
        figure === null
          ? ''
          : {
              text: this.t(`confidence.${figure.confidence}`),
              badge:
                figure.confidence === 'verified' || figure.confidence === 'cross-checked'
                  ? 'ok'
                  : 'plain',
            },
    },
    {
      id: 'date',
      label: this.t('evidence.date'),
      cell: ({ figure }) =>
        figure?.date === null || figure === null ? '' : this.format.current().date(figure.date),
    },
    {
      id: 'source',
      label: this.t('evidence.source'),
      wide: true,
      cell: ({ figure }) => {
        if (figure === null) return '';
        const source = this.sources().find((known) => known.id === figure.sourceId);
        return { text: source?.title ?? figure.sourceId, href: source?.url ?? undefined };
      },
      csv: ({ figure }) => figure?.sourceId ?? null,
    },
  ]);

  constructor() {
    effect(() => {
      const [kind, id] = [this.shownKind(), this.entryId()];
      void this.state.load(() => this.api.entry<AnyEntry>(kind, id));
    });
    effect(() => {
      const told = this.told();
      if (told !== null) this.title.show(told.name);
    });
  }

  protected backWord() {
    return `catalog.${this.shownKind()}` as const;
  }
}
