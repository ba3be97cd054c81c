import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type AcceptedInvitationResponse,
  type CreateInvitationRequest,
  INVITATION_DAYS,
  type InvitationResponse,
  type Page,
  type PageQuery,
  rolesGrantedBy,
} from '@headroom/models';
import { MembersDirectory } from '../auth/members-directory';
import { TenantScope } from '../database/tenant-scope';
import { pageByTime, readTimeCursor } from '../http/cursor';
import { DomainError } from '../http/domain-error';
import { JobQueue } from '../jobs/job-queue';
import type { SignedIn } from '../tenancy/identify';
import type { Tenant } from '../tenancy/tenant';
import { assertMayGrant, memberActing } from '../workspaces/may-grant';
import { InvitationTokens } from './invitation-token';
import {
  type InvitationRow,
  InvitationsRepository,
  toInvitationResponse,
} from './invitations-repository';

/** Mails go to addresses that did not ask for them: nobody may make the product send them without end. */
const MOST_A_DAY = 100;

/** Asks people into a workspace and lets them in. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly scope: TenantScope,
    private readonly invitations: InvitationsRepository,
    private readonly directory: MembersDirectory,
    private readonly tokens: InvitationTokens,
    private readonly queue: JobQueue,
  ) {}

  /** @throws DomainError when the role is not the inviter's to give, or the address is in or invited already. */
  async create(tenant: Tenant, request: CreateInvitationRequest): Promise<InvitationResponse> {
    const inviter = memberActing(tenant);
    assertMayGrant(inviter.role, request.role);
    const email = request.email.toLowerCase();
    const workspace = await this.directory.workspaceName(tenant);
    if (await this.directory.isMember(tenant, email)) {
      throw new DomainError('members/already', 'Whoever has this address is a member already.');
    }
    return this.scope.run(tenant, async (transaction) => {
      if ((await this.invitations.madeToday(transaction)) >= MOST_A_DAY) {
        throw new DomainError('invitations/too-many', `At most ${MOST_A_DAY} invitations a day.`);
      }
      const id = randomUUID();
      const row = await this.invitations.insert(transaction, {
        id,
        workspace_name: workspace,
        email,
        role: request.role,
        locale: request.locale,
        invited_by: inviter.userId,
        invited_by_name: inviter.name,
      });
      if (row === undefined) {
        throw new DomainError(
          'invitations/open-already',
          'This address is invited already; cancel that invitation first.',
        );
      }
      await this.queue.enqueue(transaction, {
        kind: 'invitation.mail',
        key: id,
        payload: { invitationId: id },
      });
      return toInvitationResponse(row);
    });
  }

  async listOpen(tenant: Tenant, { cursor, limit }: PageQuery): Promise<Page<InvitationResponse>> {
    const after = readTimeCursor(cursor);
    return this.scope.run(tenant, async (transaction) =>
      pageByTime(
        await this.invitations.listOpen(transaction, after, limit + 1),
        limit,
        (row) => row.created_at,
        toInvitationResponse,
      ),
    );
  }

  async cancel(tenant: Tenant, id: string): Promise<void> {
    const isCancelled = await this.scope.run(tenant, (transaction) =>
      this.invitations.end(transaction, id, 'cancelled'),
    );
    if (!isCancelled) {
      throw new DomainError('invitations/not-found', `There is no open invitation ${id}.`);
    }
  }

  /**
   * Makes the person a member. Addresses are not verified at sign-up, so the secret from the mail is the proof,
   * and the address has to be the one it went to as well: a forwarded mail lets nobody else in.
   * @throws DomainError when the token is forged, used, cancelled, expired or for another address.
   */
  async accept(person: SignedIn, token: string): Promise<AcceptedInvitationResponse> {
    const address = this.tokens.read(token);
    if (address === null) throw notValid();
    return this.scope.run({ workspaceId: address.workspaceId }, async (transaction) => {
      const row = await this.invitations.lock(transaction, address.invitationId);
      if (row === undefined) throw notValid();
      assertUsable(row, person.email);
      // Whoever may not invite any more has not invited anybody.
      const inviter = await this.directory.membership(address, row.invited_by);
      if (inviter === null || !rolesGrantedBy(inviter.role).includes(row.role)) throw notValid();
      // In another schema, so another transaction: should ours fail after it, accepting again changes nothing.
      const role = await this.directory.add(address, person.userId, row.role);
      await this.invitations.end(transaction, row.id, 'accepted');
      return { workspace: { id: address.workspaceId, name: inviter.name, role } };
    });
  }
}

function assertUsable(row: InvitationRow, email: string): void {
  if (row.status === 'cancelled') throw notValid();
  if (row.email !== email.toLowerCase()) {
    throw new DomainError(
      'invitations/other-address',
      'Sign in with the address the mail came to.',
    );
  }
  if (row.status === 'accepted') {
    throw new DomainError('invitations/used', 'An invitation works once.');
  }
  if (row.status === 'expired' || row.is_over) {
    throw new DomainError(
      'invitations/expired',
      `An invitation works for ${INVITATION_DAYS} days. Ask for a new one.`,
    );
  }
}

function notValid(): DomainError {
  return new DomainError(
    'invitations/not-valid',
    'The link is incomplete, or the invitation was cancelled. Ask for a new one.',
  );
}
