import { Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module';
import { MailModule } from '../mail/mail.module';
import { InvitationMailJob } from './invitation-mail.job';
import { InvitationTokens } from './invitation-token';
import { InvitationsController } from './invitations.controller';
import { InvitationsRepository } from './invitations-repository';
import { InvitationsService } from './invitations.service';

@Module({
  imports: [JobsModule],
  controllers: [InvitationsController],
  providers: [InvitationTokens, InvitationsRepository, InvitationsService],
})
export class InvitationsHttpModule {}

/** Sending invitations: only where jobs are carried out. */
@Module({
  imports: [MailModule],
  providers: [InvitationMailJob, InvitationTokens, InvitationsRepository],
  exports: [InvitationMailJob],
})
export class InvitationsWorkerModule {}
