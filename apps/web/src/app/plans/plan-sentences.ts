import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import type { Message } from '@headroom/models';
import { PlanView } from './plan-view';

/** A titled list of sentences the engine says; nothing where it says none. */
@Component({
  selector: 'hdr-plan-sentences',
  template: `
    @if (sentences().length > 0) {
      <section class="card" [attr.aria-label]="heading()">
        <header class="card-head">
          <h3 class="card-title">{{ heading() }}</h3>
        </header>
        <ul class="card-body">
          @for (sentence of sentences(); track $index) {
            <li>{{ view.text(sentence) }}</li>
          }
        </ul>
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
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanSentences {
  protected readonly view = inject(PlanView);
  readonly heading = input.required<string>();
  readonly sentences = input.required<readonly Message[]>();
}
