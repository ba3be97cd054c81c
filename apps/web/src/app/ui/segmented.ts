import { ChangeDetectionStrategy, Component, input, model } from '@angular/core';

/** One of few choices, as text and what it stands for. */
export interface Segment<Value> {
  readonly value: Value;
  readonly text: string;
}

/** A choice among few that are all in view: one button each, the chosen one pressed. */
@Component({
  selector: 'hdr-segmented',
  template: `
    <div class="segmented" role="group" [attr.aria-label]="label()">
      @for (segment of segments(); track $index) {
        <button
          type="button"
          [attr.aria-pressed]="segment.value === chosen()"
          (click)="chosen.set(segment.value)"
        >
          {{ segment.text }}
        </button>
      }
    </div>
  `,
  styles: `
    :host {
      display: contents;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Segmented<Value> {
  /** What is chosen, for those who do not see the buttons. */
  readonly label = input.required<string>();
  readonly segments = input.required<readonly Segment<Value>[]>();
  readonly chosen = model.required<Value>();
}
