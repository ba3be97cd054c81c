import { Clipboard } from '@angular/cdk/clipboard';
import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { Words } from '../words/words';
import { Icon } from './icon';

/** Time the button says that it has copied. */
const SAID_MS = 2000;

@Component({
  selector: 'hdr-copy-button',
  imports: [Icon],
  template: `<button type="button" class="btn small" (click)="copy()">
    <hdr-icon [name]="isCopied() ? 'check' : 'copy'" [size]="15" />
    <span aria-live="polite">{{ t(isCopied() ? 'copied' : 'copy') }}</span>
  </button>`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CopyButton {
  private readonly clipboard = inject(Clipboard);
  protected readonly t = inject(Words).t;
  readonly text = input.required<string>();
  protected readonly isCopied = signal(false);

  protected copy(): void {
    if (!this.clipboard.copy(this.text())) return;
    this.isCopied.set(true);
    setTimeout(() => this.isCopied.set(false), SAID_MS);
  }
}
