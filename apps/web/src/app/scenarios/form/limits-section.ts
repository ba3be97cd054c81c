import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Icon } from '../../ui/icon';
import { Words } from '../../words/words';
import { DraftInput } from '../draft-input';
import { DraftName } from '../draft-name';
import { DraftSelect } from '../draft-select';
import { newBudget } from '../new-items';
import { ScenarioDraft } from '../scenario-draft';
import { FormSection } from './form-section';
import { ItemCard } from './item-card';

@Component({
  selector: 'hdr-limits-section',
  imports: [DraftInput, DraftName, DraftSelect, FormSection, Icon, ItemCard],
  templateUrl: './limits-section.html',
  styles: `
    .problem {
      color: var(--danger);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LimitsSection {
  protected readonly draft = inject(ScenarioDraft);
  protected readonly t = inject(Words).t;

  protected readonly supply = computed(() => this.draft.list(['limits', 'supply']));
  protected readonly budgets = computed(() => this.draft.list(['limits', 'budgetByPeriod']));
  protected readonly budgetKinds = computed(() =>
    (['cost', 'capex'] as const).map((value) => ({ value, label: this.t(`f.budgetOf.${value}`) })),
  );
  protected readonly branches = computed(() => this.draft.list(['policy', 'branches']));
  /** What is wrong with the futures together, such as probabilities that do not sum to one. */
  protected readonly branchesIssue = computed(
    () => this.draft.issueOf(['policy', 'branches'])?.detail ?? null,
  );
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

  protected addBudget(): void {
    this.draft.add(['limits', 'budgetByPeriod'], newBudget(this.firstMonth()));
  }

  /** Steps of a ramp of deliveries. */
  protected ramp(index: number): readonly unknown[] {
    return this.draft.list(['limits', 'supply', index, 'chipsByPeriod']);
  }

  /** A ramp stands in place of one number for all months. */
  protected addStep(index: number): void {
    const cap = ['limits', 'supply', index];
    const flat = this.draft.at([...cap, 'chipsPerMonth']);
    this.draft.add([...cap, 'chipsByPeriod'], {
      from: this.firstMonth(),
      chipsPerMonth: typeof flat === 'number' ? flat : 100,
    });
    this.draft.remove([...cap, 'chipsPerMonth']);
  }

  private firstMonth(): string {
    const start = this.draft.at(['horizon', 'start']);
    return typeof start === 'string' ? start : new Date().toISOString().slice(0, 7);
  }

  protected addSupply(): void {
    this.draft.add(['limits', 'supply'], { chip: 'nv-h20-96', leadTimeMonths: 3 });
  }
}
