import { Inject, Injectable } from '@nestjs/common';
import type { PlanResponse } from '@headroom/models';
import { TenantScope } from '../database/tenant-scope';
import { GiveUp, type JobHandler, Postpone } from '../jobs/job-handler';
import type { JobPayloads } from '../jobs/job-payloads';
import { JobQueue } from '../jobs/job-queue';
import { DeliveriesRepository } from './deliveries-repository';
import { ReportRunsRepository } from './report-runs-repository';
import { ReportSource } from './report-source';
import type { ScheduleRow } from './schedules-repository';

type Payload = JobPayloads['report.run'];

/** A plan takes seconds; looked at this often it does not delay its report much. */
const PLAN_WAIT_MS = 1500;

/** Takes the snapshot of a due report, planning first when the scenario has changed since it was planned, and queues its mails. */
@Injectable()
export class ReportRunJob implements JobHandler<'report.run'> {
  readonly kind = 'report.run';

  constructor(
    private readonly scope: TenantScope,
    private readonly runs: ReportRunsRepository,
    private readonly deliveries: DeliveriesRepository,
    private readonly source: ReportSource,
    @Inject(JobQueue) private readonly queue: JobQueue,
  ) {}

  async handle(payload: Payload): Promise<void> {
    const { reportRunId } = payload;
    const run = await this.scope.run(payload, (transaction) =>
      this.runs.find(transaction, reportRunId),
    );
    // Deleted with its schedule, or done by an earlier try.
    if (run === undefined || run.has_snapshot) return;
    const schedule = await this.source.schedule(payload, run.schedule_id);
    const plan = await this.plan(payload, schedule, run.requested_plan_id);
    const snapshot = this.source.snapshot(schedule, plan);
    await this.scope.run(payload, async (transaction) => {
      if (!(await this.runs.setSnapshot(transaction, reportRunId, snapshot))) return;
      for (const delivery of await this.deliveries.ofRun(transaction, reportRunId)) {
        await this.queue.enqueue(transaction, {
          kind: 'mail.deliver',
          key: `${delivery.id}:0`,
          payload: { deliveryId: delivery.id },
        });
      }
    });
  }

  giveUp(payload: Payload, reason: string): Promise<void> {
    return this.scope.run(payload, (transaction) =>
      this.deliveries.failPending(transaction, payload.reportRunId, reason),
    );
  }

  /** The plan to report on; asks for one and waits when the scenario's newest version has none. */
  private async plan(
    payload: Payload,
    schedule: ScheduleRow,
    requestedPlanId: string | null,
  ): Promise<PlanResponse> {
    if (requestedPlanId !== null) {
      const requested = await this.source.plan(payload, requestedPlanId);
      if (requested.plan !== null) return requested;
      if (requested.status === 'failed') {
        throw new GiveUp(`The scenario could not be planned: ${requested.failure?.detail ?? ''}`);
      }
      if (requested.status === 'cancelled') throw new GiveUp('The plan was cancelled.');
      throw new Postpone(PLAN_WAIT_MS, 'The plan is not ready yet.');
    }
    const latest = await this.source.latestPlan(payload, schedule.scenario_id);
    if (latest.isOfNewestVersion && latest.plan !== null) return latest.plan;
    const planId = await this.source.requestPlan(payload, schedule);
    await this.scope.run(payload, (transaction) =>
      this.runs.setRequestedPlan(transaction, payload.reportRunId, planId),
    );
    throw new Postpone(PLAN_WAIT_MS, 'The scenario is being planned.');
  }
}
