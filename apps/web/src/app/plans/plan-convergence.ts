import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { Risk } from '@headroom/models';
import { TableCard } from '../ui/table-card';
import type { Column } from '../ui/table-column';
import { Words } from '../words/words';
import { PlanView } from './plan-view';

type Step = Risk['convergence'][number];
type Value = number | string | undefined;

interface Estimate {
  readonly id: string;
  readonly label: string;
  readonly unit?: string;
  readonly ofSeed: (step: Step) => Value;
  readonly ofOther: (step: Step) => Value;
  readonly say: (value: number | string) => string;
  /** As it stands in a file. */
  readonly plain?: (value: number | string) => number | string;
}

/** Whether more samples, or samples of another seed, would tell the same of the plan. */
@Component({
  selector: 'hdr-plan-convergence',
  imports: [TableCard],
  template: `<hdr-table-card
    [heading]="t('risk.convergence')"
    [caption]="caption()"
    [columns]="columns()"
    [rows]="risk().convergence"
    [csvName]="view.plan().scenarioName + ' convergence'"
  />`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanConvergence {
  protected readonly view = inject(PlanView);
  protected readonly t = inject(Words).t;
  readonly risk = input.required<Risk>();

  protected readonly caption = computed(() => {
    const { seed, otherSeed } = this.risk();
    return this.t('risk.convergenceCaption', { seed, other: otherSeed });
  });

  private readonly estimates = computed((): readonly Estimate[] => {
    const format = this.view.format();
    const isNumber = (value: number | string): value is number => typeof value === 'number';
    const money = {
      unit: this.view.currency(),
      say: (value: number | string) => (isNumber(value) ? this.view.moneyCompact(value) : value),
      plain: (value: number | string) => (isNumber(value) ? this.view.amount(value) : value),
    };
    const all: readonly Estimate[] = [
      {
        id: 'p50Cost',
        label: this.t('risk.p50Cost'),
        ofSeed: (step) => step.p50CostUsd,
        ofOther: (step) => step.otherP50CostUsd,
        ...money,
      },
      {
        id: 'p90Cost',
        label: this.t('risk.p90Cost'),
        ofSeed: (step) => step.p90CostUsd,
        ofOther: (step) => step.otherP90CostUsd,
        ...money,
      },
      {
        id: 'p10Headroom',
        label: this.t('risk.p10Headroom'),
        ofSeed: (step) => step.p10HeadroomShare,
        ofOther: (step) => step.otherP10HeadroomShare,
        say: (value) => (isNumber(value) ? format.percent(value) : value),
      },
      {
        id: 'p90End',
        label: this.t('risk.p90End'),
        ofSeed: (step) => step.p90EndDay,
        ofOther: (step) => step.otherP90EndDay,
        say: (value) => format.date(String(value)),
      },
    ];
    return all.filter(({ ofSeed }) =>
      this.risk().convergence.some((step) => ofSeed(step) !== undefined),
    );
  });

  protected readonly columns = computed((): readonly Column<Step>[] => [
    {
      id: 'samples',
      label: this.t('risk.samples'),
      cell: ({ samples }) => this.view.format().integer(samples),
      csv: ({ samples }) => samples,
    },
    ...this.estimates().flatMap((estimate) => this.columnsOf(estimate)),
  ]);

  /** One column on the page, with the other seed below; two in a file. */
  private columnsOf({ id, label, unit, ofSeed, ofOther, say, plain }: Estimate): Column<Step>[] {
    const { seed, otherSeed } = this.risk();
    const text = (value: Value) => (value === undefined ? '–' : say(value));
    const inFile = (value: Value) => (value === undefined ? null : (plain?.(value) ?? value));
    const bySeed = (number: number) => this.t('risk.seed', { percentile: label, seed: number });
    const isSame = (step: Step) => text(ofSeed(step)) === text(ofOther(step));
    return [
      {
        id,
        label,
        unit,
        align: 'end',
        only: 'screen',
        cell: (step) => ({
          text: text(ofSeed(step)),
          note: isSame(step) ? this.t('risk.sameSeed') : text(ofOther(step)),
        }),
      },
      {
        id: `${id} ${seed}`,
        label: bySeed(seed),
        unit,
        only: 'export',
        cell: (step) => text(ofSeed(step)),
        csv: (step) => inFile(ofSeed(step)),
      },
      {
        id: `${id} ${otherSeed}`,
        label: bySeed(otherSeed),
        unit,
        only: 'export',
        cell: (step) => text(ofOther(step)),
        csv: (step) => inFile(ofOther(step)),
      },
    ];
  }
}
