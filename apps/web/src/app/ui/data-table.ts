import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Words } from '../words/words';
import { type CsvValue, downloadBlob, downloadText, fileName, toCsv } from './csv';
import { Icon } from './icon';
import { type Cell, type Column, sortRows, toCell } from './table-column';

/** A dense table with a sticky head, sortable columns and CSV export of what it shows. */
@Component({
  selector: 'hdr-data-table',
  imports: [Icon, NgTemplateOutlet, RouterLink],
  templateUrl: './data-table.html',
  styleUrl: './data-table.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DataTable<Row> {
  private readonly words = inject(Words);
  protected readonly t = this.words.t;

  /** Says what the table holds, for screen readers. */
  readonly label = input.required<string>();
  readonly columns = input.required<readonly Column<Row>[]>();
  readonly rows = input.required<readonly Row[]>();
  /** Row drawn apart at the end, such as a total. It is not sorted. */
  readonly footer = input<Row | null>(null);
  readonly maxHeight = input<string>('none');
  readonly emptyText = input<string>('');
  /** Column sorted at first; `-` before the id sorts descending. */
  readonly sortedBy = input<string>('');

  /** Columns on the page; those for files only are left out. */
  protected readonly shown = computed(() => this.columns().filter((c) => c.only !== 'export'));
  private readonly exported = computed(() => this.columns().filter((c) => c.only !== 'screen'));
  private readonly chosenSort = signal<string | null>(null);
  protected readonly sort = computed(() => {
    const order = this.chosenSort() ?? this.sortedBy();
    return order.startsWith('-')
      ? { id: order.slice(1), direction: 'descending' as const }
      : { id: order, direction: 'ascending' as const };
  });

  private readonly sortedRows = computed(() => {
    const { id, direction } = this.sort();
    const column = this.columns().find((c) => c.id === id);
    return sortRows(this.rows(), column, direction, this.words.locale());
  });

  protected readonly body = computed(() => this.sortedRows().map((row) => this.cellsOf(row)));
  protected readonly foot = computed(() => {
    const row = this.footer();
    return row === null ? null : this.cellsOf(row);
  });

  protected sortBy(column: Column<Row>): void {
    const { id, direction } = this.sort();
    const flipped = id === column.id && direction === 'ascending';
    this.chosenSort.set(flipped ? `-${column.id}` : column.id);
  }

  protected ariaSort(column: Column<Row>): 'ascending' | 'descending' | 'none' | null {
    if (column.sort === undefined) return null;
    return this.sort().id === column.id ? this.sort().direction : 'none';
  }

  /** Saves the rows shown, in their order, as CSV. */
  exportCsv(name: string): void {
    downloadText(`${fileName(name)}.csv`, toCsv(this.header(), this.exportedRows()), 'text/csv');
  }

  /** Saves the same as a workbook; numbers stay numbers. */
  async exportXlsx(name: string): Promise<void> {
    const { toXlsx } = await import('./xlsx');
    const workbook = await toXlsx(this.label(), this.header(), this.exportedRows());
    downloadBlob(`${fileName(name)}.xlsx`, workbook);
  }

  private exportedRows(): CsvValue[][] {
    const footer = this.footer();
    const rows = footer === null ? this.sortedRows() : [...this.sortedRows(), footer];
    return rows.map((row) => this.csvOf(row));
  }

  private header(): string[] {
    return this.exported().map((c) => (c.unit === undefined ? c.label : `${c.label} (${c.unit})`));
  }

  private csvOf(row: Row): CsvValue[] {
    return this.exported().map((c) =>
      c.csv === undefined ? toCell(c.cell(row)).text : c.csv(row),
    );
  }

  private cellsOf(row: Row): { column: Column<Row>; cell: Cell }[] {
    return this.shown().map((column) => ({ column, cell: toCell(column.cell(row)) }));
  }
}
