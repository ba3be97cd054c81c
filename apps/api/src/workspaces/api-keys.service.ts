import { Inject, Injectable } from '@nestjs/common';
import type {
  ApiKeyResponse,
  CreateApiKeyRequest,
  CreatedApiKeyResponse,
  Page,
  PageQuery,
} from '@headroom/models';
import type { Auth } from '../auth/auth';
import { AuthDirectory, permissionsOf } from '../auth/auth-directory';
import { AUTH } from '../auth/identify-by-auth';
import { pageById } from '../http/cursor';
import { DomainError } from '../http/domain-error';
import type { Tenant } from '../tenancy/tenant';

const SECONDS_PER_DAY = 86_400;

/** API keys belong to the workspace, not to whoever made them: they outlive a member. */
@Injectable()
export class ApiKeysService {
  constructor(
    @Inject(AUTH) private readonly auth: Auth,
    private readonly directory: AuthDirectory,
  ) {}

  async list(tenant: Tenant, { cursor, limit }: PageQuery): Promise<Page<ApiKeyResponse>> {
    return pageById(await this.directory.keys(tenant), limit, cursor);
  }

  /** Makes a key with some of the maker's own permissions; the answer is the only place the key is ever shown. */
  async create(tenant: Tenant, request: CreateApiKeyRequest): Promise<CreatedApiKeyResponse> {
    const { actor } = tenant;
    if (actor.kind !== 'user') {
      throw new DomainError('auth/permission-missing', 'A key cannot make keys.');
    }
    const beyond = request.scopes.filter((scope) => !tenant.permissions.has(scope));
    if (beyond.length > 0) {
      throw new DomainError(
        'auth/permission-missing',
        `You cannot give a key what you may not do yourself: ${beyond.join(', ')}.`,
      );
    }
    const scopes = [...new Set(request.scopes)];
    const made = await this.auth.api.createApiKey({
      body: {
        name: request.name,
        userId: actor.userId,
        organizationId: tenant.workspaceId,
        permissions: permissionsOf(scopes),
        expiresIn: request.expiresInDays === null ? null : request.expiresInDays * SECONDS_PER_DAY,
      },
    });
    return {
      id: made.id,
      name: request.name,
      start: made.start ?? '',
      scopes,
      createdAt: made.createdAt.toISOString(),
      expiresAt: made.expiresAt?.toISOString() ?? null,
      lastUsedAt: null,
      key: made.key,
    };
  }

  async revoke(tenant: Tenant, id: string): Promise<void> {
    if (!(await this.directory.deleteKey(tenant, id))) {
      throw new DomainError('keys/not-found', `There is no API key ${id}.`);
    }
  }
}
