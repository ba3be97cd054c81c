import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import type { Alternative } from '@headroom/models';
import { TableCard } from '../ui/table-card';
import type { Column } from '../ui/table-column';
import { Words } from '../words/words';
import { systemsColumn } from './plan-columns';
import { PlanPareto } from './plan-pareto';
import { PlanView } from './plan-view';

/** Other ways to carry the scenario, against the plan. */
@Component({
  selector: 'hdr-plan-alternatives',
  imports: [PlanPareto, TableCard],
  template: `<hdr-plan-pareto />
    <hdr-table-card
      [heading]="t('alternatives.heading')"
      [columns]="columns()"
      [rows]="plan().alternatives"
      [emptyText]="t('alternatives.none')"
      [csvName]="plan().scenarioName + ' alternatives'"
      sortedBy="cost"
    />`,
  host: { class: 'stack close' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanAlternatives {
  private readonly view = inject(PlanView);
  protected readonly t = inject(Words).t;
  protected readonly plan = this.view.plan;

  protected readonly columns = computed((): readonly Column<Alternative>[] => {
    const format = this.view.format();
    const number = (
      id: string,
      label: string,
      pick: (row: Alternative) => number | null,
      unit?: string,
    ): Column<Alternative> => ({
      id,
      label,
      unit,
      align: 'end',
      cell: (row) => {
        const value = pick(row);
        return value === null ? '–' : format.number(value, 3);
      },
      sort: pick,
      csv: pick,
    });
    return [
      {
        id: 'way',
        label: this.t('alternatives.way'),
        wide: true,
        cell: (row) => ({
          text: this.view.text(row.title),
          note: row.reason === null ? undefined : this.view.text(row.reason),
        }),
        sort: (row) => this.view.text(row.title),
      },
      {
        id: 'cost',
        label: this.t('alternatives.cost'),
        unit: this.view.currency(),
        align: 'end',
        cell: (row) =>
          row.totalCostUsd === null
            ? { text: this.t('alternatives.notFeasible'), tone: 'warn' }
            : {
                text: this.view.moneyCompact(row.totalCostUsd),
                note: this.against(row.totalCostUsd),
              },
        sort: (row) => row.totalCostUsd,
        csv: (row) => (row.totalCostUsd === null ? null : this.view.amount(row.totalCostUsd)),
      },
      number('chips', this.t('alternatives.chips'), (row) => row.chips),
      number('power', this.t('alternatives.power'), (row) => row.peakPowerKw, 'kW'),
      number(
        'carbon',
        this.t('alternatives.carbon'),
        (row) => row.carbonTonnes,
        this.t('plan.tonnes'),
      ),
      systemsColumn(this.view, this.t('alternatives.systems')),
    ];
  });

  /** How much dearer or cheaper than the plan, which was chosen for more than its cost alone. */
  private against(totalCostUsd: number): string | undefined {
    const planned = this.plan().summary.totalCostUsd;
    if (planned <= 0) return undefined;
    const share = totalCostUsd / planned - 1;
    if (Math.abs(share) < 0.0005) return undefined;
    const text = this.view.format().percent(Math.abs(share));
    return this.t(share > 0 ? 'alternatives.more' : 'alternatives.less', { share: text });
  }
}
