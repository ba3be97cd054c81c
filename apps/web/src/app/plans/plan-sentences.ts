import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import type { Message } from '@headroom/models';
import { Words } from '../words/words';
import { PlanView } from './plan-view';

/** A longer list is told in full when asked for. */
const MOST_AT_FIRST = 6;

/** A titled list of sentences the engine says; nothing where it says none. */
@Component({
  selector: 'hdr-plan-sentences',
  template: `
    @if (sentences().length > 0) {
      <section class="card" [attr.aria-label]="heading()">
        <header class="card-head">
          @if (level() === 2) {
            <h2 class="card-title">{{ heading() }}</h2>
          } @else {
            <h3 class="card-title">{{ heading() }}</h3>
          }
        </header>
        <ul class="card-body">
          @for (sentence of shown(); track $index) {
            <li>{{ view.text(sentence) }}</li>
          }
        </ul>
        @if (sentences().length > shown().length) {
          <button type="button" class="btn ghost small more" (click)="isWhole.set(true)">
            {{ t('plan.showAll', { n: sentences().length }) }}
          </button>
        }
      </section>
    }
  `,
  styles: `
    :host {
      display: contents;
    }
    ul {
      display: grid;
      gap: 6px;
      max-inline-size: 100ch;
      font-size: 13.5px;
    }
    li {
      padding-inline-start: 14px;
      background: linear-gradient(var(--text-3), var(--text-3)) 0 9px / 6px 1.5px no-repeat;
    }
    .more {
      margin: 0 8px 10px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanSentences {
  protected readonly view = inject(PlanView);
  protected readonly t = inject(Words).t;
  readonly heading = input.required<string>();
  readonly sentences = input.required<readonly Message[]>();
  /** Level of the heading on the page it stands on. */
  readonly level = input<2 | 3>(3);
  protected readonly isWhole = signal(false);
  protected readonly shown = computed(() => {
    const all = this.sentences();
    return this.isWhole() || all.length <= MOST_AT_FIRST + 1 ? all : all.slice(0, MOST_AT_FIRST);
  });
}
