import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import type { BreakEven } from '@headroom/models';
import { TableCard } from '../ui/table-card';
import type { Column } from '../ui/table-column';
import { Words } from '../words/words';
import { moneyColumn } from './plan-columns';
import { PlanView } from './plan-view';

type Row = Omit<BreakEven, 'offers'> & { readonly offer: BreakEven['offers'][number] };

/** From which use owning a system is cheaper than each way of renting it. */
@Component({
  selector: 'hdr-plan-break-evens',
  imports: [TableCard],
  template: `<hdr-table-card
    [heading]="t('breakEven.heading')"
    [caption]="t('breakEven.caption')"
    [columns]="columns()"
    [rows]="rows()"
    [csvName]="plan().scenarioName + ' buy or rent'"
  />`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanBreakEvens {
  private readonly view = inject(PlanView);
  protected readonly t = inject(Words).t;
  protected readonly plan = this.view.plan;

  protected readonly rows = computed((): readonly Row[] =>
    (this.plan().breakEvens ?? []).flatMap(({ offers, ...owned }) =>
      offers.map((offer) => ({ ...owned, offer })),
    ),
  );
  protected readonly columns = computed((): readonly Column<Row>[] => [
    {
      id: 'system',
      label: this.t('fleet.system'),
      wide: true,
      cell: ({ systemId, siteId }) => ({ text: this.view.systemName(systemId), note: siteId }),
      sort: ({ systemId }) => this.view.systemName(systemId),
      csv: ({ systemId, siteId }) => `${systemId} (${siteId})`,
    },
    moneyColumn(this.view, {
      id: 'owned',
      label: this.t('breakEven.owned'),
      usd: (row) => row.ownedUsdPerChipHour,
    }),
    {
      id: 'offer',
      label: this.t('breakEven.offer'),
      cell: ({ offer }) => ({
        text: `${offer.provider}, ${this.t(`breakEven.${offer.kind}`)}`,
        note: offer.atSite ? undefined : this.t('breakEven.elsewhere'),
      }),
      sort: ({ offer }) => offer.provider,
      csv: ({ offer }) => offer.offerId,
    },
    moneyColumn(this.view, {
      id: 'rented',
      label: this.t('breakEven.rented'),
      usd: ({ offer }) => offer.usdPerChipHour,
    }),
    {
      id: 'share',
      label: this.t('breakEven.share'),
      align: 'end',
      cell: ({ offer: { breakEvenShare } }) =>
        breakEvenShare > 1
          ? { text: this.t('breakEven.never'), tone: 'muted' }
          : {
              text: this.view.format().percent(breakEvenShare, 0),
              share: breakEvenShare,
            },
      sort: ({ offer }) => offer.breakEvenShare,
      csv: ({ offer }) => offer.breakEvenShare,
    },
  ]);
}
