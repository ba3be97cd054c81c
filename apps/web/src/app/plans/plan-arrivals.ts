import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { Risk } from '@headroom/models';
import { TableCard } from '../ui/table-card';
import type { Column } from '../ui/table-column';
import { Words } from '../words/words';
import { PlanView } from './plan-view';

type Arrival = NonNullable<Risk['arrivals']>[number];

/** Share of worlds on time below which an order is worth a second look. */
const OFTEN_LATE_SHARE = 0.5;
const PERCENTILES = ['p10', 'p50', 'p90'] as const;

/** When what is ordered will stand there, with the lead times of the sampled worlds. */
@Component({
  selector: 'hdr-plan-arrivals',
  imports: [TableCard],
  template: `<hdr-table-card
    [heading]="t('arrivals.heading')"
    [caption]="t('arrivals.caption')"
    [columns]="columns()"
    [rows]="arrivals()"
    [csvName]="view.plan().scenarioName + ' arrivals'"
    sortedBy="planned"
  />`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanArrivals {
  protected readonly view = inject(PlanView);
  protected readonly t = inject(Words).t;
  readonly arrivals = input.required<readonly Arrival[]>();

  protected readonly columns = computed((): readonly Column<Arrival>[] => {
    const format = this.view.format();
    return [
      {
        id: 'system',
        label: this.t('fleet.system'),
        wide: true,
        cell: ({ systemId, siteId }) => ({
          text: this.view.systemName(systemId),
          note: this.view.siteName(siteId),
          swatch: this.view.systemColour(systemId),
        }),
        sort: ({ systemId }) => this.view.systemName(systemId),
        csv: ({ systemId, siteId }) =>
          `${this.view.systemName(systemId)} (${this.view.siteName(siteId)})`,
      },
      {
        id: 'units',
        label: this.t('fleet.quantity'),
        align: 'end',
        cell: ({ units }) => format.integer(units),
        sort: ({ units }) => units,
        csv: ({ units }) => units,
      },
      {
        id: 'planned',
        label: this.t('arrivals.planned'),
        cell: ({ plannedDay }) => format.date(plannedDay),
        sort: ({ plannedDay }) => plannedDay,
        csv: ({ plannedDay }) => plannedDay,
      },
      ...PERCENTILES.map((p) => ({
        id: p,
        label: p.toUpperCase(),
        cell: ({ day, plannedDay }: Arrival) => ({
          text: format.date(day[p]),
          tone: day[p] > plannedDay ? ('warn' as const) : undefined,
        }),
        sort: ({ day }: Arrival) => day[p],
        csv: ({ day }: Arrival) => day[p],
      })),
      {
        id: 'onTime',
        label: this.t('arrivals.onTime'),
        align: 'end',
        cell: ({ onTimeShare }) => ({
          text: format.percent(onTimeShare, 0),
          share: onTimeShare,
          tone: onTimeShare < OFTEN_LATE_SHARE ? 'warn' : undefined,
        }),
        sort: ({ onTimeShare }) => onTimeShare,
        csv: ({ onTimeShare }) => onTimeShare,
      },
    ];
  });
}
