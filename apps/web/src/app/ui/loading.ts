import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { Words } from '../words/words';

/** Says that something is on its way; appears only when it takes long enough to notice. */
@Component({
  selector: 'hdr-loading',
  template: `<div class="bar" aria-hidden="true"><span></span></div>
    <p role="status">{{ text() || t('loading') }}</p>`,
  styles: `
    :host {
      display: grid;
      gap: 10px;
      justify-items: center;
      padding: 48px 16px;
      color: var(--text-2);
      animation: appear 0.2s 0.25s backwards;
    }
    .bar {
      inline-size: min(220px, 60%);
      block-size: 3px;
      overflow: hidden;
      border-radius: 2px;
      background: var(--surface-3);
    }
    .bar span {
      display: block;
      inline-size: 40%;
      block-size: 100%;
      border-radius: 2px;
      background: var(--accent);
      animation: slide 1.2s infinite ease-in-out;
    }
    @keyframes slide {
      from {
        transform: translateX(-100%);
      }
      to {
        transform: translateX(280%);
      }
    }
    @keyframes appear {
      from {
        opacity: 0;
      }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Loading {
  protected readonly t = inject(Words).t;
  readonly text = input('');
}
