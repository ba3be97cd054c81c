import {
  nameOf,
  type DocumentChange,
  type Message,
  type NamedKind,
  type PlanComparison,
  type PlanNames,
} from '@headroom/models';
import { printHeading, printLine } from './output';
import { renderTable } from './render-table';
import type { Speech } from './speech';

const left = (label: string) => ({ label, align: 'left' as const });
const right = (label: string) => ({ label, align: 'right' as const });
const NO_PLAN = '–';

/** What the two sides are called, for plans whose scenarios have one name. */
export interface Sides {
  readonly from: string;
  readonly to: string;
}

/** Prints what differs between two plans: documents, figures, fleet, cost by item, and why the cost moved. */
export function printComparison(speech: Speech, comparison: PlanComparison, sides: Sides): void {
  const { t } = speech;
  for (const side of ['from', 'to'] as const) {
    const { scenarioName, status } = comparison[side];
    printLine(
      t('{side}: {name}, {file} ({status})', {
        side: t(side),
        name: scenarioName,
        file: sides[side],
        status: t(status),
      }),
    );
  }
  printDocument(speech, comparison.scenario ?? []);
  heading(t('Figures'));
  printLine(
    renderTable({
      columns: [left(t('figure')), right(t('from')), right(t('to')), right(t('change'))],
      rows: comparison.figures.map((f) => [t(f.name), ...told(speech, comparison, f.from, f.to)]),
    }),
  );
  printFleet(speech, comparison);
  printCosts(speech, comparison);
  const { from, to } = comparison;
  printMessages(speech, 'Limits that no longer bind', comparison.limitsGone, from.names);
  printMessages(speech, 'Limits that bind now', comparison.limitsNew, to.names);
  printMessages(speech, 'Warnings that went', comparison.warningsGone, from.names);
  printMessages(speech, 'New warnings', comparison.warningsNew, to.names);
}

/** Both sides and the change between them; a side without a plan has no figures, not figures of zero. */
function told(
  { number, signed }: Speech,
  { from, to }: PlanComparison,
  before: number,
  after: number,
): string[] {
  const [hasFrom, hasTo] = [from.status === 'planned', to.status === 'planned'];
  return [
    hasFrom ? number(before) : NO_PLAN,
    hasTo ? number(after) : NO_PLAN,
    hasFrom && hasTo ? signed(after - before) : NO_PLAN,
  ];
}

function printDocument({ t }: Speech, changes: readonly DocumentChange[]): void {
  const valueText = (value: DocumentChange['from']): string =>
    value === null ? t('not stated') : JSON.stringify(value);
  heading(t('Scenario'));
  if (changes.length === 0) printLine(t('The scenarios are equal.'));
  for (const { pointer, from, to } of changes) {
    printLine(`${pointer}: ${valueText(from)} -> ${valueText(to)}`);
  }
}

function printFleet(speech: Speech, comparison: PlanComparison): void {
  const { t } = speech;
  const { fleet, placements, from, to } = comparison;
  const named = (kind: NamedKind, id: string): string => {
    const newer = nameOf(to.names, kind, id, speech.locale);
    return newer === id ? nameOf(from.names, kind, id, speech.locale) : newer;
  };
  heading(t('Fleet, most units in service'));
  printLine(
    renderTable({
      columns: [
        ...['system', 'site', 'way'].map((label) => left(t(label))),
        ...['from', 'to', 'change'].map((label) => right(t(label))),
      ],
      rows: fleet.map((f) => [
        f.systemName,
        named('sites', f.siteId),
        t(f.acquisition),
        ...told(speech, comparison, f.fromUnits, f.toUnits),
      ]),
    }),
  );
  heading(t('What carries each workload'));
  const carriers = (list: PlanComparison['placements'][number]['from']) =>
    list.map((c) => `${named('systems', c.systemId)} (${c.layout})`).join('; ') || t('nothing');
  printLine(
    renderTable({
      columns: [left(t('workload')), left(t('from')), left(t('to'))],
      rows: placements.map((p) => [
        named('workloads', p.workloadId),
        carriers(p.from),
        carriers(p.to),
      ]),
    }),
  );
}

function printCosts(speech: Speech, comparison: PlanComparison): void {
  const { t, number, signed } = speech;
  const { costItems, causes } = comparison;
  heading(t('Cost by item in USD'));
  const moved = costItems.filter((i) => i.fromUsd !== 0 || i.toUsd !== 0);
  const sum = (side: 'fromUsd' | 'toUsd') => moved.reduce((total, item) => total + item[side], 0);
  printLine(
    renderTable({
      columns: [left(t('item')), right(t('from')), right(t('to')), right(t('change'))],
      rows: [
        ...moved.map((i) => [t(i.item), ...told(speech, comparison, i.fromUsd, i.toUsd)]),
        [t('total'), ...told(speech, comparison, sum('fromUsd'), sum('toUsd'))],
      ],
    }),
  );
  heading(t('Why the cost moved'));
  if (causes === null) {
    printLine(t('One of the two scenarios has no plan, so no cost moved.'));
    return;
  }
  if (causes.length === 0) {
    printLine(t('Nothing that costs anything changed.'));
    return;
  }
  printLine(t('Each change is put in after the ones above it and planned anew.'));
  printLine(
    renderTable({
      columns: [left(t('change of')), right('USD'), right(t('total after'))],
      rows: causes.map((c) => [c.parts.join(' + '), signed(c.changeUsd), number(c.totalAfterUsd)]),
    }),
  );
}

function printMessages(
  speech: Speech,
  title: string,
  messages: readonly Message[],
  names: PlanNames | undefined,
): void {
  if (messages.length === 0) return;
  heading(speech.t(title));
  for (const message of messages) printLine(speech.message(message, names));
}

function heading(title: string): void {
  printLine();
  printHeading(title, '-');
}
