import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import {
  type AcceptInvitationRequest,
  type AcceptedInvitationResponse,
  type CreateInvitationRequest,
  type InvitationResponse,
  type Page,
  type PageQuery,
  acceptInvitationRequest,
  acceptedInvitationResponse,
  createInvitationRequest,
  invitationResponse,
  pageOf,
  pageQuery,
} from '@headroom/models';
import { Endpoint } from '../http/endpoint';
import { id } from '../http/id-param';
import { parse } from '../http/zod-pipe';
import { CurrentTenant, CurrentUser } from '../tenancy/current-tenant';
import type { SignedIn } from '../tenancy/identify';
import type { Tenant } from '../tenancy/tenant';
import { InvitationsService } from './invitations.service';

@Controller('invitations')
export class InvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  @Post()
  @Endpoint({
    summary: 'Invite a colleague by e-mail; the link works once, for seven days',
    access: 'members:write',
    status: 201,
    returns: invitationResponse,
    problems: ['members/already', 'invitations/open-already', 'invitations/too-many'],
  })
  create(
    @CurrentTenant() tenant: Tenant,
    @Body(parse(createInvitationRequest)) request: CreateInvitationRequest,
  ): Promise<InvitationResponse> {
    return this.invitations.create(tenant, request);
  }

  @Get()
  @Endpoint({
    summary: 'Open invitations, newest first',
    access: 'members:write',
    returns: pageOf(invitationResponse),
    problems: ['http/cursor-not-valid'],
  })
  list(
    @CurrentTenant() tenant: Tenant,
    @Query(parse(pageQuery)) query: PageQuery,
  ): Promise<Page<InvitationResponse>> {
    return this.invitations.listOpen(tenant, query);
  }

  @Delete(':id')
  @Endpoint({
    summary: 'Cancel an open invitation; its link stops working at once',
    access: 'members:write',
    status: 204,
    returns: null,
    problems: ['invitations/not-found'],
  })
  cancel(
    @CurrentTenant() tenant: Tenant,
    @Param('id', id('invitations/not-found')) invitation: string,
  ): Promise<void> {
    return this.invitations.cancel(tenant, invitation);
  }

  @Post('accept')
  @Endpoint({
    summary: 'Join the workspace an invitation is for, as the person signed in',
    access: 'session',
    returns: acceptedInvitationResponse,
    problems: [
      'invitations/not-valid',
      'invitations/expired',
      'invitations/used',
      'invitations/other-address',
    ],
  })
  accept(
    @CurrentUser() person: SignedIn,
    @Body(parse(acceptInvitationRequest)) { token }: AcceptInvitationRequest,
  ): Promise<AcceptedInvitationResponse> {
    return this.invitations.accept(person, token);
  }
}
