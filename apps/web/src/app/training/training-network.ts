import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import type { BandwidthPointResource } from '@headroom/models';
import { categoryChart } from '../charts/chart-style';
import { FigureCard } from '../charts/figure-card';
import { seriesColour } from '../charts/palette';
import { type Segment, Segmented } from '../ui/segmented';
import type { Column } from '../ui/table-column';
import { Words } from '../words/words';
import { StudyView } from './study-view';

type Measure = 'time' | 'cost' | 'relative';
type Axis =
  'scaleUpDomainChips' | 'scaleUpGBpsPerChip' | 'scaleOutGbpsPerChip' | 'oversubscription';

interface Axes {
  readonly across: Axis;
  readonly by: Axis;
  readonly sayAcross: (value: number) => string;
  readonly sayBy: (value: number) => string;
}

/** Time and cost of the run on slower and starved networks. */
@Component({
  selector: 'hdr-training-network',
  imports: [FigureCard, Segmented],
  template: `
    <hdr-figure-card
      [level]="2"
      [heading]="t('study.network')"
      [caption]="caption()"
      [option]="chart()"
      [description]="description()"
      [columns]="columns()"
      [rows]="points()"
      [height]="360"
      csvName="training network"
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
export class TrainingNetwork {
  protected readonly view = inject(StudyView);
  protected readonly t = inject(Words).t;
  protected readonly measures = computed((): readonly Segment<Measure>[] => [
    { value: 'time', text: this.t('study.days') },
    { value: 'cost', text: this.t('study.cost') },
    { value: 'relative', text: this.t('study.relative') },
  ]);
  protected readonly measure = signal<Measure>('time');

  protected readonly points = computed(() => this.view.study().bandwidth?.points ?? []);
  /** Across and by series: rates between systems by oversubscription, or domains by their links. */
  private readonly axes = computed((): Axes => {
    const domains = new Set(this.points().map((point) => point.scaleUpDomainChips));
    const { format } = this;
    return domains.size > 1
      ? {
          across: 'scaleUpDomainChips',
          by: 'scaleUpGBpsPerChip',
          sayAcross: (chips) => `${format(chips)} ${this.t('editor.chipsUnit')}`,
          sayBy: (rate) => `${format(rate)} GB/s`,
        }
      : {
          across: 'scaleOutGbpsPerChip',
          by: 'oversubscription',
          sayAcross: (rate) => `${format(rate)} Gb/s`,
          sayBy: (ratio) => this.t('study.ratio', { ratio }),
        };
  });
  private readonly format = (value: number): string => this.view.format().number(value, 4);
  protected readonly caption = computed(() => {
    const { systemId = '', chips = 0 } = this.view.study().bandwidth ?? {};
    const system = this.view.hardwareName({ systemId, chipId: null });
    return this.t('study.networkNote', { system, chips });
  });
  protected readonly description = computed(() => {
    const values = this.points().map(({ relativeCost }) => relativeCost);
    return this.t('study.networkDescribe', {
      least: this.view.format().number(Math.min(...values), 3),
      most: this.view.format().number(Math.max(...values), 3),
    });
  });

  protected readonly chart = computed(() => {
    const isDark = this.view.isDark();
    const format = this.view.format();
    const measure = this.measure();
    const { across, by, sayAcross, sayBy } = this.axes();
    const values = (axis: Axis) =>
      [...new Set(this.points().map((point) => point[axis]))].sort((a, b) => b - a);
    const say = (value: number) =>
      measure === 'cost'
        ? format.moneyCompact(value, this.view.currency())
        : measure === 'time'
          ? `${format.number(value, 3)} ${this.t('editor.days')}`
          : `× ${format.number(value, 3)}`;
    return categoryChart({
      kind: 'line',
      categories: values(across).map(sayAcross),
      series: values(by).map((value, index) => ({
        name: sayBy(value),
        colour: seriesColour(index, isDark),
        values: values(across).map((at) =>
          this.valueOf(this.points().find((point) => point[across] === at && point[by] === value)),
        ),
      })),
      isDark,
      say,
      sayShort: (value) =>
        measure === 'relative' ? `× ${format.number(value, 3)}` : format.compact(value),
    });
  });
  protected readonly columns = computed((): readonly Column<BandwidthPointResource>[] => {
    const format = this.view.format();
    const number = (
      id: string,
      label: string,
      value: (point: BandwidthPointResource) => number,
      unit?: string,
    ): Column<BandwidthPointResource> => ({
      id,
      label,
      unit,
      align: 'end',
      cell: (point) => format.number(value(point), 3),
      sort: value,
      csv: value,
    });
    return [
      number('domain', this.t('study.domain'), (point) => point.scaleUpDomainChips),
      number('up', this.t('study.scaleUp'), (point) => point.scaleUpGBpsPerChip, 'GB/s'),
      number('out', this.t('study.scaleOut'), (point) => point.scaleOutGbpsPerChip, 'Gb/s'),
      number('ratio', this.t('study.oversubscription'), (point) => point.oversubscription),
      number('days', this.t('study.days'), (point) => point.wallClockDays),
      {
        id: 'cost',
        label: this.t('study.cost'),
        align: 'end',
        cell: ({ costUsd }) => this.view.money(costUsd),
        sort: ({ costUsd }) => costUsd,
        csv: ({ costUsd }) => costUsd,
      },
      number('relative', this.t('study.relative'), (point) => point.relativeCost),
      number('held', this.t('study.heldDays'), (point) => point.heldLayoutDays),
    ];
  });

  private valueOf(point: BandwidthPointResource | undefined): number | null {
    if (point === undefined) return null;
    switch (this.measure()) {
      case 'time':
        return point.wallClockDays;
      case 'cost':
        return point.costUsd === null ? null : this.view.amount(point.costUsd);
      case 'relative':
        return point.relativeCost;
    }
  }
}
