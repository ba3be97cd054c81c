import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import type { Bom, BomLine } from '@headroom/models';
import { shareBars } from '../charts/chart-style';
import { FigureCard } from '../charts/figure-card';
import { seriesColour } from '../charts/palette';
import { treemapChart } from '../charts/treemap';
import { type Segment, Segmented } from '../ui/segmented';
import type { Column } from '../ui/table-column';
import { Words } from '../words/words';
import { bomParts, type BomRow, bomRows, CATEGORY_COLOURS } from './bom-parts';
import { PlanView } from './plan-view';

/** Bills of materials: the ratio view beside the itemised one, against the processor's share. */
@Component({
  selector: 'hdr-plan-bom',
  imports: [FigureCard, Segmented],
  templateUrl: './plan-bom.html',
  styleUrl: './plan-bom.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanBom {
  protected readonly view = inject(PlanView);
  protected readonly t = inject(Words).t;
  protected readonly plan = this.view.plan;

  protected readonly drawings = computed((): readonly Segment<'bars' | 'tiles'>[] => [
    { value: 'bars', text: this.t('bom.bars') },
    { value: 'tiles', text: this.t('bom.tiles') },
  ]);
  protected readonly drawing = signal<'bars' | 'tiles'>('bars');

  protected readonly cards = computed(() =>
    this.plan().boms.map((bom) => ({
      bom,
      name: this.t('bom.of', {
        units: this.view.format().integer(bom.units),
        system: this.view.systemName(bom.systemId),
      }),
      rows: bomRows(bom),
      chart: this.drawing() === 'bars' ? this.barsOf(bom) : this.tilesOf(bom),
      height: this.drawing() === 'tiles' ? 300 : bom.itemisedView === null ? 150 : 200,
    })),
  );

  protected readonly columns = computed((): readonly Column<BomRow>[] => [
    {
      id: 'view',
      label: this.t('bom.view'),
      cell: ({ view }) => this.t(view === 'ratio' ? 'bom.ratioView' : 'bom.itemisedView'),
      sort: ({ view }) => view,
    },
    { id: 'component', label: this.t('bom.component'), cell: ({ line }) => line.component },
    {
      id: 'category',
      label: this.t('bom.category'),
      cell: ({ line }) => this.t(`bom.${line.category}`),
      sort: ({ line }) => line.category,
    },
    {
      id: 'amount',
      label: this.t('bom.amount'),
      unit: this.view.currency(),
      align: 'end',
      cell: ({ line }) => this.view.money(line.usd),
      sort: ({ line }) => line.usd,
      csv: ({ line }) => this.view.amount(line.usd),
    },
    {
      id: 'share',
      label: this.t('bom.share'),
      align: 'end',
      cell: ({ line }) => ({ text: this.view.format().percent(line.share), share: line.share }),
      sort: ({ line }) => line.share,
      csv: ({ line }) => line.share,
    },
    {
      id: 'source',
      label: this.t('bom.source'),
      wide: true,
      cell: ({ line }) => {
        const source = this.view.source(line.sourceId);
        return {
          text: source?.title ?? line.sourceId,
          href: source?.url ?? undefined,
          note: [line.date, this.t(`confidence.${line.confidence}`)].filter(Boolean).join(' · '),
        };
      },
      csv: ({ line }) => line.sourceId,
    },
  ]);

  /** Both views side by side, area by amount. */
  private tilesOf(bom: Bom) {
    const isDark = this.view.isDark();
    const group = (name: string, lines: readonly BomLine[]) => ({
      name,
      tiles: lines.map((line) => ({
        name: line.component,
        value: this.view.amount(line.usd),
        colour: seriesColour(CATEGORY_COLOURS[line.category], isDark),
      })),
    });
    return treemapChart({
      groups: [
        group(this.t('bom.ratioView'), bom.ratioView.lines),
        ...(bom.itemisedView === null
          ? []
          : [group(this.t('bom.itemisedView'), bom.itemisedView.lines)]),
      ],
      isDark,
      say: (amount) => this.view.format().moneyCompact(amount, this.view.currency()),
    });
  }

  private barsOf(bom: Bom) {
    const format = this.view.format();
    const share = bom.ratioView.processorShare;
    return shareBars({
      bars: [
        this.t('bom.ratioView'),
        ...(bom.itemisedView === null ? [] : [this.t('bom.itemisedView')]),
      ],
      isDark: this.view.isDark(),
      say: (value) => format.percent(value),
      limit: {
        value: share,
        label: this.t('bom.processorLine', { share: format.percent(share) }),
      },
      parts: bomParts(bom).map((part) => ({
        name: this.t(`bom.${part.category}`),
        colour: seriesColour(CATEGORY_COLOURS[part.category], this.view.isDark()),
        values: [part.ratioShare, ...(part.itemisedShare === null ? [] : [part.itemisedShare])],
      })),
    });
  }
}
