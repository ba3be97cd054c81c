import type { EChartsCoreOption } from 'echarts/core';
import { chartInk, legend, plainChart, tooltip, valueAxis } from './chart-style';

interface IndexBars {
  readonly rows: readonly string[];
  readonly series: readonly {
    readonly name: string;
    readonly colour: string;
    readonly values: readonly number[];
  }[];
  readonly isDark: boolean;
  readonly say: (share: number) => string;
}

/** Shares of each row side by side, largest first. */
export function indexBars(chart: IndexBars): EChartsCoreOption {
  const ink = chartInk(chart.isDark);
  return {
    ...plainChart(chart.isDark),
    grid: { top: 40, right: 28, bottom: 8, left: 8, containLabel: true },
    legend: legend(ink),
    tooltip: {
      ...tooltip(ink),
      trigger: 'axis',
      valueFormatter: (value: unknown) => (typeof value === 'number' ? chart.say(value) : '–'),
    },
    xAxis: { ...valueAxis(ink, chart.say), min: 0 },
    yAxis: {
      type: 'category',
      inverse: true,
      data: [...chart.rows],
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: ink.text, fontSize: 11, width: 150, overflow: 'break', interval: 0 },
    },
    series: chart.series.map(({ name, colour, values }) => ({
      name,
      type: 'bar',
      color: colour,
      barMaxWidth: 13,
      barGap: '15%',
      data: [...values],
    })),
  };
}
