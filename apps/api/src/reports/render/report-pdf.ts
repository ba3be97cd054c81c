import pdfmake from 'pdfmake';
import type {
  Column,
  Content,
  ContentText,
  TableCell,
  TDocumentDefinitions,
} from 'pdfmake/interfaces';
import type { ReportSection, ReportTable } from '@headroom/models';
import type { ReportSnapshot } from '../report-snapshot';
import { chartPicture } from './chart-picture';
import { type TableSpace, columnWidths, openingHeight } from './column-widths';
import { FONT_FILES, splitRuns } from './fonts';
import { FRAME_WORDS, momentText } from './frame-words';
import { PALETTE as P } from './palette';
import { chartsOf, type KeyFigure, type NamedChart, partsOf, titleOfTable } from './report-parts';

/** A4 upright, in points. */
const PAGE_WIDTH = 595.28;
const MARGIN = 42;
const MARGIN_TOP = 58;
const MARGIN_BOTTOM = 50;
const CONTENT_WIDTH = PAGE_WIDTH - 2 * MARGIN;
const FIGURES_A_ROW = 3;
const CELL_PADDING = 8;
/** Points between the margins from top to bottom. */
const PAGE_ROOM = 841.89 - MARGIN_TOP - MARGIN_BOTTOM;
/** Points a title takes with what stands above and below it, and at least needs to have something under it. */
const SECTION_TITLE = { height: 52, room: 132 };
const TABLE_TITLE = { height: 26, room: 88 };
/** Share of a page that may stay empty so that a title is not parted from what it is the title of. */
const MOST_LEFT_EMPTY = 0.6;
/** More than these fill enough of a page to stand there without the picture they are about. */
const MOST_KEPT_SENTENCES = 4;
/** Letters shrink with the number of columns, so that wide tables keep on the page. */
const TABLE_SIZES = [9, 9, 9, 9, 8.5, 8, 7.5, 7, 6.5, 6] as const;

type TextStyle = Omit<ContentText, 'text'>;

/** The whole report as a PDF: every table in full, page numbers, both scripts. */
export async function reportPdf(snapshot: ReportSnapshot): Promise<Buffer> {
  openFonts();
  return pdfmake.createPdf(documentOf(snapshot)).getBuffer();
}

let isOpen = false;

/** Tells pdfmake the fonts, and keeps it from reading or fetching anything else. */
function openFonts(): void {
  if (isOpen) return;
  const files = new Set(Object.values(FONT_FILES).flatMap(({ normal, bold }) => [normal, bold]));
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((file) => files.has(file));
  pdfmake.addFonts({ ...FONT_FILES });
  isOpen = true;
}

function documentOf(snapshot: ReportSnapshot): TDocumentDefinitions {
  const { report } = snapshot;
  const words = FRAME_WORDS[report.locale];
  const { headline, sentences, figures, sections } = partsOf(snapshot);
  const charts = chartsOf(snapshot);
  return {
    pageSize: 'A4',
    pageMargins: [MARGIN, MARGIN_TOP, MARGIN, MARGIN_BOTTOM],
    info: { title: report.title, author: 'Headroom', subject: report.subtitle },
    language: report.locale,
    defaultStyle: { font: 'NotoSans', fontSize: 10, lineHeight: 1.25, color: P.ink },
    header: (page) => ({
      margin: [MARGIN, 24, MARGIN, 0],
      columns: [
        text('HEADROOM', { color: P.brand, bold: true, fontSize: 8, characterSpacing: 1 }),
        page === 1
          ? text('', {})
          : text(report.title, { color: P.muted, fontSize: 8, alignment: 'right' }),
      ],
    }),
    footer: (page, pages) => ({
      margin: [MARGIN, 16, MARGIN, 0],
      columns: [
        text(
          words.madeFrom(
            snapshot.scenarioName,
            snapshot.scenarioVersion,
            momentText(snapshot.plannedAt, report.locale),
          ),
          { color: P.muted, fontSize: 7.5, width: '*' },
        ),
        text(words.page(page, pages), {
          color: P.muted,
          fontSize: 7.5,
          alignment: 'right',
          width: 90,
        }),
      ],
    }),
    content: [
      text(report.title, { fontSize: 22, bold: true, lineHeight: 1 }),
      text(report.subtitle, { color: P.muted, fontSize: 9, margin: [0, 2, 0, 14] }),
      ...headlineOf(headline),
      ...sentences.map((sentence) => text(sentence, { fontSize: 11, margin: [0, 0, 0, 3] })),
      ...figuresOf(figures),
      ...sections.flatMap((section) => sectionOf(section, charts, snapshot)),
    ],
    // A title at the foot of a page, with its table on the next, helps nobody: its level is the points it needs.
    pageBreakBefore: ({ headlineLevel, startPosition }) =>
      headlineLevel !== undefined &&
      startPosition.verticalRatio > 1 - Math.min(headlineLevel / PAGE_ROOM, MOST_LEFT_EMPTY),
  };
}

function headlineOf(headline: KeyFigure | null): Content[] {
  if (headline === null) return [];
  return [
    text(headline.label, { color: P.muted, fontSize: 10 }),
    text(headline.value, {
      color: P.brand,
      fontSize: 32,
      bold: true,
      lineHeight: 1.1,
      margin: [0, 0, 0, 6],
    }),
  ];
}

function figuresOf(figures: readonly KeyFigure[]): Content[] {
  const rows: KeyFigure[][] = [];
  for (let start = 0; start < figures.length; start += FIGURES_A_ROW) {
    rows.push(figures.slice(start, start + FIGURES_A_ROW));
  }
  return rows.map((row, index) => ({
    margin: [0, index === 0 ? 8 : 6, 0, 0],
    columnGap: 6,
    columns: Array.from({ length: FIGURES_A_ROW }, (_, column) => tileOf(row[column])),
  }));
}

function tileOf(figure: KeyFigure | undefined): Column {
  if (figure === undefined) return { width: '*', text: '' };
  return {
    width: '*',
    layout: { defaultBorder: false, paddingLeft: () => 9, paddingTop: () => 6 },
    table: {
      widths: ['*'],
      body: [
        [
          {
            fillColor: P.wash,
            stack: [
              text(figure.label, { color: P.muted, fontSize: 8 }),
              text(figure.value, { fontSize: 13, bold: true }),
            ],
          },
        ],
      ],
    },
  };
}

function sectionOf(
  section: ReportSection,
  charts: readonly NamedChart[],
  { report }: ReportSnapshot,
): Content[] {
  const pictures = section.charts
    .filter((chart) => charts.some((named) => named.chart === chart))
    .map((chart): Content => {
      const { png } = chartPicture(chart, report.locale);
      return {
        unbreakable: true,
        stack: [
          text(chart.title, { color: P.muted, fontSize: 9, bold: true, margin: [0, 4, 0, 2] }),
          {
            image: `data:image/png;base64,${png.toString('base64')}`,
            width: CONTENT_WIDTH,
            margin: [0, 0, 0, 8],
          },
        ],
      };
    });
  const heading: TextStyle = { fontSize: 14, bold: true, margin: [0, 20, 0, 6] };
  const sentences = section.sentences.map((sentence) => text(sentence, { margin: [0, 0, 0, 3] }));
  const [first, ...others] = pictures;
  // A picture goes to the next page as a whole, and has to take its title along.
  const isKept = first !== undefined && sentences.length <= MOST_KEPT_SENTENCES;
  const opening: Content[] = isKept
    ? [{ unbreakable: true, stack: [text(section.title, heading), ...sentences, first] }, ...others]
    : [
        text(section.title, { ...heading, headlineLevel: roomOfTitle(section) }),
        ...sentences,
        ...pictures,
      ];
  return [...opening, ...section.tables.flatMap((table) => tableOf(table, section))];
}

/** Points a section's title needs for itself and what it must not be parted from. */
function roomOfTitle(section: ReportSection): number {
  const [table] = section.tables;
  if (table === undefined || section.sentences.length > 0) return SECTION_TITLE.room;
  const titles =
    SECTION_TITLE.height + (titleOfTable(table, section) === null ? 0 : TABLE_TITLE.height);
  return Math.max(SECTION_TITLE.room, titles + openingHeight(spaceOf(table), table));
}

function spaceOf({ columns }: ReportTable): TableSpace {
  return {
    fontSize: TABLE_SIZES[Math.min(columns.length, TABLE_SIZES.length - 1)] ?? 6,
    width: CONTENT_WIDTH,
    padding: CELL_PADDING,
  };
}

function tableOf(table: ReportTable, section: ReportSection): Content[] {
  const title = titleOfTable(table, section);
  const space = spaceOf(table);
  const { fontSize } = space;
  const cell = (value: string, column: number, style: TextStyle): TableCell =>
    text(value, {
      fontSize,
      alignment: table.columns[column]?.align ?? 'left',
      ...style,
    });
  const heading: Content[] =
    title === null
      ? []
      : [
          text(title, {
            bold: true,
            fontSize: 10,
            headlineLevel: Math.max(
              TABLE_TITLE.room,
              TABLE_TITLE.height + openingHeight(space, table),
            ),
            margin: [0, 6, 0, 2],
          }),
        ];
  return [
    ...heading,
    {
      margin: [0, 2, 0, 6],
      layout: {
        hLineWidth: (line) => (line === 0 ? 0 : 0.5),
        vLineWidth: () => 0,
        hLineColor: () => P.line,
        paddingLeft: () => 0,
        paddingRight: () => CELL_PADDING,
        paddingTop: () => 3,
        paddingBottom: () => 3,
      },
      table: {
        headerRows: 1,
        keepWithHeaderRows: 1,
        dontBreakRows: true,
        widths: columnWidths(table, space),
        body: [
          table.columns.map(({ label }, column) =>
            cell(label, column, { bold: true, color: P.muted }),
          ),
          ...table.rows.map((row) => row.map((value, column) => cell(value, column, {}))),
        ],
      },
    },
  ];
}

/** A text in as many fonts as its letters need. */
function text(value: string, style: TextStyle & { width?: string | number }): ContentText {
  return { ...style, text: splitRuns(value) };
}
