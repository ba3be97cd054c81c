import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import type { CostCause, PlanComparison } from '@headroom/models';
import { FigureCard } from '../charts/figure-card';
import { seriesColour } from '../charts/palette';
import { waterfallChart, waterfallHeight, type WaterfallStep } from '../charts/waterfall';
import { ErrorNotice } from '../ui/error-notice';
import { Loading } from '../ui/loading';
import { TableCard } from '../ui/table-card';
import type { Column } from '../ui/table-column';
import { Words } from '../words/words';
import { ComparisonView } from './comparison-view';

type CostItemRow = PlanComparison['costItems'][number];

/** Colours of what costs more and what costs less. */
const MORE = 5;
const LESS = 1;

/** Why the cost moved, change by change, and what it moved by item. */
@Component({
  selector: 'hdr-comparison-cost',
  imports: [ErrorNotice, FigureCard, Loading, TableCard],
  templateUrl: './comparison-cost.html',
  host: { class: 'stack close' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ComparisonCost {
  protected readonly view = inject(ComparisonView);
  protected readonly t = inject(Words).t;

  /** Steps between the two plans; `undefined` while they are planned, `null` where there is no cost to explain. */
  readonly causes = input.required<readonly CostCause[] | null | undefined>();
  readonly failure = input<unknown>(null);
  /** Asked for again after it failed. */
  readonly retry = output();

  private readonly total = computed(() => {
    const total = this.view.comparison().figures.find(({ name }) => name === 'totalCostUsd');
    return { from: total?.from ?? 0, to: total?.to ?? 0 };
  });
  protected readonly steps = computed(() => this.causes() ?? []);
  protected readonly chart = computed(() => {
    const isDark = this.view.isDark();
    const steps: WaterfallStep[] = [
      { label: this.t('compare.before'), kind: 'total', value: this.total().from },
      ...this.steps().map(({ parts, changeUsd }) => ({
        label: this.view.partsText(parts),
        kind: 'change' as const,
        value: changeUsd,
      })),
      { label: this.t('compare.now'), kind: 'total', value: this.total().to },
    ];
    return waterfallChart({
      steps: steps.map((step) => ({ ...step, value: this.view.amount(step.value) })),
      colours: {
        total: seriesColour(0, isDark),
        more: seriesColour(MORE, isDark),
        less: seriesColour(LESS, isDark),
      },
      isDark,
      say: (amount) => this.view.format().moneyCompact(amount, this.view.currency()),
    });
  });
  protected readonly height = computed(() => waterfallHeight(this.steps().length + 2));
  protected readonly description = computed(() =>
    this.t('compare.whyDescribe', {
      from: this.view.moneyCompact(this.total().from),
      to: this.view.moneyCompact(this.total().to),
      n: this.steps().length,
    }),
  );

  protected readonly causeColumns = computed((): readonly Column<CostCause>[] => [
    {
      id: 'cause',
      label: this.t('compare.cause'),
      wide: true,
      cell: ({ parts }) => this.view.partsText(parts),
      csv: ({ parts }) => parts.join(' + '),
    },
    this.change('change', ({ changeUsd }) => changeUsd),
    {
      id: 'after',
      label: this.t('compare.after'),
      unit: this.view.currency(),
      align: 'end',
      cell: ({ totalAfterUsd }) => this.view.money(totalAfterUsd),
      csv: ({ totalAfterUsd }) => this.view.amount(totalAfterUsd),
    },
  ]);

  protected readonly items = computed(() =>
    this.view.comparison().costItems.filter((item) => item.fromUsd !== 0 || item.toUsd !== 0),
  );
  protected readonly itemColumns = computed((): readonly Column<CostItemRow>[] => [
    {
      id: 'item',
      label: this.t('cost.item'),
      cell: ({ item }) => this.t(`cost.${item}`),
      sort: ({ item }) => this.t(`cost.${item}`),
    },
    this.side('from', this.t('compare.before'), ({ fromUsd }) => fromUsd),
    this.side('to', this.t('compare.now'), ({ toUsd }) => toUsd),
    this.change('change', ({ changeUsd }) => changeUsd),
  ]);

  private side(id: string, label: string, pick: (row: CostItemRow) => number): Column<CostItemRow> {
    return {
      id,
      label,
      unit: this.view.currency(),
      align: 'end',
      cell: (row) => this.view.money(pick(row)),
      sort: pick,
      csv: (row) => this.view.amount(pick(row)),
    };
  }

  private change<Row>(id: string, pick: (row: Row) => number): Column<Row> {
    return {
      id,
      label: this.t('compare.change'),
      unit: this.view.currency(),
      align: 'end',
      cell: (row) => {
        const usd = pick(row);
        return {
          text: this.view.signed(usd, this.view.money(usd)),
          tone: usd > 0 ? 'warn' : usd < 0 ? 'ok' : 'muted',
        };
      },
      sort: pick,
      csv: (row) => this.view.amount(pick(row)),
    };
  }
}
