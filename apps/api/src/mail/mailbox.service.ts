import { Inject, Injectable } from '@nestjs/common';
import type { MailboxMessage, MailboxMessageDetail, Page, PageQuery } from '@headroom/models';
import { ENV } from '../config/config.module';
import type { Env } from '../config/env';
import { TenantScope } from '../database/tenant-scope';
import { pageByTime, readTimeCursor } from '../http/cursor';
import { DomainError } from '../http/domain-error';
import type { Tenant } from '../tenancy/tenant';
import { withInlineImages } from './inline-images';
import { type AttachmentRow, type MailboxRow, MailboxRepository } from './mailbox-repository';

/** Reads the local mailbox; there is one only while no mail server is set. */
@Injectable()
export class MailboxService {
  constructor(
    private readonly scope: TenantScope,
    private readonly mailbox: MailboxRepository,
    @Inject(ENV) private readonly env: Pick<Env, 'smtpUrl'>,
  ) {}

  async list(tenant: Tenant, { cursor, limit }: PageQuery): Promise<Page<MailboxMessage>> {
    this.assertLocal();
    const after = readTimeCursor(cursor);
    return this.scope.run(tenant, async (transaction) =>
      pageByTime(
        await this.mailbox.list(transaction, after, limit + 1, readsConfidential(tenant)),
        limit,
        (row) => row.sent_at,
        toMailboxMessage,
      ),
    );
  }

  async get(tenant: Tenant, id: string): Promise<MailboxMessageDetail> {
    this.assertLocal();
    return this.scope.run(tenant, async (transaction) => {
      const row = await this.mailbox.find(transaction, id, readsConfidential(tenant));
      if (row === undefined) throw notFound(id);
      const attachments = await this.mailbox.attachments(transaction, id);
      const images = attachments.flatMap(({ content_id, content_type, content }) =>
        content_id === null ? [] : [{ contentId: content_id, contentType: content_type, content }],
      );
      return {
        ...toMailboxMessage(row),
        html: withInlineImages(row.html, images),
        text: row.text,
        attachments: attachments.map(({ index, filename, content_type, content }) => ({
          index,
          filename,
          contentType: content_type,
          bytes: content.length,
        })),
      };
    });
  }

  async attachment(tenant: Tenant, id: string, index: number): Promise<AttachmentRow> {
    this.assertLocal();
    const row = await this.scope.run(tenant, (transaction) =>
      this.mailbox.attachment(transaction, id, index),
    );
    if (row === undefined) throw notFound(id);
    return row;
  }

  private assertLocal(): void {
    if (this.env.smtpUrl !== undefined) {
      throw new DomainError(
        'mail/no-local-mailbox',
        'Mails go to the mail server of SMTP_URL; look for them there.',
      );
    }
  }
}

function toMailboxMessage(row: MailboxRow): MailboxMessage {
  return {
    id: row.id,
    to: row.recipient,
    subject: row.subject,
    sentAt: row.sent_at.toISOString(),
  };
}

/** A mail with the link of an invitation would let a reader of reports become whatever the invited person is to be. */
function readsConfidential(tenant: Tenant): boolean {
  return tenant.permissions.has('members:write');
}

function notFound(id: string): DomainError {
  return new DomainError('mail/not-found', `There is no mail ${id}, or no such part of it.`);
}
