import type { Permission, Role } from '@headroom/models';
import type { TenantTransaction } from '../database/tenant-scope';

/** Anything that belongs to exactly one workspace. Every query on tenant data takes one. */
export interface Scoped {
  readonly workspaceId: string;
}

export interface UserActor {
  readonly kind: 'user';
  readonly userId: string;
  readonly name: string;
  readonly role: Role;
}

export interface KeyActor {
  readonly kind: 'key';
  readonly keyId: string;
  readonly name: string;
}

/** A report schedule that acts when it is due, long after a person set it up. */
export interface ScheduleActor {
  readonly kind: 'schedule';
  readonly scheduleId: string;
  readonly name: string;
}

/** Who is asking, for which workspace, and what they may do there. */
export interface Tenant extends Scoped {
  readonly actor: UserActor | KeyActor | ScheduleActor;
  readonly permissions: ReadonlySet<Permission>;
  /** Called in every transaction made for this request, as its last step; what it writes is committed with the rest. */
  readonly beforeCommit?: (transaction: TenantTransaction) => Promise<void>;
}

/** Stable identity of an actor across requests, for limits and records. */
export function actorId(tenant: Tenant): string {
  const { actor } = tenant;
  switch (actor.kind) {
    case 'user':
      return `user:${actor.userId}`;
    case 'key':
      return `key:${actor.keyId}`;
    case 'schedule':
      return `schedule:${actor.scheduleId}`;
    default:
      return actor satisfies never;
  }
}
