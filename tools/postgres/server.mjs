import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { asFolderFailure, Failure } from '../setup/failure.mjs';
import { makeFolder } from '../setup/folders.mjs';
import { freePort, isFree } from '../setup/ports.mjs';
import { isAlive } from '../setup/processes.mjs';
import { canReach, serverAccount } from './account.mjs';
import { findBinaries } from './binaries.mjs';
import { sentenceFromLog } from './log-sentence.mjs';
import { isServer, readPostmaster, runningPostmaster } from './postmaster-file.mjs';

export const SUPERUSER = 'postgres';
export const HOST = '127.0.0.1';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 20_000;
const LAST_BREATH_MS = 2_000;
const POLL_MS = 15;
const WATCH_MS = 250;

/**
 * @typedef {object} ServerOptions
 * @property {string} root the checkout, whose packages carry the binaries
 * @property {string} folder where data, log and a copy of the binaries go; made when missing
 * @property {string} password of the superuser; scram, so it must stay the same for one folder
 * @property {number | null} [preferredPort] taken when it is free
 * @property {number} [onlyPort] no other port will do: those who use the server know it by this one
 * @property {Readonly<Record<string, string>>} [settings] more server settings
 *
 * @typedef {object} Server
 * @property {number} port on 127.0.0.1
 * @property {number} pid
 * @property {boolean} adopted it was running already: left behind by a start that was killed
 * @property {boolean} created the data folder is new
 * @property {() => Promise<string>} untilEnded resolves, with words for it, when the server has ended by itself or was stopped
 * @property {() => Promise<void>} stop fast shutdown: sessions are cut, nothing committed is lost
 */

/**
 * Starts a PostgreSQL of our own on a data folder, or takes over the one that runs on it already.
 * It is no child that ends with us: Ctrl-C in the terminal must reach it last, after those that use it.
 * @param {ServerOptions} options
 * @returns {Promise<Server>}
 */
export async function startServer(options) {
  const { folder } = options;
  const data = join(folder, 'data');
  const account = serverAccount();
  prepareFolder(folder, account);
  const binaries = findBinaries({ root: options.root, copyTo: folder, account });

  const orphan = runningPostmaster(data);
  if (orphan !== null) {
    await untilReady(data, folder, () => !isAlive(orphan.pid));
    return serverOf(binaries, data, orphan, { adopted: true, created: false });
  }

  const created = !existsSync(data);
  if (created) initialise({ binaries, folder, data, account, password: options.password });
  // No server is behind it (see above); PostgreSQL itself would take any program with that number for one.
  rmSync(join(data, 'postmaster.pid'), { force: true });

  const port = await choosePort(options);
  const settings = options.settings ?? {};
  const hasEnded = launch({ binaries, folder, data, account, port, settings });
  const { pid } = await untilReady(data, folder, hasEnded);
  return serverOf(binaries, data, { pid, port }, { adopted: false, created });
}

/**
 * @param {import('./binaries.mjs').Binaries} binaries
 * @param {string} data
 * @param {{ pid: number, port: number }} process
 * @param {{ adopted: boolean, created: boolean }} origin
 * @returns {Server}
 */
function serverOf(binaries, data, { pid, port }, origin) {
  return {
    pid,
    port,
    ...origin,
    untilEnded: () => untilEnded(pid),
    stop: () => stop(binaries, data, pid),
  };
}

/**
 * @param {ServerOptions} options
 * @returns {Promise<number>}
 */
async function choosePort({ onlyPort, preferredPort }) {
  if (onlyPort !== undefined) {
    if (await isFree(onlyPort, HOST)) return onlyPort;
    throw new Failure(`Port ${onlyPort} of the database is taken by another program.`);
  }
  const preferred = preferredPort ?? null;
  return preferred !== null && (await isFree(preferred, HOST)) ? preferred : freePort(HOST);
}

/**
 * Watches by looking: the server may be an adopted one, which is nobody's child here.
 * @param {number} pid
 */
async function untilEnded(pid) {
  while (isServer(pid)) await wait(WATCH_MS);
  return `process ${pid} is gone`;
}

/**
 * @param {string} folder
 * @param {import('./account.mjs').Account | null} account
 */
function prepareFolder(folder, account) {
  try {
    makeFolder(folder);
    if (account !== null) chmodSync(folder, 0o755);
  } catch (error) {
    throw asFolderFailure(error, folder);
  }
  if (account !== null && !canReach(account, folder)) {
    throw new Failure(
      `PostgreSQL does not run as root but as the user ${account.name}, and that one may not enter ${folder}: set HEADROOM_DATA_DIR to a folder it can reach, such as one below /var/lib.`,
    );
  }
}

/**
 * Makes the data folder under another name first, so that an interrupted set-up is never taken for a whole one.
 * @param {{ binaries: import('./binaries.mjs').Binaries, folder: string, data: string, account: import('./account.mjs').Account | null, password: string }} options
 */
function initialise({ binaries, folder, data, account, password }) {
  const unfinished = `${data}.part`;
  const passwordFile = join(folder, 'initdb-password');
  try {
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { mode: 0o700 });
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    if (account !== null) {
      for (const path of [unfinished, passwordFile]) chownSync(path, account.uid, account.gid);
    }
    const flags = ['-U', SUPERUSER, '-A', 'scram-sha-256', '--pwfile', passwordFile];
    const done = spawnSync(
      binaries.initdb,
      ['-D', unfinished, ...flags, '-E', 'UTF8', '--locale=C', '--no-sync'],
      { ...asAccount(account), cwd: folder, encoding: 'utf8' },
    );
    if (done.status !== 0) {
      const log = `${done.stdout ?? ''}${done.stderr ?? ''}${done.error?.message ?? ''}`;
      throw failureFromLog(log, folder, 'The database could not be set up: see the lines above.');
    }
    renameSync(unfinished, data);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw asFolderFailure(error, folder);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/**
 * @param {{ binaries: import('./binaries.mjs').Binaries, folder: string, data: string, account: import('./account.mjs').Account | null, port: number, settings: Readonly<Record<string, string>> }} options
 * @returns {() => boolean} whether the launched process has ended already
 */
function launch({ binaries, folder, data, account, port, settings }) {
  const all = {
    listen_addresses: HOST,
    unix_socket_directories: '',
    port: String(port),
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(logFile(folder), 'w', 0o600);
  try {
    // On Windows postgres.exe refuses an administrator; pg_ctl gives up those rights first.
    const [command, args] =
      process.platform === 'win32'
        ? [binaries.pgCtl, ['start', '-W', '-D', data, '-o', flags.map((f) => `"${f}"`).join(' ')]]
        : [binaries.postgres, ['-D', data, ...flags]];
    const child = spawn(command, args, {
      ...asAccount(account),
      cwd: folder,
      detached: true,
      windowsHide: true,
      stdio: ['ignore', log, log],
    });
    let ended = false;
    child.on('error', () => (ended = true));
    child.on('exit', (code) => (ended = process.platform !== 'win32' || code !== 0));
    child.unref();
    return () => ended;
  } finally {
    closeSync(log);
  }
}

/**
 * @param {string} data
 * @param {string} folder
 * @param {() => boolean} hasEnded
 * @returns {Promise<import('./postmaster-file.mjs').Postmaster>}
 */
async function untilReady(data, folder, hasEnded) {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline && !hasEnded()) {
    const postmaster = readPostmaster(data);
    if (postmaster?.ready === true) return postmaster;
    await wait(POLL_MS);
  }
  const log = existsSync(logFile(folder)) ? readFileSync(logFile(folder), 'utf8') : '';
  throw failureFromLog(log, folder, 'PostgreSQL did not start: see the lines above.');
}

/**
 * @param {import('./binaries.mjs').Binaries} binaries
 * @param {string} data
 * @param {number} pid
 */
async function stop(binaries, data, pid) {
  if (process.platform === 'win32') {
    spawnSync(binaries.pgCtl, ['stop', '-D', data, '-m', 'fast', '-W'], { windowsHide: true });
  } else if (isAlive(pid)) {
    process.kill(pid, 'SIGINT'); // the fast shutdown
  }
  const deadline = Date.now() + STOP_LIMIT_MS;
  while (isAlive(pid)) {
    // It removes its file last; in a container where nobody collects ended processes, its number stays.
    if (readPostmaster(data) === null) return untilGone(pid);
    if (Date.now() > deadline) {
      throw new Failure(
        `PostgreSQL (process ${pid}, data in ${data}) did not stop in ${STOP_LIMIT_MS / 1000} s.`,
      );
    }
    await wait(POLL_MS);
  }
}

/**
 * @param {number} pid
 */
async function untilGone(pid) {
  const deadline = Date.now() + LAST_BREATH_MS;
  while (isAlive(pid) && Date.now() < deadline) await wait(POLL_MS);
}

/**
 * @param {string} folder
 */
function logFile(folder) {
  return join(folder, 'postgresql.log');
}

/**
 * @param {import('./account.mjs').Account | null} account
 */
function asAccount(account) {
  // On a Mac "nobody" is 4294967294, which spawn() wants to hear as -2.
  return account === null ? {} : { uid: account.uid | 0, gid: account.gid | 0 };
}

/**
 * @param {string} log
 * @param {string} folder
 * @param {string} otherwise
 */
function failureFromLog(log, folder, otherwise) {
  const known = sentenceFromLog(log, folder);
  if (known !== null) return new Failure(known);
  return new Failure(otherwise, { details: log.trim().split('\n').slice(-20).join('\n') });
}
