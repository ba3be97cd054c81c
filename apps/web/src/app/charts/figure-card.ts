import {
  ChangeDetectionStrategy,
  Component,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import type { EChartsCoreOption } from 'echarts/core';
import { DataTable } from '../ui/data-table';
import { ExportMenu, type ExportKind } from '../ui/export-menu';
import { Icon } from '../ui/icon';
import type { Column } from '../ui/table-column';
import { Words } from '../words/words';
import { Chart } from './chart';

/** A chart with its table: either can be shown, and saved: the table as CSV or XLSX, the chart as PNG. */
@Component({
  selector: 'hdr-figure-card',
  imports: [Chart, DataTable, ExportMenu, Icon],
  templateUrl: './figure-card.html',
  styles: `
    .plot {
      inline-size: 100%;
      padding: 4px 8px 8px;
    }
    .hidden {
      display: none;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FigureCard<Row> {
  protected readonly t = inject(Words).t;
  readonly heading = input.required<string>();
  /** What is measured, and its unit. */
  readonly caption = input('');
  /** Level of the heading on the page it stands on. */
  readonly level = input<2 | 3>(3);
  readonly option = input.required<EChartsCoreOption>();
  /** Says in a sentence what the chart shows. */
  readonly description = input.required<string>();
  readonly columns = input.required<readonly Column<Row>[]>();
  readonly rows = input.required<readonly Row[]>();
  readonly footer = input<Row | null>(null);
  readonly height = input(300);
  readonly csvName = input.required<string>();

  protected readonly shown = signal<'chart' | 'table'>('chart');
  private readonly chart = viewChild(Chart);
  private readonly table = viewChild.required<DataTable<Row>>(DataTable);

  protected async export(kind: ExportKind): Promise<void> {
    if (kind === 'xlsx') await this.table().exportXlsx(this.csvName());
    else if (kind === 'csv') this.table().exportCsv(this.csvName());
    else await this.chart()?.savePng(this.csvName());
  }
}
