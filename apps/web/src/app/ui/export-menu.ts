import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Words } from '../words/words';
import { Icon } from './icon';

export type ExportKind = 'csv' | 'xlsx' | 'png';

const NAMES: Readonly<Record<ExportKind, string>> = {
  csv: 'CSV',
  xlsx: 'Excel (XLSX)',
  png: 'PNG',
};

/** Saves a table or a chart as a file of the kind chosen. */
@Component({
  selector: 'hdr-export-menu',
  imports: [Icon, MatMenu, MatMenuItem, MatMenuTrigger],
  template: `
    <button
      type="button"
      class="btn ghost small"
      [matMenuTriggerFor]="menu"
      [attr.aria-label]="t('table.exportOf', { name: of() })"
    >
      <hdr-icon name="download" [size]="15" />{{ t('table.export') }}
    </button>
    <mat-menu #menu="matMenu">
      @for (kind of kinds(); track kind) {
        <button mat-menu-item type="button" (click)="chosen.emit(kind)">{{ names[kind] }}</button>
      }
    </mat-menu>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ExportMenu {
  protected readonly t = inject(Words).t;
  protected readonly names = NAMES;
  /** What is saved, by its title. */
  readonly of = input.required<string>();
  readonly kinds = input<readonly ExportKind[]>(['csv', 'xlsx']);
  readonly chosen = output<ExportKind>();
}
