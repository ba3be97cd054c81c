import {
  afterNextRender,
  DestroyRef,
  Directive,
  effect,
  ElementRef,
  inject,
  input,
  output,
  signal,
} from '@angular/core';
import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { downloadBlob, fileName } from '../ui/csv';

/** Draws an ECharts option into its element and keeps it in step with the option and the element's size. */
@Directive({ selector: '[hdrChart]' })
export class Chart {
  readonly hdrChart = input.required<EChartsCoreOption>();
  /** Position of the data point that was clicked. */
  readonly picked = output<number>();
  private readonly chart = signal<EChartsType | null>(null);

  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  constructor() {
    const { host } = this;
    const destroyed = inject(DestroyRef);

    afterNextRender(async () => {
      const { init } = await import('./chart-engine');
      if (destroyed.destroyed) return;
      const chart = init(host, null, { renderer: 'svg' });
      chart.on('click', ({ dataIndex }) => this.picked.emit(dataIndex));
      const sizes = new ResizeObserver(() => chart.resize());
      sizes.observe(host);
      destroyed.onDestroy(() => {
        sizes.disconnect();
        chart.dispose();
      });
      this.chart.set(chart);
    });
    effect(() => this.chart()?.setOption(this.hdrChart(), { notMerge: true }));
  }

  /** Offers the drawing as a PNG to save. */
  async savePng(name: string): Promise<void> {
    const svg = this.host.querySelector('svg');
    if (svg === null) return;
    const { chartPng } = await import('./chart-image');
    const surface = getComputedStyle(document.body).getPropertyValue('--surface').trim();
    downloadBlob(`${fileName(name)}.png`, await chartPng(svg, surface));
  }
}
