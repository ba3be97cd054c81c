import type { GenericEndpointContext } from '@better-auth/core';
import { getCurrentAdapter } from '@better-auth/core/context';

interface MemberRecord {
  organizationId: string;
}

/**
 * Workspace a new session starts in: the one the user has been in longest, or a new one of their own.
 * Runs inside the transaction that signs the user up, so there is never an account without a workspace.
 */
export async function firstWorkspaceOf(
  userId: string,
  context: GenericEndpointContext | null,
): Promise<string> {
  if (context === null) throw new Error('A session can only be made by an endpoint.');
  const adapter = await getCurrentAdapter(context.context.adapter);
  const [member] = await adapter.findMany<MemberRecord>({
    model: 'member',
    where: [{ field: 'userId', value: userId }],
    sortBy: { field: 'createdAt', direction: 'asc' },
    limit: 1,
  });
  if (member !== undefined) return member.organizationId;

  const user = await adapter.findOne<{ name: string }>({
    model: 'user',
    where: [{ field: 'id', value: userId }],
  });
  const createdAt = new Date();
  const workspace = await adapter.create<{ id: string }>({
    model: 'organization',
    data: { name: user?.name ?? 'Workspace', slug: userId, createdAt },
  });
  await adapter.create({
    model: 'member',
    data: { organizationId: workspace.id, userId, role: 'owner', createdAt },
  });
  return workspace.id;
}
