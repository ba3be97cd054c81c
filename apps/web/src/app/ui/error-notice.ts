import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { toApiError } from '../api/api-error';
import { Words } from '../words/words';
import { errorSentence } from './error-sentence';
import { Icon } from './icon';

/** A failed request in words, with the fields it is about and, where it helps, a way to try again. */
@Component({
  selector: 'hdr-error-notice',
  imports: [Icon],
  template: `
    <div class="notice danger" role="alert">
      <hdr-icon name="alert" />
      <div>
        <p>{{ sentence() }}</p>
        @if (error().issues.length > 0) {
          <ul>
            @for (issue of error().issues; track $index) {
              <li>
                @if (issue.pointer) {
                  <code>{{ issue.pointer }}</code> ·
                }
                {{ issue.detail }}
                @if (issue.nearest?.length) {
                  <strong>{{
                    t('editor.didYouMean', { names: issue.nearest?.join(', ') ?? '' })
                  }}</strong>
                } @else if (issue.expected) {
                  <span class="muted">({{ t('error.expected', { what: issue.expected }) }})</span>
                }
              </li>
            }
          </ul>
        }
        @if (error().requestId; as id) {
          <p class="small faint">{{ t('error.requestId', { id }) }}</p>
        }
      </div>
      @if (canRetry()) {
        <button type="button" class="btn small" (click)="retry.emit()">
          {{ t('error.retry') }}
        </button>
      }
    </div>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ErrorNotice {
  protected readonly t = inject(Words).t;
  readonly failure = input.required<unknown>();
  readonly canRetry = input(false);
  readonly retry = output();
  protected readonly error = computed(() => toApiError(this.failure()));
  protected readonly sentence = computed(() => errorSentence(this.failure(), this.t));
}
