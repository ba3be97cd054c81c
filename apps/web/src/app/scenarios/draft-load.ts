import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Words } from '../words/words';
import { DraftInput } from './draft-input';
import type { Path } from './draft-text';
import { ScenarioDraft } from './scenario-draft';

const MEASURES = ['requestsPerSecond', 'outputTokensPerDay', 'concurrentUsers'] as const;
type Measure = (typeof MEASURES)[number];

/** How much of a service is asked for: one of three measures and its amount. */
@Component({
  selector: 'hdr-draft-load',
  imports: [DraftInput],
  template: `
    <label class="field">
      <span class="label">{{ t('f.loadMeasure') }}</span>
      <select #box class="input" [value]="measure()" (change)="changeMeasure(box.value)">
        @for (option of measures; track option) {
          <option [value]="option" [selected]="measure() === option">
            {{ t(word(option)) }}
          </option>
        }
      </select>
    </label>
    <hdr-draft-input kind="number" [label]="t('f.load')" [required]="true" [path]="amountPath()" />
  `,
  styles: `
    :host {
      display: contents;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DraftLoad {
  private readonly draft = inject(ScenarioDraft);
  protected readonly t = inject(Words).t;
  protected readonly measures = MEASURES;
  readonly path = input.required<Path>();

  protected readonly measure = computed(
    (): Measure =>
      MEASURES.find((measure) => this.draft.at([...this.path(), measure]) !== undefined) ??
      'requestsPerSecond',
  );
  protected readonly amountPath = computed((): Path => [...this.path(), this.measure()]);

  protected word(measure: Measure) {
    return `f.load.${measure}` as const;
  }

  /** The amount stays: which number was meant is for the reader to correct, not for the form to drop. */
  protected changeMeasure(chosen: string): void {
    const measure = MEASURES.find((m) => m === chosen);
    const amount = this.draft.at(this.amountPath());
    if (measure === undefined || measure === this.measure()) return;
    const from = this.amountPath();
    this.draft.set([...this.path(), measure], typeof amount === 'number' ? amount : 1);
    this.draft.remove(from);
  }
}
