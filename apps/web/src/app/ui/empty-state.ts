import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { Icon, type IconName } from './icon';

/** What a place is for, while there is nothing in it yet. */
@Component({
  selector: 'hdr-empty-state',
  imports: [Icon],
  template: `
    <span class="mark"><hdr-icon [name]="icon()" [size]="22" /></span>
    <h2>{{ heading() }}</h2>
    @if (text()) {
      <p>{{ text() }}</p>
    }
    <div class="row"><ng-content /></div>
  `,
  styles: `
    :host {
      display: grid;
      justify-items: center;
      gap: 8px;
      padding: 44px 20px;
      text-align: center;
    }
    .mark {
      display: grid;
      place-items: center;
      inline-size: 44px;
      block-size: 44px;
      border: 1px solid var(--border);
      border-radius: 12px;
      background: var(--surface-2);
      color: var(--text-2);
    }
    p {
      max-inline-size: 60ch;
      color: var(--text-2);
    }
    .row {
      justify-content: center;
      margin-block-start: 6px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EmptyState {
  readonly icon = input.required<IconName>();
  readonly heading = input.required<string>();
  readonly text = input('');
}
