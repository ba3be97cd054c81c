import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import {
  assumptionName,
  type EstimatedFigure,
  type Source,
  type UsedAssumption,
} from '@headroom/models';
import { TableCard } from '../ui/table-card';
import type { Column } from '../ui/table-column';
import { Words } from '../words/words';
import { PlanView } from './plan-view';

/** What the plan rests on: assumptions, estimates, sources, and what it takes to make it again. */
@Component({
  selector: 'hdr-plan-evidence',
  imports: [TableCard],
  templateUrl: './plan-evidence.html',
  styleUrl: './plan-evidence.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanEvidence {
  protected readonly view = inject(PlanView);
  protected readonly t = inject(Words).t;
  protected readonly plan = this.view.plan;

  protected readonly assumptionColumns = computed((): readonly Column<UsedAssumption>[] => [
    {
      id: 'name',
      label: this.t('evidence.assumption'),
      cell: (row) => {
        const name = assumptionName(row.name, this.view.locale());
        return { text: name, note: name === row.name ? undefined : row.name };
      },
      sort: (row) => row.name,
      csv: (row) => row.name,
    },
    {
      id: 'value',
      label: this.t('evidence.value'),
      align: 'end',
      cell: (row) => `${this.valueText(row.value)} ${row.unit ?? ''}`.trim(),
      csv: (row) => (typeof row.value === 'boolean' ? String(row.value) : row.value),
    },
    {
      id: 'origin',
      label: this.t('evidence.origin'),
      cell: (row) => ({
        text: this.t(`evidence.origin.${row.origin}`),
        badge: row.origin === 'scenario' ? 'accent' : 'plain',
      }),
      sort: (row) => row.origin,
    },
    {
      id: 'source',
      label: this.t('evidence.source'),
      wide: true,
      cell: (row) => {
        const source = this.view.source(row.sourceId);
        return {
          text: source?.title ?? row.sourceId ?? '–',
          href: source?.url ?? undefined,
        };
      },
      csv: (row) => row.sourceId,
    },
    {
      id: 'confidence',
      label: this.t('evidence.confidence'),
      cell: (row) => this.t(`confidence.${row.confidence}`),
      sort: (row) => row.confidence,
    },
  ]);

  protected readonly estimateColumns = computed((): readonly Column<EstimatedFigure>[] => {
    const number = (id: 'low' | 'mid' | 'high'): Column<EstimatedFigure> => ({
      id,
      label: this.t(`evidence.${id}`),
      align: 'end',
      cell: (row) => this.view.format().number(row[id], 4),
      sort: (row) => row[id],
      csv: (row) => row[id],
    });
    const format = this.view.format();
    return [
      {
        id: 'chip',
        label: this.t('evidence.chip'),
        wide: true,
        cell: (row) => ({
          text: this.view.hardwareName(row.chipId),
          link: ['/catalog', 'chips', row.chipId],
        }),
        sort: (row) => row.chipId,
      },
      {
        id: 'figure',
        label: this.t('evidence.figure'),
        cell: (row) => ({ text: row.field, estimated: true }),
        sort: (row) => row.field,
        csv: (row) => row.field,
      },
      {
        ...number('mid'),
        cell: (row) => ({
          text: format.number(row.mid, 4),
          note: `${format.number(row.low, 4)} – ${format.number(row.high, 4)}`,
        }),
      },
      { ...number('low'), only: 'export' },
      { ...number('high'), only: 'export' },
      {
        id: 'basis',
        label: this.t('evidence.basis'),
        wide: true,
        cell: (row) => this.view.text(row.basis),
      },
    ];
  });

  protected readonly sourceColumns = computed((): readonly Column<Source>[] => [
    {
      id: 'source',
      label: this.t('evidence.source'),
      wide: true,
      cell: (row) => ({ text: row.title, href: row.url ?? undefined, note: row.id }),
      sort: (row) => row.title,
    },
    {
      id: 'date',
      label: this.t('evidence.date'),
      cell: (row) => (row.date === null ? '–' : this.view.format().date(row.date)),
      sort: (row) => row.date,
      csv: (row) => row.date,
    },
  ]);

  private valueText(value: UsedAssumption['value']): string {
    if (typeof value === 'number') return this.view.format().number(value, 4);
    if (typeof value === 'boolean') return this.t(value ? 'editor.yes' : 'editor.no');
    return value;
  }
}
