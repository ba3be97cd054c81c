import { Injectable } from '@nestjs/common';
import type { ReportPreviewResponse } from '@headroom/models';
import { DomainError } from '../http/domain-error';
import type { SentFile } from '../http/send-file';
import { withInlineImages } from '../mail/inline-images';
import type { Scoped } from '../tenancy/tenant';
import { pdfFilename } from './render/pdf-filename';
import { ReportRenderer } from './render/report-renderer';
import type { ReportSnapshot } from './report-snapshot';
import { ReportSource } from './report-source';

/** What a schedule would send now, from the newest answered plan of its scenario. */
@Injectable()
export class PreviewsService {
  constructor(
    private readonly source: ReportSource,
    private readonly renderer: ReportRenderer,
  ) {}

  async mail(scoped: Scoped, scheduleId: string): Promise<ReportPreviewResponse> {
    const { subject, html, text, images } = await this.renderer.mail(
      await this.snapshot(scoped, scheduleId),
    );
    return { subject, html: withInlineImages(html, images), text };
  }

  async pdf(scoped: Scoped, scheduleId: string): Promise<SentFile> {
    const snapshot = await this.snapshot(scoped, scheduleId);
    return {
      filename: pdfFilename(snapshot),
      contentType: 'application/pdf',
      content: await this.renderer.pdf(snapshot),
    };
  }

  private async snapshot(scoped: Scoped, scheduleId: string): Promise<ReportSnapshot> {
    const schedule = await this.source.schedule(scoped, scheduleId);
    const { plan } = await this.source.latestPlan(scoped, schedule.scenario_id);
    if (plan === null) {
      throw new DomainError(
        'reports/no-plan',
        `Plan the scenario ${schedule.scenario_name} first; a scheduled report does so by itself.`,
      );
    }
    return this.source.snapshot(schedule, plan);
  }
}
