import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { Icon } from '../../ui/icon';
import { Words } from '../../words/words';

/** One entry of a list in the form, with the way to take it out. */
@Component({
  selector: 'hdr-item-card',
  imports: [Icon],
  template: `
    <header>
      <h3>{{ heading() }}</h3>
      <button
        type="button"
        class="btn ghost icon small"
        [attr.aria-label]="t('editor.removeName', { name: heading() })"
        (click)="removed.emit()"
      >
        <hdr-icon name="trash" [size]="16" />
      </button>
    </header>
    <ng-content />
  `,
  styles: `
    :host {
      display: grid;
      gap: 12px;
      padding: 10px 12px 14px;
      border: 1px solid var(--border);
      border-radius: var(--radius-s);
      background: var(--surface-2);
    }
    header {
      display: flex;
      align-items: center;
      justify-content: space-between;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ItemCard {
  protected readonly t = inject(Words).t;
  readonly heading = input.required<string>();
  readonly removed = output();
}
