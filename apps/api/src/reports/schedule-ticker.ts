import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { TenantScope } from '../database/tenant-scope';
import { nextRunAt } from './recurrence';
import { ReportRunsService } from './report-runs.service';
import { type DueSchedule, SchedulesRepository } from './schedules-repository';

const TICK_MS = 2000;
const BATCH = 100;

/**
 * Begins the runs of schedules that are due. Any number of workers may tick: a schedule is locked while it is begun,
 * and its due time can have one run only. Times missed while no worker was there are made up for by a single run.
 */
@Injectable()
export class ScheduleTicker implements BeforeApplicationShutdown {
  private readonly logger = new Logger(ScheduleTicker.name);
  private timer: NodeJS.Timeout | undefined;
  private ticking: Promise<void> | undefined;

  constructor(
    private readonly scope: TenantScope,
    private readonly schedules: SchedulesRepository,
    private readonly runs: ReportRunsService,
  ) {}

  start(tickMs = TICK_MS): void {
    this.timer = setInterval(() => {
      this.ticking ??= this.tick()
        .then(() => undefined)
        .catch((error: unknown) => this.logger.warn(`No schedule was looked at: ${String(error)}`))
        .finally(() => {
          this.ticking = undefined;
        });
    }, tickMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.ticking;
  }

  /** Begins every run that is due and answers how many were begun here. */
  async tick(): Promise<number> {
    let begun = 0;
    for (const due of await this.schedules.due(BATCH)) {
      try {
        if (await this.begin(due)) begun++;
      } catch (error) {
        this.logger.error({ err: error, scheduleId: due.scheduleId }, 'A report was not begun');
      }
    }
    return begun;
  }

  private begin(due: DueSchedule): Promise<boolean> {
    return this.scope.run(due, async (transaction) => {
      const schedule = await this.schedules.lockDue(transaction, due.scheduleId);
      const dueAt = schedule?.next_run_at;
      if (schedule === undefined || !dueAt) return false;
      const runId = await this.runs.begin(transaction, schedule, { trigger: 'schedule', dueAt });
      // The clock of this machine may be behind the one of the database, which said that the time has come.
      const after = new Date(Math.max(Date.now(), dueAt.getTime()));
      const next = nextRunAt({ cron: schedule.cron, timeZone: schedule.time_zone }, after);
      await this.schedules.advance(transaction, schedule.id, { lastRunAt: dueAt, nextRunAt: next });
      return runId !== null;
    });
  }
}
