import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import type { OverviewOrder, OverviewPool } from '@headroom/models';
import { TableCard } from '../ui/table-card';
import type { Cell, Column, Tone } from '../ui/table-column';
import { Words } from '../words/words';
import { OverviewView } from './overview-view';

const STATUS_TONES: Readonly<Record<OverviewPool['status'], Tone>> = {
  safe: 'ok',
  watch: 'warn',
  late: 'danger',
};

/** Orders the plans wait for, and pools that run out, over all scenarios. */
@Component({
  selector: 'hdr-overview-ahead',
  imports: [TableCard],
  template: `
    <hdr-table-card
      class="orders"
      [level]="2"
      [heading]="t('overview.orders')"
      [caption]="ordersCaption()"
      [columns]="orderColumns()"
      [rows]="view.overview().orders"
      [emptyText]="t('overview.noOrders')"
      maxHeight="none"
      [csvName]="t('overview.orders')"
    />
    <hdr-table-card
      class="pools"
      [level]="2"
      [heading]="t('overview.pools')"
      [caption]="t('overview.poolsCaption')"
      [columns]="poolColumns()"
      [rows]="view.overview().pools"
      [emptyText]="t('overview.noPools')"
      maxHeight="none"
      [csvName]="t('overview.pools')"
    />
  `,
  // Its cards lie in the grid of the page, beside those of rules and reports.
  styles: `
    :host {
      display: contents;
    }

    hdr-table-card {
      grid-column: 1 / -1;
    }

    @media (width >= 1560px) {
      .orders {
        grid-row: 1 / 4;
        grid-column: 1;
      }

      .pools {
        grid-column: 2;
      }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OverviewAhead {
  protected readonly view = inject(OverviewView);
  protected readonly t = inject(Words).t;

  protected readonly ordersCaption = computed(() => {
    const { orders, ordersInAll } = this.view.overview();
    const caption = this.t('overview.ordersCaption');
    return orders.length === ordersInAll
      ? caption
      : `${caption} ${this.t('overview.ordersOf', { n: orders.length, all: ordersInAll })}`;
  });

  protected readonly orderColumns = computed((): readonly Column<OverviewOrder>[] => {
    const format = this.view.format();
    return [
      {
        id: 'orderBy',
        label: this.t('overview.by'),
        cell: ({ orderBy, isLate }) => ({
          text: format.date(orderBy),
          ...(isLate ? { tone: 'danger', note: this.t('overview.late') } : {}),
        }),
        sort: ({ orderBy }) => orderBy,
        csv: ({ orderBy }) => orderBy,
      },
      {
        id: 'what',
        label: this.t('overview.what'),
        wide: true,
        cell: (order) => ({
          text: `${format.integer(order.units)} × ${this.view.systemName(order.system)}`,
          note: `${order.site.name} · ${this.t(`fleet.how.${order.acquisition}`)}`,
        }),
        sort: (order) => this.view.systemName(order.system),
      },
      {
        id: 'arrives',
        label: this.t('overview.arrives'),
        cell: ({ arrives }) => format.date(arrives),
        sort: ({ arrives }) => arrives,
        csv: ({ arrives }) => arrives,
      },
      {
        id: 'value',
        label: this.t('overview.value'),
        unit: this.view.currency(),
        align: 'end',
        cell: ({ valueUsd, planId }) =>
          valueUsd === null ? '–' : this.view.money(valueUsd, planId),
        sort: ({ valueUsd }) => valueUsd,
        csv: ({ valueUsd, planId }) =>
          valueUsd === null ? null : this.view.amount(valueUsd, planId),
      },
      {
        id: 'plan',
        label: this.t('overview.plan'),
        wide: true,
        cell: (order) => this.view.planCell(order),
        sort: ({ scenarioName }) => scenarioName,
      },
    ];
  });

  protected readonly poolColumns = computed((): readonly Column<OverviewPool>[] => {
    const format = this.view.format();
    return [
      {
        id: 'pool',
        label: this.t('overview.pool'),
        wide: true,
        cell: (pool) => ({ text: this.view.systemName(pool.system), note: pool.site.name }),
        sort: (pool) => this.view.systemName(pool.system),
      },
      {
        id: 'full',
        label: this.t('runway.full', { percentile: 'P90' }),
        cell: ({ fullAtP90, fullAtP50 }) => ({
          text: format.date(fullAtP90),
          note: `P50: ${fullAtP50 === null ? this.t('runway.notFull') : format.date(fullAtP50)}`,
        }),
        sort: ({ fullAtP90 }) => fullAtP90,
      },
      {
        id: 'fix',
        label: this.t('overview.fix'),
        cell: (pool) => this.fixOf(pool),
        sort: ({ orderByP90 }) => orderByP90,
      },
      {
        id: 'status',
        label: this.t('overview.status'),
        cell: ({ status }) => ({
          text: this.t(`runway.status.${status}`),
          badge: STATUS_TONES[status],
        }),
        sort: ({ status }) => status,
      },
      {
        id: 'plan',
        label: this.t('overview.plan'),
        wide: true,
        cell: (pool) => this.view.planCell(pool),
        sort: ({ scenarioName }) => scenarioName,
      },
    ];
  });

  /** By when to order more; of what, where that is another system. */
  private fixOf({ orderByP90, fix, system }: OverviewPool): Cell {
    if (fix === null || orderByP90 === null) {
      return { text: this.t('overview.noFix'), tone: 'muted' };
    }
    const text = this.view.format().date(orderByP90);
    return fix.id === system.id ? { text } : { text, note: this.view.systemName(fix) };
  }
}
