import { createAccessControl } from 'better-auth/plugins/access';
import { defaultStatements } from 'better-auth/plugins/organization/access';
import type { Role } from '@headroom/models';

/**
 * What the sign-in library itself checks. Everything else is checked by our own guard
 * with ROLE_PERMISSIONS; these statements only let it manage members and keys on our behalf.
 */
const control = createAccessControl({
  ...defaultStatements,
  apiKey: ['create', 'read', 'update', 'delete'],
});

const nothing = {
  organization: [],
  member: [],
  invitation: [],
  team: [],
  ac: [],
  apiKey: [],
} as const;
const manage = {
  organization: ['update'],
  member: ['create', 'update', 'delete'],
  invitation: ['create', 'cancel'],
  apiKey: ['create', 'read', 'delete'],
} as const;

export const accessControl = control;
export const accessRoles = {
  viewer: control.newRole(nothing),
  planner: control.newRole(nothing),
  admin: control.newRole(manage),
  owner: control.newRole({ ...manage, organization: ['update', 'delete'] }),
} satisfies Record<Role, unknown>;
