import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Icon } from '../../ui/icon';
import { Words } from '../../words/words';
import { DraftInput } from '../draft-input';
import { DraftLengths } from '../draft-lengths';
import type { Path } from '../draft-text';
import { ScenarioDraft } from '../scenario-draft';

/** Requests of a service by length: parts with their share and lengths. */
@Component({
  selector: 'hdr-mix-parts',
  imports: [DraftInput, DraftLengths, Icon],
  template: `
    <h4>{{ t('f.mix') }}</h4>
    <p class="small muted">{{ t('f.mixText') }}</p>
    @if (listIssue(); as problem) {
      <p class="error small" role="alert">{{ problem }}</p>
    }
    @for (part of parts(); track $index; let i = $index) {
      <div class="form-grid" role="group" [attr.aria-label]="t('f.mixPart', { n: i + 1 })">
        <hdr-draft-input
          [path]="part.share"
          [label]="t('f.mixShare')"
          kind="percent"
          [required]="true"
        />
        <hdr-draft-lengths
          [path]="part.inputTokens"
          [label]="t('f.inputTokens')"
          [required]="true"
        />
        <hdr-draft-lengths
          [path]="part.outputTokens"
          [label]="t('f.outputTokens')"
          [required]="true"
        />
        <hdr-draft-input
          [path]="part.prefixCacheHitShare"
          [label]="t('f.prefixCache')"
          kind="percent"
          [placeholder]="t('editor.default')"
        />
        <div>
          <button
            type="button"
            class="btn ghost small"
            [attr.aria-label]="t('f.removePart', { n: i + 1 })"
            (click)="draft.remove(part.whole)"
          >
            {{ t('editor.remove') }}
          </button>
        </div>
      </div>
    }
    <div>
      <button type="button" class="btn ghost small" (click)="addPart()">
        <hdr-icon name="add" [size]="15" />{{ t('f.addPart') }}
      </button>
    </div>
  `,
  styles: `
    :host {
      display: grid;
      gap: 10px;
    }
    .error {
      color: var(--danger);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MixParts {
  protected readonly draft = inject(ScenarioDraft);
  protected readonly t = inject(Words).t;
  readonly path = input.required<Path>();

  /** Way to each part and to its fields. */
  protected readonly parts = computed(() =>
    this.draft.list(this.path()).map((_part, index) => {
      const whole = [...this.path(), index];
      return {
        whole,
        share: [...whole, 'share'],
        inputTokens: [...whole, 'inputTokens'],
        outputTokens: [...whole, 'outputTokens'],
        prefixCacheHitShare: [...whole, 'prefixCacheHitShare'],
      };
    }),
  );
  /** What is wrong with the parts together, such as shares that do not sum to one. */
  protected readonly listIssue = computed(() => this.draft.issueOf(this.path())?.detail ?? null);

  protected addPart(): void {
    this.draft.add(this.path(), { share: 0, inputTokens: 1000, outputTokens: 300 });
  }
}
