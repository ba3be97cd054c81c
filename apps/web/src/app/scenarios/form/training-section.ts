import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { trainingMethod, trainingPrecision } from '@headroom/models';
import { Icon } from '../../ui/icon';
import { Words } from '../../words/words';
import { DraftInput } from '../draft-input';
import { DraftName } from '../draft-name';
import { DraftNames } from '../draft-names';
import { DraftSelect } from '../draft-select';
import { newTrainingJob } from '../new-items';
import { ScenarioDraft } from '../scenario-draft';
import { FormSection } from './form-section';
import { ItemCard } from './item-card';

@Component({
  selector: 'hdr-training-section',
  imports: [DraftInput, DraftName, DraftNames, DraftSelect, FormSection, Icon, ItemCard],
  templateUrl: './training-section.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TrainingSection {
  protected readonly draft = inject(ScenarioDraft);
  protected readonly t = inject(Words).t;

  protected readonly jobs = computed(() => this.draft.list(['training']));
  protected readonly methods = options(trainingMethod.options);
  protected readonly precisions = options(trainingPrecision.options);
  protected readonly recomputations = options(['auto', 'none', 'selective', 'full']);

  protected readonly sharings = computed(() =>
    (['own', 'off-peak', 'any'] as const).map((value) => ({
      value,
      label: this.t(`f.sharing.${value}`),
    })),
  );

  protected nameOf(index: number): string {
    return String(this.draft.at(['training', index, 'id']) ?? index + 1);
  }

  protected addJob(): void {
    const month = this.draft.at(['horizon', 'start']);
    const day = typeof month === 'string' ? `${month}-01` : new Date().toISOString().slice(0, 10);
    this.draft.add(['training'], newTrainingJob(this.jobs().length, day));
  }
}

function options(values: readonly string[]) {
  return values.map((value) => ({ value, label: value }));
}
