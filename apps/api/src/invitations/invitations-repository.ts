import { Injectable } from '@nestjs/common';
import { INVITATION_DAYS, type InvitationResponse, type Locale, type Role } from '@headroom/models';
import type { TenantTransaction } from '../database/tenant-scope';
import type { TimeCursor } from '../http/cursor';

export interface InvitationRow {
  id: string;
  workspace_name: string;
  email: string;
  role: Role;
  locale: Locale;
  invited_by: string;
  invited_by_name: string;
  status: 'open' | 'accepted' | 'cancelled' | 'expired';
  mail_status: InvitationResponse['mail'];
  /** When the mail server may have begun to take the mail; `null` before. */
  mail_closing_at: Date | null;
  mail_answer: string | null;
  created_at: Date;
  expires_at: Date;
  is_over: boolean;
}

export type NewInvitation = Pick<
  InvitationRow,
  'id' | 'workspace_name' | 'email' | 'role' | 'locale' | 'invited_by' | 'invited_by_name'
>;

const COLUMNS = `id, workspace_name, email, role, locale, invited_by, invited_by_name, status, mail_status, mail_closing_at,
  mail_answer, created_at, expires_at, expires_at <= now() as is_over`;
const LONGEST_ANSWER = 1000;

@Injectable()
export class InvitationsRepository {
  listOpen(
    transaction: TenantTransaction,
    after: TimeCursor | null,
    limit: number,
  ): Promise<InvitationRow[]> {
    return transaction.query<InvitationRow>(
      `select ${COLUMNS} from app.invitation
        where workspace_id = $1 and status = 'open' and expires_at > now()
          and ($2::timestamptz is null or (created_at, id) < ($2::timestamptz, $3::uuid))
        order by created_at desc, id desc limit $4`,
      [after?.at ?? null, after?.id ?? null, limit],
    );
  }

  /** Invitations of the last day, in whatever state: each sent a mail. */
  async madeToday(transaction: TenantTransaction): Promise<number> {
    const [row] = await transaction.query<{ made: number }>(
      `select count(*)::int as made from app.invitation
        where workspace_id = $1 and created_at > now() - interval '1 day'`,
    );
    return row?.made ?? 0;
  }

  /** `undefined` when the address has an open invitation already. */
  async insert(
    transaction: TenantTransaction,
    invitation: NewInvitation,
  ): Promise<InvitationRow | undefined> {
    await transaction.query(
      `update app.invitation set status = 'expired'
        where workspace_id = $1 and email = $2 and status = 'open' and expires_at <= now()`,
      [invitation.email],
    );
    const [row] = await transaction.query<InvitationRow>(
      `insert into app.invitation
         (workspace_id, id, workspace_name, email, role, locale, invited_by, invited_by_name, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, now() + make_interval(days => $9))
       on conflict (workspace_id, email) where status = 'open' do nothing
       returning ${COLUMNS}`,
      [
        invitation.id,
        invitation.workspace_name,
        invitation.email,
        invitation.role,
        invitation.locale,
        invitation.invited_by,
        invitation.invited_by_name,
        INVITATION_DAYS,
      ],
    );
    return row;
  }

  async lock(transaction: TenantTransaction, id: string): Promise<InvitationRow | undefined> {
    const [row] = await transaction.query<InvitationRow>(
      `select ${COLUMNS} from app.invitation where workspace_id = $1 and id = $2 for update`,
      [id],
    );
    return row;
  }

  /** Ends an open invitation; false when it is not open. */
  async end(
    transaction: TenantTransaction,
    id: string,
    status: 'accepted' | 'cancelled',
  ): Promise<boolean> {
    const rows = await transaction.query(
      `update app.invitation set status = $3
        where workspace_id = $1 and id = $2 and status = 'open' returning id`,
      [id, status],
    );
    return rows.length === 1;
  }

  /** Notes that the mail may be taken from now on; false when another attempt did, or the invitation is not open. */
  async closeMail(transaction: TenantTransaction, id: string): Promise<boolean> {
    const rows = await transaction.query(
      `update app.invitation set mail_closing_at = now()
        where workspace_id = $1 and id = $2 and status = 'open' and mail_status = 'pending'
          and mail_closing_at is null returning id`,
      [id],
    );
    return rows.length === 1;
  }

  /** The mail was not taken after all, and may be tried again. */
  async reopenMail(transaction: TenantTransaction, id: string): Promise<void> {
    await transaction.query(
      `update app.invitation set mail_closing_at = null
        where workspace_id = $1 and id = $2 and mail_status = 'pending'`,
      [id],
    );
  }

  /** Writes what became of the mail; false when it was sent before. */
  async settleMail(
    transaction: TenantTransaction,
    id: string,
    outcome: { status: InvitationResponse['mail']; answer: string },
  ): Promise<boolean> {
    const rows = await transaction.query(
      `update app.invitation set mail_status = $3, mail_answer = $4
        where workspace_id = $1 and id = $2 and mail_status <> 'sent' returning id`,
      [id, outcome.status, outcome.answer.slice(0, LONGEST_ANSWER)],
    );
    return rows.length === 1;
  }
}

/** What the wire shows of an invitation. */
export function toInvitationResponse(row: InvitationRow): InvitationResponse {
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    invitedBy: row.invited_by_name,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    mail: row.mail_status,
    mailAnswer: row.mail_answer,
  };
}
