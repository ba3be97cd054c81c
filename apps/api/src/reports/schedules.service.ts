import { Injectable } from '@nestjs/common';
import type {
  CreateReportScheduleRequest,
  DeliveryResponse,
  Page,
  PageQuery,
  ReportScheduleResponse,
  UpdateReportScheduleRequest,
} from '@headroom/models';
import { TenantScope, type TenantTransaction } from '../database/tenant-scope';
import { pageByTime, readTimeCursor } from '../http/cursor';
import { DomainError } from '../http/domain-error';
import { ScenariosService } from '../scenarios/scenarios.service';
import { type Tenant, actorId } from '../tenancy/tenant';
import { DeliveriesRepository, toDeliveryResponse } from './deliveries-repository';
import { nextRunAt, recurrenceIssues } from './recurrence';
import { ReportRunsService } from './report-runs.service';
import { type ScheduleRow, SchedulesRepository, toScheduleResponse } from './schedules-repository';

@Injectable()
export class SchedulesService {
  constructor(
    private readonly scope: TenantScope,
    private readonly schedules: SchedulesRepository,
    private readonly scenarios: ScenariosService,
    private readonly runs: ReportRunsService,
    private readonly deliveries: DeliveriesRepository,
  ) {}

  list(tenant: Tenant, { cursor, limit }: PageQuery): Promise<Page<ReportScheduleResponse>> {
    const after = readTimeCursor(cursor);
    return this.scope.run(tenant, async (transaction) =>
      pageByTime(
        await this.schedules.list(transaction, after, limit + 1),
        limit,
        (row) => row.created_at,
        toScheduleResponse,
      ),
    );
  }

  get(tenant: Tenant, id: string): Promise<ReportScheduleResponse> {
    return this.scope.run(tenant, async (transaction) =>
      toScheduleResponse(await this.require(transaction, id)),
    );
  }

  create(
    tenant: Tenant,
    request: CreateReportScheduleRequest,
    now = new Date(),
  ): Promise<ReportScheduleResponse> {
    assertRecurrence(request);
    return this.scope.run(tenant, async (transaction) => {
      await this.scenarios.requireVersion(transaction, request.scenarioId);
      const id = await this.schedules.insert(
        transaction,
        { ...request, nextRunAt: request.enabled ? nextRunAt(request, now) : null },
        actorId(tenant),
      );
      return toScheduleResponse(await this.require(transaction, id));
    });
  }

  /** Changes what is given. Its next time is found anew only when the rhythm changes, so a rename skips nothing. */
  update(
    tenant: Tenant,
    id: string,
    changes: UpdateReportScheduleRequest,
    now = new Date(),
  ): Promise<ReportScheduleResponse> {
    return this.scope.run(tenant, async (transaction) => {
      const row = await this.require(transaction, id);
      const current = toScheduleResponse(row);
      const wanted: CreateReportScheduleRequest = {
        name: changes.name ?? current.name,
        scenarioId: changes.scenarioId ?? current.scenarioId,
        cron: changes.cron ?? current.cron,
        timeZone: changes.timeZone ?? current.timeZone,
        recipients: changes.recipients ?? current.recipients,
        locale: changes.locale ?? current.locale,
        currency: changes.currency ?? current.currency,
        enabled: changes.enabled ?? current.enabled,
      };
      assertRecurrence(wanted);
      if (wanted.scenarioId !== current.scenarioId) {
        await this.scenarios.requireVersion(transaction, wanted.scenarioId);
      }
      const keepsRhythm =
        wanted.cron === current.cron &&
        wanted.timeZone === current.timeZone &&
        row.next_run_at !== null;
      const next = keepsRhythm ? row.next_run_at : nextRunAt(wanted, now);
      await this.schedules.update(transaction, id, {
        ...wanted,
        nextRunAt: wanted.enabled ? next : null,
      });
      return toScheduleResponse(await this.require(transaction, id));
    });
  }

  delete(tenant: Tenant, id: string): Promise<void> {
    return this.scope.run(tenant, async (transaction) => {
      if (!(await this.schedules.delete(transaction, id))) throw notFound(id);
    });
  }

  /** Begins a run now, beside the rhythm, and answers with its deliveries. */
  sendNow(tenant: Tenant, id: string, now = new Date()): Promise<DeliveryResponse[]> {
    return this.scope.run(tenant, async (transaction) => {
      const schedule = await this.require(transaction, id);
      const runId = await this.runs.begin(transaction, schedule, {
        trigger: 'request',
        dueAt: now,
      });
      const rows = runId === null ? [] : await this.deliveries.ofRun(transaction, runId);
      return rows.map(toDeliveryResponse);
    });
  }

  private async require(transaction: TenantTransaction, id: string): Promise<ScheduleRow> {
    const row = await this.schedules.find(transaction, id);
    if (row === undefined) throw notFound(id);
    return row;
  }
}

function assertRecurrence(request: CreateReportScheduleRequest): void {
  const issues = recurrenceIssues(request);
  if (issues.length > 0) {
    throw new DomainError('http/input-not-valid', 'The schedule has no valid rhythm.', issues);
  }
}

function notFound(id: string): DomainError {
  return new DomainError('reports/not-found', `There is no report schedule ${id}.`);
}
