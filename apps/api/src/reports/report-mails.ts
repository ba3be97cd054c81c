import { Injectable } from '@nestjs/common';
import { TenantScope } from '../database/tenant-scope';
import type { MailAttachment, OutgoingMail } from '../mail/mailer';
import type { Scoped } from '../tenancy/tenant';
import { pdfFilename } from './render/pdf-filename';
import { ReportRenderer } from './render/report-renderer';
import { ReportRunsRepository } from './report-runs-repository';
import type { ReportSnapshot } from './report-snapshot';

/** What all recipients of a run get alike. */
export type ReportMail = Pick<OutgoingMail, 'subject' | 'html' | 'text' | 'attachments'>;

/** Runs whose mails are kept: recipients of one run come one after the other. */
const KEPT = 4;

/** The mail of a run, made of its snapshot and nothing else. */
@Injectable()
export class ReportMails {
  private readonly kept = new Map<string, Promise<ReportMail>>();

  constructor(
    private readonly scope: TenantScope,
    private readonly runs: ReportRunsRepository,
    private readonly renderer: ReportRenderer,
  ) {}

  async render(scoped: Scoped, runId: string): Promise<ReportMail> {
    const snapshot = await this.scope.run(scoped, (transaction) =>
      this.runs.snapshot(transaction, runId),
    );
    if (snapshot === null) throw new Error(`The report run ${runId} has no snapshot.`);
    const known = this.kept.get(runId);
    if (known) return known;
    const mail = this.make(snapshot);
    this.kept.set(runId, mail);
    mail.catch(() => this.kept.delete(runId));
    for (const oldest of [...this.kept.keys()].slice(0, -KEPT)) this.kept.delete(oldest);
    return mail;
  }

  private async make(snapshot: ReportSnapshot): Promise<ReportMail> {
    const { images, ...mail } = await this.renderer.mail(snapshot);
    const pdf: MailAttachment = {
      filename: pdfFilename(snapshot),
      contentType: 'application/pdf',
      content: await this.renderer.pdf(snapshot),
    };
    const pictures = images.map((image, index) => ({
      ...image,
      filename: `chart-${index + 1}.png`,
    }));
    return { ...mail, attachments: [pdf, ...pictures] };
  }
}
