import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import type { Coverage } from '@headroom/models';
import { categoryChart } from '../charts/chart-style';
import { FigureCard } from '../charts/figure-card';
import { seriesColour } from '../charts/palette';
import type { Column } from '../ui/table-column';
import { Words } from '../words/words';
import { PlanView } from './plan-view';

/** Below this share of headroom a figure is worth a second look. */
const TIGHT_SHARE = 0.1;

interface CoverageRow {
  workloadId: string;
  unit: Coverage['unit'];
  period: string;
  demand: number;
  capacity: number;
  headroomShare: number;
}

/** How much of the capacity each workload leaves, period by period. */
@Component({
  selector: 'hdr-plan-coverage',
  imports: [FigureCard],
  template: `<hdr-figure-card
    [heading]="t('coverage.heading')"
    [caption]="t('coverage.caption')"
    [option]="chart()"
    [description]="description()"
    [columns]="columns()"
    [rows]="rows()"
    [height]="260"
    [csvName]="plan().scenarioName + ' headroom'"
  />`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanCoverage {
  private readonly view = inject(PlanView);
  protected readonly t = inject(Words).t;
  protected readonly plan = this.view.plan;

  protected readonly rows = computed((): readonly CoverageRow[] =>
    this.plan().coverage.flatMap(({ workloadId, unit, byPeriod }) =>
      byPeriod.map((at) => ({ workloadId, unit, ...at })),
    ),
  );

  protected readonly chart = computed(() => {
    const format = this.view.format();
    return categoryChart({
      kind: 'line',
      reach: 0.25,
      categories: this.view.periods(),
      isDark: this.view.isDark(),
      say: (value) => format.percent(value),
      sayShort: (value) => format.percent(value, 0),
      series: this.plan().coverage.map((coverage, index) => ({
        name: this.view.workloadName(coverage.workloadId),
        colour: seriesColour(index, this.view.isDark()),
        values: this.plan().periods.map(
          (period) =>
            coverage.byPeriod.find((at) => at.period === period && at.capacity > 0)
              ?.headroomShare ?? null,
        ),
      })),
    });
  });

  protected readonly description = computed(() => {
    const used = this.rows().filter((row) => row.capacity > 0);
    const lowest = used.reduce<CoverageRow | null>(
      (low, row) => (low === null || row.headroomShare < low.headroomShare ? row : low),
      null,
    );
    return this.t('coverage.describe', {
      low: this.view.format().percent(lowest?.headroomShare ?? 0),
      workload: lowest === null ? '–' : this.view.workloadName(lowest.workloadId),
    });
  });

  protected readonly columns = computed((): readonly Column<CoverageRow>[] => {
    const format = this.view.format();
    return [
      {
        id: 'workload',
        label: this.t('coverage.workload'),
        cell: (row) => this.view.workloadName(row.workloadId),
        sort: (row) => row.workloadId,
      },
      {
        id: 'period',
        label: this.t('coverage.period'),
        cell: (row) => format.date(row.period),
        sort: (row) => row.period,
        csv: (row) => row.period,
      },
      {
        id: 'demand',
        label: this.t('coverage.demand'),
        align: 'end',
        cell: (row) => ({
          text: format.number(row.demand),
          note: this.t(`coverage.unit.${row.unit}`),
        }),
        sort: (row) => row.demand,
        csv: (row) => row.demand,
      },
      {
        id: 'capacity',
        label: this.t('coverage.capacity'),
        align: 'end',
        cell: (row) => format.number(row.capacity),
        sort: (row) => row.capacity,
        csv: (row) => row.capacity,
      },
      {
        id: 'headroom',
        label: this.t('coverage.headroom'),
        align: 'end',
        cell: (row) => ({
          text: row.capacity > 0 ? format.percent(row.headroomShare) : '–',
          tone: row.capacity > 0 && row.headroomShare < TIGHT_SHARE ? 'warn' : undefined,
        }),
        sort: (row) => row.headroomShare,
        csv: (row) => row.headroomShare,
      },
    ];
  });
}
