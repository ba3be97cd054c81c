import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { Words } from '../words/words';

let fields = 0;

/** One line of text with its label, unit and what is wrong with it. */
@Component({
  selector: 'hdr-training-field',
  template: `
    <div class="field">
      <label class="label" [for]="id"
        >{{ label() }}
        @if (isOptional()) {
          <span class="optional">{{ t('optional') }}</span>
        }
      </label>
      <div class="with-unit">
        <input
          #box
          class="input"
          [id]="id"
          [type]="type()"
          [value]="value()"
          [placeholder]="placeholder()"
          [attr.aria-invalid]="isWrong()"
          [attr.aria-describedby]="isWrong() || hint() ? id + '-note' : null"
          (input)="changed.emit(box.value)"
        />
        @if (unit()) {
          <span class="unit">{{ unit() }}</span>
        }
      </div>
      @if (isWrong()) {
        <p class="error" [id]="id + '-note'">{{ t('study.needsNumber') }}</p>
      } @else if (hint()) {
        <p class="hint" [id]="id + '-note'">{{ hint() }}</p>
      }
    </div>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TrainingField {
  protected readonly t = inject(Words).t;
  readonly label = input.required<string>();
  readonly value = input.required<string>();
  readonly unit = input('');
  readonly hint = input('');
  readonly placeholder = input('');
  readonly type = input<'text' | 'date'>('text');
  readonly isOptional = input(false);
  readonly isWrong = input(false);
  readonly changed = output<string>();
  protected readonly id = `training-field-${++fields}`;
}
