import { type Role, rolesGrantedBy } from '@headroom/models';
import { DomainError } from '../http/domain-error';
import type { Tenant, UserActor } from '../tenancy/tenant';

/** The person who manages members. @throws DomainError for a key, which no scope lets do so. */
export function memberActing({ actor }: Tenant): UserActor {
  if (actor.kind !== 'user') {
    throw new DomainError('auth/permission-missing', 'A key cannot manage members.');
  }
  return actor;
}

/** @throws DomainError when a role is above what the giver may hand out or touch. */
export function assertMayGrant(giver: Role, role: Role): void {
  if (!rolesGrantedBy(giver).includes(role)) {
    throw new DomainError(
      'auth/permission-missing',
      `Your role cannot give or change the role ${role}.`,
    );
  }
}
