import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  untracked,
} from '@angular/core';
import { Router } from '@angular/router';
import {
  type COMPARED_FIGURES,
  type CostCause,
  type PlanComparison,
  type PlanSummary,
} from '@headroom/models';
import { ComparisonsApi } from '../api/comparisons-api';
import { PlansApi } from '../api/plans-api';
import { EmptyState } from '../ui/empty-state';
import { ErrorNotice } from '../ui/error-notice';
import { Format } from '../ui/format';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { Loading } from '../ui/loading';
import { TableCard } from '../ui/table-card';
import type { Column } from '../ui/table-column';
import type { WordKey } from '../words/all-words';
import { Words } from '../words/words';
import { ComparisonChanges } from './comparison-changes';
import { ComparisonCost } from './comparison-cost';
import { ComparisonView } from './comparison-view';

/** Plans to choose from; older ones are reached by their address. */
const MOST_PLANS = 100;

type Figure = PlanComparison['figures'][number];

const FIGURE_WORDS: Readonly<Record<(typeof COMPARED_FIGURES)[number], WordKey>> = {
  totalCostUsd: 'plan.total',
  capexUsd: 'plan.capex',
  units: 'plan.units',
  chips: 'fleet.measure.chips',
  peakPowerKw: 'plan.power',
  energyMwh: 'plan.energy',
  carbonTonnes: 'plan.carbon',
};
const FIGURE_UNITS: Readonly<Partial<Record<(typeof COMPARED_FIGURES)[number], string>>> = {
  peakPowerKw: 'kW',
  energyMwh: 'MWh',
  carbonTonnes: 't CO₂e',
};

/** Two plans side by side; which two stands in the address. */
@Component({
  selector: 'hdr-compare-page',
  imports: [ComparisonChanges, ComparisonCost, EmptyState, ErrorNotice, Icon, Loading, TableCard],
  providers: [ComparisonView],
  templateUrl: './compare-page.html',
  styleUrl: './compare-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ComparePage {
  private readonly api = inject(ComparisonsApi);
  private readonly plansApi = inject(PlansApi);
  private readonly router = inject(Router);
  protected readonly view = inject(ComparisonView);
  protected readonly format = inject(Format).current;
  protected readonly t = inject(Words).t;

  readonly from = input<string>();
  readonly to = input<string>();

  protected readonly plans = new LoadState<PlanSummary[]>();
  protected readonly comparison = new LoadState<PlanComparison>();
  protected readonly causes = new LoadState<{ readonly steps: readonly CostCause[] | null }>();
  protected readonly answered = computed(() =>
    (this.plans.value() ?? []).filter(
      ({ status }) => status === 'ready' || status === 'infeasible',
    ),
  );

  protected readonly figureColumns = computed((): readonly Column<Figure>[] => {
    const shown = ({ name }: Figure, value: number) =>
      name === 'totalCostUsd' || name === 'capexUsd'
        ? this.view.money(value)
        : this.format().integer(value);
    return [
      {
        id: 'figure',
        label: this.t('compare.figure'),
        cell: ({ name }) => ({ text: this.t(FIGURE_WORDS[name]), note: FIGURE_UNITS[name] }),
      },
      {
        id: 'from',
        label: this.t('compare.before'),
        align: 'end',
        cell: (row) => shown(row, row.from),
        csv: ({ from }) => from,
      },
      {
        id: 'to',
        label: this.t('compare.now'),
        align: 'end',
        cell: (row) => shown(row, row.to),
        csv: ({ to }) => to,
      },
      {
        id: 'change',
        label: this.t('compare.change'),
        align: 'end',
        cell: (row) => ({
          text: this.view.signed(row.change, shown(row, row.change)),
          note:
            row.from > 0 && row.change !== 0
              ? this.view.signed(row.change, this.format().percent(row.change / row.from))
              : undefined,
        }),
        csv: ({ change }) => change,
      },
    ];
  });

  constructor() {
    void this.plans.load(async () => (await this.plansApi.recent(MOST_PLANS)).items);
    effect(() => {
      const [from, to] = [this.from(), this.to()];
      if (from !== undefined && to !== undefined) untracked(() => void this.compare(from, to));
    });
    effect(() => this.suggestBefore());
  }

  protected choose(side: 'from' | 'to', id: string): void {
    const chosen = id === '' ? null : id;
    void this.router.navigate([], {
      queryParams: { [side]: chosen },
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  }

  protected swap(): void {
    void this.router.navigate([], { queryParams: { from: this.to(), to: this.from() } });
  }

  protected nameOf(plan: PlanSummary): string {
    return this.t('compare.option', {
      name: plan.scenarioName,
      n: plan.version,
      when: this.format().dateTime(plan.createdAt),
    });
  }

  protected async compare(from: string, to: string): Promise<void> {
    await this.comparison.load(() => this.api.between(from, to, false));
    const comparison = this.comparison.value();
    if (comparison === null || this.comparison.failure() !== null) return;
    this.view.show(comparison);
    await this.askCauses();
  }

  /** Takes plans in between, so the rest of the page does not wait for it. */
  protected async askCauses(): Promise<void> {
    const [from, to] = [this.from(), this.to()];
    if (from === undefined || to === undefined) return;
    await this.causes.load(async () => ({
      steps: (await this.api.between(from, to, true)).causes,
    }));
  }

  /** Whoever comes from a plan wants to see what changed since the one before it. */
  private suggestBefore(): void {
    const [from, to, plans] = [this.from(), this.to(), this.answered()];
    if (from !== undefined || to === undefined) return;
    const newer = plans.find(({ id }) => id === to);
    const before = plans.find(
      (plan) =>
        plan.id !== to && plan.scenarioId === newer?.scenarioId && plan.createdAt < newer.createdAt,
    );
    if (before !== undefined) untracked(() => this.choose('from', before.id));
  }
}
