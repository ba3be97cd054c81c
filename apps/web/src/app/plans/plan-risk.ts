import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import type { RegretRow, Risk } from '@headroom/models';
import { FigureCard } from '../charts/figure-card';
import { seriesColour } from '../charts/palette';
import { tornadoChart } from '../charts/tornado';
import { Icon } from '../ui/icon';
import { TableCard } from '../ui/table-card';
import type { Column } from '../ui/table-column';
import { Words } from '../words/words';
import { moneyColumn } from './plan-columns';
import { PlanArrivals } from './plan-arrivals';
import { PlanConvergence } from './plan-convergence';
import { PlanVariances } from './plan-variances';
import { PlanView } from './plan-view';
import {
  middleCost,
  type RiskFigure,
  riskFigures,
  type TornadoRow,
  tornadoRows,
} from './risk-rows';

const LOW_COLOUR = 1;
const HIGH_COLOUR = 2;
/** Room for a name of four short lines. */
const BAR_PX = 58;
const AROUND_BARS_PX = 90;
const PERCENTILES = ['p10', 'p50', 'p90'] as const;

/** The plan in many sampled worlds: what may come, what moves it, and which orders one regrets least. */
@Component({
  selector: 'hdr-plan-risk',
  imports: [FigureCard, Icon, PlanArrivals, PlanConvergence, PlanVariances, TableCard],
  templateUrl: './plan-risk.html',
  host: { class: 'stack close' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanRisk {
  protected readonly view = inject(PlanView);
  protected readonly t = inject(Words).t;
  protected readonly plan = this.view.plan;
  protected readonly risk = computed((): Risk => {
    const { risk } = this.plan();
    if (risk === undefined) throw new Error('The plan tells no risk.');
    return risk;
  });

  protected readonly variances = computed(() => {
    const [first, ...rest] = (this.risk().variances ?? []).filter((v) => v.sobolIndices.length > 0);
    return first === undefined ? null : ([first, ...rest] as const);
  });
  protected readonly caption = computed(() =>
    this.t('risk.caption', {
      n: this.view.format().integer(this.risk().samples),
      multiple: this.view.format().number(this.risk().shortfallCostMultiple, 2),
    }),
  );
  protected readonly regretCaption = computed(() => {
    const { isStable, disputed = [] } = this.risk().regret;
    const order = this.t(isStable ? 'risk.stable' : 'risk.unstable');
    return [order, ...disputed.map((message) => this.view.text(message))].join('; ');
  });
  protected readonly figures = computed(() => riskFigures(this.risk(), this.view, this.t));
  protected readonly figureColumns = computed((): readonly Column<RiskFigure>[] => [
    {
      id: 'figure',
      label: this.t('risk.figure'),
      wide: true,
      cell: ({ label, note }) => ({ text: label, note }),
    },
    ...PERCENTILES.map((p) => ({
      id: p,
      label: p.toUpperCase(),
      align: 'end' as const,
      cell: (row: RiskFigure) => row.say(row[p]),
      csv: (row: RiskFigure) => row[p],
    })),
  ]);

  protected readonly bars = computed(() => tornadoRows(this.risk(), this.view));
  protected readonly chartHeight = computed(() => AROUND_BARS_PX + this.bars().length * BAR_PX);
  protected readonly chart = computed(() => {
    const isDark = this.view.isDark();
    return tornadoChart({
      bars: this.bars().map((row) => ({
        label: row.label,
        atLow: this.view.amount(row.costAtLowUsd),
        atHigh: this.view.amount(row.costAtHighUsd),
      })),
      middle: this.view.amount(middleCost(this.risk())),
      low: { name: this.t('risk.low'), colour: seriesColour(LOW_COLOUR, isDark) },
      high: { name: this.t('risk.high'), colour: seriesColour(HIGH_COLOUR, isDark) },
      isDark,
      say: (amount) => this.view.format().moneyCompact(amount, this.view.currency()),
    });
  });
  protected readonly description = computed(() =>
    this.t('risk.tornadoDescribe', {
      cost: this.view.moneyCompact(middleCost(this.risk())),
      n: this.bars().length,
      first: this.bars()[0]?.label ?? '–',
    }),
  );
  protected readonly barColumns = computed((): readonly Column<TornadoRow>[] => [
    {
      id: 'input',
      label: this.t('risk.input'),
      wide: true,
      cell: ({ label, range }) => ({ text: label, note: range }),
      sort: ({ label }) => label,
      csv: ({ inputId }) => inputId,
    },
    moneyColumn(this.view, { id: 'low', label: this.t('risk.low'), usd: (r) => r.costAtLowUsd }),
    moneyColumn(this.view, { id: 'high', label: this.t('risk.high'), usd: (r) => r.costAtHighUsd }),
    {
      id: 'coefficient',
      label: this.t('risk.coefficient'),
      align: 'end',
      cell: ({ coefficient }) => this.view.format().number(coefficient, 2),
      sort: ({ coefficient }) => coefficient,
      csv: ({ coefficient }) => coefficient,
    },
  ]);

  protected readonly regretColumns = computed((): readonly Column<RegretRow>[] => [
    {
      id: 'orders',
      label: this.t('risk.orders'),
      wide: true,
      cell: ({ planId, title }) => ({
        text: this.view.text(title),
        note: planId === this.risk().regret.leastRegretPlanId ? this.t('risk.leastRegret') : '',
      }),
      sort: ({ title }) => this.view.text(title),
    },
    this.money('meanCost', 'risk.meanCost', (row) => row.meanCostUsd),
    this.money('p90Cost', 'risk.p90Cost', (row) => row.p90CostUsd),
    this.money('meanRegret', 'risk.meanRegret', (row) => row.meanRegretUsd),
    this.money('maxRegret', 'risk.maxRegret', (row) => row.maxRegretUsd),
    {
      id: 'best',
      label: this.t('risk.best'),
      align: 'end',
      cell: ({ bestShare }) => ({
        text: this.view.format().percent(bestShare, 0),
        share: bestShare,
      }),
      sort: ({ bestShare }) => bestShare,
      csv: ({ bestShare }) => bestShare,
    },
  ]);

  private money(
    id: string,
    word: 'risk.meanCost' | 'risk.p90Cost' | 'risk.meanRegret' | 'risk.maxRegret',
    usd: (row: RegretRow) => number,
  ): Column<RegretRow> {
    return moneyColumn(this.view, { id, label: this.t(word), usd, isCompact: true });
  }
}
