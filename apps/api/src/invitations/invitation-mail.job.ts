import { Injectable } from '@nestjs/common';
import { TenantScope, type TenantTransaction } from '../database/tenant-scope';
import { GiveUp, type JobHandler } from '../jobs/job-handler';
import type { JobPayloads } from '../jobs/job-payloads';
import { MailIdentity } from '../mail/mail-identity';
import {
  type DeliveryAttempt,
  Mailer,
  MailRefused,
  OutcomeUnknown,
  Superseded,
} from '../mail/mailer';
import { invitationMail } from './invitation-mail';
import { InvitationTokens } from './invitation-token';
import { type InvitationRow, InvitationsRepository } from './invitations-repository';

type Payload = JobPayloads['invitation.mail'];

/** What is told about a mail that was complete when its worker died. */
const WORKER_DIED =
  'The worker stopped after the mail was handed over and before the answer was kept; the server may have taken it.';

/** Sends an invitation while it is open: at most one mail, whatever dies when. See docs/decisions on mail. */
@Injectable()
export class InvitationMailJob implements JobHandler<'invitation.mail'> {
  readonly kind = 'invitation.mail';

  constructor(
    private readonly scope: TenantScope,
    private readonly invitations: InvitationsRepository,
    private readonly tokens: InvitationTokens,
    private readonly mailer: Mailer,
    private readonly identity: MailIdentity,
  ) {}

  async handle(payload: Payload): Promise<void> {
    const row = await this.begin(payload);
    if (row === undefined) return;
    const mail = invitationMail({
      inviter: row.invited_by_name,
      workspace: row.workspace_name,
      email: row.email,
      role: row.role,
      locale: row.locale,
      link: this.tokens.linkOf(payload),
    });
    const attempt = new InvitationAttempt(this.scope, this.invitations, payload);
    try {
      await this.mailer.send(
        {
          ...mail,
          from: this.identity.from,
          to: row.email,
          messageId: this.identity.messageId(row.id),
          confidential: true,
        },
        attempt,
      );
    } catch (error) {
      if (error instanceof Superseded) return;
      if (error instanceof MailRefused) throw new GiveUp(error.message);
      if (error instanceof OutcomeUnknown) return this.settle(payload, 'unknown', error.message);
      await attempt.reopen();
      throw error;
    }
  }

  async giveUp(payload: Payload, reason: string): Promise<void> {
    const row = await this.scope.run(payload, (transaction) =>
      this.invitations.lock(transaction, payload.invitationId),
    );
    if (row?.mail_status === 'pending') await this.settle(payload, 'failed', reason);
  }

  /** The invitation whose mail is to be sent now, unless it was sent or may have been by an attempt that died. */
  private async begin(payload: Payload): Promise<InvitationRow | undefined> {
    const row = await this.scope.run(payload, (transaction) =>
      this.invitations.lock(transaction, payload.invitationId),
    );
    if (row?.status !== 'open' || row.is_over || row.mail_status !== 'pending') return undefined;
    if (row.mail_closing_at === null) return row;
    await this.settle(payload, 'unknown', WORKER_DIED);
    return undefined;
  }

  private async settle(
    payload: Payload,
    status: 'failed' | 'unknown',
    answer: string,
  ): Promise<void> {
    await this.scope.run(payload, (transaction) =>
      this.invitations.settleMail(transaction, payload.invitationId, { status, answer }),
    );
  }
}

/** One attempt to deliver the mail of an invitation. */
class InvitationAttempt implements DeliveryAttempt {
  private isClosing = false;

  constructor(
    private readonly scope: TenantScope,
    private readonly invitations: InvitationsRepository,
    private readonly payload: Payload,
  ) {}

  async closing(): Promise<void> {
    this.isClosing = await this.scope.run(this.payload, (transaction) =>
      this.invitations.closeMail(transaction, this.payload.invitationId),
    );
    if (!this.isClosing) throw new Superseded();
  }

  async sent(
    answer: string,
    also?: (transaction: TenantTransaction) => Promise<void>,
  ): Promise<void> {
    await this.scope.run(this.payload, async (transaction) => {
      const isWritten = await this.invitations.settleMail(transaction, this.payload.invitationId, {
        status: 'sent',
        answer,
      });
      if (!isWritten) throw new Superseded();
      await also?.(transaction);
    });
  }

  /** After a failure that leaves no doubt: the mail was not taken. */
  async reopen(): Promise<void> {
    if (!this.isClosing) return;
    await this.scope.run(this.payload, (transaction) =>
      this.invitations.reopenMail(transaction, this.payload.invitationId),
    );
  }
}
