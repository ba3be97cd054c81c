import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import type { BreakEven } from '@headroom/models';
import { FigureCard } from '../charts/figure-card';
import { seriesColour } from '../charts/palette';
import { xyLines } from '../charts/xy-lines';
import type { Column } from '../ui/table-column';
import { Words } from '../words/words';
import { moneyColumn } from './plan-columns';
import { PlanView } from './plan-view';

type Row = Omit<BreakEven, 'offers'> & { readonly offer: BreakEven['offers'][number] };

/** Shares of hours in use a curve is drawn through. */
const LEAST_SHARE = 0.05;
const STEPS = 95;
const SHARES = Array.from(
  { length: STEPS + 1 },
  (_, i) => LEAST_SHARE + (i * (1 - LEAST_SHARE)) / STEPS,
);
/** Owning costs without limit where it is hardly used; the picture ends a little above the dearest offer. */
const HEIGHT_OVER_DEAREST = 1.6;

/** From which use owning a system is cheaper than each way of renting it. */
@Component({
  selector: 'hdr-plan-break-evens',
  imports: [FigureCard],
  template: `
    @for (card of cards(); track $index) {
      <hdr-figure-card
        [heading]="card.heading"
        [caption]="t('breakEven.caption')"
        [option]="card.chart"
        [description]="card.description"
        [columns]="columns()"
        [rows]="card.rows"
        [height]="260"
        [csvName]="plan().scenarioName + ' buy or rent ' + card.systemId"
      />
    }
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(440px, 100%), 1fr));
      gap: 12px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanBreakEvens {
  private readonly view = inject(PlanView);
  protected readonly t = inject(Words).t;
  protected readonly plan = this.view.plan;

  protected readonly cards = computed(() =>
    (this.plan().breakEvens ?? []).map((breakEven) => {
      const { offers, ...owned } = breakEven;
      const system = `${this.view.systemName(owned.systemId)} · ${this.view.siteName(owned.siteId)}`;
      return {
        systemId: owned.systemId,
        heading: this.t('breakEven.of', { system }),
        description: this.t('breakEven.describe', { system }),
        rows: offers.map((offer): Row => ({ ...owned, offer })),
        chart: this.chartOf(breakEven),
      };
    }),
  );

  /** What a chip-hour in use costs: an owned chip is paid for while it idles, a rented one is not. */
  private chartOf({ ownedUsdPerChipHour, offers }: BreakEven) {
    const isDark = this.view.isDark();
    const format = this.view.format();
    const dearest = Math.max(...offers.map((o) => o.usdPerChipHour), ownedUsdPerChipHour);
    const amount = (usd: number) => this.view.amount(usd);
    return xyLines({
      lines: [
        {
          name: this.t('breakEven.ownedLine'),
          colour: seriesColour(0, isDark),
          points: SHARES.map((share) => [share, amount(ownedUsdPerChipHour / share)] as const),
        },
        ...offers.map((offer, i) => ({
          name: `${offer.provider}, ${this.t(`breakEven.${offer.kind}`)}`,
          colour: seriesColour(i + 1, isDark),
          isDashed: true,
          points: [LEAST_SHARE, 1].map((share) => [share, amount(offer.usdPerChipHour)] as const),
        })),
      ],
      xLabel: this.t('breakEven.used'),
      isDark,
      sayX: (share) => format.percent(share, 0),
      sayY: (value) => format.money(value, this.view.currency()),
      yMost: amount(dearest * HEIGHT_OVER_DEAREST),
    });
  }

  protected readonly columns = computed((): readonly Column<Row>[] => [
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
