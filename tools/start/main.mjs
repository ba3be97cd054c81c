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
import { occupy, requirePort } from './occupancy.mjs';
import { HELP, readOptions } from './options.mjs';
import { Service } from './service.mjs';
import { openSecrets, openStateFolder, recall, remember } from './state-folder.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const READY_LIMIT_MS = 60_000;
const READY_POLL_MS = 40;
/** A worker that ends is started again, but not for ever. */
const WORKER_LIVES = 5;
const WORKER_PAUSE_MS = 1_000;

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
  /** @type {number[]} */
  #services = [];
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
      openDatabase({ root: ROOT, folder, secrets, env: process.env }),
    );
    this.#stops.push(database.stop);
    const env = serviceEnvironment(options, database.urls, secrets);
    const demo = await this.#prepare({ database, folder, env, reset: options.resetDemo });
    signal.throwIfAborted();

    const { failed } = await this.#serve(options, folder, env);
    this.#progress.say(`\nThe example scenario ${EXAMPLE}:\n`);
    const { text, isPlanned } = await this.#progress.step('Planning it', () => example);
    this.#progress.say(`\n${text}\n`);
    if (!isPlanned) this.#progress.say('The example could not be planned: see above.\n');
    for (const line of demoLines(demo)) this.#progress.say(line);
    this.#progress.say(`Data and logs are in ${folder}; Ctrl-C stops everything.`);
    this.#progress.say(`Headroom is ready at ${addressOf(options)}`);
    await Promise.race([failed, aborted(signal)]);
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
        'The schema could not be brought up to date: see the lines above.',
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
   * Starts API and worker, and waits until the API is ready.
   * @param {import('./options.mjs').Options} options
   * @param {string} folder
   * @param {NodeJS.ProcessEnv} env
   * @returns {Promise<{ failed: Promise<never> }>} `failed` is rejected when one of them ends by itself
   */
  async #serve(options, folder, env) {
    const signal = this.stopRequested;
    const api = this.#service('api', 'dist/apps/api/main.js', folder, env, options.verbose);
    this.#stops.push(() => api.stop());
    this.#rememberService(folder, api);
    const apiFailed = api.ended.then((how) => this.#fallen(api, how));
    await this.#progress.step('Starting Headroom', () =>
      Promise.race([untilReady(options, signal), apiFailed]),
    );
    const worker = this.#keepWorker(folder, env, options.verbose);
    this.#stops.push(() => worker.stop());
    const workerFailed = worker.failed.then((last) => this.#fallen(last, 'again and again'));
    return { failed: Promise.race([apiFailed, workerFailed]) };
  }

  /**
   * @param {string} name
   * @param {string} script
   * @param {string} folder
   * @param {NodeJS.ProcessEnv} env
   * @param {boolean} verbose
   */
  #service(name, script, folder, env, verbose) {
    return new Service({ name, script, root: ROOT, logFolder: `${folder}/logs`, env, verbose });
  }

  /**
   * Runs the worker, and another one when it ends: what it was at is taken up again from the database.
   * @param {string} folder
   * @param {NodeJS.ProcessEnv} env
   * @param {boolean} verbose
   */
  #keepWorker(folder, env, verbose) {
    const begin = () => {
      const worker = this.#service('worker', 'dist/apps/api/worker.js', folder, env, verbose);
      this.#rememberService(folder, worker);
      return worker;
    };
    let current = begin();
    const watch = async () => {
      for (let life = 1; life < WORKER_LIVES; life += 1) {
        const how = await current.ended;
        if (this.stopRequested.aborted || current.stopping) return await never();
        this.#progress.say(`The worker ended (${how}); starting another.`);
        await wait(WORKER_PAUSE_MS);
        current = begin();
      }
      await current.ended;
      return current;
    };
    return { failed: watch(), stop: () => current.stop() };
  }

  /**
   * For the next start, should this one be killed.
   * @param {string} folder
   * @param {Service} service
   */
  #rememberService(folder, service) {
    this.#services.push(service.child.pid ?? 0);
    remember(folder, { services: this.#services });
  }

  /**
   * @param {Service} service
   * @param {string} how
   */
  async #fallen(service, how) {
    if (this.stopRequested.aborted || service.stopping) return never();
    throw new Failure(
      `The ${service.name} stopped by itself (${how}): its last lines are above, all of them in ${service.logFile}.`,
      { details: service.lastLines() },
    );
  }
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

/** @returns {Promise<never>} */
function never() {
  return new Promise(() => undefined);
}
