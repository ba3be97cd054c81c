import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import type { FleetLine } from '@headroom/models';
import { categoryChart } from '../charts/chart-style';
import { decalOf, distinctLooks, type Look, swatchOf } from '../charts/distinct-looks';
import { FigureCard } from '../charts/figure-card';
import { Segmented } from '../ui/segmented';
import { TableCard } from '../ui/table-card';
import type { Column } from '../ui/table-column';
import { Words } from '../words/words';
import { fleetOrders, type FleetOrder } from './fleet-orders';
import { PlanView } from './plan-view';

type Measure = 'chips' | 'units' | 'power';
const MEASURES = ['chips', 'units', 'power'] as const;

/** Systems in service period by period, and what has to be ordered for it. */
@Component({
  selector: 'hdr-plan-fleet',
  imports: [FigureCard, Segmented, TableCard],
  templateUrl: './plan-fleet.html',
  host: { class: 'stack close' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanFleet {
  private readonly view = inject(PlanView);
  protected readonly t = inject(Words).t;
  protected readonly plan = this.view.plan;
  protected readonly measures = computed(() =>
    MEASURES.map((value) => ({ value, text: this.t(`fleet.measure.${value}`) })),
  );
  protected readonly measure = signal<Measure>('chips');
  protected readonly lines = computed(() => this.plan().fleet);
  protected readonly orders = computed(() => fleetOrders(this.plan()));

  /**
   * Each line has the colour of its system, and lines across it where a larger one has a colour that looks the same:
   * what most of a fleet is made of stays plain.
   */
  private readonly looks = computed(() => {
    const most = (line: FleetLine) => Math.max(0, ...line.byPeriod.map((at) => at.chipsInService));
    const lines = [...this.lines()].sort((a, b) => most(b) - most(a));
    const looks = distinctLooks(lines.map(({ systemId }) => this.view.systemColour(systemId)));
    return new Map(lines.flatMap((line, i) => (looks[i] === undefined ? [] : [[line, looks[i]]])));
  });

  protected readonly caption = computed(() =>
    this.t(
      (
        {
          chips: 'fleet.captionChips',
          units: 'fleet.captionUnits',
          power: 'fleet.captionPower',
        } as const
      )[this.measure()],
    ),
  );

  protected readonly chart = computed(() => {
    const format = this.view.format();
    const isDark = this.view.isDark();
    return categoryChart({
      kind: 'stacked-bar',
      categories: this.view.periods(),
      isDark,
      say: (value) =>
        this.measure() === 'power' ? `${format.number(value)} kW` : format.integer(value),
      sayShort: (value) => format.compact(value),
      series: this.lines().map((line) => ({
        name: this.lineName(line),
        colour: this.lookOf(line).colour,
        decal: decalOf(this.lookOf(line), isDark),
        values: this.plan().periods.map((period) => this.valueAt(line, period)),
      })),
    });
  });

  protected readonly description = computed(() => {
    const last = this.plan().periods.at(-1) ?? '';
    const sum = this.lines().reduce((total, line) => total + this.valueAt(line, last), 0);
    return this.t('fleet.describe', {
      measure: this.t(`fleet.measure.${this.measure()}`),
      count: new Set(this.lines().map((line) => line.systemId)).size,
      last: this.view.format().number(sum),
    });
  });

  protected readonly columns = computed((): readonly Column<FleetLine>[] => {
    const format = this.view.format();
    return [
      {
        id: 'system',
        label: this.t('fleet.system'),
        cell: (line) => ({
          text: this.view.systemName(line.systemId),
          note: line.vendor,
          swatch: swatchOf(this.lookOf(line), this.view.isDark()),
          estimated: line.estimatedFigures.length > 0 || this.view.isEstimated(line.chipId),
        }),
        sort: (line) => this.view.systemName(line.systemId),
      },
      {
        id: 'site',
        label: this.t('fleet.site'),
        cell: (line) => this.view.siteName(line.siteId),
        sort: (line) => line.siteId,
      },
      {
        id: 'how',
        label: this.t('fleet.how'),
        cell: (line) => this.t(`fleet.how.${line.acquisition}`),
        sort: (line) => line.acquisition,
      },
      {
        id: 'price',
        label: this.t('fleet.unitPrice'),
        unit: this.view.currency(),
        align: 'end',
        cell: (line) => ({
          text: line.unitPriceUsd === null ? '–' : this.view.money(line.unitPriceUsd),
          note: this.priceNote(line),
        }),
        sort: (line) => line.unitPriceUsd,
        csv: (line) => (line.unitPriceUsd === null ? null : this.view.amount(line.unitPriceUsd)),
      },
      ...this.plan().periods.map((period, index) => ({
        id: period,
        label: this.view.periods()[index] ?? period,
        align: 'end' as const,
        cell: (line: FleetLine) => format.number(this.valueAt(line, period)),
        sort: (line: FleetLine) => this.valueAt(line, period),
        csv: (line: FleetLine) => this.valueAt(line, period),
      })),
    ];
  });

  protected readonly orderColumns = computed((): readonly Column<FleetOrder>[] => {
    const format = this.view.format();
    return [
      {
        id: 'orderBy',
        label: this.t('fleet.orderBy'),
        cell: (order) =>
          order.orderBy === null ? this.t('fleet.atOnce') : format.date(order.orderBy),
        sort: (order) => order.orderBy ?? '',
      },
      {
        id: 'arrives',
        label: this.t('fleet.arrives'),
        cell: (order) => format.date(order.period),
        sort: (order) => order.period,
      },
      {
        id: 'system',
        label: this.t('fleet.system'),
        wide: true,
        cell: (order) => ({
          text: this.view.systemName(order.line.systemId),
          note: `${this.view.siteName(order.line.siteId)} · ${this.t(`fleet.how.${order.line.acquisition}`)}`,
          swatch: swatchOf(this.lookOf(order.line), this.view.isDark()),
        }),
        sort: (order) => this.view.systemName(order.line.systemId),
      },
      {
        id: 'site',
        only: 'export',
        label: this.t('fleet.site'),
        cell: (order) => this.view.siteName(order.line.siteId),
      },
      {
        id: 'how',
        only: 'export',
        label: this.t('fleet.how'),
        cell: (order) => this.t(`fleet.how.${order.line.acquisition}`),
      },
      {
        id: 'units',
        label: this.t('fleet.quantity'),
        align: 'end',
        cell: (order) => format.integer(order.units),
        sort: (order) => order.units,
        csv: (order) => order.units,
      },
      {
        id: 'value',
        label: this.t('fleet.value'),
        unit: this.view.currency(),
        align: 'end',
        cell: (order) => (order.valueUsd === null ? '–' : this.view.moneyCompact(order.valueUsd)),
        sort: (order) => order.valueUsd,
        csv: (order) => (order.valueUsd === null ? null : this.view.amount(order.valueUsd)),
      },
    ];
  });

  /** Where the price is from, and the market and date of a quote from where the buyer is not. */
  private priceNote({ priceSourceId, priceQuote }: FleetLine): string | undefined {
    const title = this.view.source(priceSourceId)?.title;
    if (priceQuote === undefined) return title;
    const { market, date } = priceQuote;
    const quoted = this.t('fleet.quoteOf', { market, date: date ?? '–' });
    return title === undefined ? quoted : `${title} (${quoted})`;
  }

  private lookOf(line: FleetLine): Look {
    return this.looks().get(line) ?? { colour: this.view.systemColour(line.systemId), pattern: 0 };
  }

  private valueAt(line: FleetLine, period: string): number {
    const at = line.byPeriod.find((entry) => entry.period === period);
    if (at === undefined) return 0;
    switch (this.measure()) {
      case 'chips':
        return at.chipsInService;
      case 'units':
        return at.unitsInService;
      case 'power':
        return at.powerKw;
    }
  }

  private lineName(line: FleetLine): string {
    const places = new Set(this.lines().map((other) => other.siteId)).size;
    const how = line.acquisition === 'buy' ? '' : ` (${this.t(`fleet.how.${line.acquisition}`)})`;
    return `${this.view.systemName(line.systemId)}${how}${places > 1 ? ` · ${this.view.siteName(line.siteId)}` : ''}`;
  }
}
