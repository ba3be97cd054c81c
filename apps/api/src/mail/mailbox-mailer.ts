import { Injectable } from '@nestjs/common';
import { MailboxRepository } from './mailbox-repository';
import { type DeliveryAttempt, Mailer, type OutgoingMail } from './mailer';

/**
 * Puts mails into the local mailbox when there is no mail server.
 * Mail and record are one transaction, so each mail is there exactly once.
 */
@Injectable()
export class MailboxMailer extends Mailer {
  constructor(private readonly mailbox: MailboxRepository) {
    super();
  }

  send(mail: OutgoingMail, attempt: DeliveryAttempt): Promise<void> {
    return attempt.sent('Put into the local mailbox.', (transaction) =>
      this.mailbox.insert(transaction, mail),
    );
  }
}
