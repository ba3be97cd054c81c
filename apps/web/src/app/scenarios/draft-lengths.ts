import { ChangeDetectionStrategy, Component, computed, linkedSignal } from '@angular/core';
import { readAmount } from './amount';
import { DraftField } from './draft-field';

/** Token counts of a request: a mean, and optionally the length nine in ten requests stay under. */
@Component({
  selector: 'hdr-draft-lengths',
  template: `
    <fieldset class="field">
      <legend class="label">{{ label() }}</legend>
      <div class="pair">
        <input
          #meanBox
          class="input num"
          inputmode="decimal"
          [value]="mean()"
          [placeholder]="t('editor.mean')"
          [attr.aria-label]="label() + ': ' + t('editor.mean')"
          [attr.aria-invalid]="issue() !== null"
          (change)="commit(meanBox.value, p90Box.value)"
        />
        <input
          #p90Box
          class="input num"
          inputmode="decimal"
          [value]="p90()"
          [placeholder]="t('editor.p90')"
          [attr.aria-label]="label() + ': ' + t('editor.p90')"
          [attr.aria-invalid]="issue() !== null"
          (change)="commit(meanBox.value, p90Box.value)"
        />
      </div>
      @if (issue()) {
        <span class="error" role="alert">{{ issue() }}</span>
      } @else {
        <span class="hint">{{ hint() || t('editor.lengthsHint') }}</span>
      }
    </fieldset>
  `,
  styles: `
    fieldset {
      margin: 0;
      padding: 0;
      border: 0;
    }
    legend {
      padding: 0;
      margin-block-end: 5px;
    }
    .pair {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 6px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DraftLengths extends DraftField {
  private readonly lengths = computed(() => {
    const value = this.value();
    if (typeof value === 'number') return { mean: value, p90: undefined };
    const given = typeof value === 'object' && value !== null ? value : {};
    return {
      mean: 'mean' in given ? given.mean : undefined,
      p90: 'p90' in given ? given.p90 : undefined,
    };
  });
  protected readonly mean = linkedSignal(() => shown(this.lengths().mean));
  protected readonly p90 = linkedSignal(() => shown(this.lengths().p90));

  protected commit(typedMean: string, typedP90: string): void {
    this.mean.set(typedMean);
    this.p90.set(typedP90);
    const [mean, p90] = [readAmount(typedMean), readAmount(typedP90)];
    if (mean === null || p90 === null) return;
    if (mean === undefined) this.draft.remove(this.path());
    else this.draft.set(this.path(), p90 === undefined ? mean : { mean, p90 });
  }
}

function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : '';
}
