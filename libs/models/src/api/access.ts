import { z } from 'zod';

export const role = z.enum(['owner', 'admin', 'planner', 'viewer']);
export type Role = z.infer<typeof role>;

/** What an API key or a session may do; a role grants a set of these. */
export const permission = z.enum([
  'scenarios:read',
  'scenarios:write',
  'plans:read',
  'plans:write',
  'reports:read',
  'reports:write',
  'keys:read',
  'keys:write',
  'members:read',
  'members:write',
]);
export type Permission = z.infer<typeof permission>;

const VIEWER = ['scenarios:read', 'plans:read', 'reports:read', 'members:read'] as const;
const PLANNER = [...VIEWER, 'scenarios:write', 'plans:write', 'reports:write'] as const;

/** Permissions by role, for the API that checks and the web that hides what would be refused. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  viewer: VIEWER,
  planner: PLANNER,
  admin: [...PLANNER, 'keys:read', 'keys:write', 'members:write'],
  owner: [...PLANNER, 'keys:read', 'keys:write', 'members:write'],
};

/** Permissions a key can be given: never those that hand out more access. */
export const keyScope = permission.exclude([
  'keys:read',
  'keys:write',
  'members:read',
  'members:write',
]);
export type KeyScope = z.infer<typeof keyScope>;
