import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { TenantTransaction } from '../database/tenant-scope';
import { JobQueue } from '../jobs/job-queue';
import { MailIdentity } from '../mail/mail-identity';
import { DeliveriesRepository } from './deliveries-repository';
import { type NewReportRun, ReportRunsRepository } from './report-runs-repository';
import type { ScheduleRow } from './schedules-repository';

/** Begins runs of schedules: the run, its deliveries and its job come into being together. */
@Injectable()
export class ReportRunsService {
  constructor(
    private readonly runs: ReportRunsRepository,
    private readonly deliveries: DeliveriesRepository,
    private readonly identity: MailIdentity,
    @Inject(JobQueue) private readonly queue: JobQueue,
  ) {}

  /** Begins a run in the caller's transaction; `null` when this due time has had its run. */
  async begin(
    transaction: TenantTransaction,
    schedule: ScheduleRow,
    { trigger, dueAt }: Pick<NewReportRun, 'trigger' | 'dueAt'>,
  ): Promise<string | null> {
    const runId = randomUUID();
    const isNew = await this.runs.insert(transaction, {
      id: runId,
      scheduleId: schedule.id,
      trigger,
      dueAt,
    });
    if (!isNew) return null;
    for (const recipient of new Set(schedule.recipients)) {
      const id = randomUUID();
      await this.deliveries.insert(transaction, {
        id,
        runId,
        scheduleId: schedule.id,
        recipient,
        messageId: this.identity.messageId(id),
      });
    }
    await this.queue.enqueue(transaction, {
      kind: 'report.run',
      key: runId,
      payload: { reportRunId: runId },
    });
    return runId;
  }
}
