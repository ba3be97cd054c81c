import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildWhenStale, PARTS } from '../setup/build.mjs';
import { Failure, report } from '../setup/failure.mjs';
import { installWhenNeeded } from '../setup/install.mjs';
import { freePort } from '../setup/ports.mjs';
import { Progress } from '../setup/progress.mjs';
import { isAlive } from '../setup/processes.mjs';
import { sumLine, tableOf } from './counts.mjs';
import { LAYERS, runLayer } from './layers.mjs';
import { CHROMIUM, ensureProgram, REDIS } from './programs.mjs';
import {
  openThrowAwayFolder,
  stopStack,
  throwAwayPostgres,
  throwAwayRedis,
} from './throw-away.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HELP = `Runs all tests with a database, a queue and a browser of their own.

  npm test                      every layer
  npm test -- api e2e           only these: ${LAYERS.map((layer) => layer.name).join(', ')}
  npm test -- --verbose         with everything the test runners write`;

/** What the person's own surroundings must not bring into the tests. */
const NOT_INHERITED = [
  'DATABASE_URL',
  'DATABASE_APP_URL',
  'DATABASE_AUTH_URL',
  'REDIS_URL',
  'SMTP_URL',
  'MAIL_FROM',
  'PUBLIC_URL',
  'HEADROOM_SECRET',
  'HEADROOM_DATA_DIR',
  'PORT',
  'HOST',
  'LOG_LEVEL',
];

/**
 * `npm test`: everything, on throw-away services.
 * @returns {Promise<number>} exit code
 */
export async function main() {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stopping.abort());
  try {
    const { layers, verbose, help } = readArguments(process.argv.slice(2));
    if (help) {
      console.log(HELP);
      return 0;
    }
    const progress = new Progress();
    await installWhenNeeded(ROOT, progress, stopping.signal);
    return await onThrowAwayServices(progress, async (env, folder) => {
      const parts = Object.keys(PARTS).filter((part) => layers.some((l) => l.built.includes(part)));
      await buildWhenStale(ROOT, parts, progress, stopping.signal);
      return runLayers({ layers, verbose, env, folder, progress, signal: stopping.signal });
    });
  } catch (error) {
    const exitCode = report(error);
    console.log('0 passed, 1 failed');
    return exitCode;
  }
}

/**
 * @param {readonly string[]} args
 */
function readArguments(args) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { verbose: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  const unknown = positionals.find((name) => !LAYERS.some((layer) => layer.name === name));
  if (unknown !== undefined) {
    throw new Failure(
      `There is no layer ${unknown}; there are ${LAYERS.map((l) => l.name).join(', ')}.`,
    );
  }
  const layers = LAYERS.filter(
    ({ name }) => positionals.length === 0 || positionals.includes(name),
  );
  return { layers, verbose: values.verbose === true, help: values.help === true };
}

/**
 * @param {Progress} progress
 * @param {(env: NodeJS.ProcessEnv, folder: string) => Promise<number>} work
 * @returns {Promise<number>}
 */
async function onThrowAwayServices(progress, work) {
  const folder = openThrowAwayFolder();
  /** @type {{ pid: number, stop: () => Promise<void> }[]} */
  const services = [];
  // The last resort of an exit nobody planned: no process and no folder stays behind.
  process.on('exit', () => {
    for (const { pid } of services) if (pid !== 0 && isAlive(pid)) process.kill(pid, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  });
  const chromium = await ensureProgram(CHROMIUM, progress);
  const redisProgram = await ensureProgram(REDIS, progress);
  const started = async (
    /** @type {Promise<{ url: string, pid: number, stop: () => Promise<void> }>} */ starting,
  ) => {
    const service = await starting;
    services.push(service);
    return service.url;
  };
  try {
    const [databaseUrl, redisUrl] = await progress.step(
      'Starting a database and a queue to throw away',
      () =>
        Promise.all([
          started(throwAwayPostgres(ROOT, folder)),
          started(throwAwayRedis(redisProgram, folder)),
        ]),
    );
    const env = {
      TEST_DATABASE_URL: databaseUrl,
      TEST_REDIS_URL: redisUrl,
      CHROMIUM_PATH: chromium,
      HEADROOM_E2E_PORT: String(await freePort('127.0.0.1')),
      HEADROOM_E2E_DATA_DIR: join(folder, 'e2e'),
      ...Object.fromEntries(NOT_INHERITED.map((name) => [name, undefined])),
    };
    return await work(env, folder);
  } finally {
    await stopStack(join(folder, 'e2e'));
    await Promise.all(services.map((service) => service.stop()));
  }
}

/**
 * @param {{ layers: readonly import('./layers.mjs').Layer[], verbose: boolean, env: NodeJS.ProcessEnv, folder: string, progress: Progress, signal: AbortSignal }} options
 * @returns {Promise<number>} exit code
 */
async function runLayers({ layers, verbose, env, folder, progress, signal }) {
  const outcomes = [];
  for (const layer of layers) {
    if (signal.aborted) throw new Failure('Stopped before all tests had run.');
    const onLine = verbose ? (/** @type {string} */ line) => progress.say(line) : undefined;
    const { outcome, lines } = await progress.step(`Testing ${layer.name}`, () =>
      runLayer(layer, { root: ROOT, folder, env, signal, onLine }),
    );
    if (outcome.failed > 0 && !verbose) progress.say(lines.join('\n'));
    outcomes.push(outcome);
  }
  if (signal.aborted) throw new Failure('Stopped before all tests had run.');
  progress.say(`\n${tableOf(outcomes)}\n`);
  progress.say(sumLine(outcomes));
  return outcomes.some((outcome) => outcome.failed > 0) ? 1 : 0;
}
