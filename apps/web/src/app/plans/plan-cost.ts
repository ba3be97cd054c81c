import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import type { CostItems } from '@headroom/models';
import { categoryChart } from '../charts/chart-style';
import { FigureCard } from '../charts/figure-card';
import { seriesColour } from '../charts/palette';
import { waterfallChart, waterfallHeight } from '../charts/waterfall';
import { TableCard } from '../ui/table-card';
import { type Column, toCell } from '../ui/table-column';
import { Words } from '../words/words';
import { PlanBreakEvens } from './plan-break-evens';
import { moneyColumn } from './plan-columns';
import { PlanView } from './plan-view';
import { type UnitCostRow, unitCostRows, unitCostTotal } from './unit-cost-rows';

type ItemName = Exclude<keyof CostItems, 'totalUsd'>;

/** Colour of each item, whatever else a plan costs. */
const ITEM_COLOURS: Readonly<Record<ItemName, number>> = {
  amortisationUsd: 0,
  financeUsd: 1,
  networkUsd: 2,
  storageUsd: 3,
  sparesUsd: 4,
  energyUsd: 5,
  spaceUsd: 6,
  staffUsd: 7,
  maintenanceUsd: 8,
  softwareUsd: 9,
  rentUsd: 10,
  tariffUsd: 11,
};
const TOTAL_COLOUR = 9;
const ITEM_NAMES = Object.keys(ITEM_COLOURS) as ItemName[];

/** An item a plan does not have costs nothing. */
const costOf = (items: CostItems, name: ItemName | 'totalUsd'): number => items[name] ?? 0;

interface PeriodRow {
  period: string;
  items: CostItems;
}

interface ItemRow {
  name: ItemName | 'total';
  usd: number;
}

/** What the plan costs, by period, by item, and by unit of work. */
@Component({
  selector: 'hdr-plan-cost',
  imports: [FigureCard, PlanBreakEvens, TableCard],
  templateUrl: './plan-cost.html',
  host: { class: 'stack close' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanCost {
  private readonly view = inject(PlanView);
  protected readonly t = inject(Words).t;
  protected readonly plan = this.view.plan;

  /** Items that cost anything, dearest first. */
  private readonly items = computed((): readonly ItemName[] => {
    const total = this.plan().costTotal;
    return ITEM_NAMES.filter((name) => costOf(total, name) !== 0).sort(
      (a, b) => costOf(total, b) - costOf(total, a),
    );
  });
  protected readonly totalRow = computed((): ItemRow => ({
    name: 'total',
    usd: this.plan().costTotal.totalUsd,
  }));
  protected readonly itemRows = computed((): readonly ItemRow[] =>
    this.items().map((name) => ({ name, usd: costOf(this.plan().costTotal, name) })),
  );
  protected readonly periodTotal = computed((): PeriodRow => ({
    period: '',
    items: this.plan().costTotal,
  }));

  protected readonly chart = computed(() => {
    const format = this.view.format();
    const currency = this.view.currency();
    return categoryChart({
      kind: 'stacked-bar',
      categories: this.plan().costByPeriod.map(({ period }) => format.date(period)),
      isDark: this.view.isDark(),
      say: (amount) => format.moneyCompact(amount, currency),
      sayShort: (amount) => format.moneyCompact(amount, currency),
      series: this.items().map((name) => ({
        name: this.t(`cost.${name}`),
        colour: seriesColour(ITEM_COLOURS[name], this.view.isDark()),
        values: this.plan().costByPeriod.map(({ items }) => this.view.amount(costOf(items, name))),
      })),
    });
  });

  /** From nothing to the total, item by item. */
  protected readonly waterfall = computed(() => {
    const isDark = this.view.isDark();
    const format = this.view.format();
    return waterfallChart({
      steps: [
        ...this.itemRows().map(({ name, usd }) => ({
          label: this.itemName(name),
          kind: 'change' as const,
          value: this.view.amount(usd),
        })),
        {
          label: this.t('cost.total'),
          kind: 'total',
          value: this.view.amount(this.totalRow().usd),
        },
      ],
      colours: {
        total: seriesColour(TOTAL_COLOUR, isDark),
        more: seriesColour(ITEM_COLOURS.amortisationUsd, isDark),
        less: seriesColour(ITEM_COLOURS.financeUsd, isDark),
      },
      isDark,
      say: (amount) => format.moneyCompact(amount, this.view.currency()),
    });
  });

  protected readonly description = computed(() => {
    const largest = this.items()[0];
    return this.t('cost.describe', {
      total: this.view.moneyCompact(this.plan().costTotal.totalUsd),
      largest: largest === undefined ? '–' : this.t(`cost.${largest}`),
    });
  });

  protected readonly periodColumns = computed((): readonly Column<PeriodRow>[] => [
    {
      id: 'period',
      label: this.t('coverage.period'),
      cell: (row) =>
        row.period === '' ? this.t('cost.total') : this.view.format().date(row.period),
      csv: (row) => row.period || this.t('cost.total'),
    },
    ...[...this.items(), 'totalUsd' as const].map((name) => ({
      id: name,
      label: name === 'totalUsd' ? this.t('cost.total') : this.t(`cost.${name}`),
      unit: this.view.currency(),
      align: 'end' as const,
      cell: (row: PeriodRow) => this.view.money(costOf(row.items, name)),
      csv: (row: PeriodRow) => this.view.amount(costOf(row.items, name)),
    })),
  ]);

  protected readonly itemColumns = computed((): readonly Column<ItemRow>[] => {
    const total = this.plan().costTotal.totalUsd;
    return [
      {
        id: 'item',
        label: this.t('cost.item'),
        cell: ({ name }) => this.itemName(name),
      },
      {
        id: 'amount',
        label: this.t('cost.amount'),
        unit: this.view.currency(),
        align: 'end',
        cell: ({ usd }) => this.view.money(usd),
        csv: ({ usd }) => this.view.amount(usd),
      },
      {
        id: 'share',
        label: this.t('cost.share'),
        align: 'end',
        cell: ({ name, usd }) => ({
          text: this.view.format().percent(total === 0 ? 0 : usd / total),
          share: name === 'total' || total === 0 ? undefined : usd / total,
        }),
        csv: ({ usd }) => (total === 0 ? 0 : usd / total),
      },
    ];
  });

  private itemName(name: ItemRow['name']): string {
    return name === 'total' ? this.t('cost.total') : this.t(`cost.${name}`);
  }

  protected readonly unitRows = computed(() => unitCostRows(this.plan()));
  protected readonly unitTotal = computed(() => unitCostTotal(this.plan()));
  protected readonly waterfallHeight = computed(() => waterfallHeight(this.itemRows().length + 1));

  protected readonly unitColumns = computed((): readonly Column<UnitCostRow>[] => {
    const money = (usd: (row: UnitCostRow) => number | null, id: string, label: string) =>
      moneyColumn(this.view, { id, label, usd });
    const perMillionOut = money(
      (row) => row.usdPerMillionOutputTokens,
      'out',
      this.t('cost.perMillionOut'),
    );
    const rows = this.unitRows();
    const columns: readonly Column<UnitCostRow>[] = [
      {
        id: 'workload',
        label: this.t('coverage.workload'),
        wide: true,
        cell: (row) => this.unitName(row),
        sort: (row) => this.unitName(row),
      },
      {
        ...perMillionOut,
        cell: (row) => ({ ...toCell(perMillionOut.cell(row)), note: this.energyOf(row) }),
      },
      money((row) => row.usdPerMillionInputTokens, 'in', this.t('cost.perMillionIn')),
      money((row) => row.usdPerMillionCachedTokens, 'cached', this.t('cost.perMillionCached')),
      money((row) => row.usdPerRun, 'run', this.t('cost.perRun')),
      {
        id: 'kwh',
        only: 'export',
        label: this.t('cost.kwh'),
        unit: 'kWh',
        align: 'end',
        cell: ({ kwhPerMillionOutputTokens: kwh }) =>
          kwh === null ? '–' : this.view.format().number(kwh, 3),
        sort: (row) => row.kwhPerMillionOutputTokens,
        csv: (row) => row.kwhPerMillionOutputTokens,
      },
      money((row) => row.totalUsd, 'total', this.t('cost.total')),
    ];
    // Services have no price of a run, training no price of a token: no empty columns for the other.
    return columns.filter(({ csv }) => csv === undefined || rows.some((row) => csv(row) !== null));
  });

  private energyOf({ kwhPerMillionOutputTokens: kwh }: UnitCostRow): string | undefined {
    return kwh === null ? undefined : `${this.view.format().number(kwh, 3)} kWh`;
  }

  private unitName({ of, workloadId }: UnitCostRow): string {
    if (of === 'idle') return this.t('cost.idle');
    return workloadId === null ? this.t('cost.total') : this.view.workloadName(workloadId);
  }
}
