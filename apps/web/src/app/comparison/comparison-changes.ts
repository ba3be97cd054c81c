import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import type {
  DocumentChange,
  FleetChange,
  Message,
  PlacementChange,
  PlanComparison,
} from '@headroom/models';
import { TableCard } from '../ui/table-card';
import type { Column } from '../ui/table-column';
import { Words } from '../words/words';
import { ComparisonView } from './comparison-view';

type AssumptionChange = PlanComparison['assumptions'][number];

/** What else differs: the documents, the fleet, what carries each workload, assumptions, limits and notes. */
@Component({
  selector: 'hdr-comparison-changes',
  imports: [TableCard],
  templateUrl: './comparison-changes.html',
  host: { class: 'stack close' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ComparisonChanges {
  protected readonly view = inject(ComparisonView);
  protected readonly t = inject(Words).t;
  protected readonly comparison = this.view.comparison;

  protected readonly lists = computed((): readonly { title: string; sentences: string[] }[] =>
    (['limitsGone', 'limitsNew', 'warningsGone', 'warningsNew'] as const)
      .map((name) => ({
        title: this.t(`compare.${name}`),
        sentences: this.comparison()[name].map((message: Message) => this.view.text(message)),
      }))
      .filter(({ sentences }) => sentences.length > 0),
  );

  protected readonly documentColumns = computed((): readonly Column<DocumentChange>[] => [
    {
      id: 'field',
      label: this.t('compare.place'),
      wide: true,
      cell: ({ pointer }) => pointer,
      sort: ({ pointer }) => pointer,
    },
    {
      id: 'from',
      label: this.t('compare.before'),
      wide: true,
      cell: ({ from }) => this.valueText(from),
    },
    { id: 'to', label: this.t('compare.now'), wide: true, cell: ({ to }) => this.valueText(to) },
  ]);

  protected readonly fleetColumns = computed((): readonly Column<FleetChange>[] => {
    const count = (
      id: string,
      label: string,
      pick: (row: FleetChange) => number,
    ): Column<FleetChange> => ({
      id,
      label,
      align: 'end',
      cell: (row) => this.view.format().integer(pick(row)),
      sort: pick,
      csv: pick,
    });
    return [
      {
        id: 'system',
        label: this.t('fleet.system'),
        wide: true,
        cell: (row) => this.view.systemName(row.systemId, row.systemName),
        sort: (row) => row.systemName,
      },
      {
        id: 'site',
        label: this.t('fleet.site'),
        cell: ({ siteId }) => this.view.siteName(siteId),
        sort: ({ siteId }) => this.view.siteName(siteId),
      },
      {
        id: 'way',
        label: this.t('fleet.how'),
        cell: ({ acquisition }) => this.t(`fleet.how.${acquisition}`),
      },
      count('from', this.t('compare.before'), ({ fromUnits }) => fromUnits),
      count('to', this.t('compare.now'), ({ toUnits }) => toUnits),
      {
        id: 'change',
        label: this.t('compare.change'),
        align: 'end',
        cell: ({ fromUnits, toUnits }) => {
          const change = toUnits - fromUnits;
          return this.view.signed(change, this.view.format().integer(change));
        },
        sort: ({ fromUnits, toUnits }) => toUnits - fromUnits,
        csv: ({ fromUnits, toUnits }) => toUnits - fromUnits,
      },
    ];
  });

  protected readonly placementColumns = computed((): readonly Column<PlacementChange>[] => {
    const carriers = (list: PlacementChange['from']) =>
      list
        .map(({ systemId, layout }) => `${this.view.systemName(systemId)} (${layout})`)
        .join('; ') || this.t('compare.nothing');
    return [
      {
        id: 'workload',
        label: this.t('coverage.workload'),
        cell: ({ workloadId }) => this.view.workloadName(workloadId),
        sort: ({ workloadId }) => this.view.workloadName(workloadId),
      },
      {
        id: 'from',
        label: this.t('compare.before'),
        wide: true,
        cell: ({ from }) => carriers(from),
      },
      { id: 'to', label: this.t('compare.now'), wide: true, cell: ({ to }) => carriers(to) },
    ];
  });

  protected readonly assumptionColumns = computed((): readonly Column<AssumptionChange>[] => [
    {
      id: 'name',
      label: this.t('compare.assumption'),
      cell: ({ name, unit }) => ({ text: name, note: unit ?? undefined }),
      sort: ({ name }) => name,
    },
    { id: 'from', label: this.t('compare.before'), cell: ({ from }) => this.valueText(from) },
    { id: 'to', label: this.t('compare.now'), cell: ({ to }) => this.valueText(to) },
  ]);

  private valueText(value: DocumentChange['from']): string {
    if (value === null) return this.t('compare.notStated');
    if (typeof value === 'number') return this.view.format().number(value);
    return typeof value === 'string' ? value : JSON.stringify(value);
  }
}
