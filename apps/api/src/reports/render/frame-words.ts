import type { Locale } from '@headroom/models';

/** What a report's frame says around the report itself. */
export interface FrameWords {
  subject(scheduleName: string, headline: string): string;
  openPlan: string;
  moreInPdf(rows: number): string;
  allInPdf: string;
  madeFrom(scenario: string, version: number, plannedAt: string): string;
  whySent(scheduleName: string): string;
  page(page: number, pages: number): string;
  chartAlt(title: string): string;
}

export const FRAME_WORDS: Readonly<Record<Locale, FrameWords>> = {
  en: {
    subject: (schedule, headline) => `${schedule}: ${headline}`,
    openPlan: 'Open the plan',
    moreInPdf: (rows) => `${rows} more ${rows === 1 ? 'row' : 'rows'} in the attached PDF`,
    allInPdf: 'The attached PDF has every table in full, with all assumptions and sources.',
    madeFrom: (scenario, version, plannedAt) =>
      `Scenario “${scenario}”, version ${version}, planned ${plannedAt}.`,
    whySent: (schedule) => `Sent by the report schedule “${schedule}” of your workspace.`,
    page: (page, pages) => `Page ${page} of ${pages}`,
    chartAlt: (title) => `Chart: ${title}`,
  },
  'zh-CN': {
    subject: (schedule, headline) => `${schedule}：${headline}`,
    openPlan: '打开规划',
    moreInPdf: (rows) => `其余 ${rows} 行见附件 PDF`,
    allInPdf: '附件 PDF 包含全部表格以及所有假设和来源。',
    madeFrom: (scenario, version, plannedAt) =>
      `场景“${scenario}”第 ${version} 版，规划于 ${plannedAt}。`,
    whySent: (schedule) => `由您的工作区的报告计划“${schedule}”发送。`,
    page: (page, pages) => `第 ${page} 页，共 ${pages} 页`,
    chartAlt: (title) => `图表：${title}`,
  },
};

/** A moment as the reader of a report writes it, in UTC. */
export function momentText(iso: string, locale: Locale): string {
  const shown = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(new Date(iso));
  return `${shown} UTC`;
}
