import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Words } from '../../words/words';
import { DraftInput } from '../draft-input';
import { DraftSelect } from '../draft-select';
import { ScenarioDraft } from '../scenario-draft';
import { FormSection } from './form-section';

@Component({
  selector: 'hdr-assumptions-section',
  imports: [DraftInput, DraftSelect, FormSection],
  templateUrl: './assumptions-section.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AssumptionsSection {
  protected readonly draft = inject(ScenarioDraft);
  protected readonly t = inject(Words).t;

  protected readonly yesNo = computed(() => [
    { value: true, label: this.t('editor.yes') },
    { value: false, label: this.t('editor.no') },
  ]);
}
