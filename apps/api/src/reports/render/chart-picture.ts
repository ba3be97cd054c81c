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
const LABEL_SIZE = 12;
/** Pixels for each unit of the drawing: sharp on a phone and on paper. */
const PIXEL_RATIO = 2.5;
const FONT_FAMILY = "'Noto Sans', 'Noto Sans SC'";

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
  const legendHeight = legendRows(chart) * LEGEND_ROW_HEIGHT;
  const height = PLOT_HEIGHT + legendHeight;
  const drawing = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  drawing.setOption(optionOf(chart, locale, legendHeight));
  const svg = drawing.renderToSVGString();
  drawing.dispose();
  return { svg, height };
}

function optionOf(chart: ReportChart, locale: Locale, legendHeight: number): EChartsCoreOption {
  const labels = { color: PALETTE.chartText, fontSize: LABEL_SIZE, fontFamily: FONT_FAMILY };
  const largest = Math.max(0, ...chart.series.flatMap(({ values }) => values));
  const short = new Intl.NumberFormat(locale, {
    notation: largest >= 10_000 ? 'compact' : 'standard',
    maximumSignificantDigits: 3,
  });
  const isLine = chart.kind === 'line';
  return {
    animation: false,
    color: [...SERIES_COLOURS],
    textStyle: { fontFamily: FONT_FAMILY },
    legend: {
      bottom: 0,
      left: 0,
      width: WIDTH,
      itemWidth: 12,
      itemHeight: 8,
      itemGap: 14,
      textStyle: labels,
      formatter: (name: string) =>
        name.length > LONGEST_LEGEND ? `${name.slice(0, LONGEST_LEGEND - 1)}…` : name,
    },
    grid: {
      left: 4,
      right: 12,
      top: 34,
      bottom: legendHeight + 10,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      type: 'category',
      data: chart.categories,
      boundaryGap: !isLine,
      axisLabel: { ...labels, hideOverlap: true },
      axisLine: { lineStyle: { color: PALETTE.chartLine } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      name: chart.unit,
      nameTextStyle: { ...labels, align: 'left', padding: [0, 0, 4, 0] },
      nameLocation: 'end',
      axisLabel: { ...labels, formatter: (value: number) => short.format(value) },
      splitLine: { lineStyle: { color: PALETTE.chartLine, opacity: 0.35 } },
    },
    series: chart.series.map(({ name, values }) =>
      isLine
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
            ...(chart.kind === 'stacked-bar' ? { stack: 'all' } : {}),
          },
    ),
  };
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
