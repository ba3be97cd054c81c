import type { InlineImage } from '../../mail/inline-images';
import type { ReportSnapshot } from '../report-snapshot';
import { chartPicture } from './chart-picture';
import { FRAME_WORDS } from './frame-words';
import { mailHtml } from './mail-html';
import { mailText } from './mail-text';
import { chartsOf, partsOf } from './report-parts';

const LONGEST_SUBJECT = 150;

/** A report as a mail, without its PDF. */
export interface RenderedMail {
  readonly subject: string;
  /** Shows its charts as `cid:` pictures. */
  readonly html: string;
  readonly text: string;
  readonly images: readonly InlineImage[];
}

/** Renders a snapshot as a mail. The same snapshot always gives the same mail. */
export function renderMail(snapshot: ReportSnapshot): RenderedMail {
  const charts = chartsOf(snapshot);
  return {
    subject: subjectOf(snapshot),
    html: mailHtml(snapshot, charts),
    text: mailText(snapshot),
    images: charts.map(({ contentId, chart }) => ({
      contentId,
      contentType: 'image/png',
      content: chartPicture(chart, snapshot.report.locale).png,
    })),
  };
}

/** The schedule and the figure that matters: a reader should not have to open the mail to know. */
function subjectOf(snapshot: ReportSnapshot): string {
  const { headline, sentences } = partsOf(snapshot);
  const told =
    headline === null
      ? (sentences[0] ?? snapshot.report.title)
      : `${headline.label} ${headline.value}`;
  const subject = FRAME_WORDS[snapshot.report.locale].subject(snapshot.scheduleName, told);
  return subject.length > LONGEST_SUBJECT ? `${subject.slice(0, LONGEST_SUBJECT - 1)}…` : subject;
}
