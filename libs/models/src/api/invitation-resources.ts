import { z } from 'zod';
import { type Role, role } from './access';
import { locale } from './report-resources';

/** Days an invitation can be accepted. */
export const INVITATION_DAYS = 7;

/** Asks a colleague into the workspace; the mail is written in `locale`. */
export const createInvitationRequest = z.strictObject({
  email: z.email().max(254),
  role,
  locale,
});
export type CreateInvitationRequest = z.infer<typeof createInvitationRequest>;

/** An open invitation, without the secret of its link. */
export const invitationResponse = z.strictObject({
  id: z.string(),
  email: z.string(),
  role,
  invitedBy: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** What became of the mail so far; `unknown`: handed over, and whether it was taken nobody knows. */
  mail: z.enum(['pending', 'sent', 'failed', 'unknown']),
  /** What the mail server answered, once there is an answer. */
  mailAnswer: z.string().nullable(),
});
export type InvitationResponse = z.infer<typeof invitationResponse>;

/** The secret of the link in the mail. */
export const acceptInvitationRequest = z.strictObject({ token: z.string().min(1).max(400) });
export type AcceptInvitationRequest = z.infer<typeof acceptInvitationRequest>;

/** The workspace that was joined; the session is not turned to it yet. */
export const acceptedInvitationResponse = z.strictObject({
  workspace: z.strictObject({ id: z.string(), name: z.string(), role }),
});
export type AcceptedInvitationResponse = z.infer<typeof acceptedInvitationResponse>;

export const changeMemberRequest = z.strictObject({ role });
export type ChangeMemberRequest = z.infer<typeof changeMemberRequest>;

const GRANTED: Readonly<Record<Role, readonly Role[]>> = {
  owner: ['owner', 'admin', 'planner', 'viewer'],
  admin: ['admin', 'planner', 'viewer'],
  planner: [],
  viewer: [],
};

/** Roles a member may give to others, and whose holders they may change or remove. */
export function rolesGrantedBy(giver: Role): readonly Role[] {
  return GRANTED[giver];
}
