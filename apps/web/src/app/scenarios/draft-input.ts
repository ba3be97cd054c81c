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
import { isRange, rangeText, readAmountOrRange } from './amount';
import { DraftField } from './draft-field';

type InputKind = 'text' | 'number' | 'percent' | 'month' | 'date' | 'long-text';

/** From here on a number is repeated in words of magnitude under its field. */
const REPEATED_FROM = 100_000;
const PERCENT = 100;
/** 1.1 / 100 is not exact in binary; twelve digits are more than anybody types. */
const DIGITS = 12;

/**
 * One text or number of the document. Numbers take magnitudes (`50B`, `500亿`) and ranges (`10..20..50`); shares
 * are shown as percentages.
 */
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
    () =>
      this.isNumeric() &&
      this.typed() !== this.shown(this.value()) &&
      readAmountOrRange(this.typed()) === null,
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
    const amount = readAmountOrRange(typed);
    if (amount === null) return;
    if (!isRange(amount)) {
      this.draft.set(this.path(), amount === undefined ? undefined : this.stored(amount));
      return;
    }
    const { low, mid, high } = amount;
    this.draft.set(this.path(), {
      low: this.stored(low),
      mid: this.stored(mid),
      high: this.stored(high),
    });
  }

  /** What the document holds for a number typed: shares are typed in percent. */
  private stored(amount: number): number {
    return this.kind() === 'percent' ? Number((amount / PERCENT).toPrecision(DIGITS)) : amount;
  }

  private told(amount: number): number {
    return this.kind() === 'percent' ? Number((amount * PERCENT).toPrecision(DIGITS)) : amount;
  }

  /** A distribution other than a range is the document's own business and shown as it stands there. */
  private shown(value: unknown): string {
    if (typeof value === 'number') return String(this.told(value));
    if (isRange(value)) {
      const { low, mid, high } = value;
      return rangeText({ low: this.told(low), mid: this.told(mid), high: this.told(high) });
    }
    if (this.isNumeric() && typeof value === 'object' && value !== null)
      return JSON.stringify(value);
    return typeof value === 'string' ? value : '';
  }
}
