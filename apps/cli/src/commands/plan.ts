import { messageText } from '@headroom/models';
import { buildReport, loadCatalog, loadSolver, planCapacity } from '@headroom/planner-core';
import { loadCalibration } from '../calibration-file';
import { CommandFailure, EXIT } from '../exit-code';
import { print, printJson } from '../output';
import { type Detail, renderReport } from '../render-table';
import { loadScenario } from '../scenario-file';
import { type CliLocale, speechIn } from '../speech';
import { whatIf } from './what-if';

export interface PlanOptions {
  readonly file: string;
  readonly json?: true;
  readonly all?: true;
  readonly brief?: true;
  readonly locale: CliLocale;
  readonly currency?: 'USD' | 'CNY';
  readonly calibration?: string;
  readonly whatif?: string[];
}

const ISO_DAY_LENGTH = 10;

/** Plans a scenario and prints the plan; an infeasible one is printed too and ends with its own code. */
export async function plan(options: PlanOptions): Promise<void> {
  const catalog = loadCatalog();
  const speech = speechIn(options.locale);
  const scenario = loadScenario(options.file, catalog, speech);
  const solver = await loadSolver();
  const today = new Date().toISOString().slice(0, ISO_DAY_LENGTH);
  const calibration = loadCalibration(options.calibration);
  const request = { scenario, catalog, today, solver, ...(calibration ? { calibration } : {}) };
  if (options.whatif !== undefined) {
    whatIf(speech, request, options.whatif, options.json === true);
    return;
  }
  const result = planCapacity(request);
  if (options.json) {
    printJson(result);
  } else {
    const currency = options.currency ?? result.currency;
    const report = buildReport(result, { locale: options.locale, currency });
    print(`${renderReport(report, detailOf(options))}\n`);
  }
  if (result.status === 'infeasible') {
    throw new CommandFailure(
      EXIT.infeasible,
      options.json
        ? []
        : [
            messageText(
              result.summary.headline,
              options.locale,
              { currency: options.currency ?? result.currency, usdCny: result.usdCny },
              result.names,
            ),
          ],
    );
  }
}

function detailOf({ all, brief }: PlanOptions): Detail {
  if (brief) return 'brief';
  return all ? 'all' : 'usual';
}
