import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { PlanStatus } from '@headroom/models';
import { Words } from '../words/words';

const TONES: Readonly<Record<PlanStatus, string>> = {
  queued: '',
  running: 'accent',
  ready: 'ok',
  infeasible: 'warn',
  failed: 'danger',
  cancelled: '',
};

@Component({
  selector: 'hdr-plan-status',
  template: `<span class="badge" [class]="tone()">{{ word() }}</span>`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanStatusBadge {
  private readonly t = inject(Words).t;
  readonly status = input.required<PlanStatus>();
  protected readonly tone = computed(() => TONES[this.status()]);
  protected readonly word = computed(() => this.t(`planStatus.${this.status()}`));
}
