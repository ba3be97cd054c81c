import type { ReportTable } from '@headroom/models';
import type { ReportSnapshot } from '../report-snapshot';
import { FRAME_WORDS, momentText } from './frame-words';
import { MAIL_ROWS } from './mail-html';
import { partsOf, titleOfTable } from './report-parts';

/** The report as plain text, for readers and programs that show no HTML. */
export function mailText(snapshot: ReportSnapshot): string {
  const { report } = snapshot;
  const words = FRAME_WORDS[report.locale];
  const { headline, sentences, figures, sections } = partsOf(snapshot);
  const top = [
    report.title,
    report.subtitle,
    '',
    ...(headline === null ? [] : [`${headline.label}: ${headline.value}`]),
    ...sentences,
    ...figures.map(({ label, value }) => `${label}: ${value}`),
    '',
    `${words.openPlan}: ${snapshot.planUrl}`,
  ];
  const body = sections.flatMap((section) => [
    '',
    section.title.toLocaleUpperCase(report.locale),
    ...section.sentences,
    ...section.tables.flatMap((table) => {
      const title = titleOfTable(table, section);
      const left = table.rows.length - MAIL_ROWS;
      return [
        ...(title === null ? [] : [`${title}:`]),
        ...linesOf(table),
        ...(left > 0 ? [`(${words.moreInPdf(left)})`] : []),
      ];
    }),
  ]);
  const foot = [
    '',
    '-- ',
    words.allInPdf,
    words.madeFrom(
      snapshot.scenarioName,
      snapshot.scenarioVersion,
      momentText(snapshot.plannedAt, report.locale),
    ),
    words.whySent(snapshot.scheduleName),
  ];
  return `${[...top, ...body, ...foot].join('\n')}\n`;
}

/** Columns do not line up in the letters a mail program picks, so every row says what its values are. */
function linesOf({ columns, rows }: ReportTable): string[] {
  return rows.slice(0, MAIL_ROWS).map(([first = '', ...rest]) => {
    const values =
      columns.length === 2
        ? rest
        : rest.map((value, index) => `${columns[index + 1]?.label ?? ''} ${value}`);
    return `- ${first}: ${values.join('; ')}`;
  });
}
