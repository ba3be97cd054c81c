import { _IdGenerator } from '@angular/cdk/a11y';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
} from '@angular/core';
import { Format } from '../ui/format';
import { readAmount } from './amount';
import { DraftField } from './draft-field';

type InputKind = 'text' | 'number' | 'percent' | 'month' | 'date' | 'long-text';

/** From here on a number is repeated in words of magnitude under its field. */
const REPEATED_FROM = 100_000;

/** One text or number of the document. Numbers take magnitudes (`50B`, `500亿`); shares are shown as percentages. */
@Component({
  selector: 'hdr-draft-input',
  templateUrl: './draft-input.html',
  styles: `
    .note:empty {
      display: none;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DraftInput extends DraftField {
  private readonly format = inject(Format);
  protected readonly fieldId = inject(_IdGenerator).getId('hdr-input-');
  readonly kind = input<InputKind>('text');
  readonly unit = input('');
  /** Shown while the field is empty: usually the default the plan then uses. */
  readonly placeholder = input('');

  protected readonly typed = linkedSignal(() => this.shown(this.value()));
  protected readonly isNotANumber = computed(
    () => this.isNumeric() && readAmount(this.typed()) === null,
  );
  protected readonly repeated = computed(() => {
    const value = this.value();
    return typeof value === 'number' && this.kind() === 'number' && value >= REPEATED_FROM
      ? `= ${this.format.current().compact(value)}`
      : '';
  });
  protected readonly htmlType = computed(() =>
    this.kind() === 'month' || this.kind() === 'date' ? this.kind() : 'text',
  );
  protected readonly isNumeric = computed(
    () => this.kind() === 'number' || this.kind() === 'percent',
  );

  protected commit(typed: string): void {
    this.typed.set(typed);
    if (!this.isNumeric()) {
      this.draft.set(this.path(), typed.trim() === '' ? undefined : typed.trim());
      return;
    }
    const amount = readAmount(typed);
    if (amount === null) return;
    const isShare = this.kind() === 'percent' && amount !== undefined;
    this.draft.set(this.path(), isShare ? Number((amount / 100).toPrecision(12)) : amount);
  }

  private shown(value: unknown): string {
    if (typeof value === 'number') {
      return String(this.kind() === 'percent' ? Number((value * 100).toPrecision(12)) : value);
    }
    return typeof value === 'string' ? value : '';
  }
}
