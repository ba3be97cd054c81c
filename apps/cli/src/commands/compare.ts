import type { PlanComparison } from '@headroom/models';
import {
  comparePlans,
  costCauses,
  loadCatalog,
  loadSolver,
  planCapacity,
  scenarioChanges,
} from '@headroom/planner-core';
import { badInput } from '../exit-code';
import { printJson } from '../output';
import { printComparison } from '../render-comparison';
import { loadScenario } from '../scenario-file';
import { type CliLocale, speechIn } from '../speech';

export interface CompareOptions {
  readonly json?: true;
  readonly locale: CliLocale;
}

const ISO_DAY_LENGTH = 10;
const STDIN = '-';

/** Plans two scenarios and prints what differs: documents, fleet, cost by item, and why the cost moved. */
export async function compare(
  fromFile: string,
  toFile: string,
  options: CompareOptions,
): Promise<void> {
  const speech = speechIn(options.locale);
  const { t } = speech;
  if (fromFile === STDIN && toFile === STDIN) {
    throw badInput(t('Only one of the two scenarios can come from standard input.'));
  }
  const catalog = loadCatalog();
  const scenarios = {
    from: loadScenario(fromFile, catalog, speech),
    to: loadScenario(toFile, catalog, speech),
  };
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
  const named = (file: string) => (file === STDIN ? t('standard input') : file);
  if (options.json) printJson(comparison);
  else printComparison(speech, comparison, { from: named(fromFile), to: named(toFile) });
}
