import { Inject, Injectable } from '@nestjs/common';
import { type Role, role as roleSchema } from '@headroom/models';
import type { Pool, PoolClient } from 'pg';
import type { Scoped } from '../tenancy/tenant';
import { AUTH_POOL, AuthDirectory } from './auth-directory';

/** What a change of a member has to know: who is asked about, who asks, and how many owners there are. */
export interface Standing {
  /** `null` when they are no member. */
  readonly role: Role | null;
  readonly owners: number;
}

/** Changes who belongs to a workspace, on the sign-in tables. Every statement names the workspace. */
@Injectable()
export class MembersDirectory {
  constructor(
    @Inject(AUTH_POOL) private readonly pool: Pool,
    private readonly directory: AuthDirectory,
  ) {}

  /** Workspace name and role of a person; `null` when they are no member. */
  membership(scope: Scoped, userId: string): Promise<{ name: string; role: Role } | null> {
    return this.directory.membership(scope, userId);
  }

  async workspaceName(scope: Scoped): Promise<string> {
    const { rows } = await this.pool.query<{ name: string }>(
      `select name from organization where id = $1`,
      [scope.workspaceId],
    );
    const [row] = rows;
    if (row === undefined) throw new Error('A member acts in a workspace that is not there.');
    return row.name;
  }

  async isMember(scope: Scoped, email: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `select 1 from member m join "user" u on u.id = m."userId"
        where m."organizationId" = $1 and lower(u.email) = $2`,
      [scope.workspaceId, email],
    );
    return rowCount !== 0;
  }

  /** Adds a member; one who is in already keeps their role. Answers with the role they have then. */
  async add(scope: Scoped, userId: string, role: Role): Promise<Role> {
    const { rows } = await this.pool.query<{ role: string }>(
      `insert into member ("organizationId", "userId", role, "createdAt") values ($1, $2, $3, now())
         on conflict ("organizationId", "userId") do update set role = member.role returning role`,
      [scope.workspaceId, userId, role],
    );
    return roleSchema.parse(rows[0]?.role);
  }

  /**
   * Changes or removes (`null`) a member after `check` has let it pass. Changes in one workspace come one after the
   * other, so that two owners cannot both step down at once.
   */
  async change(
    scope: Scoped,
    userId: string,
    role: Role | null,
    check: (standing: Standing) => void,
  ): Promise<void> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      check(await standingOf(client, scope, userId));
      if (role === null) await remove(client, scope, userId);
      else {
        await client.query(
          `update member set role = $3 where "organizationId" = $1 and "userId" = $2`,
          [scope.workspaceId, userId, role],
        );
      }
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw error;
    } finally {
      client.release();
    }
  }
}

async function standingOf(client: PoolClient, scope: Scoped, userId: string): Promise<Standing> {
  await client.query(`select 1 from organization where id = $1 for update`, [scope.workspaceId]);
  const { rows } = await client.query<{ userId: string; role: string }>(
    `select "userId", role from member where "organizationId" = $1 and ("userId" = $2 or role = 'owner')`,
    [scope.workspaceId, userId],
  );
  const member = rows.find((row) => row.userId === userId);
  return {
    role: member === undefined ? null : roleSchema.parse(member.role),
    owners: rows.filter((row) => row.role === 'owner').length,
  };
}

/** Sessions that were turned to the workspace go back to the person's first one. */
async function remove(client: PoolClient, scope: Scoped, userId: string): Promise<void> {
  await client.query(`delete from member where "organizationId" = $1 and "userId" = $2`, [
    scope.workspaceId,
    userId,
  ]);
  await client.query(
    `update session set "activeOrganizationId" = null where "userId" = $2 and "activeOrganizationId" = $1::text`,
    [scope.workspaceId, userId],
  );
}
