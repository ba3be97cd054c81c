import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { TableCard } from '../ui/table-card';
import type { Column } from '../ui/table-column';
import { Words } from '../words/words';
import { type NightRow, nightRows } from './night-rows';
import { PlanView } from './plan-view';

/** Training on the units that services leave at night: where, how long each night, and what it saves. */
@Component({
  selector: 'hdr-plan-nights',
  imports: [TableCard],
  template: `<hdr-table-card
    [heading]="t('nights.heading')"
    [caption]="caption()"
    [columns]="columns()"
    [rows]="rows()"
    [csvName]="plan().scenarioName + ' nights'"
  />`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanNights {
  private readonly view = inject(PlanView);
  protected readonly t = inject(Words).t;
  protected readonly plan = this.view.plan;

  protected readonly rows = computed(() => nightRows(this.plan()));
  protected readonly caption = computed(() => {
    const saves = this.plan().reasoning?.find(({ code }) => code === 'plan/at-night-saves');
    return saves === undefined ? this.t('nights.caption') : this.view.text(saves);
  });

  protected readonly columns = computed((): readonly Column<NightRow>[] => {
    const format = this.view.format();
    return [
      {
        id: 'job',
        label: this.t('nights.job'),
        wide: true,
        cell: ({ workloadId, hours }) => ({
          text: this.view.workloadName(workloadId),
          note: hours === null ? undefined : this.t('nights.hours', { n: format.number(hours, 3) }),
        }),
        sort: ({ workloadId }) => workloadId,
      },
      {
        id: 'period',
        label: this.t('coverage.period'),
        cell: ({ period }) => format.date(period),
        sort: ({ period }) => period,
        csv: ({ period }) => period,
      },
      {
        id: 'site',
        label: this.t('f.site'),
        cell: ({ siteId }) => this.view.siteName(siteId),
        sort: ({ siteId }) => siteId,
      },
      {
        id: 'system',
        label: this.t('f.system'),
        wide: true,
        cell: ({ systemId }) => this.view.systemName(systemId),
        sort: ({ systemId }) => systemId,
      },
      {
        id: 'units',
        label: this.t('nights.units'),
        align: 'end',
        cell: ({ units }) => format.number(units, 3),
        sort: ({ units }) => units,
        csv: ({ units }) => units,
      },
      {
        id: 'beside',
        label: this.t('nights.beside'),
        wide: true,
        cell: (row) => ({
          text: this.t('nights.dayToNight', {
            day: format.number(row.unitsByDay, 3),
            night: format.number(row.unitsAtNight, 3),
          }),
          note: row.serviceIds.map((id) => this.view.workloadName(id)).join(', '),
        }),
        csv: ({ serviceIds, unitsByDay, unitsAtNight }) =>
          `${serviceIds.map((id) => this.view.workloadName(id)).join(', ')}: ${unitsByDay} > ${unitsAtNight}`,
      },
    ];
  });
}
