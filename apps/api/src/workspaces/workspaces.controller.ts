import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import {
  type ApiKeyResponse,
  type ChangeMemberRequest,
  type CreateApiKeyRequest,
  type CreatedApiKeyResponse,
  type MemberResponse,
  type Page,
  type PageQuery,
  ROLE_PERMISSIONS,
  type SessionResponse,
  apiKeyResponse,
  changeMemberRequest,
  createApiKeyRequest,
  createdApiKeyResponse,
  memberResponse,
  pageOf,
  pageQuery,
  sessionResponse,
} from '@headroom/models';
import { Endpoint } from '../http/endpoint';
import { id } from '../http/id-param';
import { NotReplayed } from '../http/idempotency';
import { parse } from '../http/zod-pipe';
import { CurrentTenant, CurrentUser } from '../tenancy/current-tenant';
import type { SignedIn } from '../tenancy/identify';
import type { Tenant } from '../tenancy/tenant';
import { ApiKeysService } from './api-keys.service';
import { MembersService } from './members.service';

@Controller()
export class WorkspacesController {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly members: MembersService,
  ) {}

  @Get('session')
  @Endpoint({
    summary: 'Who is signed in, and what they may do in the active workspace',
    access: 'session',
    returns: sessionResponse,
  })
  session(@CurrentUser() { userId, email, name, workspace }: SignedIn): SessionResponse {
    return {
      user: { id: userId, email, name },
      workspace,
      permissions: workspace === null ? [] : [...ROLE_PERMISSIONS[workspace.role]],
    };
  }

  @Get('members')
  @Endpoint({
    summary: 'Members of the workspace',
    access: 'members:read',
    returns: pageOf(memberResponse),
    problems: ['http/cursor-not-valid'],
  })
  listMembers(
    @CurrentTenant() tenant: Tenant,
    @Query(parse(pageQuery)) query: PageQuery,
  ): Promise<Page<MemberResponse>> {
    return this.members.list(tenant, query);
  }

  @Patch('members/:id')
  @Endpoint({
    summary: 'Give a member another role',
    access: 'members:write',
    status: 204,
    returns: null,
    problems: ['members/not-found', 'members/last-owner'],
  })
  changeMember(
    @CurrentTenant() tenant: Tenant,
    @Param('id', id('members/not-found')) userId: string,
    @Body(parse(changeMemberRequest)) { role }: ChangeMemberRequest,
  ): Promise<void> {
    return this.members.changeRole(tenant, userId, role);
  }

  @Delete('members/:id')
  @Endpoint({
    summary: 'Remove a member from the workspace; what they made stays',
    access: 'members:write',
    status: 204,
    returns: null,
    problems: ['members/not-found', 'members/last-owner'],
  })
  removeMember(
    @CurrentTenant() tenant: Tenant,
    @Param('id', id('members/not-found')) userId: string,
  ): Promise<void> {
    return this.members.remove(tenant, userId);
  }

  @Get('api-keys')
  @Endpoint({
    summary: 'API keys of the workspace, without the keys themselves',
    access: 'keys:read',
    returns: pageOf(apiKeyResponse),
    problems: ['http/cursor-not-valid'],
  })
  listKeys(
    @CurrentTenant() tenant: Tenant,
    @Query(parse(pageQuery)) query: PageQuery,
  ): Promise<Page<ApiKeyResponse>> {
    return this.keys.list(tenant, query);
  }

  @Post('api-keys')
  @NotReplayed('keys/shown-once')
  @Endpoint({
    summary: 'Create an API key; it is shown in this answer and never again',
    access: 'keys:write',
    status: 201,
    returns: createdApiKeyResponse,
    problems: ['keys/shown-once'],
  })
  createKey(
    @CurrentTenant() tenant: Tenant,
    @Body(parse(createApiKeyRequest)) request: CreateApiKeyRequest,
  ): Promise<CreatedApiKeyResponse> {
    return this.keys.create(tenant, request);
  }

  @Delete('api-keys/:id')
  @Endpoint({
    summary: 'Revoke an API key at once',
    access: 'keys:write',
    status: 204,
    returns: null,
    problems: ['keys/not-found'],
  })
  revokeKey(
    @CurrentTenant() tenant: Tenant,
    @Param('id', id('keys/not-found')) key: string,
  ): Promise<void> {
    return this.keys.revoke(tenant, key);
  }
}
