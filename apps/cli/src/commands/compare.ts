import type { DocumentChange, PlanComparison } from '@headroom/models';
import {
  comparePlans,
  costCauses,
  loadCatalog,
  loadSolver,
  planCapacity,
  scenarioChanges,
} from '@headroom/planner-core';
import { badInput } from '../exit-code';
import { printJson, printLine } from '../output';
import { renderTable } from '../render-table';
import { loadScenario } from '../scenario-file';

export interface CompareOptions {
  readonly json?: true;
}

const ISO_DAY_LENGTH = 10;
const STDIN = '-';
const left = (label: string) => ({ label, align: 'left' as const });
const right = (label: string) => ({ label, align: 'right' as const });
const number = (value: number, digits = 0): string =>
  new Intl.NumberFormat('en-US', { maximumFractionDigits: digits }).format(value);
const signed = (value: number, digits = 0): string =>
  new Intl.NumberFormat('en-US', {
    maximumFractionDigits: digits,
    signDisplay: 'exceptZero',
  }).format(value);

/** Plans two scenarios and prints what differs: documents, fleet, cost by item, and why the cost moved. */
export async function compare(
  fromFile: string,
  toFile: string,
  options: CompareOptions,
): Promise<void> {
  if (fromFile === STDIN && toFile === STDIN) {
    throw badInput('Only one of the two scenarios can come from standard input.');
  }
  const catalog = loadCatalog();
  const scenarios = { from: loadScenario(fromFile, catalog), to: loadScenario(toFile, catalog) };
  const solver = await loadSolver();
  const today = new Date().toISOString().slice(0, ISO_DAY_LENGTH);
  const [from, to] = [scenarios.from, scenarios.to].map((scenario) => ({
    scenario,
    plan: planCapacity({ scenario, catalog, today, solver }),
  }));
  if (from === undefined || to === undefined) throw new Error('Two scenarios give two plans.');
  const comparison: PlanComparison = {
    ...comparePlans(from.plan, to.plan),
    scenario: scenarioChanges(scenarios.from, scenarios.to),
    causes: costCauses({ from, to, catalog, today, solver }),
  };
  if (options.json) printJson(comparison);
  else printComparison(comparison);
}

function printComparison(comparison: PlanComparison): void {
  const { from, to } = comparison;
  printLine(`${from.scenarioName} (${from.status}) -> ${to.scenarioName} (${to.status})`);
  printDocument(comparison.scenario ?? []);
  heading('Figures');
  printLine(
    renderTable({
      columns: [left('figure'), right('from'), right('to'), right('change')],
      rows: comparison.figures.map((f) => [f.name, ...told(comparison, f.from, f.to)]),
    }),
  );
  printFleet(comparison);
  printCosts(comparison);
  printMessages('Limits that no longer bind', comparison.limitsGone);
  printMessages('Limits that bind now', comparison.limitsNew);
  printMessages('Warnings that went', comparison.warningsGone);
  printMessages('New warnings', comparison.warningsNew);
}

const NO_PLAN = '–';

/** Both sides and the change between them; a side without a plan has no figures, not figures of zero. */
function told({ from, to }: PlanComparison, before: number, after: number): string[] {
  const [hasFrom, hasTo] = [from.status === 'planned', to.status === 'planned'];
  return [
    hasFrom ? number(before) : NO_PLAN,
    hasTo ? number(after) : NO_PLAN,
    hasFrom && hasTo ? signed(after - before) : NO_PLAN,
  ];
}

function printDocument(changes: readonly DocumentChange[]): void {
  heading('Scenario');
  if (changes.length === 0) printLine('The scenarios are equal.');
  for (const { pointer, from, to } of changes) {
    printLine(`${pointer}: ${valueText(from)} -> ${valueText(to)}`);
  }
}

const valueText = (value: DocumentChange['from']): string =>
  value === null ? 'not stated' : JSON.stringify(value);

function printFleet(comparison: PlanComparison): void {
  const { fleet, placements } = comparison;
  heading('Fleet, most units in service');
  printLine(
    renderTable({
      columns: [
        left('system'),
        left('site'),
        left('way'),
        right('from'),
        right('to'),
        right('change'),
      ],
      rows: fleet.map((f) => [
        f.systemName,
        f.siteId,
        f.acquisition,
        ...told(comparison, f.fromUnits, f.toUnits),
      ]),
    }),
  );
  heading('What carries each workload');
  const carriers = (list: PlanComparison['placements'][number]['from']) =>
    list.map((c) => `${c.systemId} (${c.layout})`).join('; ') || 'nothing';
  printLine(
    renderTable({
      columns: [left('workload'), left('from'), left('to')],
      rows: placements.map((p) => [p.workloadId, carriers(p.from), carriers(p.to)]),
    }),
  );
}

function printCosts(comparison: PlanComparison): void {
  const { costItems, causes } = comparison;
  heading('Cost by item in USD');
  const moved = costItems.filter((i) => i.fromUsd !== 0 || i.toUsd !== 0);
  const sum = (side: 'fromUsd' | 'toUsd') => moved.reduce((total, item) => total + item[side], 0);
  printLine(
    renderTable({
      columns: [left('item'), right('from'), right('to'), right('change')],
      rows: [
        ...moved.map((i) => [i.item, ...told(comparison, i.fromUsd, i.toUsd)]),
        ['total', ...told(comparison, sum('fromUsd'), sum('toUsd'))],
      ],
    }),
  );
  heading('Why the cost moved');
  if (causes === null) {
    printLine('One of the two scenarios has no plan, so no cost moved.');
    return;
  }
  if (causes.length === 0) {
    printLine('Nothing that costs anything changed.');
    return;
  }
  printLine('Each change is put in after the ones above it and planned anew.');
  printLine(
    renderTable({
      columns: [left('change of'), right('USD'), right('total after')],
      rows: causes.map((c) => [c.parts.join(' + '), signed(c.changeUsd), number(c.totalAfterUsd)]),
    }),
  );
}

function printMessages(title: string, messages: readonly { readonly text: string }[]): void {
  if (messages.length === 0) return;
  heading(title);
  for (const { text } of messages) printLine(text);
}

function heading(title: string): void {
  printLine();
  printLine(title);
  printLine('-'.repeat(title.length));
}
