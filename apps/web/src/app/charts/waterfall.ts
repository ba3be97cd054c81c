import type { EChartsCoreOption } from 'echarts/core';
import { chartInk, plainChart } from './chart-style';

/** One bar of a waterfall: a total that stands on the axis, or a step from where the one before ended. */
export interface WaterfallStep {
  readonly label: string;
  readonly kind: 'total' | 'change';
  /** Height of a total; size of a change, with its sign. */
  readonly value: number;
}

export interface WaterfallBar {
  readonly from: number;
  readonly to: number;
}

/** Where each bar begins and ends; a total begins at zero. */
export function waterfallBars(steps: readonly WaterfallStep[]): WaterfallBar[] {
  let level = 0;
  return steps.map(({ kind, value }) => {
    const from = kind === 'total' ? 0 : level;
    level = kind === 'total' ? value : level + value;
    return { from, to: level };
  });
}

interface WaterfallChart {
  readonly steps: readonly WaterfallStep[];
  readonly colours: { readonly total: string; readonly more: string; readonly less: string };
  readonly isDark: boolean;
  /** Value with its unit. */
  readonly say: (value: number) => string;
}

/** Height of a waterfall: a row for every step, and the axis below. */
export const waterfallHeight = (steps: number): number => 46 + steps * 34;

/**
 * Bars that lead from one total to another, change by change, downwards: names of any length stand beside their bars on
 * screens of any width. An invisible bar lifts each to where it begins.
 */
export function waterfallChart(chart: WaterfallChart): EChartsCoreOption {
  const ink = chartInk(chart.isDark);
  const bars = waterfallBars(chart.steps);
  const colourOf = ({ kind, value }: WaterfallStep) =>
    kind === 'total' ? chart.colours.total : value > 0 ? chart.colours.more : chart.colours.less;
  const lift = { type: 'bar', stack: 'all', silent: true, itemStyle: { color: 'transparent' } };
  return {
    ...plainChart(chart.isDark),
    grid: { top: 8, right: 76, bottom: 8, left: 8, containLabel: true },
    yAxis: {
      type: 'category',
      inverse: true,
      data: chart.steps.map(({ label }) => label),
      axisLine: { lineStyle: { color: ink.line } },
      axisTick: { show: false },
      axisLabel: {
        color: ink.text,
        interval: 0,
        width: 128,
        overflow: 'truncate',
      },
    },
    xAxis: {
      type: 'value',
      axisLabel: { color: ink.faint, formatter: chart.say, hideOverlap: true },
      splitLine: { lineStyle: { color: ink.line } },
      splitNumber: 4,
    },
    series: [
      { ...lift, data: bars.map(({ from, to }) => Math.min(from, to)) },
      {
        type: 'bar',
        stack: 'all',
        barMaxWidth: 22,
        data: chart.steps.map((step, i) => ({
          value: Math.abs((bars[i]?.to ?? 0) - (bars[i]?.from ?? 0)),
          itemStyle: { color: colourOf(step) },
        })),
        label: {
          show: true,
          position: 'right',
          color: ink.text,
          formatter: ({ dataIndex }: { dataIndex: number }) =>
            labelOf(chart.steps[dataIndex], chart.say),
        },
      },
    ],
  };
}

/** A change says its direction, also where it is more. */
function labelOf(step: WaterfallStep | undefined, say: WaterfallChart['say']): string {
  if (step === undefined) return '';
  return step.kind === 'change' && step.value > 0 ? `+${say(step.value)}` : say(step.value);
}
