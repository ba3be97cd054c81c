import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import type { LengthRouting } from '@headroom/models';
import { TableCard } from '../ui/table-card';
import type { Column } from '../ui/table-column';
import { Words } from '../words/words';
import { lengthParts, type LengthPartRow } from './length-parts';
import { moneyColumn } from './plan-columns';
import { PlanView } from './plan-view';

interface WayRow {
  readonly serviceId: string;
  readonly way: LengthRouting['ways'][number];
  readonly isTaken: boolean;
}

/** Services that state their requests by length: what the ways to carry them cost, and where each part runs. */
@Component({
  selector: 'hdr-plan-lengths',
  imports: [TableCard],
  template: `
    <hdr-table-card
      [heading]="t('lengths.ways')"
      [caption]="t('lengths.waysCaption')"
      [columns]="wayColumns()"
      [rows]="ways()"
      [csvName]="plan().scenarioName + ' ways by length'"
    />
    <hdr-table-card
      [heading]="t('lengths.parts')"
      [caption]="t('lengths.partsCaption')"
      [columns]="partColumns()"
      [rows]="parts()"
      [csvName]="plan().scenarioName + ' parts by length'"
    />
  `,
  host: { class: 'stack close' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanLengths {
  private readonly view = inject(PlanView);
  protected readonly t = inject(Words).t;
  protected readonly plan = this.view.plan;

  protected readonly ways = computed((): readonly WayRow[] =>
    (this.plan().lengthRouting ?? []).flatMap(({ serviceId, choice, ways }) =>
      ways.map((way) => ({ serviceId, way, isTaken: way.choice === choice })),
    ),
  );
  protected readonly parts = computed(() => lengthParts(this.plan()));

  protected readonly wayColumns = computed((): readonly Column<WayRow>[] => [
    this.serviceColumn(),
    {
      id: 'way',
      label: this.t('lengths.way'),
      cell: ({ way, isTaken }) => ({
        text: this.t(`lengths.${way.choice}`),
        note: isTaken ? this.t('lengths.taken') : undefined,
      }),
      csv: ({ way }) => way.choice,
    },
    {
      id: 'cost',
      label: this.t('cost.total'),
      unit: this.view.currency(),
      align: 'end',
      cell: ({ way }) => this.costText(way),
      sort: ({ way }) => way.totalCostUsd ?? way.atLeastUsd ?? null,
      csv: ({ way }) => (way.totalCostUsd === null ? null : this.view.amount(way.totalCostUsd)),
    },
    {
      id: 'against',
      label: this.t('lengths.against'),
      align: 'end',
      cell: (row) => this.againstTaken(row),
    },
  ]);

  protected readonly partColumns = computed((): readonly Column<LengthPartRow>[] => {
    const format = this.view.format();
    return [
      {
        id: 'part',
        label: this.t('lengths.part'),
        wide: true,
        cell: ({ workloadId }) => this.view.workloadName(workloadId),
        sort: ({ workloadId }) => workloadId,
      },
      {
        id: 'share',
        label: this.t('lengths.share'),
        align: 'end',
        cell: ({ share }) => ({ text: format.percent(share), share }),
        sort: ({ share }) => share,
        csv: ({ share }) => share,
      },
      {
        id: 'lengths',
        label: this.t('lengths.tokens'),
        align: 'end',
        cell: (row) =>
          `${format.number(row.inputTokensMean)} → ${format.number(row.outputTokensMean)}`,
        sort: ({ inputTokensMean }) => inputTokensMean,
        csv: (row) => `${row.inputTokensMean} > ${row.outputTokensMean}`,
      },
      {
        id: 'system',
        label: this.t('f.system'),
        wide: true,
        cell: ({ systemIds, peakReplicas }) => ({
          text: systemIds.map((id) => this.view.systemName(id)).join(', ') || '–',
          note: this.t('lengths.replicas', { n: format.number(peakReplicas, 3) }),
        }),
        csv: ({ systemIds, peakReplicas }) =>
          `${peakReplicas} × ${systemIds.map((id) => this.view.systemName(id)).join(', ')}`,
      },
      moneyColumn(this.view, {
        id: 'perOut',
        label: this.t('cost.perMillionOut'),
        usd: (row) => row.usdPerMillionOutputTokens,
      }),
    ];
  });

  private serviceColumn(): Column<WayRow> {
    return {
      id: 'service',
      label: this.t('coverage.workload'),
      cell: ({ serviceId }) => this.view.workloadName(serviceId),
      sort: ({ serviceId }) => serviceId,
    };
  }

  /** A way that was not worked out to the end is known to cost no less than its bound. */
  private costText({ totalCostUsd, atLeastUsd }: WayRow['way']): string {
    if (totalCostUsd !== null) return this.view.money(totalCostUsd);
    return atLeastUsd === undefined ? '–' : `≥ ${this.view.money(atLeastUsd)}`;
  }

  private againstTaken({ serviceId, way, isTaken }: WayRow): string {
    const usd = way.totalCostUsd ?? way.atLeastUsd;
    const taken = this.ways().find((row) => row.serviceId === serviceId && row.isTaken)?.way
      .totalCostUsd;
    if (isTaken || usd === undefined || taken === undefined || taken === null) return '–';
    const more = usd - taken;
    const sign = more < 0 ? '−' : way.totalCostUsd === null ? '≥ +' : '+';
    return `${sign}${this.view.money(Math.abs(more))}`;
  }
}
