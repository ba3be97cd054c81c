import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import type { OutputVariance, Risk, SobolIndexRow } from '@headroom/models';
import { FigureCard } from '../charts/figure-card';
import { indexBars } from '../charts/index-bars';
import { seriesColour } from '../charts/palette';
import { Segmented } from '../ui/segmented';
import type { Column } from '../ui/table-column';
import { Words } from '../words/words';
import { PlanView } from './plan-view';

/** Room for a name of four short lines. */
const BAR_PX = 54;
const AROUND_BARS_PX = 80;
const BARS_MOST = 10;

/** Which inputs the variance of the cost, the shortfall, the headroom or a run's days comes from. */
@Component({
  selector: 'hdr-plan-variances',
  imports: [FigureCard, Segmented],
  template: `
    <hdr-figure-card
      [heading]="t('sobol.heading')"
      [caption]="caption()"
      [option]="chart()"
      [description]="description()"
      [columns]="columns()"
      [rows]="shown().sobolIndices"
      [height]="height()"
      [csvName]="view.plan().scenarioName + ' variance ' + shown().output"
    >
      @if (variances().length > 1) {
        <hdr-segmented
          figureActions
          [label]="t('sobol.output')"
          [segments]="outputs()"
          [(chosen)]="chosen"
        />
      }
    </hdr-figure-card>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanVariances {
  protected readonly view = inject(PlanView);
  protected readonly t = inject(Words).t;
  readonly risk = input.required<Risk>();
  readonly variances = input.required<readonly [OutputVariance, ...(readonly OutputVariance[])]>();

  protected readonly chosen = signal(0);
  protected readonly shown = computed(() => this.variances()[this.chosen()] ?? this.variances()[0]);
  protected readonly outputs = computed(() =>
    this.variances().map((variance, value) => ({ value, text: this.outputName(variance) })),
  );
  private readonly bars = computed(() => this.shown().sobolIndices.slice(0, BARS_MOST));
  protected readonly height = computed(() => AROUND_BARS_PX + this.bars().length * BAR_PX);

  protected readonly caption = computed(() =>
    this.t('sobol.caption', {
      n: this.view.format().integer(this.shown().worlds),
      share: this.view.format().percent(Math.min(1, this.shown().firstOrderSum), 0),
    }),
  );
  protected readonly chart = computed(() => {
    const isDark = this.view.isDark();
    return indexBars({
      rows: this.bars().map((row) => this.inputName(row)),
      series: [
        {
          name: this.t('sobol.first'),
          colour: seriesColour(0, isDark),
          values: this.bars().map(({ firstOrderShare }) => Math.max(0, firstOrderShare)),
        },
        {
          name: this.t('sobol.total'),
          colour: seriesColour(2, isDark),
          values: this.bars().map(({ totalShare }) => Math.max(0, totalShare)),
        },
      ],
      isDark,
      say: (share) => this.view.format().percent(share, 0),
    });
  });
  protected readonly description = computed(() => {
    const [first] = this.bars();
    return this.t('sobol.describe', {
      output: this.outputName(this.shown()),
      first: first === undefined ? '–' : this.inputName(first),
    });
  });
  protected readonly columns = computed((): readonly Column<SobolIndexRow>[] => {
    const format = this.view.format();
    const share = (
      id: string,
      label: string,
      pick: (row: SobolIndexRow) => number,
      interval: (row: SobolIndexRow) => SobolIndexRow['intervalShare'],
    ): Column<SobolIndexRow> => ({
      id,
      label,
      align: 'end',
      cell: (row) => ({
        text: format.percent(pick(row)),
        note: this.t('sobol.interval', {
          low: format.percent(interval(row).low, 0),
          high: format.percent(interval(row).high, 0),
        }),
      }),
      sort: pick,
      csv: pick,
    });
    return [
      {
        id: 'input',
        label: this.t('risk.input'),
        wide: true,
        cell: (row) => this.inputName(row),
        sort: (row) => this.inputName(row),
        csv: ({ input: id }) => id,
      },
      share(
        'first',
        this.t('sobol.first'),
        (row) => row.firstOrderShare,
        (row) => row.firstOrderIntervalShare,
      ),
      share(
        'total',
        this.t('sobol.total'),
        (row) => row.totalShare,
        (row) => row.intervalShare,
      ),
    ];
  });

  private outputName({ output, workloadId }: OutputVariance): string {
    return this.t(`sobol.${output}`, { workload: this.view.workloadName(workloadId ?? '') });
  }

  private inputName({ input: id }: SobolIndexRow): string {
    const found = this.risk().inputs.find((known) => known.id === id);
    return found === undefined ? id : this.view.text(found.title);
  }
}
