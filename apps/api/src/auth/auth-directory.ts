import { Inject, Injectable } from '@nestjs/common';
import {
  type ApiKeyResponse,
  type KeyScope,
  type MemberResponse,
  type Role,
  keyScope,
  role as roleSchema,
} from '@headroom/models';
import type { Pool } from 'pg';
import type { Scoped } from '../tenancy/tenant';

/** Token of the connections to the sign-in tables. */
export const AUTH_POOL = Symbol('AUTH_POOL');

interface KeyRow {
  id: string;
  name: string;
  start: string;
  permissions: string | null;
  createdAt: Date;
  expiresAt: Date | null;
  lastRequest: Date | null;
}

/** Named questions to the sign-in tables. They have no row-level security, so every one names the workspace. */
@Injectable()
export class AuthDirectory {
  constructor(@Inject(AUTH_POOL) private readonly pool: Pool) {}

  /** @throws when the sign-in tables cannot be reached. */
  async assertReachable(): Promise<void> {
    await this.pool.query('select 1');
  }

  async membership(scope: Scoped, userId: string): Promise<{ name: string; role: Role } | null> {
    const { rows } = await this.pool.query<{ name: string; role: string }>(
      `select o.name, m.role from member m join organization o on o.id = m."organizationId"
        where m."organizationId" = $1 and m."userId" = $2`,
      [scope.workspaceId, userId],
    );
    const [row] = rows;
    return row === undefined ? null : { name: row.name, role: roleSchema.parse(row.role) };
  }

  /** The workspace a person has been in longest, by their address; `null` when there is no such account. */
  async firstWorkspace(email: string): Promise<(Scoped & { userId: string }) | null> {
    const { rows } = await this.pool.query<{ userId: string; workspaceId: string }>(
      `select u.id as "userId", m."organizationId" as "workspaceId"
         from "user" u join member m on m."userId" = u.id
        where u.email = $1 order by m."createdAt", m.id limit 1`,
      [email],
    );
    return rows[0] ?? null;
  }

  /** The workspace a person has been in longest, by their id; `null` when there is none. */
  async firstWorkspaceOf(userId: string): Promise<string | null> {
    const { rows } = await this.pool.query<{ workspaceId: string }>(
      `select "organizationId" as "workspaceId" from member where "userId" = $1
        order by "createdAt", id limit 1`,
      [userId],
    );
    return rows[0]?.workspaceId ?? null;
  }

  async members(scope: Scoped): Promise<MemberResponse[]> {
    const { rows } = await this.pool.query<MemberResponse>(
      `select u.id as "userId", u.name, u.email, m.role from member m join "user" u on u.id = m."userId"
        where m."organizationId" = $1 order by u.id`,
      [scope.workspaceId],
    );
    return rows.map((row) => ({ ...row, role: roleSchema.parse(row.role) }));
  }

  async keys(scope: Scoped): Promise<ApiKeyResponse[]> {
    const { rows } = await this.pool.query<KeyRow>(
      `select id, name, start, permissions, "createdAt", "expiresAt", "lastRequest" from apikey
        where "referenceId" = $1 order by id`,
      [scope.workspaceId],
    );
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      start: row.start,
      scopes: scopesOf(row.permissions === null ? null : JSON.parse(row.permissions)),
      createdAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt?.toISOString() ?? null,
      lastUsedAt: row.lastRequest?.toISOString() ?? null,
    }));
  }

  /** False when the workspace has no such key. */
  async deleteKey(scope: Scoped, keyId: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `delete from apikey where "referenceId" = $1 and id = $2`,
      [scope.workspaceId, keyId],
    );
    return rowCount === 1;
  }
}

/** Permissions as the key table keeps them: actions by resource. */
export function permissionsOf(scopes: readonly KeyScope[]): Record<string, string[]> {
  const permissions: Record<string, string[]> = {};
  for (const scope of scopes) {
    const [resource = '', action = ''] = scope.split(':');
    (permissions[resource] ??= []).push(action);
  }
  return permissions;
}

/** Scopes in permissions read from the key table; what we do not know grants nothing. */
export function scopesOf(permissions: unknown): KeyScope[] {
  if (typeof permissions !== 'object' || permissions === null) return [];
  return Object.entries(permissions).flatMap(([resource, actions]) =>
    (Array.isArray(actions) ? actions : []).flatMap((action) => {
      const scope = keyScope.safeParse(`${resource}:${String(action)}`);
      return scope.success ? [scope.data] : [];
    }),
  );
}
