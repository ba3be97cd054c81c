import { Injectable } from '@nestjs/common';
import type { ReportSnapshot } from '../report-snapshot';
import { reportPdf } from './report-pdf';
import { type RenderedMail, renderMail } from './render-report';
import { ReportRenderer } from './report-renderer';

/** Renders where it is called: for threads, and for processes that do nothing else. */
@Injectable()
export class DirectReportRenderer extends ReportRenderer {
  async mail(snapshot: ReportSnapshot): Promise<RenderedMail> {
    return renderMail(snapshot);
  }

  pdf(snapshot: ReportSnapshot): Promise<Buffer> {
    return reportPdf(snapshot);
  }
}
