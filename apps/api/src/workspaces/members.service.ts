import { Injectable } from '@nestjs/common';
import type { MemberResponse, Page, PageQuery, Role } from '@headroom/models';
import { AuthDirectory } from '../auth/auth-directory';
import { MembersDirectory, type Standing } from '../auth/members-directory';
import { pageById } from '../http/cursor';
import { DomainError } from '../http/domain-error';
import type { Tenant } from '../tenancy/tenant';
import { assertMayGrant, memberActing } from './may-grant';

@Injectable()
export class MembersService {
  constructor(
    private readonly directory: AuthDirectory,
    private readonly changes: MembersDirectory,
  ) {}

  async list(tenant: Tenant, { cursor, limit }: PageQuery): Promise<Page<MemberResponse>> {
    const members = await this.directory.members(tenant);
    const page = pageById(
      members.map((member) => ({ id: member.userId, member })),
      limit,
      cursor,
    );
    return { items: page.items.map(({ member }) => member), nextCursor: page.nextCursor };
  }

  /** @throws DomainError for a stranger, a role beyond one's own reach, or the last owner. */
  async changeRole(tenant: Tenant, userId: string, role: Role): Promise<void> {
    const { role: own } = memberActing(tenant);
    assertMayGrant(own, role);
    await this.changes.change(tenant, userId, role, (standing) =>
      assertMayChange(own, userId, standing, role),
    );
  }

  /** Ends a membership; what the person made stays. @throws DomainError as `changeRole`. */
  async remove(tenant: Tenant, userId: string): Promise<void> {
    const { role: own } = memberActing(tenant);
    await this.changes.change(tenant, userId, null, (standing) =>
      assertMayChange(own, userId, standing, null),
    );
  }
}

function assertMayChange(
  own: Role,
  userId: string,
  { role, owners }: Standing,
  wished: Role | null,
): void {
  if (role === null) {
    throw new DomainError('members/not-found', `There is no member ${userId}.`);
  }
  assertMayGrant(own, role);
  if (role === 'owner' && wished !== 'owner' && owners === 1) {
    throw new DomainError(
      'members/last-owner',
      'Make somebody else an owner first; every workspace has at least one.',
    );
  }
}
