import { Injectable } from '@nestjs/common';
import type { PlanEvent, PlanStatus } from '@headroom/models';
import { Observable } from 'rxjs';
import type { Scoped } from '../tenancy/tenant';
import { PlansService } from './plans.service';

const POLL_MS = 500;
const FINAL: ReadonlySet<PlanStatus> = new Set(['ready', 'infeasible', 'failed']);

/** Follows a plan's status. */
@Injectable()
export class PlanEvents {
  constructor(private readonly plans: PlansService) {}

  /** Emits the status now and at every change, completes with the final one. */
  follow(tenant: Scoped, planId: string): Observable<PlanEvent> {
    return new Observable((subscriber) => {
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
