import { Module } from '@nestjs/common';
import { ENV } from '../config/config.module';
import type { Env } from '../config/env';
import { MailIdentity } from './mail-identity';
import { Mailer } from './mailer';
import { MailboxMailer } from './mailbox-mailer';
import { MailboxController } from './mailbox.controller';
import { MailboxRepository } from './mailbox-repository';
import { MailboxService } from './mailbox.service';
import { SmtpMailer } from './smtp-mailer';

/** `Mailer` over SMTP where SMTP_URL names a server, into the local mailbox otherwise. */
@Module({
  providers: [
    MailIdentity,
    MailboxRepository,
    {
      provide: Mailer,
      inject: [ENV, MailboxRepository, MailIdentity],
      useFactory: (env: Env, mailbox: MailboxRepository, identity: MailIdentity) =>
        env.smtpUrl === undefined
          ? new MailboxMailer(mailbox)
          : new SmtpMailer(env.smtpUrl, identity.address),
    },
  ],
  exports: [Mailer, MailIdentity, MailboxRepository],
})
export class MailModule {}

@Module({
  imports: [MailModule],
  controllers: [MailboxController],
  providers: [MailboxService],
})
export class MailHttpModule {}
