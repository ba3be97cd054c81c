import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { buildWhenStale, fingerprints, PARTS } from '../setup/build.mjs';
import { Failure, report } from '../setup/failure.mjs';
import { installWhenNeeded } from '../setup/install.mjs';
import { Progress } from '../setup/progress.mjs';
import { mustSucceed, runCommand } from '../setup/run-command.mjs';
import { openDatabase } from './database.mjs';
import { demoLines, seedDemo } from './demo.mjs';
import { EXAMPLE, planExample } from './example.mjs';
import { requireExternalServices } from './external-services.mjs';
import { Keeper } from './keeper.mjs';
import { occupy, requirePort } from './occupancy.mjs';
import { HELP, readOptions } from './options.mjs';
import { Service } from './service.mjs';
import { openSecrets, openStateFolder, recall, remember } from './state-folder.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SCRIPTS = { api: 'dist/apps/api/main.js', worker: 'dist/apps/api/worker.js' };
const READY_LIMIT_MS = 60_000;
const READY_POLL_MS = 40;

/**
 * `npm start`: from a checkout to a running Headroom, until somebody stops it.
 * @returns {Promise<number>} exit code
 */
export async function main() {
  const run = new Run();
  process.on('SIGINT', () => run.requestStop());
  process.on('SIGTERM', () => run.requestStop());
  process.on('SIGHUP', () => run.requestStop());
  // A terminal that was closed takes no more lines; stopping has to go on all the same.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  let exitCode = 0;
  try {
    await run.start();
  } catch (error) {
    if (!run.stopRequested.aborted) exitCode = report(error);
  }
  try {
    await run.stop();
  } catch (error) {
    exitCode = report(error);
  }
  return exitCode;
}

/** One run, and what has to be stopped at its end. */
class Run {
  #stopping = new AbortController();
  /** @type {(() => Promise<void>)[]} */
  #stops = [];
  /** @type {Record<string, number>} */
  #processes = {};
  #progress = new Progress();

  get stopRequested() {
    return this.#stopping.signal;
  }

  /** Asked again while it stops, it goes on stopping: every step of that has its own time limit. */
  requestStop() {
    this.#stopping.abort();
  }

  /** Stops what runs, the last started first. */
  async stop() {
    this.#stopping.abort();
    if (this.#stops.length === 0) return;
    await this.#progress.step('Stopping', async () => {
      for (const stop of this.#stops.reverse()) await stop();
    });
    this.#stops = [];
  }

  /** Starts everything, then waits until it has to stop. */
  async start() {
    const options = readOptions(process.argv.slice(2), process.env);
    if (options.help) {
      console.log(HELP);
      return;
    }
    const signal = this.stopRequested;
    const folder = openStateFolder();
    occupy(folder);
    await requirePort({ ...options, folder });
    await requireExternalServices(process.env);
    const secrets = openSecrets(folder);

    await installWhenNeeded(ROOT, this.#progress, signal);
    await buildWhenStale(ROOT, Object.keys(PARTS), this.#progress, signal);
    signal.throwIfAborted();

    const example = planExample({ root: ROOT, folder, signal });
    example.catch(() => undefined); // awaited below; until then a failure of it is nobody's surprise
    const database = await this.#progress.step('Starting the database', () =>
      openDatabase({ root: ROOT, folder, secrets, env: process.env, say: this.#say }),
    );
    this.#stops.push(database.stop);
    const env = serviceEnvironment(options, database.urls, secrets);
    const demo = await this.#prepare({ database, folder, env, reset: options.resetDemo });
    signal.throwIfAborted();

    await this.#serve(options, folder, env);
    this.#progress.say(`\nThe example scenario ${EXAMPLE}:\n`);
    const { text, isPlanned } = await this.#progress.step('Planning it', () => example);
    this.#progress.say(`\n${text}\n`);
    if (!isPlanned) this.#progress.say('The example could not be planned: see above.\n');
    for (const line of demoLines(demo)) this.#progress.say(line);
    this.#progress.say(`Data and logs are in ${folder}; Ctrl-C stops everything.`);
    this.#progress.say(`Headroom is ready at ${addressOf(options)}`);
    await aborted(signal);
  }

  /**
   * Migrates the database and makes the demo, unless this very build did so before.
   * @param {{ database: import('./database.mjs').Database, folder: string, env: NodeJS.ProcessEnv, reset: boolean }} options
   * @returns {Promise<import('./demo.mjs').Demo>}
   */
  async #prepare({ database, folder, env, reset }) {
    const signal = this.stopRequested;
    const build = Object.values(fingerprints(ROOT, ['api'])).join();
    const { prepared } = recall(folder);
    if (database.isKept && prepared?.build === build && !reset) {
      return { email: prepared.email, password: null };
    }
    await this.#progress.step('Bringing the schema up to date', () =>
      mustSucceed(
        'The database could not be prepared; the lines above say what failed.',
        runCommand(process.execPath, ['dist/apps/api/migrate.js'], { cwd: ROOT, env, signal }),
      ),
    );
    const demo = await this.#progress.step('Making the demo workspace', () =>
      seedDemo({ script: 'dist/apps/api/seed-demo.js', root: ROOT, env, reset, signal }),
    );
    remember(folder, { prepared: { build, email: demo.email } });
    return demo;
  }

  /**
   * Starts API and worker, waits until the API is ready, and keeps both running from then on.
   * What a worker that ended was at is taken up again from the database.
   * @param {import('./options.mjs').Options} options
   * @param {string} folder
   * @param {NodeJS.ProcessEnv} env
   */
  async #serve(options, folder, env) {
    const signal = this.stopRequested;
    const begin = (/** @type {'api' | 'worker'} */ name, /** @type {boolean} */ again) =>
      this.#begin({ name, folder, env, verbose: options.verbose, again });
    const beginApi = async (/** @type {boolean} */ again) => {
      const api = begin('api', again);
      try {
        await Promise.race([untilReady(options, signal), fallen(api)]);
        return api;
      } catch (error) {
        await api.stop();
        throw error;
      }
    };
    const api = await this.#progress.step('Starting Headroom', () => beginApi(false));
    this.#keep('API', api, () => beginApi(true));
    this.#keep('worker', begin('worker', false), async () => begin('worker', true));
  }

  /**
   * @param {string} name
   * @param {Service} first
   * @param {() => Promise<Service>} begin
   */
  #keep(name, first, begin) {
    const keeper = new Keeper({ name, first, begin, say: this.#say });
    this.#stops.push(() => keeper.stop());
  }

  /**
   * @param {{ name: 'api' | 'worker', folder: string, env: NodeJS.ProcessEnv, verbose: boolean, again: boolean }} options
   */
  #begin({ name, folder, env, verbose, again }) {
    const service = new Service({
      name,
      script: SCRIPTS[name],
      root: ROOT,
      logFolder: `${folder}/logs`,
      env,
      verbose,
      again,
    });
    // For the next start, should this one be killed.
    this.#processes[name] = service.child.pid ?? 0;
    remember(folder, { services: Object.values(this.#processes) });
    return service;
  }

  #say = (/** @type {string} */ sentence) => {
    if (!this.stopRequested.aborted) this.#progress.say(sentence);
  };
}

/**
 * @param {Service} service
 * @returns {Promise<never>} rejected when it ends
 */
async function fallen(service) {
  const how = await service.ended;
  throw new Failure(`The API ended (${how}); all it wrote is in ${service.logFile}.`, {
    details: service.lastLines(),
  });
}

/**
 * @param {import('./options.mjs').Options} options
 * @param {import('./database.mjs').DatabaseUrls} urls
 * @param {import('./state-folder.mjs').Secrets} secrets
 * @returns {NodeJS.ProcessEnv}
 */
function serviceEnvironment(options, urls, secrets) {
  return {
    ...process.env,
    ...urls,
    HEADROOM_SECRET: process.env['HEADROOM_SECRET'] ?? secrets.headroomSecret,
    HOST: options.host,
    PORT: String(options.port),
    PUBLIC_URL: process.env['PUBLIC_URL'] ?? addressOf(options),
  };
}

/**
 * @param {import('./options.mjs').Options} options
 * @returns {string} the address to type into a browser on this machine
 */
function addressOf({ host, port }) {
  const everywhere = host === '0.0.0.0' || host === '::';
  return `http://${everywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host}:${port}`;
}

/**
 * @param {import('./options.mjs').Options} options
 * @param {AbortSignal} signal
 */
async function untilReady(options, signal) {
  const deadline = Date.now() + READY_LIMIT_MS;
  while (Date.now() < deadline) {
    signal.throwIfAborted();
    if (await isReady(`${addressOf(options)}/health/ready`)) return;
    await wait(READY_POLL_MS);
  }
  throw new Failure(`The API did not get ready in ${READY_LIMIT_MS / 1000} s.`);
}

/**
 * @param {string} url
 */
async function isReady(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false; // nobody listens yet
  }
}

/**
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
function aborted(signal) {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
}
