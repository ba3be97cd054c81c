import type { EChartsCoreOption } from 'echarts/core';

const FONT = 'Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

/** Longest name in a legend; the whole one is told when it is pointed at. */
const LEGEND_NAME_PX = 210;

interface Ink {
  text: string;
  faint: string;
  line: string;
  surface: string;
}

/** Colours of everything in a chart that is not data. */
export function chartInk(isDark: boolean): Ink {
  return isDark
    ? { text: '#eceff3', faint: '#a9b1be', line: '#282d36', surface: '#1b1f25' }
    : { text: '#14171c', faint: '#4b5462', line: '#e2e5eb', surface: '#ffffff' };
}

/** One series of a chart over categories. */
export interface CategorySeries {
  name: string;
  colour: string;
  /** Lines across its areas, as ECharts draws them. */
  decal?: object | undefined;
  values: readonly (number | null)[];
}

interface CategoryChart {
  kind: 'stacked-bar' | 'line';
  categories: readonly string[];
  series: readonly CategorySeries[];
  isDark: boolean;
  /** Value with its unit, for the tooltip. */
  say: (value: number) => string;
  /** Short value for the axis. */
  sayShort: (value: number) => string;
  /** The value axis reaches at least this far, so that small values do not look large. */
  reach?: number;
}

/** Bars or lines over periods, with a tooltip that lists every series of a period. */
export function categoryChart(chart: CategoryChart): EChartsCoreOption {
  const ink = chartInk(chart.isDark);
  return {
    ...plainChart(chart.isDark),
    grid: { top: 44, right: 12, bottom: 8, left: 8, containLabel: true },
    legend: legend(ink),
    tooltip: { ...tooltip(ink), trigger: 'axis', valueFormatter: sayAny(chart.say) },
    xAxis: {
      type: 'category',
      data: [...chart.categories],
      axisLine: { lineStyle: { color: ink.line } },
      axisTick: { show: false },
      axisLabel: { color: ink.faint, hideOverlap: true },
    },
    yAxis: {
      ...valueAxis(ink, chart.sayShort),
      max: ({ max }: { max: number }) =>
        chart.reach !== undefined && max < chart.reach ? chart.reach : null,
    },
    series: chart.series.map((series) => ({
      name: series.name,
      type: chart.kind === 'line' ? 'line' : 'bar',
      stack: chart.kind === 'stacked-bar' ? 'all' : undefined,
      data: [...series.values],
      color: series.colour,
      barMaxWidth: 44,
      barCategoryGap: '32%',
      symbol: 'circle',
      symbolSize: 6,
      lineStyle: { width: 2 },
      itemStyle: {
        borderColor: ink.surface,
        borderWidth: chart.kind === 'line' ? 0 : 0.5,
        decal: series.decal,
      },
    })),
  };
}

interface ShareBars {
  /** Names of the bars, top first. */
  bars: readonly string[];
  /** Parts; `values` has one share of 0 to 1 per bar. */
  parts: readonly CategorySeries[];
  isDark: boolean;
  say: (share: number) => string;
  limit?: { value: number; label: string };
}

/** Horizontal bars of 100 %, each cut into its parts. */
export function shareBars(chart: ShareBars): EChartsCoreOption {
  const ink = chartInk(chart.isDark);
  return {
    ...plainChart(chart.isDark),
    grid: { top: 62, right: 24, bottom: 8, left: 8, containLabel: true },
    legend: legend(ink),
    tooltip: { ...tooltip(ink), trigger: 'item', valueFormatter: sayAny(chart.say) },
    xAxis: { ...valueAxis(ink, chart.say), max: 1, interval: 0.2 },
    yAxis: {
      type: 'category',
      inverse: true,
      data: [...chart.bars],
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: ink.text },
    },
    series: chart.parts.map((part, index) => ({
      name: part.name,
      type: 'bar',
      stack: 'all',
      data: [...part.values],
      color: part.colour,
      barMaxWidth: 34,
      itemStyle: { borderColor: ink.surface, borderWidth: 1 },
      markLine:
        index === 0 && chart.limit !== undefined ? verticalLine(chart.limit, ink) : undefined,
    })),
  };
}

export interface ScatterPoint {
  name: string;
  x: number;
  y: number;
}

interface ScatterChartData {
  groups: readonly { name: string; colour: string; points: readonly ScatterPoint[] }[];
  xLabel: string;
  yLabel: string;
  isLogarithmic: boolean;
  isDark: boolean;
  sayShort: (value: number) => string;
  sayX?: (value: number) => string;
  /** Line through the points nothing else beats in both measures. */
  front?: { name: string; colour: string; points: readonly ScatterPoint[] };
  /** Names beside the points, where there are few. */
  isLabelled?: boolean;
}

/** Points by two measures, coloured by group. */
export function scatterChart(chart: ScatterChartData): EChartsCoreOption {
  const ink = chartInk(chart.isDark);
  const sayX = chart.sayX ?? chart.sayShort;
  const xs = chart.groups.flatMap(({ points }) => points.map(({ x }) => x));
  const middle = (Math.min(...xs) + Math.max(...xs)) / 2;
  const axis = (label: string, say: (value: number) => string) => ({
    ...valueAxis(ink, say),
    type: chart.isLogarithmic ? 'log' : 'value',
    scale: true,
    name: label,
    nameLocation: 'middle',
    nameTextStyle: { color: ink.faint },
  });
  return {
    ...plainChart(chart.isDark),
    grid: { top: 60, right: 24, bottom: 30, left: 46, containLabel: true },
    legend: legend(ink),
    tooltip: {
      ...tooltip(ink),
      trigger: 'item',
      formatter: ({ name, value }: { name: string; value: [number, number] }) =>
        `${name}\n${chart.xLabel}: ${sayX(value[0])}\n${chart.yLabel}: ${chart.sayShort(value[1])}`,
    },
    xAxis: { ...axis(chart.xLabel, sayX), nameGap: 28 },
    yAxis: { ...axis(chart.yLabel, chart.sayShort), nameGap: 52 },
    series: [
      ...frontOf(chart),
      ...chart.groups.map((group) => ({
        name: group.name,
        type: 'scatter',
        color: group.colour,
        symbolSize: 11,
        itemStyle: { opacity: 0.85, borderColor: ink.surface, borderWidth: 1 },
        label: {
          show: chart.isLabelled === true,
          position: 'right',
          color: ink.faint,
          fontSize: 11,
          width: 130,
          overflow: 'truncate',
          formatter: '{b}',
        },
        labelLayout: { hideOverlap: true },
        // Names stand towards the middle, so that none is cut at the edge.
        data: group.points.map((point) => ({
          name: point.name,
          value: [point.x, point.y],
          label: { position: point.x > middle ? 'left' : 'right' },
        })),
      })),
    ],
  };
}

function frontOf({ front }: ScatterChartData) {
  if (front === undefined || front.points.length < 2) return [];
  return [
    {
      name: front.name,
      type: 'line',
      color: front.colour,
      symbol: 'none',
      silent: true,
      lineStyle: { width: 1.5, type: 'dashed' },
      data: front.points.map(({ x, y }) => [x, y]),
    },
  ];
}

/** What every chart has: a font, ink, and no movement where the reader wants none. */
export function plainChart(isDark: boolean): EChartsCoreOption {
  const isStill =
    typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches;
  return {
    animation: !isStill,
    animationDuration: 300,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: FONT, fontSize: 12, color: chartInk(isDark).text },
  };
}

/** Names of the series above the drawing, in one row to page through. */
export function legend(ink: Ink) {
  return {
    type: 'scroll',
    top: 4,
    left: 4,
    right: 4,
    itemWidth: 11,
    itemHeight: 11,
    itemGap: 14,
    icon: 'roundRect',
    textStyle: { color: ink.faint, fontSize: 12, width: LEGEND_NAME_PX, overflow: 'truncate' },
    tooltip: { show: true },
    pageTextStyle: { color: ink.faint },
    pageIconColor: ink.faint,
    pageIconInactiveColor: ink.line,
  };
}

/** Text in the drawing, not HTML: names come from scenarios and are somebody's input. */
export function tooltip(ink: Ink) {
  return {
    renderMode: 'richText',
    confine: true,
    backgroundColor: ink.surface,
    borderColor: ink.line,
    padding: [8, 11],
    textStyle: { color: ink.text, fontSize: 12, fontFamily: FONT },
    axisPointer: { type: 'line', lineStyle: { color: ink.faint, type: 'dashed' } },
  };
}

export function valueAxis(ink: Ink, sayShort: (value: number) => string) {
  return {
    type: 'value',
    axisLabel: { color: ink.faint, formatter: sayShort },
    splitLine: { lineStyle: { color: ink.line } },
    splitNumber: 4,
  };
}

function verticalLine(limit: { value: number; label: string }, ink: Ink) {
  return {
    silent: true,
    symbol: 'none',
    lineStyle: { color: ink.text, type: 'dashed', width: 1.5 },
    label: { formatter: limit.label, color: ink.text, position: 'start', distance: 6 },
    data: [{ xAxis: limit.value }],
  };
}

function sayAny(say: (value: number) => string) {
  return (value: unknown) => (typeof value === 'number' ? say(value) : '–');
}
