import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { PlanEvent, PlanStatus } from '@headroom/models';
import {
  type Observable,
  Subject,
  concatMap,
  distinctUntilChanged,
  map,
  merge,
  of,
  takeUntil,
  takeWhile,
  timer,
} from 'rxjs';
import type { Scoped } from '../tenancy/tenant';
import { PlanAnnouncements } from './plan-announcements';
import { PlansService } from './plans.service';

/** For changes that were announced while nobody listened. */
const LOOK_ANYWAY_MS = 3_000;
const FINAL: ReadonlySet<PlanStatus> = new Set(['ready', 'infeasible', 'failed', 'cancelled']);

/** Follows a plan's status. */
@Injectable()
export class PlanEvents implements BeforeApplicationShutdown {
  private readonly stopping = new Subject<void>();

  constructor(
    private readonly plans: PlansService,
    private readonly announcements: PlanAnnouncements,
  ) {}

  /** Ends all streams: they would keep the server from closing, and their clients come back by themselves. */
  beforeApplicationShutdown(): void {
    this.stopping.next();
  }

  /** Emits the status now and at every change; completes with the final one, or when the server stops. */
  follow(tenant: Scoped, planId: string): Observable<PlanEvent> {
    return merge(
      this.announcements.of(planId),
      of(planId),
      timer(LOOK_ANYWAY_MS, LOOK_ANYWAY_MS),
    ).pipe(
      concatMap(() => this.plans.summary(tenant, planId)),
      map(({ status }) => status),
      distinctUntilChanged(),
      takeWhile((status) => !FINAL.has(status), true),
      map((status) => ({ id: planId, status })),
      takeUntil(this.stopping),
    );
  }
}
