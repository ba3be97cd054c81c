import { ChangeDetectionStrategy, Component } from '@angular/core';

/** The product's mark and name: demand that stays under a dashed limit. */
@Component({
  selector: 'hdr-logo',
  template: `<svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
      <rect width="32" height="32" rx="7" />
      <path class="bars" d="M8 24v-7M13.3 24v-10M18.7 24v-5M24 24v-8" />
      <path class="limit" d="M7 8.5h18" />
    </svg>
    <span>Headroom</span>`,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 9px;
      font-size: 15.5px;
      font-weight: 700;
      letter-spacing: -0.015em;
    }
    rect {
      fill: var(--accent);
    }
    path {
      stroke: var(--on-accent);
      stroke-linecap: round;
    }
    .bars {
      stroke-width: 3;
    }
    .limit {
      stroke-width: 2.4;
      stroke-dasharray: 2.4 4;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Logo {}
