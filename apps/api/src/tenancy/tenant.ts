import type { Permission, Role } from '@headroom/models';

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

/** Who is asking, for which workspace, and what they may do there. */
export interface Tenant extends Scoped {
  readonly actor: UserActor | KeyActor;
  readonly permissions: ReadonlySet<Permission>;
}

/** Stable identity of an actor across requests, for limits and records. */
export function actorId(tenant: Tenant): string {
  const { actor } = tenant;
  return actor.kind === 'user' ? `user:${actor.userId}` : `key:${actor.keyId}`;
}
