import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import type { PolicyFuture } from '@headroom/models';
import { TableCard } from '../ui/table-card';
import type { Column } from '../ui/table-column';
import { Words } from '../words/words';
import { systemsColumn } from './plan-columns';
import { PlanView } from './plan-view';

/** What the plan would be in each assumed future of the rules. */
@Component({
  selector: 'hdr-plan-futures',
  imports: [TableCard],
  template: `<hdr-table-card
    [heading]="t('futures.heading')"
    [columns]="columns()"
    [rows]="plan().policyFutures"
    [emptyText]="t('futures.none')"
    [csvName]="plan().scenarioName + ' policy futures'"
    sortedBy="-probability"
  />`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanFutures {
  private readonly view = inject(PlanView);
  protected readonly t = inject(Words).t;
  protected readonly plan = this.view.plan;

  protected readonly columns = computed((): readonly Column<PolicyFuture>[] => {
    const format = this.view.format();
    return [
      {
        id: 'future',
        label: this.t('futures.future'),
        wide: true,
        cell: (row) => row.name,
        sort: (row) => row.name,
      },
      {
        id: 'probability',
        label: this.t('futures.probability'),
        align: 'end',
        cell: (row) => ({ text: format.percent(row.probability), share: row.probability }),
        sort: (row) => row.probability,
        csv: (row) => row.probability,
      },
      {
        id: 'cost',
        label: this.t('alternatives.cost'),
        unit: this.view.currency(),
        align: 'end',
        cell: (row) =>
          row.totalCostUsd === null
            ? { text: this.t('alternatives.notFeasible'), tone: 'danger' }
            : this.view.moneyCompact(row.totalCostUsd),
        sort: (row) => row.totalCostUsd,
        csv: (row) => (row.totalCostUsd === null ? null : this.view.amount(row.totalCostUsd)),
      },
      {
        id: 'extra',
        label: this.t('futures.extra'),
        unit: this.view.currency(),
        align: 'end',
        cell: (row) => ({
          text: row.extraCostUsd === null ? '–' : this.view.moneyCompact(row.extraCostUsd),
          tone: row.extraCostUsd !== null && row.extraCostUsd > 0 ? 'warn' : undefined,
        }),
        sort: (row) => row.extraCostUsd,
        csv: (row) => (row.extraCostUsd === null ? null : this.view.amount(row.extraCostUsd)),
      },
      systemsColumn(this.view, this.t('alternatives.systems')),
    ];
  });
}
