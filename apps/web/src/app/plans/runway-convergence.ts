import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { Runway } from '@headroom/models';
import { TableCard } from '../ui/table-card';
import type { Column } from '../ui/table-column';
import { Words } from '../words/words';
import { PlanView } from './plan-view';

type Step = NonNullable<Runway['convergence']>[number];

/** Whether more samples, or samples of another seed, would say another month for the first pool that is full. */
@Component({
  selector: 'hdr-runway-convergence',
  imports: [TableCard],
  template: `<hdr-table-card
    [heading]="t('runway.convergence')"
    [caption]="t('runway.convergenceCaption')"
    [columns]="columns()"
    [rows]="steps()"
    [csvName]="view.plan().scenarioName + ' runway convergence'"
  />`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RunwayConvergence {
  protected readonly view = inject(PlanView);
  protected readonly t = inject(Words).t;
  readonly steps = input.required<readonly Step[]>();

  protected readonly columns = computed((): readonly Column<Step>[] => {
    const pair = (
      percentile: 'P50' | 'P90',
      seed: (step: Step) => string | null,
      other: (step: Step) => string | null,
    ): readonly Column<Step>[] => {
      const label = this.t('runway.full', { percentile });
      const second = this.t('runway.otherSeed', { label });
      return [
        {
          id: percentile,
          label,
          cell: (step) => ({
            text: this.month(seed(step)),
            note:
              seed(step) === other(step)
                ? this.t('risk.sameSeed')
                : this.t('runway.otherSeed', { label: this.month(other(step)) }),
          }),
          csv: seed,
        },
        {
          id: `${percentile} other`,
          label: second,
          only: 'export',
          cell: (step) => this.month(other(step)),
          csv: other,
        },
      ];
    };
    return [
      {
        id: 'samples',
        label: this.t('risk.samples'),
        cell: ({ samples }) => this.view.format().integer(samples),
        csv: ({ samples }) => samples,
      },
      ...pair(
        'P50',
        (step) => step.fullAtP50,
        (step) => step.otherFullAtP50,
      ),
      ...pair(
        'P90',
        (step) => step.fullAtP90,
        (step) => step.otherFullAtP90,
      ),
    ];
  });

  private month(month: string | null): string {
    return month === null ? this.t('runway.notFull') : this.view.format().date(month);
  }
}
