import { Resvg } from '@resvg/resvg-js';
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Locale, ReportChart } from '@headroom/models';
import { FONT_FILES, lettersWide, needsChineseFont } from './fonts';
import { PALETTE, SERIES_COLOURS } from './palette';

use([BarChart, LineChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

const WIDTH = 640;
const PLOT_HEIGHT = 260;
const LEGEND_ROW_HEIGHT = 20;
/** Characters of legend that fit one row, about. */
const LEGEND_ROW_CHARACTERS = 90;
const LEGEND_ENTRY_OVERHEAD = 5;
const LONGEST_LEGEND = 76;
const LYING_BAR_HEIGHT = 36;
/** Letters of a name that still fits under an upright bar. */
const LONGEST_UPRIGHT = 10;
/** Room for the longest name beside lying bars, within these, in pixels. */
const NAME_WIDTHS = { least: 60, most: 240 };
const NAME_LINE_HEIGHT = 14;
const MOST_NAME_LINES = 3;
/** Pixels of a letter of a name, wide ones included; lines are broken at words, which wastes some more. */
const NAME_LETTER_WIDTH = 7;
const LOST_AT_LINE_ENDS = 1.25;
/** Axes write thousands and millions from here on. */
const COMPACT_FROM = 10_000;
/** Pixels for each unit of the drawing: sharp on a phone and on paper. */
const PIXEL_RATIO = 2.5;
const FONT_FAMILY = "'Noto Sans', 'Noto Sans SC'";
const LABELS = { color: PALETTE.chartText, fontSize: 12, fontFamily: FONT_FAMILY } as const;

/** A drawn chart. */
export interface ChartPicture {
  readonly png: Buffer;
  readonly width: number;
  readonly height: number;
}

/** Pictures kept for the PDF that follows a mail: drawing one reads ten megabytes of fonts. */
const KEPT = 16;
const kept = new Map<string, ChartPicture>();

/** Draws a chart on a transparent ground. */
export function chartPicture(chart: ReportChart, locale: Locale): ChartPicture {
  const key = JSON.stringify([locale, chart]);
  const known = kept.get(key);
  if (known) return known;
  const picture = paint(chart, locale);
  kept.set(key, picture);
  for (const oldest of [...kept.keys()].slice(0, -KEPT)) kept.delete(oldest);
  return picture;
}

function paint(chart: ReportChart, locale: Locale): ChartPicture {
  const { svg, height } = drawChart(chart, locale);
  const names = chart.series.map(({ name }) => name);
  const text = [chart.unit, ...chart.categories, ...names].join('');
  const fontFiles = needsChineseFont(text)
    ? [FONT_FILES.NotoSans.normal, FONT_FILES.NotoSansSC.normal]
    : [FONT_FILES.NotoSans.normal];
  const png = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: PIXEL_RATIO },
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: 'Noto Sans' },
  })
    .render()
    .asPng();
  return { png, width: WIDTH, height };
}

function drawChart(chart: ReportChart, locale: Locale): { svg: string; height: number } {
  // A legend of one entry says what the title says.
  const legendHeight = chart.series.length > 1 ? legendRows(chart) * LEGEND_ROW_HEIGHT : 0;
  const isLying = hasLongNames(chart);
  const plotHeight = isLying ? chart.categories.length * lyingBarHeight(chart) + 50 : PLOT_HEIGHT;
  const height = plotHeight + legendHeight;
  const drawing = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  const { name, values } = axesOf(chart, locale, isLying);
  drawing.setOption({
    animation: false,
    color: [...SERIES_COLOURS],
    textStyle: { fontFamily: FONT_FAMILY },
    legend: legendOf(legendHeight > 0),
    grid: {
      left: 4,
      right: 16,
      top: isLying ? 8 : 34,
      bottom: legendHeight + (isLying ? 30 : 10),
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: isLying ? values : name,
    yAxis: isLying ? name : values,
    series: seriesOf(chart),
  });
  const svg = drawing.renderToSVGString();
  drawing.dispose();
  return { svg, height };
}

/** Room for a lying bar and for its name on as many lines as the longest name takes. */
function lyingBarHeight({ categories }: ReportChart): number {
  const letters = Math.max(...categories.map(lettersWide)) * LOST_AT_LINE_ENDS;
  const lines = Math.ceil((letters * NAME_LETTER_WIDTH) / NAME_WIDTHS.most);
  return Math.max(LYING_BAR_HEIGHT, Math.min(lines, MOST_NAME_LINES) * NAME_LINE_HEIGHT + 8);
}

function nameWidth({ categories }: ReportChart): number {
  const wished = Math.max(...categories.map(lettersWide)) * NAME_LETTER_WIDTH;
  return Math.min(NAME_WIDTHS.most, Math.max(NAME_WIDTHS.least, wished));
}

/** A name cut to what its lines hold. */
function cutName(name: string): string {
  const most = (MOST_NAME_LINES * NAME_WIDTHS.most) / NAME_LETTER_WIDTH / LOST_AT_LINE_ENDS;
  if (lettersWide(name) <= most) return name;
  let kept = '';
  for (const character of name) {
    if (lettersWide(`${kept}${character}…`) > most) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** Bars of things with names, rather than of months, lie on their side: names are read across. */
function hasLongNames({ kind, categories }: ReportChart): boolean {
  return kind === 'bar' && categories.some((category) => lettersWide(category) > LONGEST_UPRIGHT);
}

function legendOf(isShown: boolean): EChartsCoreOption {
  return {
    show: isShown,
    bottom: 0,
    left: 0,
    width: WIDTH,
    itemWidth: 12,
    itemHeight: 8,
    itemGap: 14,
    textStyle: LABELS,
    formatter: (name: string) =>
      name.length > LONGEST_LEGEND ? `${name.slice(0, LONGEST_LEGEND - 1)}…` : name,
  };
}

function axesOf(
  chart: ReportChart,
  locale: Locale,
  isLying: boolean,
): { name: EChartsCoreOption; values: EChartsCoreOption } {
  const largest = Math.max(0, ...chart.series.flatMap(({ values }) => values));
  const short = new Intl.NumberFormat(locale, {
    notation: largest >= COMPACT_FROM ? 'compact' : 'standard',
    maximumSignificantDigits: 3,
  });
  return {
    name: {
      type: 'category',
      data: chart.categories,
      boundaryGap: chart.kind !== 'line',
      inverse: isLying,
      axisLabel: isLying
        ? {
            ...LABELS,
            interval: 0,
            width: nameWidth(chart),
            overflow: 'break',
            lineHeight: NAME_LINE_HEIGHT,
            formatter: cutName,
          }
        : { ...LABELS, hideOverlap: true },
      axisLine: { lineStyle: { color: PALETTE.chartLine } },
      axisTick: { show: false },
    },
    values: {
      type: 'value',
      name: chart.unit,
      nameTextStyle: isLying ? LABELS : { ...LABELS, align: 'left', padding: [0, 0, 4, 0] },
      nameLocation: isLying ? 'middle' : 'end',
      nameGap: isLying ? 28 : 15,
      axisLabel: { ...LABELS, formatter: (value: number) => short.format(value) },
      splitLine: { lineStyle: { color: PALETTE.chartLine, opacity: 0.35 } },
    },
  };
}

function seriesOf({ kind, series }: ReportChart): EChartsCoreOption[] {
  return series.map(({ name, values }) =>
    kind === 'line'
      ? {
          type: 'line',
          name,
          data: values,
          showSymbol: values.length === 1,
          lineStyle: { width: 2.5 },
        }
      : {
          type: 'bar',
          name,
          data: values,
          barMaxWidth: 44,
          ...(kind === 'stacked-bar' ? { stack: 'all' } : {}),
        },
  );
}

/** Rows the legend takes when its entries are set one after the other. */
function legendRows(chart: ReportChart): number {
  let rows = 1;
  let used = 0;
  for (const { name } of chart.series) {
    const needed = Math.min(lettersWide(name), LONGEST_LEGEND) + LEGEND_ENTRY_OVERHEAD;
    if (used > 0 && used + needed > LEGEND_ROW_CHARACTERS) {
      rows++;
      used = 0;
    }
    used += needed;
  }
  return rows;
}
