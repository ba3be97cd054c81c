import { Injectable } from '@nestjs/common';
import type { MemberResponse, Page, PageQuery } from '@headroom/models';
import { AuthDirectory } from '../auth/auth-directory';
import { pageById } from '../http/cursor';
import type { Tenant } from '../tenancy/tenant';

@Injectable()
export class MembersService {
  constructor(private readonly directory: AuthDirectory) {}

  async list(tenant: Tenant, { cursor, limit }: PageQuery): Promise<Page<MemberResponse>> {
    const members = await this.directory.members(tenant);
    const page = pageById(
      members.map((member) => ({ id: member.userId, member })),
      limit,
      cursor,
    );
    return { items: page.items.map(({ member }) => member), nextCursor: page.nextCursor };
  }
}
