import { Inject, Injectable } from '@nestjs/common';
import type { PlanResponse } from '@headroom/models';
import { buildReport } from '@headroom/planner-core';
import { ENV } from '../config/config.module';
import type { Env } from '../config/env';
import { TenantScope } from '../database/tenant-scope';
import { DomainError } from '../http/domain-error';
import { PlansService } from '../plans/plans.service';
import { ScenariosService } from '../scenarios/scenarios.service';
import type { Scoped } from '../tenancy/tenant';
import type { ReportSnapshot } from './report-snapshot';
import { type ScheduleRow, SchedulesRepository } from './schedules-repository';

/** Where reports get what they tell: schedules, plans, and the report made of them. */
@Injectable()
export class ReportSource {
  constructor(
    private readonly scope: TenantScope,
    private readonly schedules: SchedulesRepository,
    private readonly scenarios: ScenariosService,
    private readonly plans: PlansService,
    @Inject(ENV) private readonly env: Pick<Env, 'publicUrl'>,
  ) {}

  schedule(scoped: Scoped, id: string): Promise<ScheduleRow> {
    return this.scope.run(scoped, async (transaction) => {
      const row = await this.schedules.find(transaction, id);
      if (row === undefined) {
        throw new DomainError('reports/not-found', `There is no report schedule ${id}.`);
      }
      return row;
    });
  }

  plan(scoped: Scoped, id: string): Promise<PlanResponse> {
    return this.plans.get(scoped, id);
  }

  /** The newest answered plan of a scenario, and whether it is of the scenario as it is now. */
  async latestPlan(
    scoped: Scoped,
    scenarioId: string,
  ): Promise<{ plan: PlanResponse | null; isOfNewestVersion: boolean }> {
    const plan = await this.plans.latestAnswered(scoped, scenarioId);
    const { version } = await this.scope.run(scoped, (transaction) =>
      this.scenarios.requireVersion(transaction, scenarioId),
    );
    return { plan, isOfNewestVersion: plan?.version === version };
  }

  /** Queues a plan in the name of a schedule. */
  async requestPlan(scoped: Scoped, schedule: ScheduleRow): Promise<string> {
    const { id } = await this.plans.request(
      {
        workspaceId: scoped.workspaceId,
        actor: { kind: 'schedule', scheduleId: schedule.id, name: schedule.name },
        permissions: new Set(['plans:write']),
      },
      { scenarioId: schedule.scenario_id },
    );
    return id;
  }

  /**
   * The report of a plan in the language and currency of a schedule.
   * @throws Error when the plan has no answer; ask only for answered ones.
   */
  snapshot(schedule: ScheduleRow, response: PlanResponse): ReportSnapshot {
    const { plan } = response;
    if (plan === null) throw new Error(`Plan ${response.id} has no answer to report on.`);
    return {
      report: buildReport(plan, { locale: schedule.locale, currency: schedule.currency }),
      scheduleName: schedule.name,
      scenarioName: response.scenarioName,
      scenarioVersion: response.version,
      planId: response.id,
      plannedAt: response.finishedAt ?? response.createdAt,
      planUrl: `${this.env.publicUrl}/plans/${response.id}`,
    };
  }
}
