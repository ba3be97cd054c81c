import type { EChartsCoreOption } from 'echarts/core';
import { chartInk, legend, plainChart, tooltip, valueAxis } from './chart-style';

/** One bar: where the total ends with an input at its low and at its high end. */
export interface TornadoBar {
  readonly label: string;
  readonly atLow: number;
  readonly atHigh: number;
}

interface TornadoChart {
  /** Largest first. */
  readonly bars: readonly TornadoBar[];
  /** Total the bars lean away from. */
  readonly middle: number;
  readonly low: { readonly name: string; readonly colour: string };
  readonly high: { readonly name: string; readonly colour: string };
  readonly isDark: boolean;
  /** Total with its unit. */
  readonly say: (value: number) => string;
}

/** Bars to both sides of a middle: the axis counts from there, its labels say the total. */
export function tornadoChart(chart: TornadoChart): EChartsCoreOption {
  const ink = chartInk(chart.isDark);
  const sayTotal = (change: unknown): string =>
    typeof change === 'number' ? chart.say(chart.middle + change) : '–';
  const side = (end: TornadoChart['low'], pick: (bar: TornadoBar) => number) => ({
    name: end.name,
    type: 'bar',
    color: end.colour,
    barGap: '-100%',
    barMaxWidth: 22,
    data: chart.bars.map((bar) => pick(bar) - chart.middle),
  });
  return {
    ...plainChart(chart.isDark),
    grid: { top: 40, right: 24, bottom: 8, left: 8, containLabel: true },
    legend: legend(ink),
    tooltip: { ...tooltip(ink), trigger: 'axis', valueFormatter: sayTotal },
    xAxis: {
      ...valueAxis(ink, sayTotal),
      splitNumber: 3,
      axisLabel: { color: ink.faint, formatter: sayTotal, hideOverlap: true },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: chart.bars.map(({ label }) => label),
      // The names stand at the edge, where no bar runs over them; the middle is drawn by the bars.
      axisLine: { show: false, onZero: false },
      axisTick: { show: false },
      axisLabel: { color: ink.text, fontSize: 11, width: 140, overflow: 'break', interval: 0 },
    },
    series: [side(chart.low, (bar) => bar.atLow), side(chart.high, (bar) => bar.atHigh)],
  };
}
