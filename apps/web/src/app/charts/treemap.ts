import type { EChartsCoreOption } from 'echarts/core';
import { chartInk, plainChart, tooltip } from './chart-style';

export interface TreemapTile {
  readonly name: string;
  readonly value: number;
  readonly colour: string;
}

interface Treemap {
  readonly groups: readonly { readonly name: string; readonly tiles: readonly TreemapTile[] }[];
  readonly isDark: boolean;
  readonly say: (value: number) => string;
}

/** Areas in proportion to amounts, one block for each group side by side. */
export function treemapChart(chart: Treemap): EChartsCoreOption {
  const ink = chartInk(chart.isDark);
  return {
    ...plainChart(chart.isDark),
    tooltip: {
      ...tooltip(ink),
      formatter: ({ name, value }: { name: string; value: number }) =>
        `${name}\n${chart.say(value)}`,
    },
    series: chart.groups.map((group, i) => ({
      name: group.name,
      type: 'treemap',
      left: `${(i * 100) / chart.groups.length + (i === 0 ? 1 : 0.5)}%`,
      width: `${100 / chart.groups.length - 1.5}%`,
      top: 8,
      bottom: 8,
      roam: false,
      nodeClick: false,
      breadcrumb: { show: false },
      itemStyle: { borderColor: ink.surface, borderWidth: 1, gapWidth: 2 },
      label: {
        show: true,
        color: chart.isDark ? '#14171c' : '#ffffff',
        fontSize: 12,
        lineHeight: 17,
        overflow: 'truncate',
        formatter: ({ name, value }: { name: string; value: number }) =>
          `${name}\n${chart.say(value)}`,
      },
      data: group.tiles.map(({ name, value, colour }) => ({
        name,
        value,
        itemStyle: { color: colour },
      })),
    })),
  };
}
