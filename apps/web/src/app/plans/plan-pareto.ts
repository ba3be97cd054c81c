import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { scatterChart } from '../charts/chart-style';
import { FigureCard } from '../charts/figure-card';
import { seriesColour } from '../charts/palette';
import { Segmented } from '../ui/segmented';
import type { Column } from '../ui/table-column';
import { Words } from '../words/words';
import { moneyColumn } from './plan-columns';
import { PlanView } from './plan-view';
import { paretoFront } from './pareto';

const MEASURES = ['power', 'carbon', 'risk'] as const;
type Measure = (typeof MEASURES)[number];

interface Way {
  readonly name: string;
  readonly isPlan: boolean;
  readonly costUsd: number;
  readonly power: number | null;
  readonly carbon: number | null;
  /** Cost that nine tenths of the sampled worlds stay below, in USD. */
  readonly risk: number | null;
}

/** The plan among its alternatives: cost against power, carbon or risk, and which of them nothing beats in both. */
@Component({
  selector: 'hdr-plan-pareto',
  imports: [FigureCard, Segmented],
  template: `
    @if (points().length > 1) {
      <hdr-figure-card
        [heading]="t('pareto.heading')"
        [caption]="t('pareto.caption')"
        [option]="chart()"
        [description]="description()"
        [columns]="columns()"
        [rows]="ways()"
        [height]="340"
        [csvName]="view.plan().scenarioName + ' pareto'"
      >
        <hdr-segmented
          figureActions
          [label]="t('pareto.against')"
          [segments]="segments()"
          [(chosen)]="measure"
        />
      </hdr-figure-card>
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanPareto {
  protected readonly view = inject(PlanView);
  protected readonly t = inject(Words).t;
  protected readonly measure = signal<Measure>('power');

  protected readonly ways = computed((): readonly Way[] => {
    const { summary, alternatives, risk } = this.view.plan();
    const p90 = (id: string) => risk?.regret.rows.find((r) => r.planId === id)?.p90CostUsd ?? null;
    return [
      {
        name: this.t('pareto.thisPlan'),
        isPlan: true,
        costUsd: summary.totalCostUsd,
        power: summary.peakPowerKw,
        carbon: summary.carbonTonnes,
        risk: p90('this-plan'),
      },
      ...alternatives.flatMap((a) =>
        a.totalCostUsd === null
          ? []
          : [
              {
                name: this.view.text(a.title),
                isPlan: false,
                costUsd: a.totalCostUsd,
                power: a.peakPowerKw,
                carbon: a.carbonTonnes,
                risk: p90(a.id),
              },
            ],
      ),
    ];
  });
  private readonly measures = computed(() =>
    MEASURES.filter((m) => this.ways().filter((way) => way[m] !== null).length > 1),
  );
  protected readonly segments = computed(() =>
    this.measures().map((value) => ({ value, text: this.label(value) })),
  );
  protected readonly points = computed(() =>
    this.ways().flatMap((way) => {
      const value = way[this.measure()];
      if (value === null) return [];
      const y = this.measure() === 'risk' ? this.view.amount(value) : value;
      return [{ name: way.name, isPlan: way.isPlan, x: this.view.amount(way.costUsd), y }];
    }),
  );
  private readonly front = computed(() => paretoFront(this.points()));

  protected readonly chart = computed(() => {
    const isDark = this.view.isDark();
    const format = this.view.format();
    const money = (value: number) => format.moneyCompact(value, this.view.currency());
    const front = this.front();
    const others = this.points().filter(({ isPlan }) => !isPlan);
    const group = (
      word: 'thisPlan' | 'unbeaten' | 'beaten',
      tint: number,
      points: typeof others,
    ) => ({
      name: this.t(`pareto.${word}`),
      colour: seriesColour(tint, isDark),
      points,
    });
    return scatterChart({
      groups: [
        group(
          'thisPlan',
          0,
          this.points().filter(({ isPlan }) => isPlan),
        ),
        group(
          'unbeaten',
          1,
          others.filter((p) => front.includes(p)),
        ),
        group(
          'beaten',
          9,
          others.filter((p) => !front.includes(p)),
        ),
      ].filter(({ points }) => points.length > 0),
      front: { name: this.t('pareto.front'), colour: seriesColour(1, isDark), points: front },
      xLabel: this.t('alternatives.cost'),
      yLabel: this.label(this.measure()),
      isLogarithmic: false,
      isLabelled: true,
      isDark,
      sayX: money,
      sayShort: this.measure() === 'risk' ? money : (value) => format.compact(value),
    });
  });
  protected readonly description = computed(() =>
    this.t('pareto.describe', {
      measure: this.label(this.measure()),
      names: this.front()
        .map(({ name }) => name)
        .join(', '),
    }),
  );
  protected readonly columns = computed((): readonly Column<Way>[] => {
    const number = (id: 'power' | 'carbon'): Column<Way> => ({
      id,
      label: this.label(id),
      align: 'end',
      cell: (way) => (way[id] === null ? '–' : this.view.format().number(way[id], 3)),
      sort: (way) => way[id],
      csv: (way) => way[id],
    });
    return [
      { id: 'way', label: this.t('alternatives.way'), wide: true, cell: ({ name }) => name },
      moneyColumn(this.view, {
        id: 'cost',
        label: this.t('alternatives.cost'),
        usd: ({ costUsd }) => costUsd,
        isCompact: true,
      }),
      number('power'),
      number('carbon'),
      moneyColumn(this.view, {
        id: 'risk',
        label: this.label('risk'),
        usd: ({ risk }) => risk,
        isCompact: true,
      }),
    ];
  });

  private label(measure: Measure): string {
    return this.t(`pareto.${measure}`);
  }
}
