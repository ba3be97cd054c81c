import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { PlanEvent, PlanStatus } from '@headroom/models';
import { Observable, Subject, takeUntil } from 'rxjs';
import type { Scoped } from '../tenancy/tenant';
import { PlansService } from './plans.service';

const POLL_MS = 500;
const FINAL: ReadonlySet<PlanStatus> = new Set(['ready', 'infeasible', 'failed']);

/** Follows a plan's status. */
@Injectable()
export class PlanEvents implements BeforeApplicationShutdown {
  private readonly stopping = new Subject<void>();

  constructor(private readonly plans: PlansService) {}

  /** Ends all streams: they would keep the server from closing, and their clients come back by themselves. */
  beforeApplicationShutdown(): void {
    this.stopping.next();
  }

  /** Emits the status now and at every change; completes with the final one, or when the server stops. */
  follow(tenant: Scoped, planId: string): Observable<PlanEvent> {
    return this.changes(tenant, planId).pipe(takeUntil(this.stopping));
  }

  private changes(tenant: Scoped, planId: string): Observable<PlanEvent> {
    return new Observable<PlanEvent>((subscriber) => {
      let timer: NodeJS.Timeout | undefined;
      let last: PlanStatus | undefined;
      const look = async () => {
        const { status } = await this.plans.summary(tenant, planId);
        if (subscriber.closed) return;
        if (status !== last) subscriber.next({ id: planId, status });
        last = status;
        if (FINAL.has(status)) subscriber.complete();
        else timer = setTimeout(run, POLL_MS);
      };
      const run = () => look().catch((error: unknown) => subscriber.error(error));
      void run();
      return () => clearTimeout(timer);
    });
  }
}
