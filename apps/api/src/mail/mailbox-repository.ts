import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { TenantTransaction } from '../database/tenant-scope';
import type { TimeCursor } from '../http/cursor';
import type { OutgoingMail } from './mailer';

export interface MailboxRow {
  id: string;
  recipient: string;
  subject: string;
  sent_at: Date;
}

export interface MailboxDetailRow extends MailboxRow {
  html: string;
  text: string;
}

export interface AttachmentRow {
  index: number;
  filename: string;
  content_type: string;
  content_id: string | null;
  content: Buffer;
}

@Injectable()
export class MailboxRepository {
  list(
    transaction: TenantTransaction,
    after: TimeCursor | null,
    limit: number,
    readsConfidential: boolean,
  ): Promise<MailboxRow[]> {
    return transaction.query<MailboxRow>(
      `select id, recipient, subject, sent_at from app.mailbox_message
        where workspace_id = $1 and ($5 or not confidential)
          and ($2::timestamptz is null or (sent_at, id) < ($2::timestamptz, $3::uuid))
        order by sent_at desc, id desc limit $4`,
      [after?.at ?? null, after?.id ?? null, limit, readsConfidential],
    );
  }

  async find(
    transaction: TenantTransaction,
    id: string,
    readsConfidential: boolean,
  ): Promise<MailboxDetailRow | undefined> {
    const [row] = await transaction.query<MailboxDetailRow>(
      `select id, recipient, subject, sent_at, html, text from app.mailbox_message
        where workspace_id = $1 and id = $2 and ($3 or not confidential)`,
      [id, readsConfidential],
    );
    return row;
  }

  attachments(transaction: TenantTransaction, mailId: string): Promise<AttachmentRow[]> {
    return transaction.query<AttachmentRow>(
      `select index, filename, content_type, content_id, content from app.mailbox_attachment
        where workspace_id = $1 and mail_id = $2 order by index`,
      [mailId],
    );
  }

  async attachment(
    transaction: TenantTransaction,
    mailId: string,
    index: number,
  ): Promise<AttachmentRow | undefined> {
    const [row] = await transaction.query<AttachmentRow>(
      `select index, filename, content_type, content_id, content from app.mailbox_attachment
        where workspace_id = $1 and mail_id = $2 and index = $3`,
      [mailId, index],
    );
    return row;
  }

  async insert(transaction: TenantTransaction, mail: OutgoingMail): Promise<void> {
    const id = randomUUID();
    await transaction.query(
      `insert into app.mailbox_message (workspace_id, id, message_id, recipient, subject, html, text, confidential)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, mail.messageId, mail.to, mail.subject, mail.html, mail.text, mail.confidential ?? false],
    );
    for (const [index, attachment] of mail.attachments.entries()) {
      await transaction.query(
        `insert into app.mailbox_attachment
           (workspace_id, mail_id, index, filename, content_type, content_id, content)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [
          id,
          index,
          attachment.filename,
          attachment.contentType,
          attachment.contentId ?? null,
          attachment.content,
        ],
      );
    }
  }
}
