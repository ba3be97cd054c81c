import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildWhenStale } from '../setup/build.mjs';
import { Failure, report } from '../setup/failure.mjs';
import { installWhenNeeded } from '../setup/install.mjs';
import { Progress } from '../setup/progress.mjs';
import { servingBench } from './serving.mjs';
import { trainingBench } from './training.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DEFAULT_RUNS = 5;
/** Orders are compared with this day; a fixed one keeps runs of different days comparable. */
const TODAY = '2026-01-01';

/**
 * Times loading and planning, and prints a table of the lowest and the middle time.
 * @returns {Promise<number>} exit code
 */
export async function main() {
  try {
    const runs = readRuns(process.argv.slice(2));
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
    const catalogMs = await timesOf(1, () => core.loadCatalog());
    const solverMs = await timesOf(1, () => core.loadSolver());
    const catalog = core.loadCatalog();
    const solver = await core.loadSolver();

    /** @type {Record<string, number[]>} */
    const pieces = {
      'load the engine': [loadedMs],
      'load the catalogue': catalogMs,
      'load the solver': solverMs,
    };
    for (const file of readdirSync(join(ROOT, 'examples')).filter((f) => f.endsWith('.yaml'))) {
      const text = readFileSync(join(ROOT, 'examples', file), 'utf8');
      const reading = models.readScenario(text);
      if (reading.kind === 'invalid')
        throw new Failure(`examples/${file} is not a valid scenario.`);
      const { scenario } = reading;
      const request = { scenario, catalog, today: TODAY, solver };
      const plan = core.planCapacity(request);
      pieces[`${file}: read`] = await timesOf(runs, () => models.readScenario(text));
      pieces[`${file}: plan`] = await timesOf(runs, () => core.planCapacity(request));
      pieces[`${file}: report`] = await timesOf(runs, () =>
        core.buildReport(plan, { locale: 'en', currency: plan.currency }),
      );
    }
    console.log(tableOf(pieces));
    console.log(`\nServing\n${servingBench(core, load, ROOT, runs)}`);
    console.log(`\nTraining layouts\n${trainingBench(core, runs)}`);
    return 0;
  } catch (error) {
    return report(error);
  }
}

/**
 * @param {readonly string[]} args
 * @returns {number}
 */
function readRuns(args) {
  const { values } = parseArgs({ args: [...args], options: { runs: { type: 'string' } } });
  const runs = Number(values.runs ?? DEFAULT_RUNS);
  if (Number.isInteger(runs) && runs >= 1 && runs <= 1000) return runs;
  throw new Failure(`--runs is "${values.runs}", but has to be a whole number from 1 to 1000.`);
}

/**
 * @param {number} runs
 * @param {() => unknown} work
 * @returns {Promise<number[]>} milliseconds of every run, the shortest first
 */
async function timesOf(runs, work) {
  const times = [];
  for (let run = 0; run < runs; run += 1) {
    const began = performance.now();
    await work();
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
