import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  input,
  signal,
  untracked,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { sentenceIn } from '@headroom/models';
import { PlansApi } from '../api/plans-api';
import { Session } from '../auth/session';
import { Currency } from '../shell/currency';
import { PageTitle } from '../shell/page-title';
import { downloadText, fileName } from '../ui/csv';
import { ErrorNotice } from '../ui/error-notice';
import { Format } from '../ui/format';
import { Icon } from '../ui/icon';
import { Words } from '../words/words';
import { PlanNames } from './plan-names';
import { PlanProgress } from './plan-progress';
import { PlanResult } from './plan-result';
import { PlanStatusBadge } from './plan-status-badge';
import { PlanStore } from './plan-store';
import { PlanView } from './plan-view';

/** One plan: its progress while it is made, and the result. */
@Component({
  selector: 'hdr-plan-page',
  imports: [ErrorNotice, Icon, PlanProgress, PlanResult, PlanStatusBadge, RouterLink],
  providers: [PlanStore, PlanNames, PlanView],
  templateUrl: './plan-page.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanPage {
  private readonly plans = inject(PlansApi);
  private readonly router = inject(Router);
  private readonly title = inject(PageTitle);
  private readonly currency = inject(Currency);
  protected readonly session = inject(Session);
  protected readonly format = inject(Format).current;
  protected readonly store = inject(PlanStore);
  private readonly words = inject(Words);
  protected readonly t = this.words.t;
  /** Why the plan failed, in the reader's language. */
  protected readonly reason = computed(() =>
    sentenceIn(this.store.response()?.failure?.detail ?? '', this.words.locale()),
  );

  readonly id = input.required<string>();
  protected readonly failure = signal<unknown>(null);
  protected readonly result = this.store.plan;

  constructor() {
    inject(DestroyRef).onDestroy(() => this.store.stop());
    effect(() => {
      const id = this.id();
      untracked(() => this.store.follow(id));
    });
    effect(() => {
      const response = this.store.response();
      if (response === null) return;
      this.title.show(response.scenarioName);
      if (response.plan !== null) this.currency.suggest(response.plan.currency);
    });
  }

  protected async planAgain(scenarioId: string, version: number): Promise<void> {
    this.failure.set(null);
    try {
      const plan = await this.plans.request(scenarioId, version);
      await this.router.navigate(['/plans', plan.id]);
    } catch (failure) {
      this.failure.set(failure);
    }
  }

  protected async cancel(): Promise<void> {
    this.failure.set(null);
    try {
      await this.plans.cancel(this.id());
    } catch (failure) {
      this.failure.set(failure);
    }
    // Also when it was finished meanwhile: what became of it is shown then.
    this.store.follow(this.id());
  }

  protected downloadJson(): void {
    const plan = this.result();
    if (plan === null) return;
    const name = fileName(plan.scenarioName, 'plan');
    downloadText(`${name}.json`, `${JSON.stringify(plan, null, 2)}\n`, 'application/json');
  }
}
