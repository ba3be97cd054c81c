import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Icon } from '../../ui/icon';
import { Words } from '../../words/words';
import { DraftInput } from '../draft-input';
import { DraftName } from '../draft-name';
import { DraftNames } from '../draft-names';
import { DraftSelect } from '../draft-select';
import { newFleetEntry } from '../new-items';
import { ScenarioDraft } from '../scenario-draft';
import { FormSection } from './form-section';
import { ItemCard } from './item-card';

@Component({
  selector: 'hdr-hardware-section',
  imports: [DraftInput, DraftName, DraftNames, DraftSelect, FormSection, Icon, ItemCard],
  templateUrl: './hardware-section.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HardwareSection {
  protected readonly draft = inject(ScenarioDraft);
  protected readonly t = inject(Words).t;

  protected readonly owned = computed(() => this.draft.list(['fleet']));
  protected readonly acquisitions = computed(() =>
    (['buy', 'rent', 'any'] as const).map((value) => ({
      value,
      label: this.t(`f.acquisition.${value}`),
    })),
  );

  protected readonly yesNo = computed(() => [
    { value: true, label: this.t('editor.yes') },
    { value: false, label: this.t('editor.no') },
  ]);

  protected nameOf(index: number): string {
    return String(this.draft.at(['fleet', index, 'system']) ?? index + 1);
  }

  protected addOwned(): void {
    this.draft.add(['fleet'], newFleetEntry(String(this.draft.at(['sites', 0, 'id']) ?? 'site-1')));
  }
}
