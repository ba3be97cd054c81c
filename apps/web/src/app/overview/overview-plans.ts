import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import type { AnsweredPlan, CostMove, OverviewScenario } from '@headroom/models';
import { partText } from '../comparison/part-text';
import { TableCard } from '../ui/table-card';
import type { Cell, Column, Tone } from '../ui/table-column';
import { Words } from '../words/words';
import { OverviewView } from './overview-view';

const KW_PER_MW = 1000;
const STATUS_BADGES: Readonly<
  Record<NonNullable<OverviewScenario['latest']>['status'], Tone | 'plain'>
> = {
  queued: 'plain',
  running: 'accent',
  ready: 'ok',
  infeasible: 'warn',
  failed: 'danger',
  cancelled: 'plain',
};

/** The newest answer of every scenario, one a row. */
@Component({
  selector: 'hdr-overview-plans',
  imports: [TableCard],
  template: `<hdr-table-card
    [level]="2"
    [heading]="t('overview.plans')"
    [caption]="caption()"
    [columns]="columns()"
    [rows]="view.overview().scenarios"
    maxHeight="none"
    [csvName]="t('overview.plans')"
  />`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OverviewPlans {
  protected readonly view = inject(OverviewView);
  protected readonly t = inject(Words).t;

  protected readonly caption = computed(() => {
    const { scenarios, scenariosInAll } = this.view.overview();
    const caption = this.t('overview.plansCaption');
    return scenarios.length === scenariosInAll
      ? caption
      : `${caption} ${this.t('overview.plansOf', { n: scenarios.length, all: scenariosInAll })}`;
  });

  protected readonly columns = computed((): readonly Column<OverviewScenario>[] => [
    {
      id: 'scenario',
      label: this.t('overview.scenario'),
      wide: true,
      cell: ({ id, name, answered }) => ({
        text: name,
        link: answered === null ? ['/scenarios', id] : ['/plans', answered.id],
        note: answered === null ? this.t('scenario.noPlan') : this.horizonOf(answered),
      }),
      sort: ({ name }) => name,
    },
    {
      id: 'cost',
      label: this.t('overview.cost'),
      unit: this.view.currency(),
      align: 'end',
      cell: ({ answered }) =>
        answered === null || answered.totalCostUsd === null
          ? '–'
          : this.view.money(answered.totalCostUsd, answered.id),
      sort: ({ answered }) => answered?.totalCostUsd ?? null,
      csv: ({ answered }) =>
        answered === null || answered.totalCostUsd === null
          ? null
          : this.view.amount(answered.totalCostUsd, answered.id),
    },
    {
      id: 'status',
      label: this.t('overview.status'),
      cell: (row) => this.statusOf(row),
      sort: ({ latest }) => (latest === null ? null : latest.status),
    },
    {
      id: 'change',
      label: this.t('overview.change'),
      wide: true,
      cell: (row) => this.changeOf(row),
      sort: ({ change }) => change?.changeUsd ?? null,
    },
    {
      id: 'chips',
      label: this.t('overview.chips'),
      align: 'end',
      cell: ({ answered }) => this.chipsOf(answered),
      sort: ({ answered }) => answered?.atEnd?.chips ?? null,
    },
    {
      id: 'power',
      label: this.t('overview.power'),
      align: 'end',
      cell: ({ answered }) => this.powerOf(answered),
      sort: ({ answered }) => answered?.atEnd?.powerKw ?? null,
    },
    {
      id: 'headroom',
      label: this.t('overview.headroom'),
      wide: true,
      cell: ({ answered }) => this.headroomOf(answered),
      sort: ({ answered }) => answered?.headroom?.share ?? null,
      csv: ({ answered }) => answered?.headroom?.share ?? null,
    },
  ]);

  private horizonOf({ version, from, until }: AnsweredPlan): string {
    const format = this.view.format();
    const named = this.t('scenario.version', { n: version });
    return from === '' ? named : `${named} · ${format.date(from)} – ${format.date(until)}`;
  }

  private statusOf({ latest, answered, version }: OverviewScenario): Cell {
    if (latest === null) return { text: '–', tone: 'muted' };
    const isStale = answered !== null && answered.version !== version;
    return {
      text: this.t(`planStatus.${latest.status}`),
      badge: STATUS_BADGES[latest.status],
      note: isStale ? this.t('scenario.stale') : this.view.format().date(latest.createdAt),
    };
  }

  private changeOf({ answered, change }: OverviewScenario): Cell {
    if (answered === null) return { text: '–', tone: 'muted' };
    if (change === null) return { text: this.t('overview.firstPlan'), tone: 'muted' };
    const format = this.view.format();
    const share = change.fromCostUsd === 0 ? null : change.changeUsd / change.fromCostUsd;
    const sign = change.changeUsd > 0 ? '+' : '';
    const percent = share === null ? '' : ` (${sign}${format.percent(share)})`;
    const note = this.causesOf(change);
    return {
      text:
        change.changeUsd === 0
          ? this.t('overview.sameCost')
          : `${sign}${this.view.money(change.changeUsd, answered.id)}${percent}`,
      link: ['/compare'],
      query: { from: change.fromPlanId, to: answered.id },
      ...(note === '' ? {} : { note }),
    };
  }

  /** What differs between the two plans, and which item of the cost moved most. */
  private causesOf({ parts, isNewCatalog, isNewEngine, items }: CostMove): string {
    const causes = [
      ...parts.map(({ part, name }) => partText(part, this.t, (_, id) => name ?? id)),
      ...(isNewCatalog ? [this.t('overview.newCatalog')] : []),
      ...(isNewEngine ? [this.t('overview.newEngine')] : []),
    ];
    const [first = '', second] = causes;
    const cause =
      second === undefined
        ? first
        : causes.length === 2
          ? `${first}, ${second}`
          : this.t('overview.moreCauses', {
              first,
              n: this.view.isChinese() ? causes.length : causes.length - 1,
            });
    const [most] = items;
    return [cause, most === undefined ? '' : this.t(`cost.${most.item}`)]
      .filter((text) => text !== '')
      .join(' · ');
  }

  private chipsOf(answered: AnsweredPlan | null): string {
    if (answered === null || answered.now === null || answered.atEnd === null) return '–';
    const format = this.view.format();
    return `${format.compact(answered.now.chips)} → ${format.compact(answered.atEnd.chips)}`;
  }

  /** Both in the unit that suits the larger one. */
  private powerOf(answered: AnsweredPlan | null): string {
    if (answered === null || answered.now === null || answered.atEnd === null) return '–';
    const [now, end] = [answered.now.powerKw, answered.atEnd.powerKw];
    const isLarge = Math.max(now, end) >= KW_PER_MW;
    const say = (kw: number) => this.view.format().number(isLarge ? kw / KW_PER_MW : kw, 3);
    return `${say(now)} → ${say(end)} ${isLarge ? 'MW' : 'kW'}`;
  }

  private headroomOf(answered: AnsweredPlan | null): Cell {
    const headroom = answered?.headroom ?? null;
    if (headroom === null) return { text: '–', tone: 'muted' };
    const { share, workload, period } = headroom;
    const format = this.view.format();
    return {
      text: format.percent(share),
      note: `${workload.name} · ${format.date(period)}`,
      ...(share < 0 ? { tone: 'danger' } : {}),
    };
  }
}
