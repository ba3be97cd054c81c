import { Injectable } from '@nestjs/common';
import type { ComparisonQuery, PlanComparison } from '@headroom/models';
import { comparePlans, scenarioChanges, type ComparedPlan } from '@headroom/planner-core';
import { TenantScope } from '../database/tenant-scope';
import { EngineThreads } from '../engine-threads/engine-threads';
import { DomainError } from '../http/domain-error';
import { PlansService } from '../plans/plans.service';
import { ScenariosService } from '../scenarios/scenarios.service';
import type { Tenant } from '../tenancy/tenant';

const ISO_DAY_LENGTH = 10;

/** Sets two plans of a workspace side by side, with the scenario versions they were made from. */
@Injectable()
export class ComparisonsService {
  constructor(
    private readonly scope: TenantScope,
    private readonly plans: PlansService,
    private readonly scenarios: ScenariosService,
    private readonly engine: EngineThreads,
  ) {}

  async compare(tenant: Tenant, query: ComparisonQuery): Promise<PlanComparison> {
    const from = await this.answered(tenant, query.from);
    const to = await this.answered(tenant, query.to);
    const causes = query.causes
      ? await this.engine.ask('cost-causes', { from, to, today: to.plannedOn })
      : null;
    return {
      ...comparePlans(from.plan, to.plan),
      scenario: scenarioChanges(from.scenario, to.scenario),
      causes,
    };
  }

  private async answered(
    tenant: Tenant,
    id: string,
  ): Promise<ComparedPlan & { readonly plannedOn: string }> {
    const { plan, scenarioId, version, createdAt } = await this.plans.get(tenant, id);
    if (plan === null) {
      throw new DomainError('plans/not-answered', `The plan ${id} has no answer to compare.`);
    }
    const { document } = await this.scope.run(tenant, (transaction) =>
      this.scenarios.requireVersion(transaction, scenarioId, version),
    );
    return { plan, scenario: document, plannedOn: createdAt.slice(0, ISO_DAY_LENGTH) };
  }
}
