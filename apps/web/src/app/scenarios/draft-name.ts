import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
} from '@angular/core';
import { MatAutocomplete, MatAutocompleteTrigger, MatOption } from '@angular/material/autocomplete';
import { CatalogNames, type NameKind } from './catalog-names';
import { DraftField } from './draft-field';

/** One name out of the catalogue, completed while typing; names of one's own are taken as well. */
@Component({
  selector: 'hdr-draft-name',
  imports: [MatAutocomplete, MatAutocompleteTrigger, MatOption],
  template: `
    <label class="field">
      <span class="label">{{ label() }}</span>
      <input
        #box
        class="input"
        type="text"
        autocomplete="off"
        spellcheck="false"
        [value]="typed()"
        [matAutocomplete]="names"
        [attr.aria-invalid]="issue() !== null"
        (input)="typed.set(box.value)"
        (change)="commit(box.value)"
      />
      @if (issue()) {
        <span class="error" role="alert">{{ issue() }}</span>
      } @else if (hint()) {
        <span class="hint">{{ hint() }}</span>
      }
    </label>
    <mat-autocomplete #names="matAutocomplete" (optionSelected)="commit($event.option.value)">
      @for (option of matches(); track option.value) {
        <mat-option [value]="option.value">
          <span class="option"
            ><span>{{ option.label }}</span
            ><span class="faint small">{{ option.note }}</span></span
          >
        </mat-option>
      }
    </mat-autocomplete>
  `,
  styles: `
    .option {
      display: flex;
      justify-content: space-between;
      gap: 12px;
      inline-size: 100%;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DraftName extends DraftField {
  private readonly catalog = inject(CatalogNames);
  readonly kind = input.required<NameKind>();

  protected readonly typed = linkedSignal(() => {
    const value = this.value();
    return typeof value === 'string' ? value : '';
  });
  /** A name that is complete already must not hide the others. */
  protected readonly matches = computed(() =>
    this.catalog.matching(this.kind(), this.typed() === this.value() ? '' : this.typed()),
  );

  protected commit(name: string): void {
    this.typed.set(name);
    const trimmed = name.trim();
    if (trimmed !== this.value()) {
      this.draft.set(this.path(), trimmed === '' ? undefined : trimmed);
    }
  }
}
