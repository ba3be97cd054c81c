import type { ReportSnapshot } from '../report-snapshot';

/** File name of a report's PDF. */
export function pdfFilename({ scenarioName, plannedAt }: ReportSnapshot): string {
  const name = scenarioName.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
  return `headroom-${name}-${plannedAt.slice(0, 10)}.pdf`;
}
