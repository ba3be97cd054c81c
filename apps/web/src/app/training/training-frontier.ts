import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import type { TrainingFrontierPoint } from '@headroom/models';
import { scatterChart } from '../charts/chart-style';
import { FigureCard } from '../charts/figure-card';
import { seriesColour } from '../charts/palette';
import { type Segment, Segmented } from '../ui/segmented';
import type { Column } from '../ui/table-column';
import { Words } from '../words/words';
import { layoutText, StudyView } from './study-view';

type Measure = 'cost' | 'chips';

/** Sizes of the run that nobody beats in time, chips and cost together. */
@Component({
  selector: 'hdr-training-frontier',
  imports: [FigureCard, Segmented],
  template: `
    <hdr-figure-card
      [level]="2"
      [heading]="t('study.frontier')"
      [caption]="t('study.frontierNote')"
      [option]="chart()"
      [description]="description()"
      [columns]="columns()"
      [rows]="view.study().frontier"
      [height]="380"
      csvName="training frontier"
    >
      <hdr-segmented
        figureActions
        [label]="t('study.against')"
        [segments]="measures()"
        [(chosen)]="measure"
      />
    </hdr-figure-card>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TrainingFrontier {
  protected readonly view = inject(StudyView);
  protected readonly t = inject(Words).t;
  protected readonly measures = computed((): readonly Segment<Measure>[] => [
    { value: 'cost', text: this.t('study.cost') },
    { value: 'chips', text: this.t('study.chips') },
  ]);
  protected readonly measure = signal<Measure>('cost');

  protected readonly chart = computed(() => {
    const isDark = this.view.isDark();
    const byCost = this.measure() === 'cost';
    const points = this.view.study().frontier;
    const systems = [...new Map(points.map((point) => [point.systemId, point.systemName]))];
    return scatterChart({
      xLabel: this.t('study.days'),
      yLabel: byCost ? `${this.t('study.cost')} (${this.view.currency()})` : this.t('study.chips'),
      isLogarithmic: true,
      isDark,
      sayShort: (value) => this.view.format().compact(value),
      groups: systems.map(([id, systemName], index) => ({
        name: this.view.systemName(id, systemName),
        colour: seriesColour(index, isDark),
        points: points
          .filter(({ systemId, costUsd }) => systemId === id && (!byCost || costUsd !== null))
          .map((point) => ({
            name: `${this.view.systemName(id, systemName)}, ${point.chips}`,
            x: point.wallClockDays,
            y: byCost ? this.view.amount(point.costUsd ?? 0) : point.chips,
          })),
      })),
    });
  });
  protected readonly description = computed(() =>
    this.t('study.frontierDescribe', { n: this.view.study().frontier.length }),
  );
  protected readonly columns = computed((): readonly Column<TrainingFrontierPoint>[] => {
    const format = this.view.format();
    return [
      {
        id: 'system',
        label: this.t('study.system'),
        cell: ({ systemId, systemName, vendor }) => ({
          text: this.view.systemName(systemId, systemName),
          swatch: this.view.colour(vendor),
        }),
        sort: ({ systemName }) => systemName,
      },
      {
        id: 'days',
        label: this.t('study.days'),
        align: 'end',
        cell: ({ wallClockDays }) => format.number(wallClockDays, 3),
        sort: ({ wallClockDays }) => wallClockDays,
        csv: ({ wallClockDays }) => wallClockDays,
      },
      {
        id: 'chips',
        label: this.t('study.chips'),
        align: 'end',
        cell: ({ chips }) => format.integer(chips),
        sort: ({ chips }) => chips,
        csv: ({ chips }) => chips,
      },
      {
        id: 'cost',
        label: this.t('study.cost'),
        align: 'end',
        cell: ({ costUsd }) => this.view.money(costUsd),
        sort: ({ costUsd }) => costUsd,
        csv: ({ costUsd }) => costUsd,
      },
      { id: 'layout', label: this.t('study.layout'), cell: ({ layout }) => layoutText(layout) },
    ];
  });
}
