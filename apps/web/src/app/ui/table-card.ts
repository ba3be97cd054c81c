import { ChangeDetectionStrategy, Component, inject, input, viewChild } from '@angular/core';
import { Words } from '../words/words';
import { DataTable } from './data-table';
import { Icon } from './icon';
import type { Column } from './table-column';

/** A titled table that can be saved as CSV. */
@Component({
  selector: 'hdr-table-card',
  imports: [DataTable, Icon],
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
          <button
            type="button"
            class="btn ghost small"
            [attr.aria-label]="t('table.exportCsv', { name: heading() })"
            (click)="exportCsv()"
          >
            <hdr-icon name="download" [size]="15" />{{ t('table.csv') }}
          </button>
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
  protected readonly t = inject(Words).t;
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

  protected exportCsv(): void {
    this.table().exportCsv(this.csvName());
  }
}
