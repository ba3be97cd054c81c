import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import type { FuturePlan, Futures } from '@headroom/models';
import { TableCard } from '../ui/table-card';
import type { Column } from '../ui/table-column';
import { Words } from '../words/words';
import { moneyColumn, systemsText } from './plan-columns';
import { PlanSentences } from './plan-sentences';
import { PlanView } from './plan-view';

type Branch = Futures['branches'][number];

/** Every set of first orders in every future, with its regret, and which to follow. */
@Component({
  selector: 'hdr-plan-recourse',
  imports: [PlanSentences, TableCard],
  template: `
    <hdr-plan-sentences [heading]="t('recourse.findings')" [sentences]="futures().findings" />
    @if (isKnownInTurn()) {
      <hdr-table-card
        [heading]="t('recourse.branches')"
        [caption]="t('recourse.branchesCaption')"
        [columns]="turnColumns()"
        [rows]="futures().branches"
        sortedBy="known"
        [csvName]="plan().scenarioName + ' futures'"
      />
    }
    <hdr-table-card
      [heading]="t('recourse.heading')"
      [caption]="t('recourse.caption', { month: view.format().date(futures().knownFrom) })"
      [columns]="columns()"
      [rows]="futures().plans"
      sortedBy="expected"
      [csvName]="plan().scenarioName + ' recourse'"
    />
  `,
  host: { class: 'stack close' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanRecourse {
  protected readonly view = inject(PlanView);
  protected readonly t = inject(Words).t;
  protected readonly plan = this.view.plan;
  protected readonly futures = computed((): Futures => {
    const { futures } = this.plan();
    if (futures === undefined) throw new Error('The plan tells no recourse.');
    return futures;
  });

  /** Futures that are known at different times part one after the other: a tree, not a fork. */
  protected readonly isKnownInTurn = computed(
    () => new Set(this.futures().branches.map((branch) => this.knownFrom(branch))).size > 1,
  );
  protected readonly turnColumns = computed((): readonly Column<Branch>[] => [
    {
      id: 'known',
      label: this.t('recourse.knownFrom'),
      cell: (branch) => this.view.format().date(this.knownFrom(branch)),
      sort: (branch) => this.knownFrom(branch),
      csv: (branch) => this.knownFrom(branch),
    },
    {
      id: 'future',
      label: this.t('futures.future'),
      wide: true,
      cell: ({ name }) => name,
      sort: ({ name }) => name,
    },
    {
      id: 'probability',
      label: this.t('futures.probability'),
      align: 'end',
      cell: ({ probability }) => ({
        text: this.view.format().percent(probability),
        share: probability,
      }),
      sort: ({ probability }) => probability,
      csv: ({ probability }) => probability,
    },
    moneyColumn(this.view, {
      id: 'cost',
      label: this.t('recourse.costOfChosen'),
      usd: (branch: Branch) =>
        this.futures().outcomes.find(
          (o) => o.planId === this.futures().chosenPlanId && o.branchId === branch.id,
        )?.costUsd ?? null,
      isCompact: true,
    }),
  ]);

  protected readonly columns = computed((): readonly Column<FuturePlan>[] => [
    {
      id: 'orders',
      label: this.t('recourse.first'),
      wide: true,
      cell: (row) => ({
        text: this.view.text(row.title),
        note: [
          row.id === this.futures().chosenPlanId ? this.t('recourse.chosen') : '',
          systemsText(this.view, row.orders) || this.t('recourse.nothing'),
        ]
          .filter(Boolean)
          .join(' · '),
        tone: row.id === this.futures().chosenPlanId ? 'accent' : undefined,
      }),
      sort: (row) => this.view.text(row.title),
    },
    moneyColumn(this.view, {
      id: 'expected',
      label: this.t('recourse.expected'),
      usd: (row: FuturePlan) => row.expectedCostUsd,
      isCompact: true,
    }),
    moneyColumn(this.view, {
      id: 'regret',
      label: this.t('risk.maxRegret'),
      usd: (row: FuturePlan) => row.maxRegretUsd,
      isCompact: true,
    }),
    ...this.futures().branches.map((branch) => this.branchColumn(branch)),
  ]);

  private knownFrom({ knownFrom }: Branch): string {
    return knownFrom ?? this.futures().knownFrom;
  }

  private branchColumn(branch: Branch): Column<FuturePlan> {
    const outcome = ({ id }: FuturePlan) =>
      this.futures().outcomes.find((o) => o.planId === id && o.branchId === branch.id);
    const usd = (row: FuturePlan) => outcome(row)?.costUsd ?? null;
    return {
      id: `in ${branch.id}`,
      label: branch.name,
      unit: this.view.format().percent(branch.probability, 0),
      align: 'end',
      cell: (row) => {
        const cost = usd(row);
        const regret = outcome(row)?.regretUsd ?? 0;
        if (cost === null) return { text: this.t('recourse.cannot'), tone: 'danger' };
        return {
          text: this.view.moneyCompact(cost),
          note:
            regret > 0
              ? this.t('recourse.regret', { amount: this.view.moneyCompact(regret) })
              : undefined,
        };
      },
      sort: usd,
      csv: (row) => {
        const cost = usd(row);
        return cost === null ? null : this.view.amount(cost);
      },
    };
  }
}
