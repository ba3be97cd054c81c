import type { InputIssue, ScenarioDocument } from '@headroom/models';
import type { Catalog } from '../../catalog/catalog';
import { periodsOf, type Period } from '../../forecast/period';
import { allocatedVolume, chipsInMonth } from '../../supply/monthly-supply';
import { middleScenario } from '../../uncertainty/middle';
import { resolveNames } from './resolve-names';

type Limits = NonNullable<ScenarioDocument['limits']>;
type SupplyLimit = NonNullable<Limits['supply']>[number];

/** Limits that contradict themselves or each other, or that the horizon never meets. Names must be known. */
export function contradictoryLimits(document: ScenarioDocument, catalog: Catalog): InputIssue[] {
  const { limits, horizon } = document;
  if (limits === undefined) return [];
  const periods = periodsOf(horizon);
  // Shares are taken of volumes the catalogue states by its own names.
  const named = resolveNames(middleScenario(document), catalog);
  return [
    ...(limits.budgetByPeriod ?? []).flatMap((budget, i) =>
      budgetIssues(budget, limits.budgetByPeriod?.slice(0, i) ?? [], periods, i),
    ),
    ...(limits.supply ?? []).flatMap((limit, i) => {
      const at = `/limits/supply/${i}`;
      const resolved = named.limits?.supply?.[i];
      const knowledge = {
        events: catalog.policyEvents,
        asOf: document.policy?.asOf ?? catalog.asOf,
      };
      return [
        ...rampIssues(at, limit, horizon.start),
        ...(limit.availableFrom !== undefined &&
        limit.availableUntil !== undefined &&
        limit.availableUntil < limit.availableFrom
          ? [
              {
                code: 'scenario/dates-reversed',
                pointer: `${at}/availableUntil`,
                detail: 'The last order comes before the first units do.',
                expected: `${limit.availableFrom} or later`,
              },
            ]
          : []),
        ...(resolved === undefined
          ? []
          : [
              ...volumeIssues(at, resolved, periods, knowledge),
              ...minimumIssues(at, resolved, periods, knowledge),
            ]),
      ];
    }),
  ];
}

function budgetIssues(
  { from, until, of }: NonNullable<Limits['budgetByPeriod']>[number],
  before: NonNullable<Limits['budgetByPeriod']>,
  periods: readonly Period[],
  i: number,
): InputIssue[] {
  const at = `/limits/budgetByPeriod/${i}`;
  if (until !== undefined && until < from) {
    return [
      {
        code: 'scenario/dates-reversed',
        pointer: `${at}/until`,
        detail: 'The budget ends before it begins.',
        expected: `${from} or later`,
      },
    ];
  }
  const issues: InputIssue[] = [];
  if (!periods.some((p) => p.id >= from && (until === undefined || p.id <= until))) {
    issues.push({
      code: 'scenario/budget-outside-horizon',
      pointer: `${at}/from`,
      detail: 'No planning period begins in the months of this budget.',
      expected: `months that hold one of ${periods.map((p) => p.id).join(', ')}`,
    });
  }
  if (before.some((b) => b.of === of && b.from === from && b.until === until)) {
    issues.push({
      code: 'scenario/duplicate-budget',
      pointer: at,
      detail: 'There is another budget of the same kind for the same months.',
      expected: 'one budget for each kind and span of months',
    });
  }
  return issues;
}

function rampIssues(at: string, limit: SupplyLimit, start: string): InputIssue[] {
  const steps = limit.chipsByPeriod ?? [];
  const issues = steps.flatMap(({ from }, i): InputIssue[] => {
    const before = steps[i - 1]?.from;
    return before !== undefined && from <= before
      ? [
          {
            code: 'scenario/ramp-out-of-order',
            pointer: `${at}/chipsByPeriod/${i}/from`,
            detail: `The step of ${from} comes after that of ${before}.`,
            expected: `a month after ${before}`,
          },
        ]
      : [];
  });
  const first = steps[0]?.from;
  const hasStart = limit.chipsPerMonth !== undefined || limit.allocationShare !== undefined;
  if (first !== undefined && first > start && !hasStart) {
    issues.push({
      code: 'scenario/ramp-without-start',
      pointer: `${at}/chipsByPeriod/0/from`,
      detail: `Nothing says how many chips a month there are before ${first}.`,
      expected: `a first step in ${start} or before, or chipsPerMonth (0 for none)`,
    });
  }
  return issues;
}

type Resolved = Parameters<typeof chipsInMonth>[0];
type Knowledge = Parameters<typeof chipsInMonth>[2];

/** A share of what nobody has stated caps nothing. */
function volumeIssues(
  at: string,
  limit: Resolved,
  periods: readonly Period[],
  knowledge: Knowledge,
): InputIssue[] {
  if (limit.allocationShare === undefined) return [];
  const year = Number(periods[0]?.id.slice(0, 4));
  return allocatedVolume(limit, year, knowledge) === null
    ? [
        {
          code: 'scenario/no-known-volume',
          pointer: `${at}/allocationShare`,
          detail: `The catalogue knows no yearly volume of ${limit.chip ?? limit.vendor ?? limit.system ?? ''}.`,
          expected: 'chipsPerMonth or chipsByPeriod in its place',
        },
      ]
    : [];
}

/** An order of the least size has to fit into what can be had at all. */
function minimumIssues(
  at: string,
  limit: Resolved,
  periods: readonly Period[],
  knowledge: Knowledge,
): InputIssue[] {
  const { minimumOrderChips, chipsTotal = Infinity, carryOver } = limit;
  if (minimumOrderChips === undefined) return [];
  const byPeriod = periods.map(({ months }) =>
    months.reduce((sum, m) => sum + (chipsInMonth(limit, m, knowledge) ?? Infinity), 0),
  );
  const most = Math.min(
    chipsTotal,
    carryOver === true ? byPeriod.reduce((a, b) => a + b, 0) : Math.max(...byPeriod),
  );
  return minimumOrderChips > most
    ? [
        {
          code: 'scenario/minimum-above-supply',
          pointer: `${at}/minimumOrderChips`,
          detail: `No period ever brings an order of ${minimumOrderChips} chips: there are ${most} at most.`,
          expected: `at most ${Math.floor(most)}`,
        },
      ]
    : [];
}
