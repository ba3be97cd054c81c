import { Inject, Injectable } from '@nestjs/common';
import { ROLE_PERMISSIONS, readScenario } from '@headroom/models';
import type { Auth } from '../auth/auth';
import { AuthDirectory } from '../auth/auth-directory';
import { AUTH } from '../auth/identify-by-auth';
import { PlansService } from '../plans/plans.service';
import { ScenariosService } from '../scenarios/scenarios.service';
import type { Tenant } from '../tenancy/tenant';

export const DEMO_EMAIL = 'demo@headroom.example';
const DEMO_NAME = 'Demo';
/** Enough to see every scenario a demo has; the newest first. */
const SCENARIOS_LOOKED_AT = 200;

export interface SeededDemo {
  readonly email: string;
  /** `null` when the account was there already: its password is known to whoever set it. */
  readonly password: string | null;
  readonly workspaceId: string;
  readonly scenarioId: string;
  readonly planId: string;
}

export interface SeedRequest {
  readonly yaml: string;
  readonly password: string;
  readonly reset?: boolean;
}

/** Makes the demo account, its workspace, an example scenario and a plan of it; what is there stays as it is. */
@Injectable()
export class DemoSeed {
  constructor(
    @Inject(AUTH) private readonly auth: Auth,
    private readonly directory: AuthDirectory,
    private readonly scenarios: ScenariosService,
    private readonly plans: PlansService,
  ) {}

  /** `reset` gives an account that is there already the new password, and ends its sessions. */
  async seed({ yaml, password, reset = false }: SeedRequest): Promise<SeededDemo> {
    const isNew = (await this.directory.firstWorkspace(DEMO_EMAIL)) === null;
    if (isNew) {
      await this.auth.api.signUpEmail({
        body: { email: DEMO_EMAIL, name: DEMO_NAME, password },
      });
    } else if (reset) {
      await this.setPassword(password);
    }
    const tenant = await this.demoTenant();
    const scenarioId = await this.exampleScenario(tenant, yaml);
    return {
      email: DEMO_EMAIL,
      password: isNew || reset ? password : null,
      workspaceId: tenant.workspaceId,
      scenarioId,
      planId: await this.planOf(tenant, scenarioId),
    };
  }

  private async setPassword(password: string): Promise<void> {
    const found = await this.directory.firstWorkspace(DEMO_EMAIL);
    if (found === null) throw new Error('The demo account has no workspace.');
    const { internalAdapter, password: hashing } = await this.auth.$context;
    await internalAdapter.updatePassword(found.userId, await hashing.hash(password));
    await internalAdapter.deleteUserSessions(found.userId);
  }

  private async demoTenant(): Promise<Tenant> {
    const found = await this.directory.firstWorkspace(DEMO_EMAIL);
    if (found === null) throw new Error('The demo account has no workspace.');
    return {
      workspaceId: found.workspaceId,
      actor: { kind: 'user', userId: found.userId, name: DEMO_NAME, role: 'owner' },
      permissions: new Set(ROLE_PERMISSIONS.owner),
    };
  }

  private async exampleScenario(tenant: Tenant, yaml: string): Promise<string> {
    const reading = readScenario(yaml);
    const name = reading.kind === 'valid' ? reading.scenario.name : undefined;
    const { items } = await this.scenarios.list(tenant, { limit: SCENARIOS_LOOKED_AT });
    const there = items.find((scenario) => scenario.name === name);
    return there?.id ?? (await this.scenarios.create(tenant, { yaml })).id;
  }

  private async planOf(tenant: Tenant, scenarioId: string): Promise<string> {
    const { items } = await this.plans.list(tenant, { scenarioId, limit: 1 });
    return items[0]?.id ?? (await this.plans.request(tenant, { scenarioId })).id;
  }
}
