import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import {
  type CalibrationError,
  type CalibrationFactor,
  messageText,
  type ServingCalibrationResponse,
  type TimeFactor,
} from '@headroom/models';
import { DataTable } from '../ui/data-table';
import { Format } from '../ui/format';
import type { Cell, Column } from '../ui/table-column';
import { Words } from '../words/words';

/** What own runs change: errors before and after, factors, and lines that were left out. */
@Component({
  selector: 'hdr-calibration-change',
  imports: [DataTable],
  template: `
    <section class="card change" [attr.aria-label]="t('calibration.change', { name: made().name })">
      <div class="said">
        <h2>{{ t('calibration.change', { name: made().name }) }}</h2>
        <p class="small muted">
          {{ t('calibration.changeText', { prior: made().document.priorRuns }) }}
        </p>
      </div>
      <hdr-data-table
        [label]="t('calibration.errors')"
        [columns]="errorColumns()"
        [rows]="made().document.errors"
      />
      <hdr-data-table
        [label]="t('calibration.factors')"
        [columns]="factorColumns()"
        [rows]="made().document.factors"
        maxHeight="420px"
      />
      @if (made().document.skipped.length > 0) {
        <div class="said">
          <h3>{{ t('calibration.skipped') }}</h3>
          <ul class="small muted">
            @for (line of skipped(); track $index) {
              <li>{{ line }}</li>
            }
          </ul>
        </div>
      }
    </section>
  `,
  styles: `
    .change {
      display: grid;
      gap: 12px;
    }
    .said {
      display: grid;
      gap: 4px;
      padding: 14px 16px 0;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CalibrationChange {
  readonly made = input.required<ServingCalibrationResponse>();
  private readonly words = inject(Words);
  private readonly format = inject(Format).current;
  protected readonly t = this.words.t;

  protected readonly skipped = computed(() =>
    this.made().document.skipped.map(({ reason }) => messageText(reason, this.words.locale())),
  );

  protected readonly errorColumns = computed((): readonly Column<CalibrationError>[] => [
    {
      id: 'metric',
      label: this.t('calibration.metric'),
      cell: (row) => this.t(`calibration.metric.${row.metric}`),
    },
    {
      id: 'runs',
      label: this.t('calibration.runCount'),
      align: 'end',
      cell: (row) => String(row.runs),
    },
    ...(['beforeMean', 'beforeMedian', 'afterMean', 'afterMedian'] as const).map(
      (id): Column<CalibrationError> => ({
        id,
        label: this.t(`calibration.${id}`),
        align: 'end',
        cell: (row) => this.format().percent(row[id]),
      }),
    ),
  ]);

  protected readonly factorColumns = computed((): readonly Column<CalibrationFactor>[] => [
    { id: 'chip', label: this.t('calibration.chip'), cell: ({ key }) => key.chipId },
    { id: 'engine', label: this.t('calibration.engine'), cell: ({ key }) => key.engine },
    {
      id: 'precision',
      label: this.t('calibration.precision'),
      cell: ({ key }) => key.precision ?? this.t('calibration.any'),
    },
    {
      id: 'family',
      label: this.t('calibration.family'),
      cell: ({ key }) => key.family ?? this.t('calibration.any'),
    },
    {
      id: 'runs',
      label: this.t('calibration.runCount'),
      align: 'end',
      cell: (row) => String(row.runs),
      sort: (row) => row.runs,
    },
    {
      id: 'ttft',
      label: 'TTFT',
      align: 'end',
      cell: ({ ttft }) => this.factor(ttft),
      sort: ({ ttft }) => ttft.mid,
    },
    {
      id: 'tpot',
      label: 'TPOT',
      align: 'end',
      cell: ({ tpot }) => this.factor(tpot),
      sort: ({ tpot }) => tpot.mid,
    },
  ]);

  private factor({ mid, low, high }: TimeFactor): Cell {
    const number = (value: number): string => this.format().number(value, 3);
    return {
      text: `× ${number(mid)}`,
      note: this.t('placement.interval', { range: `${number(low)} – ${number(high)}` }),
    };
  }
}
