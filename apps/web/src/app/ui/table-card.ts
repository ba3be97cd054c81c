import { ChangeDetectionStrategy, Component, input, viewChild } from '@angular/core';
import { DataTable } from './data-table';
import { ExportMenu, type ExportKind } from './export-menu';
import type { Column } from './table-column';

/** A titled table that can be saved as CSV or XLSX. */
@Component({
  selector: 'hdr-table-card',
  imports: [DataTable, ExportMenu],
  template: `
    <section class="card" [attr.aria-label]="heading()">
      <header class="card-head">
        <div class="titles">
          @if (level() === 2) {
            <h2 class="card-title">{{ heading() }}</h2>
          } @else {
            <h3 class="card-title">{{ heading() }}</h3>
          }
          @if (caption()) {
            <p class="small faint">{{ caption() }}</p>
          }
        </div>
        <div class="actions">
          <ng-content />
          <hdr-export-menu [of]="heading()" (chosen)="export($event)" />
        </div>
      </header>
      <hdr-data-table
        [label]="heading()"
        [columns]="columns()"
        [rows]="rows()"
        [footer]="footer()"
        [maxHeight]="maxHeight()"
        [emptyText]="emptyText()"
        [sortedBy]="sortedBy()"
      />
    </section>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TableCard<Row> {
  readonly heading = input.required<string>();
  readonly caption = input('');
  /** Level of the heading on the page it stands on. */
  readonly level = input<2 | 3>(3);
  readonly columns = input.required<readonly Column<Row>[]>();
  readonly rows = input.required<readonly Row[]>();
  readonly footer = input<Row | null>(null);
  readonly maxHeight = input('460px');
  readonly emptyText = input('');
  readonly sortedBy = input('');
  readonly csvName = input.required<string>();
  private readonly table = viewChild.required<DataTable<Row>>(DataTable);

  protected async export(kind: ExportKind): Promise<void> {
    if (kind === 'xlsx') await this.table().exportXlsx(this.csvName());
    else this.table().exportCsv(this.csvName());
  }
}
