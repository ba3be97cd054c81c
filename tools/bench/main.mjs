import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildWhenStale } from '../setup/build.mjs';
import { Failure, report } from '../setup/failure.mjs';
import { installWhenNeeded } from '../setup/install.mjs';
import { Progress } from '../setup/progress.mjs';
import { cloudBench } from './cloud.mjs';
import { fleetBench } from './fleet.mjs';
import { riskBench } from './risk.mjs';
import { servingBench } from './serving.mjs';
import { trainingBench } from './training.mjs';
import { whatIfBench } from './what-if.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DEFAULT_RUNS = 5;
/**
 * Parts that can be timed alone with `--only`.
 * @typedef {'examples' | 'what-if' | 'serving' | 'training' | 'fleet' | 'cloud' | 'risk'} Part
 */
/** @type {readonly Part[]} */
const PARTS = ['examples', 'what-if', 'serving', 'training', 'fleet', 'cloud', 'risk'];
/** @type {Readonly<Record<Part, string>>} */
const TITLES = {
  examples: 'Loading and the examples',
  'what-if': 'Planned anew with one input changed, warm',
  serving: 'Serving',
  training: 'Training layouts',
  fleet: 'Fleets',
  cloud: 'Plans of a written cloud',
  risk: 'Least regret over samples',
};
/** Orders are compared with this day; a fixed one keeps runs of different days comparable. */
const TODAY = '2026-01-01';

/**
 * Times loading, planning, and every part the engine has limits on, and prints tables.
 * @returns {Promise<number>} exit code
 */
export async function main() {
  try {
    const { runs, only } = readOptions(process.argv.slice(2));
    const progress = new Progress(process.stderr);
    await installWhenNeeded(ROOT, progress);
    await buildWhenStale(ROOT, ['models', 'planner-core', 'cli'], progress);
    const load = createRequire(join(ROOT, 'package.json'));

    const began = performance.now();
    /** @type {import('@headroom/models')} */
    const models = load('@headroom/models');
    /** @type {import('@headroom/planner-core')} */
    const core = load('@headroom/planner-core');
    const loadedMs = performance.now() - began;
    const catalogMs = timesOf(1, () => core.loadCatalog());
    const solverBegan = performance.now();
    const solver = await core.loadSolver();
    const solverMs = [performance.now() - solverBegan];
    const catalog = core.loadCatalog();

    /** @type {Record<string, number[]>} */
    const loading = {
      'load the engine': [loadedMs],
      'load the catalogue': catalogMs,
      'load the solver': solverMs,
    };
    /** @type {Record<Part, () => string>} */
    const tables = {
      examples: () => tableOf({ ...loading, ...exampleTimes(models, core, catalog, solver, runs) }),
      'what-if': () => whatIfBench(models, core, catalog, solver, ROOT),
      serving: () => servingBench(core, load, ROOT, runs),
      training: () => trainingBench(core, runs),
      fleet: () => fleetBench(core, solver),
      cloud: () => cloudBench(models, core, catalog, solver),
      risk: () => riskBench(models, core, catalog, solver),
    };
    for (const part of only === null ? PARTS : [only]) {
      console.log(`${TITLES[part]}\n${tables[part]()}\n`);
    }
    return 0;
  } catch (error) {
    return report(error);
  }
}

/**
 * @param {readonly string[]} args
 * @returns {{ runs: number, only: Part | null }}
 */
function readOptions(args) {
  const { values } = parseArgs({
    args: [...args],
    options: { runs: { type: 'string' }, only: { type: 'string' } },
  });
  const runs = Number(values.runs ?? DEFAULT_RUNS);
  if (!Number.isInteger(runs) || runs < 1 || runs > 1000) {
    throw new Failure(`--runs is "${values.runs}", but has to be a whole number from 1 to 1000.`);
  }
  const only = PARTS.find((part) => part === values.only) ?? null;
  if (values.only !== undefined && only === null) {
    throw new Failure(`--only is "${values.only}", but has to be one of ${PARTS.join(', ')}.`);
  }
  return { runs, only };
}

/**
 * How long each example scenario takes to read, to plan, and to report.
 * @param {typeof import('@headroom/models')} models
 * @param {typeof import('@headroom/planner-core')} core
 * @param {import('@headroom/planner-core').Catalog} catalog
 * @param {import('@headroom/planner-core').Solver} solver
 * @param {number} runs
 * @returns {Record<string, number[]>}
 */
function exampleTimes(models, core, catalog, solver, runs) {
  /** @type {Record<string, number[]>} */
  const pieces = {};
  for (const file of readdirSync(join(ROOT, 'examples')).filter((f) => f.endsWith('.yaml'))) {
    const text = readFileSync(join(ROOT, 'examples', file), 'utf8');
    const reading = models.readScenario(text);
    if (reading.kind === 'invalid') throw new Failure(`examples/${file} is not a valid scenario.`);
    const request = { scenario: reading.scenario, catalog, today: TODAY, solver };
    const plan = core.planCapacity(request);
    pieces[`${file}: read`] = timesOf(runs, () => models.readScenario(text));
    pieces[`${file}: plan`] = timesOf(runs, () => core.planCapacity(request));
    pieces[`${file}: report`] = timesOf(runs, () =>
      core.buildReport(plan, { locale: 'en', currency: plan.currency }),
    );
  }
  return pieces;
}

/**
 * @param {number} runs
 * @param {() => void} work
 * @returns {number[]} milliseconds of every run, the shortest first
 */
function timesOf(runs, work) {
  const times = [];
  for (let run = 0; run < runs; run += 1) {
    const began = performance.now();
    work();
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b);
}

/**
 * @param {Record<string, number[]>} pieces
 * @returns {string}
 */
function tableOf(pieces) {
  const width = Math.max(...Object.keys(pieces).map((name) => name.length));
  const line = (/** @type {string[]} */ [name = '', ...figures]) =>
    `${name.padEnd(width)}${figures.map((figure) => figure.padStart(12)).join('')}`;
  const rows = Object.entries(pieces).map(([name, times]) =>
    line([name, ms(times[0]), ms(times[Math.floor(times.length / 2)]), String(times.length)]),
  );
  return [line(['', 'lowest ms', 'middle ms', 'runs']), ...rows].join('\n');
}

/**
 * @param {number | undefined} value
 */
function ms(value) {
  return (value ?? 0).toFixed(1);
}
