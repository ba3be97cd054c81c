import { Injectable } from '@nestjs/common';
import type { DeliveryResponse } from '@headroom/models';
import type { TenantTransaction } from '../database/tenant-scope';
import type { TimeCursor } from '../http/cursor';

type Status = DeliveryResponse['status'];

export interface DeliveryRow {
  id: string;
  schedule_id: string;
  schedule_name: string;
  recipient: string;
  due_at: Date;
  status: Status;
  attempts: number;
  sent_at: Date | null;
  answer: string | null;
  created_at: Date;
}

/** A delivery, locked by its job to decide what may still be done. */
export interface DeliveryTask {
  id: string;
  run_id: string;
  recipient: string;
  message_id: string;
  status: Status;
  attempts: number;
  /** Set from the moment the mail server may have accepted the mail. */
  closing_at: Date | null;
}

export interface NewDelivery {
  readonly id: string;
  readonly runId: string;
  readonly scheduleId: string;
  readonly recipient: string;
  readonly messageId: string;
}

const COLUMNS = `d.id, d.schedule_id, s.name as schedule_name, d.recipient, r.due_at, d.status, d.attempts,
  d.sent_at, d.answer, d.created_at`;
const FROM = `app.report_delivery d
  join app.report_run r on r.id = d.run_id join app.report_schedule s on s.id = d.schedule_id`;
const LONGEST_ANSWER = 1000;

@Injectable()
export class DeliveriesRepository {
  list(
    transaction: TenantTransaction,
    scheduleId: string | null,
    after: TimeCursor | null,
    limit: number,
  ): Promise<DeliveryRow[]> {
    return transaction.query<DeliveryRow>(
      `select ${COLUMNS} from ${FROM}
        where d.workspace_id = $1 and ($2::uuid is null or d.schedule_id = $2)
          and ($3::timestamptz is null or (d.created_at, d.id) < ($3::timestamptz, $4::uuid))
        order by d.created_at desc, d.id desc limit $5`,
      [scheduleId, after?.at ?? null, after?.id ?? null, limit],
    );
  }

  ofRun(transaction: TenantTransaction, runId: string): Promise<DeliveryRow[]> {
    return transaction.query<DeliveryRow>(
      `select ${COLUMNS} from ${FROM} where d.workspace_id = $1 and d.run_id = $2 order by d.recipient`,
      [runId],
    );
  }

  async find(transaction: TenantTransaction, id: string): Promise<DeliveryRow | undefined> {
    const [row] = await transaction.query<DeliveryRow>(
      `select ${COLUMNS} from ${FROM} where d.workspace_id = $1 and d.id = $2`,
      [id],
    );
    return row;
  }

  async insert(transaction: TenantTransaction, delivery: NewDelivery): Promise<void> {
    await transaction.query(
      `insert into app.report_delivery (workspace_id, id, run_id, schedule_id, recipient, message_id)
       values ($1, $2, $3, $4, $5, $6) on conflict (run_id, recipient) do nothing`,
      [delivery.id, delivery.runId, delivery.scheduleId, delivery.recipient, delivery.messageId],
    );
  }

  async lock(transaction: TenantTransaction, id: string): Promise<DeliveryTask | undefined> {
    const [row] = await transaction.query<DeliveryTask>(
      `select id, run_id, recipient, message_id, status, attempts, closing_at
         from app.report_delivery where workspace_id = $1 and id = $2 for update`,
      [id],
    );
    return row;
  }

  /** Begins the next attempt; its number is what everything about it is written under. */
  async begin(transaction: TenantTransaction, id: string): Promise<void> {
    await transaction.query(
      `update app.report_delivery set status = 'sending', attempts = attempts + 1, closing_at = null
        where workspace_id = $1 and id = $2`,
      [id],
    );
  }

  /** Notes that the server may accept the mail from now on; false when the attempt is not the latest any more. */
  async markClosing(transaction: TenantTransaction, id: string, attempt: number): Promise<boolean> {
    const rows = await transaction.query(
      `update app.report_delivery set closing_at = now()
        where workspace_id = $1 and id = $2 and attempts = $3 and status = 'sending' returning id`,
      [id, attempt],
    );
    return rows.length === 1;
  }

  /** Writes what became of an attempt; false when a later attempt or an answer is there. */
  async settle(
    transaction: TenantTransaction,
    id: string,
    outcome: { attempt: number; status: Exclude<Status, 'sending'>; answer: string },
  ): Promise<boolean> {
    const rows = await transaction.query(
      `update app.report_delivery
          set status = $4, answer = $5, sent_at = case when $4 = 'sent' then now() end
        where workspace_id = $1 and id = $2 and attempts = $3
          and (status in ('pending', 'sending') or (status = 'unknown' and $4 = 'sent'))
        returning id`,
      [id, outcome.attempt, outcome.status, outcome.answer.slice(0, LONGEST_ANSWER)],
    );
    return rows.length === 1;
  }

  /** Makes a delivery that failed, or whose outcome is not known, pending again; `undefined` when it is neither. */
  async reopen(transaction: TenantTransaction, id: string): Promise<number | undefined> {
    const [row] = await transaction.query<{ attempts: number }>(
      `update app.report_delivery set status = 'pending', closing_at = null, answer = null
        where workspace_id = $1 and id = $2 and status in ('failed', 'unknown') returning attempts`,
      [id],
    );
    return row?.attempts;
  }

  /** Gives up every delivery of a run that has not been begun. */
  async failPending(transaction: TenantTransaction, runId: string, answer: string): Promise<void> {
    await transaction.query(
      `update app.report_delivery set status = 'failed', answer = $3
        where workspace_id = $1 and run_id = $2 and status = 'pending'`,
      [runId, answer.slice(0, LONGEST_ANSWER)],
    );
  }
}

/** What the wire shows of a delivery. */
export function toDeliveryResponse(row: DeliveryRow): DeliveryResponse {
  return {
    id: row.id,
    scheduleId: row.schedule_id,
    scheduleName: row.schedule_name,
    recipient: row.recipient,
    dueAt: row.due_at.toISOString(),
    status: row.status,
    attempts: row.attempts,
    sentAt: row.sent_at?.toISOString() ?? null,
    answer: row.answer,
  };
}
