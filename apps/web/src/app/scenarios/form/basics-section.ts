import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Words } from '../../words/words';
import { DraftInput } from '../draft-input';
import { DraftSelect } from '../draft-select';
import { ScenarioDraft } from '../scenario-draft';
import { FormSection } from './form-section';

@Component({
  selector: 'hdr-basics-section',
  imports: [DraftInput, DraftSelect, FormSection],
  templateUrl: './basics-section.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BasicsSection {
  protected readonly draft = inject(ScenarioDraft);
  protected readonly t = inject(Words).t;

  protected readonly periods = computed(() => [
    { value: 1, label: this.t('f.period.1') },
    { value: 3, label: this.t('f.period.3') },
    { value: 12, label: this.t('f.period.12') },
  ]);
  protected readonly currencies = [
    { value: 'USD', label: 'USD' },
    { value: 'CNY', label: 'CNY' },
  ];
  protected readonly objectives = computed(() => [
    { value: 'cost', label: this.t('f.objective.cost') },
    { value: 'power', label: this.t('f.objective.power') },
    { value: 'carbon', label: this.t('f.objective.carbon') },
    { value: 'demand', label: this.t('f.objective.demand') },
    { value: 'latency', label: this.t('f.objective.latency') },
  ]);
  protected readonly choices = computed(() =>
    (['cheapest', 'least-regret'] as const).map((value) => ({
      value,
      label: this.t(`f.choose.${value}`),
    })),
  );
  protected readonly yesNo = computed(() => [
    { value: true, label: this.t('editor.yes') },
    { value: false, label: this.t('editor.no') },
  ]);
}
