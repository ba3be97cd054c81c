import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Icon } from '../../ui/icon';
import { Words } from '../../words/words';
import { DraftInput } from '../draft-input';
import { DraftName } from '../draft-name';
import { DraftNames } from '../draft-names';
import { newSite } from '../new-items';
import { ScenarioDraft } from '../scenario-draft';
import { FormSection } from './form-section';
import { ItemCard } from './item-card';

@Component({
  selector: 'hdr-sites-section',
  imports: [DraftInput, DraftName, DraftNames, FormSection, Icon, ItemCard],
  templateUrl: './sites-section.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SitesSection {
  protected readonly draft = inject(ScenarioDraft);
  protected readonly t = inject(Words).t;

  protected readonly sites = computed(() => this.draft.list(['sites']));
  protected readonly coolings = computed(() =>
    (['air', 'liquid', 'hybrid'] as const).map((value) => ({
      value,
      label: this.t(`f.cooling.${value}`),
      note: value,
    })),
  );

  protected nameOf(index: number): string {
    return String(this.draft.at(['sites', index, 'id']) ?? index + 1);
  }

  protected addSite(): void {
    this.draft.add(['sites'], newSite(this.sites().length));
  }
}
