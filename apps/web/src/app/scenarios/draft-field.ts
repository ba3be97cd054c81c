import { computed, Directive, inject, input } from '@angular/core';
import { Words } from '../words/words';
import type { Path } from './draft-text';
import { ScenarioDraft } from './scenario-draft';

/** What every field of the form has: a place in the document, a label, and what is wrong with it. */
@Directive()
export abstract class DraftField {
  protected readonly draft = inject(ScenarioDraft);
  protected readonly t = inject(Words).t;

  readonly path = input.required<Path>();
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly required = input(false);

  protected readonly value = computed(() => this.draft.at(this.path()));
  protected readonly issue = computed(() => {
    const issue = this.draft.issuesAt(this.path())[0];
    if (issue === undefined) return null;
    if (issue.nearest !== undefined && issue.nearest.length > 0) {
      return `${issue.detail} ${this.t('editor.didYouMean', { names: issue.nearest.join(', ') })}`;
    }
    const expected =
      issue.expected === undefined ? '' : ` ${this.t('error.expected', { what: issue.expected })}`;
    return `${issue.detail}${expected}`;
  });
}
