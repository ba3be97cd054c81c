import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Words } from '../../words/words';
import { pointerTo, type Path } from '../draft-text';
import { ScenarioDraft } from '../scenario-draft';

/** A part of the form that folds; its head says how many things in it are wrong. */
@Component({
  selector: 'hdr-form-section',
  template: `
    <details [open]="open()">
      <summary>
        <span class="heading" role="heading" aria-level="2">{{ heading() }}</span>
        @if (count() !== null) {
          <span class="badge">{{ count() }}</span>
        }
        @if (problems() > 0) {
          <span class="badge danger">{{ t('editor.problems', { n: problems() }) }}</span>
        }
      </summary>
      <div class="content"><ng-content /></div>
    </details>
  `,
  styleUrl: './form-section.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FormSection {
  private readonly draft = inject(ScenarioDraft);
  protected readonly t = inject(Words).t;
  readonly heading = input.required<string>();
  readonly open = input(false);
  readonly count = input<number | null>(null);
  /** Fields of the document this part edits. */
  readonly paths = input.required<readonly Path[]>();

  protected readonly problems = computed(() => {
    const pointers = this.paths().map(pointerTo);
    return this.draft
      .issues()
      .filter((issue) =>
        pointers.some((p) => issue.pointer === p || issue.pointer.startsWith(`${p}/`)),
      ).length;
  });
}
