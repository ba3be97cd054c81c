import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Icon } from '../../ui/icon';
import { Words } from '../../words/words';
import { DraftInput } from '../draft-input';
import { DraftName } from '../draft-name';
import { DraftSelect } from '../draft-select';
import { ScenarioDraft } from '../scenario-draft';
import { FormSection } from './form-section';
import { ItemCard } from './item-card';

@Component({
  selector: 'hdr-limits-section',
  imports: [DraftInput, DraftName, DraftSelect, FormSection, Icon, ItemCard],
  templateUrl: './limits-section.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LimitsSection {
  protected readonly draft = inject(ScenarioDraft);
  protected readonly t = inject(Words).t;

  protected readonly supply = computed(() => this.draft.list(['limits', 'supply']));
  protected readonly branches = computed(() => this.draft.list(['policy', 'branches']));
  protected readonly modes = computed(() =>
    (['apply', 'ignore'] as const).map((value) => ({
      value,
      label: this.t(`f.policyMode.${value}`),
    })),
  );
  protected readonly licences = computed(() =>
    (['allowed', 'banned'] as const).map((value) => ({
      value,
      label: this.t(`f.licensed.${value}`),
    })),
  );
  protected readonly yesNo = computed(() => [
    { value: true, label: this.t('editor.yes') },
    { value: false, label: this.t('editor.no') },
  ]);

  /** A cap names one of chip, system and vendor; the form edits the one that is there. */
  protected isOf(kind: 'vendor' | 'system', index: number): boolean {
    return this.draft.at(['limits', 'supply', index, kind]) !== undefined;
  }

  protected branchName(index: number): string {
    const path = ['policy', 'branches', index];
    return String(this.draft.at([...path, 'name']) ?? this.draft.at([...path, 'id']) ?? index + 1);
  }

  protected addSupply(): void {
    this.draft.add(['limits', 'supply'], { chip: 'nv-h20-96', leadTimeMonths: 3 });
  }
}
