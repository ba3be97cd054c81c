import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { DraftField } from './draft-field';

export interface SelectOption {
  value: string | number | boolean;
  label: string;
}

/** One of a few values; the empty choice leaves the field out, so that the default holds. */
@Component({
  selector: 'hdr-draft-select',
  template: `
    <label class="field">
      <span class="label">{{ label() }}</span>
      <select
        #box
        class="input"
        [value]="chosen()"
        [attr.aria-invalid]="issue() !== null"
        (change)="choose(box.value)"
      >
        @if (!required()) {
          <option value="" [selected]="chosen() === ''">{{ emptyLabel() }}</option>
        }
        @for (option of options(); track option.value) {
          <option [value]="option.value" [selected]="chosen() === option.value.toString()">
            {{ option.label }}
          </option>
        }
      </select>
      @if (issue()) {
        <span class="error" role="alert">{{ issue() }}</span>
      } @else if (hint()) {
        <span class="hint">{{ hint() }}</span>
      }
    </label>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DraftSelect extends DraftField {
  readonly options = input.required<readonly SelectOption[]>();
  /** Says what holds when nothing is chosen. */
  readonly emptyLabel = input('');

  protected readonly chosen = computed(() => {
    const value = this.value();
    return value === undefined || value === null ? '' : String(value);
  });

  protected choose(chosen: string): void {
    const option = this.options().find((o) => String(o.value) === chosen);
    this.draft.set(this.path(), option?.value);
  }
}
