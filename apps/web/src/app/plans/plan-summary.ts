import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Icon } from '../ui/icon';
import { Words } from '../words/words';
import { PlanSentences } from './plan-sentences';
import { PlanView } from './plan-view';

interface Fact {
  label: string;
  value: string;
  note: string;
}

/** The plan in a sentence and six figures, and what a reader has to know before the rest. */
@Component({
  selector: 'hdr-plan-summary',
  imports: [Icon, PlanSentences],
  templateUrl: './plan-summary.html',
  styleUrl: './plan-summary.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanSummary {
  protected readonly view = inject(PlanView);
  protected readonly t = inject(Words).t;
  protected readonly plan = this.view.plan;

  protected readonly facts = computed((): readonly Fact[] => {
    const { summary, periods, periodMonths } = this.plan();
    const format = this.view.format();
    return [
      {
        label: this.t('plan.total'),
        value: this.view.moneyCompact(summary.totalCostUsd),
        note: this.t('plan.totalNote', { n: periods.length * periodMonths }),
      },
      {
        label: this.t('plan.capex'),
        value: this.view.moneyCompact(summary.capexUsd),
        note: '',
      },
      {
        label: this.t('plan.units'),
        value: format.integer(summary.units),
        note: this.t('plan.unitsNote', { n: format.integer(summary.chips) }),
      },
      {
        label: this.t('plan.power'),
        value: format.power(summary.peakPowerKw),
        note: '',
      },
      {
        label: this.t('plan.energy'),
        value: `${format.number(summary.energyMwh, 3)} MWh`,
        note: '',
      },
      {
        label: this.t('plan.carbon'),
        value: format.number(summary.carbonTonnes, 3),
        note: this.t('plan.tonnes'),
      },
      ...(summary.committedBeyondHorizonUsd === undefined
        ? []
        : [
            {
              label: this.t('plan.committed'),
              value: this.view.moneyCompact(summary.committedBeyondHorizonUsd),
              note: this.t('plan.committedNote'),
            },
          ]),
      ...(summary.embodiedCarbonTonnes === undefined
        ? []
        : [
            {
              label: this.t('plan.embodied'),
              value: format.number(summary.embodiedCarbonTonnes, 3),
              note: this.t('plan.embodiedNote'),
            },
          ]),
    ];
  });

  /** What no fleet can cost less than, and over how many kinds of systems that holds. */
  protected readonly bound = computed(() => {
    const { status, boundUsd, systems } = this.plan().solver;
    if (status !== 'within-gap' || boundUsd === null) return null;
    const bound = this.view.moneyCompact(boundUsd);
    return systems === undefined
      ? this.t('plan.bound', { bound })
      : this.t('plan.boundOver', { bound, n: systems });
  });
  protected readonly solver = computed(() => {
    const { status, gapShare } = this.plan().solver;
    return this.t(`plan.solver.${status}`, { gap: this.view.format().percent(gapShare ?? 0, 2) });
  });
}
