import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  inject,
  input,
  signal,
} from '@angular/core';
import type { PlanStatus } from '@headroom/models';
import { Words } from '../words/words';

/** What happens while a plan is being made, with the time it takes. */
@Component({
  selector: 'hdr-plan-progress',
  template: `
    <section class="card" role="status">
      <ol aria-hidden="true">
        <li class="done"></li>
        <li [class.done]="isRunning()" [class.now]="!isRunning()"></li>
        <li [class.now]="isRunning()"></li>
      </ol>
      <h2>{{ t(isRunning() ? 'plan.runningHeading' : 'plan.queuedHeading') }}</h2>
      <p class="muted">
        {{ isRunning() ? t('plan.runningText', { seconds: seconds() }) : t('plan.queuedText') }}
      </p>
    </section>
  `,
  styles: `
    .card {
      display: grid;
      gap: 8px;
      justify-items: center;
      padding: 56px 20px;
      text-align: center;
    }
    ol {
      display: flex;
      gap: 6px;
      margin-block-end: 10px;
    }
    li {
      inline-size: 64px;
      block-size: 5px;
      border-radius: 3px;
      background: var(--surface-3);
    }
    .done {
      background: var(--accent);
    }
    .now {
      background: linear-gradient(90deg, var(--accent) 50%, var(--surface-3) 50%) 100% 0 / 200% 100%;
      animation: fill 1.2s infinite ease-in-out;
    }
    @keyframes fill {
      to {
        background-position: 0 0;
      }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanProgress {
  protected readonly t = inject(Words).t;
  readonly status = input.required<PlanStatus>();
  readonly since = input.required<string | null>();

  private readonly now = signal(Date.now());
  protected readonly isRunning = computed(() => this.status() === 'running');
  protected readonly seconds = computed(() => {
    const since = this.since();
    return since === null ? 0 : Math.max(0, Math.round((this.now() - Date.parse(since)) / 1000));
  });

  constructor() {
    const clock = setInterval(() => this.now.set(Date.now()), 1000);
    inject(DestroyRef).onDestroy(() => clearInterval(clock));
  }
}
