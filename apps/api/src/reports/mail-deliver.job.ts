import { Injectable } from '@nestjs/common';
import { TenantScope } from '../database/tenant-scope';
import type { JobHandler } from '../jobs/job-handler';
import type { JobPayloads } from '../jobs/job-payloads';
import { MailIdentity } from '../mail/mail-identity';
import {
  type DeliveryAttempt,
  Mailer,
  MailRefused,
  OutcomeUnknown,
  Superseded,
} from '../mail/mailer';
import { DeliveriesRepository } from './deliveries-repository';
import { ReportMails } from './report-mails';

type Payload = JobPayloads['mail.deliver'];

/** What is told about a mail that was complete when its worker died. */
const WORKER_DIED =
  'The worker stopped after the mail was handed over and before the answer was kept; the server may have taken it.';

/** Sends one report to one recipient: at most one mail, whatever dies when. See docs/decisions on mail. */
@Injectable()
export class MailDeliverJob implements JobHandler<'mail.deliver'> {
  readonly kind = 'mail.deliver';

  constructor(
    private readonly scope: TenantScope,
    private readonly deliveries: DeliveriesRepository,
    private readonly mails: ReportMails,
    private readonly mailer: Mailer,
    private readonly identity: MailIdentity,
  ) {}

  async handle(payload: Payload): Promise<void> {
    const task = await this.begin(payload);
    if (task === undefined) return;
    try {
      const mail = await this.mails.render(payload, task.runId);
      await this.mailer.send(
        { ...mail, from: this.identity.from, to: task.recipient, messageId: task.messageId },
        this.attempt(payload, task.attempt),
      );
    } catch (error) {
      await this.afterFailure(payload, task.attempt, error);
    }
  }

  async giveUp(payload: Payload, reason: string): Promise<void> {
    await this.scope.run(payload, async (transaction) => {
      const row = await this.deliveries.lock(transaction, payload.deliveryId);
      if (row === undefined) return;
      const mayBeSent = row.status === 'sending' && row.closing_at !== null;
      await this.deliveries.settle(transaction, row.id, {
        attempt: row.attempts,
        status: mayBeSent ? 'unknown' : 'failed',
        answer: mayBeSent ? WORKER_DIED : reason,
      });
    });
  }

  /** Begins the next attempt, unless the mail is sent, given up, or may have been sent by an attempt that died. */
  private begin(payload: Payload) {
    return this.scope.run(payload, async (transaction) => {
      const row = await this.deliveries.lock(transaction, payload.deliveryId);
      if (row === undefined || (row.status !== 'pending' && row.status !== 'sending')) {
        return undefined;
      }
      if (row.status === 'sending' && row.closing_at !== null) {
        await this.deliveries.settle(transaction, row.id, {
          attempt: row.attempts,
          status: 'unknown',
          answer: WORKER_DIED,
        });
        return undefined;
      }
      await this.deliveries.begin(transaction, row.id);
      return {
        runId: row.run_id,
        recipient: row.recipient,
        messageId: row.message_id,
        attempt: row.attempts + 1,
      };
    });
  }

  private attempt(payload: Payload, attempt: number): DeliveryAttempt {
    const { deliveryId } = payload;
    return {
      closing: () =>
        this.scope.run(payload, async (transaction) => {
          const isLatest = await this.deliveries.markClosing(transaction, deliveryId, attempt);
          if (!isLatest) throw new Superseded();
        }),
      sent: (answer, also) =>
        this.scope.run(payload, async (transaction) => {
          const isWritten = await this.deliveries.settle(transaction, deliveryId, {
            attempt,
            status: 'sent',
            answer,
          });
          if (!isWritten) throw new Superseded();
          await also?.(transaction);
        }),
    };
  }

  private async afterFailure(payload: Payload, attempt: number, error: unknown): Promise<void> {
    // Whoever took over writes what becomes of the mail.
    if (error instanceof Superseded) return;
    const answer = error instanceof Error ? error.message : String(error);
    const status =
      error instanceof MailRefused
        ? 'failed'
        : error instanceof OutcomeUnknown
          ? 'unknown'
          : 'pending';
    await this.scope.run(payload, (transaction) =>
      this.deliveries.settle(transaction, payload.deliveryId, { attempt, status, answer }),
    );
    if (status === 'pending') throw error;
  }
}
