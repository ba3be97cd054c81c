import { z } from 'zod';
import { displayName } from './display-name';

export const locale = z.enum(['en', 'zh-CN']);
export type Locale = z.infer<typeof locale>;

/** A report mailed on a cron rhythm in a time zone, about the latest plan of a scenario. */
export const createReportScheduleRequest = z.strictObject({
  name: displayName(120),
  scenarioId: z.uuid(),
  /** Five fields: minute hour day-of-month month day-of-week. */
  cron: z.string().min(9).max(120),
  /** IANA time zone, such as Asia/Shanghai. */
  timeZone: z.string().min(1).max(60),
  recipients: z.array(z.email()).min(1).max(50),
  locale,
  currency: z.enum(['USD', 'CNY']),
  enabled: z.boolean(),
});
export type CreateReportScheduleRequest = z.infer<typeof createReportScheduleRequest>;

export const updateReportScheduleRequest = createReportScheduleRequest.partial();
export type UpdateReportScheduleRequest = z.infer<typeof updateReportScheduleRequest>;

export const reportScheduleResponse = createReportScheduleRequest.extend({
  id: z.string(),
  /** Also names that were given before they had to be one visible line. */
  name: z.string(),
  scenarioName: z.string(),
  nextRunAt: z.iso.datetime().nullable(),
  lastRunAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});
export type ReportScheduleResponse = z.infer<typeof reportScheduleResponse>;

/** One mail of one run to one recipient. */
export const deliveryResponse = z.strictObject({
  id: z.string(),
  scheduleId: z.string(),
  scheduleName: z.string(),
  recipient: z.string(),
  dueAt: z.iso.datetime(),
  status: z.enum(['pending', 'sending', 'sent', 'failed', 'unknown']),
  attempts: z.int().nonnegative(),
  sentAt: z.iso.datetime().nullable(),
  /** What the mail server answered, or why it did not. */
  answer: z.string().nullable(),
});
export type DeliveryResponse = z.infer<typeof deliveryResponse>;

/** What a schedule would send now. */
export const reportPreviewResponse = z.strictObject({
  subject: z.string(),
  html: z.string(),
  text: z.string(),
});
export type ReportPreviewResponse = z.infer<typeof reportPreviewResponse>;

/** A mail in the local mailbox that stands in for a mail server. */
export const mailboxMessage = z.strictObject({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  sentAt: z.iso.datetime(),
});
export type MailboxMessage = z.infer<typeof mailboxMessage>;

export const mailboxMessageDetail = mailboxMessage.extend({
  html: z.string(),
  text: z.string(),
  attachments: z.array(
    z.strictObject({
      index: z.int(),
      filename: z.string(),
      contentType: z.string(),
      bytes: z.int(),
    }),
  ),
});
export type MailboxMessageDetail = z.infer<typeof mailboxMessageDetail>;
