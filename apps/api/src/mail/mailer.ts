import type { TenantTransaction } from '../database/tenant-scope';

export interface MailAttachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
  /** Set for a picture the HTML shows as `cid:...`. */
  readonly contentId?: string;
}

/** One mail to one recipient. */
export interface OutgoingMail {
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly attachments: readonly MailAttachment[];
  /** Set for a mail with a secret: in the local mailbox only who manages members sees it. */
  readonly confidential?: true;
}

/** The record of one attempt to deliver a mail. Every write fails once a later attempt has begun. */
export interface DeliveryAttempt {
  /**
   * Notes that the receiver may accept the mail from now on. To be awaited right before the step that completes it.
   * @throws Superseded when another attempt has taken over: the mail must not be completed.
   */
  closing(): Promise<void>;
  /** Records the mail as sent; `with` is written in the same transaction. */
  sent(answer: string, also?: (transaction: TenantTransaction) => Promise<void>): Promise<void>;
}

/** Takes mails to where they are read. */
export abstract class Mailer {
  /**
   * Delivers one mail and records it as sent.
   * @throws MailRefused when the receiver will never take it; OutcomeUnknown when it may have;
   * Superseded when another attempt took over; anything else when trying again may help.
   */
  abstract send(mail: OutgoingMail, attempt: DeliveryAttempt): Promise<void>;
}

/** The receiver said no for good; `message` is its answer. */
export class MailRefused extends Error {
  constructor(answer: string) {
    super(answer);
    this.name = 'MailRefused';
  }
}

/** The mail was handed over completely, but nobody knows whether it was taken. */
export class OutcomeUnknown extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'OutcomeUnknown';
  }
}

/** Another attempt at the same delivery has begun. */
export class Superseded extends Error {
  constructor() {
    super('Another attempt at this delivery has begun.');
    this.name = 'Superseded';
  }
}
