import { computed, inject, Injectable, signal } from '@angular/core';
import type { PlanResponse, PlanStatus } from '@headroom/models';
import type { Subscription } from 'rxjs';
import { PlansApi } from '../api/plans-api';

/** Between two questions where the stream of events does not hold. */
const POLL_MS = 1500;

const FINISHED: ReadonlySet<PlanStatus> = new Set(['ready', 'infeasible', 'failed', 'cancelled']);

/** Follows one plan until it is finished: by its events, and by asking where events do not get through. */
@Injectable()
export class PlanStore {
  private readonly api = inject(PlansApi);
  private readonly loaded = signal<PlanResponse | null>(null);
  private readonly failed = signal<unknown>(null);
  private events: Subscription | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private followed: string | null = null;

  readonly response = this.loaded.asReadonly();
  readonly failure = this.failed.asReadonly();
  readonly plan = computed(() => this.loaded()?.plan ?? null);
  readonly isFinished = computed(() => {
    const response = this.loaded();
    return response !== null && FINISHED.has(response.status);
  });

  /** Starts over with another plan. */
  follow(id: string): void {
    this.stop();
    this.followed = id;
    this.loaded.set(null);
    void this.ask(id).then(() => {
      if (this.followed === id && !this.isFinished() && this.failed() === null) this.listen(id);
    });
  }

  stop(): void {
    this.followed = null;
    this.events?.unsubscribe();
    this.events = null;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private listen(id: string): void {
    this.events = this.api.events(id).subscribe({
      next: (event) => {
        if (FINISHED.has(event.status)) {
          this.events?.unsubscribe();
          void this.ask(id);
        } else {
          this.loaded.update((plan) => (plan === null ? null : { ...plan, status: event.status }));
        }
      },
      error: () => this.poll(id),
    });
  }

  private poll(id: string): void {
    this.timer = setTimeout(async () => {
      await this.ask(id);
      if (this.followed === id && !this.isFinished()) this.poll(id);
    }, POLL_MS);
  }

  private async ask(id: string): Promise<void> {
    try {
      const response = await this.api.one(id);
      if (this.followed !== id) return;
      this.loaded.set(response);
      this.failed.set(null);
    } catch (failure) {
      if (this.followed === id) this.failed.set(failure);
    }
  }
}
