import type { IncomingHttpHeaders } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { fromNodeHeaders } from 'better-auth/node';
import { Identify, type SignedIn } from '../tenancy/identify';
import type { Tenant } from '../tenancy/tenant';
import { API_KEY_PREFIX, type Auth } from './auth';
import { AuthDirectory, scopesOf } from './auth-directory';

/** Token of the sign-in library. */
export const AUTH = Symbol('AUTH');

/** Who asks, by the session cookie or API key of the request. */
@Injectable()
export class IdentifyByAuth extends Identify {
  constructor(
    @Inject(AUTH) private readonly auth: Auth,
    private readonly directory: AuthDirectory,
  ) {
    super();
  }

  async bySession(headers: IncomingHttpHeaders): Promise<SignedIn | null> {
    const found = await this.auth.api.getSession({ headers: fromNodeHeaders(headers) });
    if (found === null) return null;
    const { user, session } = found;
    const id = session.activeOrganizationId ?? (await this.directory.firstWorkspaceOf(user.id));
    // The role is read anew for each request: a removed member's session shows nothing from the next one on.
    const membership =
      typeof id === 'string' ? await this.directory.membership({ workspaceId: id }, user.id) : null;
    return {
      userId: user.id,
      email: user.email,
      name: user.name,
      workspace: membership && typeof id === 'string' ? { id, ...membership } : null,
    };
  }

  async byKey(key: string): Promise<Tenant | null> {
    if (!key.startsWith(API_KEY_PREFIX)) return null;
    const { valid, key: found } = await this.auth.api.verifyApiKey({ body: { key } });
    if (!valid || found === null) {
      // The library calls a key invalid also when it could not look it up; nobody should throw a good key away for that.
      await this.directory.assertReachable();
      return null;
    }
    return {
      workspaceId: found.referenceId,
      actor: { kind: 'key', keyId: found.id, name: found.name ?? 'API key' },
      permissions: new Set(scopesOf(found.permissions)),
    };
  }
}
