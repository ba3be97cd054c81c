import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { Icon } from '../ui/icon';
import { Words } from '../words/words';
import { CatalogNames } from './catalog-names';
import { AssumptionsSection } from './form/assumptions-section';
import { BasicsSection } from './form/basics-section';
import { HardwareSection } from './form/hardware-section';
import { LimitsSection } from './form/limits-section';
import { ServicesSection } from './form/services-section';
import { SitesSection } from './form/sites-section';
import { TrainingSection } from './form/training-section';
import { ScenarioDraft } from './scenario-draft';

/** The scenario as a form, part by part. While the text is not YAML it shows the last state and takes nothing. */
@Component({
  selector: 'hdr-scenario-form',
  imports: [
    AssumptionsSection,
    BasicsSection,
    HardwareSection,
    Icon,
    LimitsSection,
    ServicesSection,
    SitesSection,
    TrainingSection,
  ],
  template: `
    @if (!draft.isYaml()) {
      <div class="notice warn" role="status">
        <hdr-icon name="alert" />
        <div>{{ t('editor.notYaml') }}</div>
      </div>
    }
    <fieldset [disabled]="!draft.isYaml()">
      <hdr-basics-section />
      <hdr-services-section />
      <hdr-training-section />
      <hdr-sites-section />
      <hdr-hardware-section />
      <hdr-limits-section />
      <hdr-assumptions-section />
    </fieldset>
  `,
  styles: `
    :host,
    fieldset {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 12px;
      min-inline-size: 0;
    }
    fieldset {
      margin: 0;
      padding: 0;
      border: 0;
    }
    hdr-hardware-section,
    hdr-limits-section {
      display: grid;
      gap: 12px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScenarioForm {
  protected readonly draft = inject(ScenarioDraft);
  protected readonly t = inject(Words).t;

  constructor() {
    inject(CatalogNames).load();
  }
}
