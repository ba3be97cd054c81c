import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ROLE_PERMISSIONS } from '@headroom/models';
import type { Request } from 'express';
import { trustedOrigins } from '../auth/trusted-origins';
import { ENV } from '../config/config.module';
import type { Env } from '../config/env';
import { DomainError } from '../http/domain-error';
import { ENDPOINT, type Access, type EndpointOptions } from '../http/endpoint';
import { type Identity, setIdentity } from './current-tenant';
import { Identify, type SignedIn } from './identify';
import type { Tenant } from './tenant';

const BEARER = /^Bearer\s+(\S+)$/i;
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** No tenant, no route: lets a request through when its sender has what the route's `@Endpoint` asks for. */
@Injectable()
export class TenantGuard implements CanActivate {
  private readonly trusted: ReadonlySet<string>;

  constructor(
    private readonly reflector: Reflector,
    private readonly identify: Identify,
    @Inject(ENV) env: Env,
  ) {
    this.trusted = new Set(trustedOrigins(env));
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const endpoint = this.reflector.get<EndpointOptions | undefined>(
      ENDPOINT,
      context.getHandler(),
    );
    if (endpoint === undefined) throw new Error(`${request.path} does not say who may call it.`);
    if (endpoint.access === 'public') return true;
    const identity = await this.identityFor(request);
    assertAccess(identity, endpoint.access);
    setIdentity(request, identity);
    return true;
  }

  private async identityFor(request: Request): Promise<Identity> {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const key = BEARER.exec(authorization)?.[1];
      const tenant = key === undefined ? null : await this.identify.byKey(key);
      if (tenant === null) {
        throw new DomainError('auth/key-not-valid', 'It is unknown, expired or revoked.');
      }
      return { tenant };
    }
    const signedIn = await this.identify.bySession(request.headers);
    if (signedIn === null) {
      throw new DomainError('auth/sign-in-required', 'There is no valid session.');
    }
    this.assertSameSite(request);
    return { signedIn, tenant: tenantOf(signedIn) };
  }

  /** A cookie is sent by every page that can make the browser send a request; only ours may change anything. */
  private assertSameSite(request: Request): void {
    if (SAFE_METHODS.has(request.method)) return;
    const { origin } = request.headers;
    if (origin === undefined || !this.trusted.has(origin)) {
      throw new DomainError(
        'auth/origin-not-trusted',
        'A change made with a session must come from a page of this site. Programs use API keys.',
      );
    }
  }
}

function tenantOf({ userId, name, workspace }: SignedIn): Tenant | undefined {
  if (workspace === null) return undefined;
  return {
    workspaceId: workspace.id,
    actor: { kind: 'user', userId, name, role: workspace.role },
    permissions: new Set(ROLE_PERMISSIONS[workspace.role]),
  };
}

function assertAccess({ tenant, signedIn }: Identity, access: Exclude<Access, 'public'>): void {
  if (access === 'session') {
    if (signedIn === undefined) {
      throw new DomainError('auth/sign-in-required', 'This is about a person; a key is none.');
    }
    return;
  }
  if (tenant === undefined) {
    throw new DomainError('auth/no-workspace', 'You are not a member of the active workspace.');
  }
  if (access !== 'tenant' && !tenant.permissions.has(access)) {
    throw new DomainError('auth/permission-missing', `This needs the permission ${access}.`);
  }
}
