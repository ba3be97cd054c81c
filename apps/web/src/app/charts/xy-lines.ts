import type { EChartsCoreOption } from 'echarts/core';
import { chartInk, legend, plainChart, tooltip, valueAxis } from './chart-style';

export interface XyLine {
  readonly name: string;
  readonly colour: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly isDashed?: boolean;
  /** Steps from value to value, as counts do. */
  readonly isStepped?: boolean;
}

interface XyLines {
  readonly lines: readonly XyLine[];
  readonly xLabel: string;
  readonly isDark: boolean;
  readonly isTime?: boolean;
  readonly sayX: (value: number) => string;
  readonly sayY: (value: number) => string;
  /** Largest value shown; a curve may leave the picture above it. */
  readonly yMost?: number;
}

/** Lines over a measure or over time. */
export function xyLines(chart: XyLines): EChartsCoreOption {
  const ink = chartInk(chart.isDark);
  return {
    ...plainChart(chart.isDark),
    grid: { top: 44, right: 24, bottom: 26, left: 8, containLabel: true },
    // A dashed line is dashed in its sign too.
    legend: { ...legend(ink), icon: undefined, itemWidth: 24, itemHeight: 3 },
    tooltip: {
      ...tooltip(ink),
      trigger: 'axis',
      axisPointer: {
        type: 'line',
        lineStyle: { color: ink.faint, type: 'dashed' },
        label: { formatter: ({ value }: { value: number }) => chart.sayX(Number(value)) },
      },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? chart.sayY(value) : '–'),
    },
    xAxis: {
      ...valueAxis(ink, chart.sayX),
      type: chart.isTime === true ? 'time' : 'value',
      min: 'dataMin',
      max: 'dataMax',
      name: chart.xLabel,
      nameLocation: 'middle',
      nameGap: 28,
      nameTextStyle: { color: ink.faint },
      splitLine: { show: false },
      axisLabel: { color: ink.faint, formatter: chart.sayX, hideOverlap: true },
      axisLine: { show: true, lineStyle: { color: ink.line } },
    },
    yAxis: {
      ...valueAxis(ink, chart.sayY),
      min: 0,
      max: chart.yMost,
      // Counts have no tick between one and the next.
      ...(chart.lines.some(({ isStepped }) => isStepped === true) ? { minInterval: 1 } : {}),
    },
    series: chart.lines.map((line) => ({
      name: line.name,
      type: 'line',
      step: line.isStepped === true ? 'end' : false,
      clip: true,
      symbol: 'none',
      color: line.colour,
      lineStyle: { width: 2, type: line.isDashed === true ? 'dashed' : 'solid' },
      data: line.points.map(([x, y]) => [x, y]),
    })),
  };
}
