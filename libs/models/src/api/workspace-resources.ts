import { z } from 'zod';
import { keyScope, permission, role } from './access';
import { displayName } from './display-name';

/** Who is signed in, and in which workspaces with which role. */
export const sessionResponse = z.strictObject({
  user: z.strictObject({ id: z.string(), email: z.string(), name: z.string() }),
  workspace: z.strictObject({ id: z.string(), name: z.string(), role }).nullable(),
  permissions: z.array(permission),
});
export type SessionResponse = z.infer<typeof sessionResponse>;

export const memberResponse = z.strictObject({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role,
});
export type MemberResponse = z.infer<typeof memberResponse>;

export const createApiKeyRequest = z.strictObject({
  name: displayName(80),
  scopes: z.array(keyScope).min(1),
  expiresInDays: z.int().min(1).max(730).nullable(),
});
export type CreateApiKeyRequest = z.infer<typeof createApiKeyRequest>;

export const apiKeyResponse = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** First characters, to recognise it by. */
  start: z.string(),
  scopes: z.array(keyScope),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type ApiKeyResponse = z.infer<typeof apiKeyResponse>;

/** Answer to a creation: the only time the key itself is shown. */
export const createdApiKeyResponse = apiKeyResponse.extend({ key: z.string() });
export type CreatedApiKeyResponse = z.infer<typeof createdApiKeyResponse>;
