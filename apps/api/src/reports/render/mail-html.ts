import type { ReportSection, ReportTable } from '@headroom/models';
import type { ReportSnapshot } from '../report-snapshot';
import { FRAME_WORDS, type FrameWords, momentText } from './frame-words';
import { escapeHtml as e } from './escape-html';
import { lettersWide } from './fonts';
import { PALETTE as P } from './palette';
import { type KeyFigure, type NamedChart, partsOf, titleOfTable } from './report-parts';

/** Rows of a table a mail shows; the PDF has them all. */
export const MAIL_ROWS = 12;
const WIDTH = 680;
/** Texts up to this long are not broken: a month, an amount, a Chinese term. */
const SHORT = 12;
/** Tables of this many columns are set smaller. */
const WIDE = 8;
const FONT = `-apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', Arial, sans-serif`;

/**
 * The report as an HTML mail: tables for layout and styles on every element, because mail programs know little else;
 * the style sheet only adds the night colours and the narrow screen where they are understood.
 */
export function mailHtml(snapshot: ReportSnapshot, charts: readonly NamedChart[]): string {
  const { report } = snapshot;
  const words = FRAME_WORDS[report.locale];
  const { headline, sentences, figures, sections } = partsOf(snapshot);
  return `<!doctype html>
<html lang="${report.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${e(report.title)}</title>
<style>${STYLES}</style>
</head>
<body class="ground" style="margin:0;padding:0;background:${P.wash};">
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" border="0" style="table-layout:fixed;background:${P.wash};">
<tr><td align="center" style="padding:24px 12px;">
<table role="presentation" class="paper" width="100%" cellpadding="0" cellspacing="0" border="0" style="table-layout:fixed;max-width:${WIDTH}px;background:${P.paper};border-radius:12px;font-family:${FONT};color:${P.ink};text-align:left;">
<tr><td class="pad" style="padding:26px 32px 0;">
<div class="brand" style="font-size:13px;font-weight:700;letter-spacing:.08em;text-transform:uppercase;color:${P.brand};">Headroom</div>
<h1 class="ink" style="margin:10px 0 4px;font-size:24px;line-height:1.25;font-weight:600;color:${P.ink};">${e(report.title)}</h1>
<p class="muted" style="margin:0;font-size:13px;line-height:1.5;color:${P.muted};">${e(report.subtitle)}</p>
</td></tr>
${headlineRow(headline, sentences)}
${figuresRow(figures)}
<tr><td class="pad" style="padding:20px 32px 4px;">
<a href="${e(snapshot.planUrl)}" style="display:inline-block;padding:11px 22px;border-radius:8px;background:${P.brand};color:#ffffff;font-size:15px;font-weight:600;text-decoration:none;">${e(words.openPlan)}</a>
</td></tr>
${sections.map((section) => sectionRow(section, charts, words)).join('\n')}
<tr><td class="pad" style="padding:26px 32px 28px;">
<p class="muted line" style="margin:0;padding-top:16px;border-top:1px solid ${P.line};font-size:12px;line-height:1.6;color:${P.muted};">${[
    words.allInPdf,
    words.madeFrom(
      snapshot.scenarioName,
      snapshot.scenarioVersion,
      momentText(snapshot.plannedAt, report.locale),
    ),
    words.whySent(snapshot.scheduleName),
  ]
    .map(e)
    .join('<br>')}</p>
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

function headlineRow(headline: KeyFigure | null, sentences: readonly string[]): string {
  const figure =
    headline === null
      ? ''
      : `<div class="muted" style="font-size:13px;color:${P.muted};">${e(headline.label)}</div>
<div class="brand figure" style="margin:2px 0 8px;font-size:40px;line-height:1.1;font-weight:700;letter-spacing:-.02em;color:${P.brand};">${e(headline.value)}</div>`;
  const told = sentences.map(
    (sentence) =>
      `<p class="ink" style="margin:0 0 4px;font-size:15px;line-height:1.5;color:${P.ink};">${e(sentence)}</p>`,
  );
  return `<tr><td class="pad" style="padding:20px 32px 0;">${figure}${told.join('')}</td></tr>`;
}

function figuresRow(figures: readonly KeyFigure[]): string {
  if (figures.length === 0) return '';
  const tiles = figures.map(
    ({ label, value }) =>
      `<div class="tile wash" style="display:inline-block;vertical-align:top;box-sizing:border-box;width:31.5%;margin:0 1.5% 10px 0;padding:11px 14px;border-radius:8px;background:${P.wash};"><span class="muted" style="display:block;font-size:12px;line-height:1.4;color:${P.muted};">${e(label)}</span><span class="ink" style="display:block;font-size:18px;line-height:1.35;font-weight:600;color:${P.ink};">${e(value)}</span></div>`,
  );
  return `<tr><td class="pad" style="padding:14px 32px 0;">${tiles.join('')}</td></tr>`;
}

function sectionRow(
  section: ReportSection,
  charts: readonly NamedChart[],
  words: FrameWords,
): string {
  const told = section.sentences.map(
    (sentence) =>
      `<p class="ink" style="margin:0 0 6px;font-size:14px;line-height:1.55;color:${P.ink};">${e(sentence)}</p>`,
  );
  const pictures = section.charts.map((chart) => pictureOf(chart, charts, words));
  const tables = section.tables.map((table) => tableOf(table, section, words));
  return `<tr><td class="pad" style="padding:28px 32px 0;">
<h2 class="ink" style="margin:0 0 10px;font-size:18px;line-height:1.3;font-weight:600;color:${P.ink};">${e(section.title)}</h2>
${[...told, ...pictures, ...tables].join('\n')}
</td></tr>`;
}

function pictureOf(
  chart: NamedChart['chart'],
  charts: readonly NamedChart[],
  words: FrameWords,
): string {
  const named = charts.find((candidate) => candidate.chart === chart);
  if (!named) return '';
  return `<p class="muted" style="margin:0 0 4px;font-size:13px;font-weight:600;color:${P.muted};">${e(chart.title)}</p>
<img src="cid:${e(named.contentId)}" alt="${e(words.chartAlt(chart.title))}" width="616" style="display:block;width:100%;max-width:616px;height:auto;margin:0 0 14px;border:0;">`;
}

function tableOf(table: ReportTable, section: ReportSection, words: FrameWords): string {
  const title = titleOfTable(table, section);
  const isWide = table.columns.length >= WIDE;
  const size = isWide ? 11 : 13;
  const gap = isWide ? 6 : 10;
  const cell = (text: string, column: number, style: string, tag: 'td' | 'th') => {
    const align = table.columns[column]?.align ?? 'left';
    const scope = tag === 'th' ? ' scope="col"' : '';
    return `<${tag}${scope} class="cell line ${tag === 'th' ? 'muted' : 'ink'}" align="${align}" style="padding:7px ${gap}px 7px 0;border-bottom:1px solid ${P.line};font-size:${size}px;line-height:1.4;vertical-align:top;text-align:${align};${tag === 'td' && lettersWide(text) <= SHORT ? 'white-space:nowrap;' : ''}${style}">${e(text)}</${tag}>`;
  };
  const head = table.columns
    .map(({ label }, column) =>
      cell(
        label,
        column,
        `font-size:${Math.min(size, 12)}px;font-weight:600;color:${P.muted};`,
        'th',
      ),
    )
    .join('');
  const rows = table.rows
    .slice(0, MAIL_ROWS)
    .map(
      (row) =>
        `<tr>${row.map((text, column) => cell(text, column, `color:${P.ink};`, 'td')).join('')}</tr>`,
    )
    .join('');
  const left = table.rows.length - MAIL_ROWS;
  const more =
    left > 0
      ? `<p class="muted" style="margin:6px 0 0;font-size:12px;color:${P.muted};">${e(words.moreInPdf(left))}</p>`
      : '';
  const heading =
    title === null
      ? ''
      : `<p class="ink" style="margin:10px 0 2px;font-size:14px;font-weight:600;color:${P.ink};">${e(title)}</p>`;
  return `${heading}<div role="region" aria-label="${e(title ?? section.title)}" tabindex="0" style="overflow-x:auto;"><table width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;margin:0 0 4px;"><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>${more}`;
}

const STYLES = `
@media (prefers-color-scheme: dark) {
  .ground { background: #0d1318 !important; }
  .paper { background: #161e25 !important; }
  .wash { background: #212c35 !important; }
  .ink { color: #e6edf2 !important; }
  .muted { color: #a3b1bc !important; }
  .brand { color: #66cbdb !important; }
  .line { border-color: #2f3d48 !important; }
}
@media (max-width: 560px) {
  .pad { padding-left: 18px !important; padding-right: 18px !important; }
  .tile { width: 48% !important; margin-right: 2% !important; }
  .figure { font-size: 32px !important; }
  .cell { font-size: 12px !important; }
}`;
