import { _IdGenerator } from '@angular/cdk/a11y';
import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatAutocomplete, MatAutocompleteTrigger, MatOption } from '@angular/material/autocomplete';
import { Icon } from '../ui/icon';
import { CatalogNames, type NameKind, type NameOption } from './catalog-names';
import { DraftField } from './draft-field';

/** A list of names: each can be taken out, new ones are completed from the catalogue. */
@Component({
  selector: 'hdr-draft-names',
  imports: [Icon, MatAutocomplete, MatAutocompleteTrigger, MatOption],
  templateUrl: './draft-names.html',
  styleUrl: './draft-names.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DraftNames extends DraftField {
  private readonly catalog = inject(CatalogNames);
  /** Where names come from; left out, `choices` has them. */
  readonly kind = input<NameKind | null>(null);
  readonly choices = input<readonly NameOption[]>([]);
  readonly placeholder = input('');

  protected readonly fieldId = inject(_IdGenerator).getId('hdr-names-');
  protected readonly typed = signal('');
  protected readonly names = computed(() => {
    const value = this.value();
    return Array.isArray(value) ? value.map(String) : [];
  });
  protected readonly matches = computed(() => {
    const kind = this.kind();
    const wanted = this.typed().trim().toLowerCase();
    const found =
      kind === null
        ? this.choices().filter((o) => o.label.toLowerCase().includes(wanted))
        : this.catalog.matching(kind, this.typed());
    return found.filter((option) => !this.names().includes(option.value));
  });

  protected add(name: string, box: HTMLInputElement): void {
    const trimmed = name.trim();
    box.value = '';
    this.typed.set('');
    if (trimmed !== '' && !this.names().includes(trimmed)) this.draft.add(this.path(), trimmed);
  }

  protected addFirst(event: Event, box: HTMLInputElement): void {
    event.preventDefault();
    this.add(box.value, box);
  }

  protected remove(index: number): void {
    this.draft.remove([...this.path(), index]);
  }
}
