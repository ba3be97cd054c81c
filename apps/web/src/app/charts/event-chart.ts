import type { EChartsCoreOption } from 'echarts/core';
import { chartInk, legend, plainChart, tooltip } from './chart-style';

/** One kind of event, with a mark of its own so that colour is not all that tells it. */
export interface EventSeries {
  readonly name: string;
  readonly colour: string;
  readonly symbol: 'circle' | 'diamond' | 'emptyCircle' | 'emptyDiamond';
  readonly events: readonly { readonly row: number; readonly at: number }[];
}

interface EventChart {
  readonly rows: readonly string[];
  readonly series: readonly EventSeries[];
  readonly from: number;
  readonly until: number;
  readonly isDark: boolean;
  readonly sayTime: (at: number) => string;
}

/** Events on a time axis, a row for each thing they happen to. */
export function eventChart(chart: EventChart): EChartsCoreOption {
  const ink = chartInk(chart.isDark);
  return {
    ...plainChart(chart.isDark),
    grid: { top: 44, right: 28, bottom: 8, left: 8, containLabel: true },
    legend: { ...legend(ink), icon: undefined },
    tooltip: {
      ...tooltip(ink),
      trigger: 'item',
      formatter: ({ seriesName, value }: { seriesName: string; value: [number, number] }) =>
        `${chart.rows[value[1]] ?? ''}\n${seriesName}: ${chart.sayTime(value[0])}`,
    },
    xAxis: {
      type: 'time',
      min: chart.from,
      max: chart.until,
      axisLabel: { color: ink.faint, formatter: chart.sayTime, hideOverlap: true },
      axisLine: { lineStyle: { color: ink.line } },
      splitLine: { show: true, lineStyle: { color: ink.line } },
      splitNumber: 6,
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: [...chart.rows],
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { show: true, lineStyle: { color: ink.line } },
      axisLabel: { color: ink.text, fontSize: 11, width: 150, overflow: 'break', interval: 0 },
    },
    series: chart.series.map((series) => ({
      name: series.name,
      type: 'scatter',
      symbol: series.symbol,
      symbolSize: 13,
      color: series.colour,
      itemStyle: { borderWidth: 2 },
      data: series.events.map(({ row, at }) => [at, row]),
    })),
  };
}
