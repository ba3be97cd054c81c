import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

export interface StackPart {
  name: string;
  value: number;
  colour: string;
  text: string;
}

/** One bar cut into parts, with a legend that says each part's size. */
@Component({
  selector: 'hdr-stack-bar',
  template: `
    <p class="head">
      <span class="label">{{ label() }}</span>
      <span class="num faint small">{{ totalText() }}</span>
    </p>
    <div class="bar" aria-hidden="true">
      @for (part of drawn(); track part.name) {
        <span [style.inline-size.%]="part.width" [style.background]="part.colour"></span>
      }
    </div>
    <ul>
      @for (part of parts(); track part.name) {
        <li>
          <span class="swatch" [style.background]="part.colour" aria-hidden="true"></span>
          {{ part.name }} <span class="num faint">{{ part.text }}</span>
        </li>
      }
    </ul>
  `,
  styles: `
    :host {
      display: grid;
      gap: 6px;
    }
    .head {
      display: flex;
      justify-content: space-between;
      gap: 8px;
      font-size: 12.5px;
    }
    .label {
      font-weight: 500;
    }
    .bar {
      display: flex;
      gap: 1px;
      block-size: 12px;
      overflow: hidden;
      border-radius: 4px;
      background: var(--surface-3);
    }
    ul {
      display: flex;
      flex-wrap: wrap;
      gap: 3px 14px;
      font-size: 12px;
      color: var(--text-2);
    }
    .swatch {
      display: inline-block;
      inline-size: 9px;
      block-size: 9px;
      margin-inline-end: 4px;
      border-radius: 2px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StackBar {
  readonly label = input.required<string>();
  readonly totalText = input('');
  readonly parts = input.required<readonly StackPart[]>();
  /** Size of the whole bar; parts may fill less of it. */
  readonly total = input.required<number>();
  protected readonly drawn = computed(() =>
    this.parts().map((part) => ({
      ...part,
      width: this.total() > 0 ? (100 * part.value) / this.total() : 0,
    })),
  );
}
