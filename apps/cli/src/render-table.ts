import type { Report, ReportTable } from '@headroom/models';
import Table from 'cli-table3';

/** Lines without a frame around every cell: they copy well and stay readable in a log. */
const PLAIN = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** A report's table as text; wide characters count double. */
export function renderTable({ columns, rows }: Pick<ReportTable, 'columns' | 'rows'>): string {
  const table = new Table({
    head: columns.map((c) => c.label),
    colAligns: columns.map((c) => c.align),
    chars: PLAIN,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  table.push(...rows);
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n');
}

/** Sections the terminal leaves to `--json`, `explain` and the web: long evidence. */
const LONG: ReadonlySet<string> = new Set([
  'coverage',
  'bom',
  'assumptions',
  'sources',
  'estimates',
]);
/** What to get and what it costs, and nothing else. */
const BRIEF: ReadonlySet<string> = new Set(['summary', 'fleet']);
const MOST_ROWS = 20;

export type Detail = 'brief' | 'usual' | 'all';

/** A report as text for the terminal; `all` adds the long evidence. */
export function renderReport(report: Report, detail: Detail): string {
  const all = detail === 'all';
  const sections = report.sections.filter((s) =>
    detail === 'brief' ? BRIEF.has(s.id) : all || !LONG.has(s.id),
  );
  const parts = sections.map((section) => {
    const tables = section.tables.map((table) => {
      const rows = all ? table.rows : table.rows.slice(0, MOST_ROWS);
      const more = table.rows.length - rows.length;
      const text = renderTable({ columns: table.columns, rows }) + (more > 0 ? `\n… +${more}` : '');
      // Of several tables each says what it is of; tables of equal columns look the same otherwise.
      return section.tables.length > 1 ? `\n${table.title}\n${text}` : text;
    });
    return [underlined(section.title), ...section.sentences, ...tables].join('\n');
  });
  return [`${report.title}\n${report.subtitle}`, ...parts].join('\n\n');
}

/** CJK characters take two cells of a terminal. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/;
/** A title with a line of a sign below it. */
export const underlined = (title: string, sign = '-'): string =>
  `${title}\n${sign.repeat([...title].reduce((n, c) => n + (WIDE.test(c) ? 2 : 1), 0))}`;
