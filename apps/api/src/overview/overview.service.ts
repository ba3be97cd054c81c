import { Injectable } from '@nestjs/common';
import type { Overview, OverviewScenario, OverviewTurn } from '@headroom/models';
import { loadCatalog, policyTurns } from '@headroom/planner-core';
import { TenantScope, type TenantTransaction } from '../database/tenant-scope';
import { toPlanSummary } from '../plans/plans-repository';
import { type ScenarioListRow, ScenariosRepository } from '../scenarios/scenarios-repository';
import type { Tenant } from '../tenancy/tenant';
import { answeredPlanOf, costMoveOf, ordersOf, poolsOf, refOf } from './overview-of-plans';
import { type AnsweredRow, type FormerRow, OverviewRepository } from './overview-repository';

/** Enough for a morning's look; what is beyond is counted and found in its own list. */
const MOST_SCENARIOS = 30;
const MOST_ORDERS = 10;
const MOST_POOLS = 6;
const MOST_TURNS = 8;
const MOST_PLANS = 10;
const MOST_DUE = 4;

/** How far ahead changes of rules are told. */
const TURNS_WITHIN_DAYS = 365;
const FAILED_WITHIN_DAYS = 7;
const MS_PER_DAY = 86_400_000;
const DAY_LENGTH = 'YYYY-MM-DD'.length;

/** What stands in a workspace this morning, from what is stored: it plans nothing. */
@Injectable()
export class OverviewService {
  private readonly catalog = loadCatalog();

  constructor(
    private readonly scope: TenantScope,
    private readonly scenarios: ScenariosRepository,
    private readonly repository: OverviewRepository,
  ) {}

  read(tenant: Tenant, now = new Date()): Promise<Overview> {
    return this.scope.run(tenant, async (transaction) => {
      const { repository } = this;
      const scenarios = await this.scenarios.list(transaction, null, MOST_SCENARIOS);
      const scenariosInAll = await repository.countScenarios(transaction);
      const answered = await repository.answered(
        transaction,
        scenarios.map(({ id }) => id),
      );
      const former = await repository.former(
        transaction,
        answered.map(({ id }) => id),
      );
      const today = now.toISOString().slice(0, DAY_LENGTH);
      return {
        today,
        scenarios: scenarios.map((row) => scenarioOf(row, answered, former, today)),
        scenariosInAll,
        ...this.aheadOf(answered, today),
        catalogAsOf: this.catalog.asOf,
        working: (await repository.working(transaction, MOST_PLANS)).map(toPlanSummary),
        failed: (await repository.failed(transaction, MOST_PLANS)).map(toPlanSummary),
        reports: tenant.permissions.has('reports:read')
          ? await this.reports(transaction, now)
          : null,
      };
    });
  }

  /** What the plans ask for next. A plan without a fleet asks for nothing. */
  private aheadOf(
    answered: readonly AnsweredRow[],
    today: string,
  ): Pick<Overview, 'orders' | 'ordersInAll' | 'ordersLate' | 'pools' | 'poolsInAll' | 'policy'> {
    const planned = answered.filter(({ status }) => status === 'ready');
    const orders = planned
      .flatMap((row) => ordersOf(row, today))
      .sort((a, b) => inOrder(a.orderBy, b.orderBy) || inOrder(a.arrives, b.arrives));
    const pools = planned
      .flatMap(poolsOf)
      .sort(
        (a, b) =>
          inOrder(a.fullAtP90, b.fullAtP90) || inOrder(a.fullAtP50 ?? '~', b.fullAtP50 ?? '~'),
      );
    return {
      orders: orders.slice(0, MOST_ORDERS),
      ordersInAll: orders.length,
      ordersLate: orders.filter(({ isLate }) => isLate).length,
      pools: pools.slice(0, MOST_POOLS),
      poolsInAll: pools.length,
      policy: this.turns(planned, today).slice(0, MOST_TURNS),
    };
  }

  /** Changes of rules for chips that plans still get, one row a change, with the plans it touches. */
  private turns(planned: readonly AnsweredRow[], today: string): OverviewTurn[] {
    const { catalog } = this;
    const until = new Date(Date.parse(today) + TURNS_WITHIN_DAYS * MS_PER_DAY);
    const rows = new Map<string, OverviewTurn>();
    for (const row of planned) {
      const turns = policyTurns({
        catalog,
        scenario: row.document,
        acquired: row.fleet.filter(({ acquisition }) => acquisition !== 'existing'),
        from: today,
        until: until.toISOString().slice(0, DAY_LENGTH),
      });
      for (const { day, eventId, title, titleZh, branch, before, after, chipIds } of turns) {
        const isAssumed = eventId === 'scenario';
        // What one scenario assumes says nothing about another.
        const key = [
          day,
          isAssumed ? row.scenario_id : '',
          eventId,
          title,
          branch?.name,
          before,
          after,
        ];
        const told = rows.get(key.join('\n'));
        const chips = chipIds.map((id) => ({
          id,
          name: catalog.chips.find((chip) => chip.id === id)?.name ?? id,
        }));
        rows.set(key.join('\n'), {
          day,
          eventId: isAssumed ? null : eventId,
          title,
          titleZh,
          branch,
          before,
          after,
          chips: [...new Map([...(told?.chips ?? []), ...chips].map((c) => [c.id, c])).values()],
          plans: [...(told?.plans ?? []), refOf(row)],
        });
      }
    }
    return [...rows.values()].sort((a, b) => inOrder(a.day, b.day));
  }

  private async reports(
    transaction: TenantTransaction,
    now: Date,
  ): Promise<NonNullable<Overview['reports']>> {
    const due = await this.repository.due(transaction, MOST_DUE);
    const sent = await this.repository.lastSent(transaction);
    const since = new Date(now.getTime() - FAILED_WITHIN_DAYS * MS_PER_DAY);
    return {
      due: due.map((row) => ({
        id: row.id,
        name: row.name,
        scenarioId: row.scenario_id,
        scenarioName: row.scenario_name,
        timeZone: row.time_zone,
        dueAt: row.next_run_at.toISOString(),
      })),
      lastSent:
        sent === undefined
          ? null
          : {
              id: sent.id,
              scheduleId: sent.schedule_id,
              scheduleName: sent.schedule_name,
              sentAt: sent.sent_at.toISOString(),
              recipients: Number(sent.recipients),
            },
      failed: await this.repository.countFailedMails(transaction, since),
    };
  }
}

function scenarioOf(
  row: ScenarioListRow,
  answered: readonly AnsweredRow[],
  former: readonly FormerRow[],
  today: string,
): OverviewScenario {
  const plan = answered.find(({ scenario_id: id }) => id === row.id);
  const before = former.find(({ scenario_id: id }) => id === row.id);
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    latest:
      row.plan_id === null || row.plan_status === null || row.plan_created_at === null
        ? null
        : {
            id: row.plan_id,
            status: row.plan_status,
            createdAt: row.plan_created_at.toISOString(),
          },
    answered: plan === undefined ? null : answeredPlanOf(plan, today),
    change: plan === undefined ? null : costMoveOf(plan, before),
  };
}

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
