import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../setup/failure.mjs';
import { tableOfWords } from './table.mjs';

const MICROSECONDS_PER_MS = 1000;
const LIMIT_MS = 200;
/** Which of the changes in a row is told: the first ones find the engine cold. */
const TOLD = 3;
/** The discount rate, which every cost depends on, starts here and goes up by a step. */
const RATE = 0.05;
const RATE_STEP = 0.001;
/** Load goes up by this share. */
const LOAD_STEP = 0.01;
/** Orders are compared with this day; a fixed one keeps runs of different days comparable. */
const TODAY = '2026-01-01';

/**
 * One input changed a little more each time.
 * @type {Readonly<Record<string, (scenario: import('@headroom/models').ScenarioDocument, times: number) => import('@headroom/models').ScenarioDocument | null>>}
 */
const CHANGES = {
  'discount rate': (scenario, times) => ({
    ...scenario,
    assumptions: { ...scenario.assumptions, discountRatePerYear: RATE + RATE_STEP * times },
  }),
  load: (scenario, times) => {
    const [first, ...others] = scenario.services ?? [];
    const rate = first?.load.requestsPerSecond;
    if (first === undefined || typeof rate !== 'number') return null;
    const load = { ...first.load, requestsPerSecond: rate * (1 + LOAD_STEP * times) };
    return { ...scenario, services: [{ ...first, load }, ...others] };
  },
};

/**
 * Times each example planned and previewed anew with one input changed, after a plan and two such changes; wall time
 * tells something on a quiet machine only, so the processor's time stands beside it.
 * @param {typeof import('@headroom/models')} models
 * @param {typeof import('@headroom/planner-core')} core
 * @param {import('@headroom/planner-core').Catalog} catalog
 * @param {import('@headroom/planner-core').Solver} solver
 * @param {string} root
 * @returns {string} a table with each figure beside its limit
 */
export function whatIfBench(models, core, catalog, solver, root) {
  const rows = readdirSync(join(root, 'examples'))
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => {
      const reading = models.readScenario(readFileSync(join(root, 'examples', file), 'utf8'));
      if (reading.kind === 'invalid') throw new Failure(`examples/${file} is not valid.`);
      const searches = core.rememberSearches();
      /** @param {import('@headroom/models').ScenarioDocument} scenario */
      const request = (scenario) => ({ scenario, catalog, today: TODAY, solver, searches });
      core.planCapacity(request(reading.scenario));
      return Object.entries(CHANGES).flatMap(([name, change]) => {
        /**
         * The last of changes in a row.
         * @param {number} from
         * @param {(scenario: import('@headroom/models').ScenarioDocument) => void} work
         */
        const timeOf = (from, work) => {
          let figures = null;
          for (let times = from; times < from + TOLD; times += 1) {
            const changed = change(reading.scenario, times);
            if (changed !== null) figures = timed(() => work(changed));
          }
          return figures;
        };
        const plan = timeOf(1, (scenario) => core.planCapacity(request(scenario)));
        const preview = timeOf(1 + TOLD, (scenario) => core.previewOf(request(scenario)));
        if (plan === null || preview === null) return [];
        const told = [plan.ms, plan.cpuMs, LIMIT_MS, preview.ms, preview.cpuMs];
        return [[`${file}: ${name}`, ...told.map((ms) => ms.toFixed(0))]];
      });
    });
  return tableOfWords([
    ['', 'ms', 'ms of processor', 'limit', 'preview, ms', 'ms of processor'],
    ...rows,
  ]);
}

/** @param {() => void} work */
function timed(work) {
  const cpu = process.cpuUsage();
  const began = performance.now();
  work();
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  return { ms, cpuMs: (user + system) / MICROSECONDS_PER_MS };
}
