import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { TableCard } from '../ui/table-card';
import type { Column } from '../ui/table-column';
import { Words } from '../words/words';
import { type ExcuseGroup, groupedExcuses, reasonCounts } from './grouped-excuses';
import { PlanView } from './plan-view';

/** Units of amounts of money begin with this, as in `USD/month`. */
const IN_USD = 'USD';

/** Everything that was considered and left out, with its reason. */
@Component({
  selector: 'hdr-plan-excuses',
  imports: [TableCard],
  templateUrl: './plan-excuses.html',
  styles: `
    .input {
      inline-size: 190px;
      block-size: 28px;
      font-size: 12.5px;
    }
    select.input {
      background-position:
        calc(100% - 16px) 12px,
        calc(100% - 12px) 12px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanExcuses {
  private readonly view = inject(PlanView);
  protected readonly t = inject(Words).t;
  protected readonly plan = this.view.plan;
  protected readonly wanted = signal('');
  protected readonly reason = signal('');

  private readonly groups = computed(() => groupedExcuses(this.plan().excuses));
  protected readonly reasons = computed(() => reasonCounts(this.groups()));
  protected readonly shown = computed(() => {
    const wanted = this.wanted().trim().toLowerCase();
    return this.groups().filter(
      (group) =>
        (this.reason() === '' || group.code === this.reason()) &&
        `${group.hardware} ${this.hardwareName(group)} ${this.sentence(group)} ${group.workloads.join(' ')}`
          .toLowerCase()
          .includes(wanted),
    );
  });
  protected readonly caption = computed(
    () =>
      `${this.t('excuses.text')} ${this.t('excuses.count', { shown: this.shown().length, all: this.groups().length })}`,
  );

  protected readonly columns = computed((): readonly Column<ExcuseGroup>[] => [
    {
      id: 'what',
      label: this.t('excuses.what'),
      wide: true,
      cell: (group) => ({ text: this.hardwareName(group), note: this.workloadsText(group) }),
      sort: (group) => this.hardwareName(group),
      csv: (group) => this.hardwareName(group),
    },
    {
      id: 'reason',
      label: this.t('excuses.reason'),
      wide: true,
      cell: (group) => ({
        text: this.sentence(group),
        note: this.noteOf(group),
      }),
      sort: (group) => group.code,
    },
    {
      id: 'workload',
      label: this.t('excuses.workload'),
      only: 'export',
      cell: (group) => this.workloadsText(group),
    },
    this.amount('found', this.t('excuses.found'), 'actual'),
    this.amount('limit', this.t('excuses.limit'), 'limit'),
    { ...this.amount('nearest', this.t('excuses.nearest'), 'nearestFeasible'), only: 'export' },
  ]);

  private amount(
    id: string,
    label: string,
    field: 'actual' | 'limit' | 'nearestFeasible',
  ): Column<ExcuseGroup> {
    return {
      id,
      label,
      align: 'end',
      cell: ({ excuses }) => {
        const value = excuses[0]?.[field] ?? null;
        if (value === null) return '–';
        const unit = excuses[0]?.unit ?? '';
        const note = unit.startsWith(IN_USD) ? unit.slice(IN_USD.length) : unit;
        const nearest = excuses[0]?.nearestFeasible ?? null;
        const isElsewhere = field === 'limit' && nearest !== null && nearest !== value;
        return {
          text: this.amountText(value, unit),
          note: isElsewhere
            ? `${note} · ${this.t('excuses.nearest')}: ${this.amountText(nearest, unit)}`
            : note || undefined,
        };
      },
      csv: ({ excuses }) => excuses[0]?.[field] ?? null,
    };
  }

  /** What would make it enter, and that the same was found of it again. */
  private noteOf({ excuses }: ExcuseGroup): string | undefined {
    const toEnter = excuses.find((excuse) => excuse.toEnter !== undefined)?.toEnter;
    const parts = [
      toEnter === undefined ? '' : this.view.text(toEnter),
      excuses.length > 1 ? this.t('excuses.more', { n: excuses.length - 1 }) : '',
    ].filter(Boolean);
    return parts.length === 0 ? undefined : parts.join(' ');
  }

  private amountText(value: number, unit: string): string {
    return unit.startsWith(IN_USD) ? this.view.money(value) : this.view.format().number(value, 3);
  }

  private workloadsText({ workloads }: ExcuseGroup): string {
    return workloads.length === 0
      ? this.t('excuses.every')
      : workloads.map((id) => this.view.workloadName(id)).join(', ');
  }

  private sentence({ excuses }: ExcuseGroup): string {
    return excuses[0] === undefined ? '' : this.view.text(excuses[0].message);
  }

  private hardwareName({ hardware }: ExcuseGroup): string {
    return hardware === '' ? '–' : this.view.hardwareName(hardware);
  }
}
