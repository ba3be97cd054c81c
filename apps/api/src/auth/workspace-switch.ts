import type { GenericEndpointContext } from '@better-auth/core';
import { APIError, getSessionFromCtx } from 'better-auth/api';
import type { Pool } from 'pg';

const SWITCH_PATH = '/organization/set-active';

/**
 * Refuses a switch to somebody else's workspace before the library sees it: the library would leave
 * the session without any workspace.
 * @throws APIError 403.
 */
export async function refuseForeignWorkspace(
  pool: Pool,
  context: GenericEndpointContext,
): Promise<void> {
  if (context.path !== SWITCH_PATH) return;
  const { organizationId, organizationSlug } = wishOf(context.body);
  if (organizationId === undefined && organizationSlug === undefined) return;
  const session = await getSessionFromCtx(context);
  // Without a session the endpoint itself refuses.
  if (session === null) return;
  const { rowCount } = await pool.query(
    `select 1 from member m join organization o on o.id = m."organizationId"
      where m."userId" = $1 and case when $2::text is null then o.slug = $3 else o.id::text = $2 end`,
    [session.user.id, organizationId ?? null, organizationSlug ?? null],
  );
  if (rowCount === 0) {
    throw new APIError('FORBIDDEN', {
      code: 'USER_IS_NOT_A_MEMBER_OF_THE_ORGANIZATION',
      message: 'You are not a member of this workspace.',
    });
  }
}

function wishOf(body: unknown): { organizationId?: string; organizationSlug?: string } {
  if (typeof body !== 'object' || body === null) return {};
  const { organizationId, organizationSlug } = body as Record<string, unknown>;
  return {
    ...(isGiven(organizationId) ? { organizationId } : {}),
    ...(isGiven(organizationSlug) ? { organizationSlug } : {}),
  };
}

/** The library takes an empty text for one that was left out. */
function isGiven(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
