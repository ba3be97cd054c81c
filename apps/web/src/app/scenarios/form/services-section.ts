import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Icon } from '../../ui/icon';
import { Words } from '../../words/words';
import { DraftInput } from '../draft-input';
import { DraftLengths } from '../draft-lengths';
import { DraftLoad } from '../draft-load';
import { DraftName } from '../draft-name';
import { DraftNames } from '../draft-names';
import { DraftSelect } from '../draft-select';
import { mixOf, newService } from '../new-items';
import { ScenarioDraft } from '../scenario-draft';
import { FormSection } from './form-section';
import { ItemCard } from './item-card';
import { MixParts } from './mix-parts';

@Component({
  selector: 'hdr-services-section',
  imports: [
    DraftInput,
    DraftLengths,
    DraftLoad,
    DraftName,
    DraftNames,
    DraftSelect,
    FormSection,
    Icon,
    ItemCard,
    MixParts,
  ],
  templateUrl: './services-section.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ServicesSection {
  protected readonly draft = inject(ScenarioDraft);
  protected readonly t = inject(Words).t;

  protected readonly services = computed(() => this.draft.list(['services']));
  protected readonly siteNames = computed(() =>
    this.draft
      .list(['sites'])
      .map((_site, index) => String(this.draft.at(['sites', index, 'id']) ?? ''))
      .map((id) => ({ value: id, label: id, note: '' })),
  );
  protected readonly yesNo = computed(() => [
    { value: true, label: this.t('editor.yes') },
    { value: false, label: this.t('editor.no') },
  ]);
  protected readonly engines = options(['auto', 'vllm', 'sglang', 'tensorrt-llm', 'vendor']);
  protected readonly modes = computed(() =>
    (['auto', 'aggregated', 'disaggregated'] as const).map((value) => ({
      value,
      label: this.t(`f.mode.${value}`),
    })),
  );

  protected nameOf(index: number): string {
    return String(this.draft.at(['services', index, 'id']) ?? index + 1);
  }

  /** The lengths of all requests become those of its first parts. */
  protected splitByLength(index: number): void {
    const service = ['services', index];
    const [input, output] = ['inputTokens', 'outputTokens'].map((name) =>
      this.draft.at([...service, name]),
    );
    this.draft.set([...service, 'mix'], mixOf(input, output));
    for (const name of ['inputTokens', 'outputTokens', 'lengthBuckets']) {
      this.draft.remove([...service, name]);
    }
  }

  protected addService(): void {
    this.draft.add(['services'], newService(this.services().length));
  }
}

function options(values: readonly string[]) {
  return values.map((value) => ({ value, label: value }));
}
