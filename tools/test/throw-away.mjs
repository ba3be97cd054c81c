import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { runningPostmaster } from '../postgres/postmaster-file.mjs';
import { startServer, SUPERUSER } from '../postgres/server.mjs';
import { databaseUrl } from '../start/database.mjs';
import { errorCode, Failure } from '../setup/failure.mjs';
import { answers, freePort } from '../setup/ports.mjs';
import { isAlive, runs } from '../setup/processes.mjs';
import { recall } from '../start/state-folder.mjs';

const PREFIX = 'headroom-test-';
const LOCAL = '127.0.0.1';
const READY_LIMIT_MS = 10_000;
const STACK_STOP_LIMIT_MS = 15_000;
const PASSWORD = 'throw-away';
const START = /node.*start\.mjs/;

/** Nothing here has to survive a power cut. */
const FAST_AND_FORGETFUL = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
};

/**
 * A folder for one run of the tests. Folders of runs that were killed are cleared first, with the databases in them.
 * @returns {string}
 */
export function openThrowAwayFolder() {
  for (const name of readdirSync(tmpdir())) {
    if (name.startsWith(PREFIX)) clearLeftover(join(tmpdir(), name));
  }
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  // The database runs as another user when we are root, and has to pass through.
  chmodSync(folder, 0o711);
  writeFileSync(join(folder, 'owner'), String(process.pid));
  return folder;
}

/**
 * A PostgreSQL for the tests.
 * @param {string} root
 * @param {string} folder
 * @returns {Promise<{ url: string, pid: number, stop: () => Promise<void> }>}
 */
export async function throwAwayPostgres(root, folder) {
  const server = await startServer({
    root,
    folder: join(folder, 'postgres'),
    password: PASSWORD,
    settings: FAST_AND_FORGETFUL,
  });
  const url = databaseUrl({
    role: SUPERUSER,
    password: PASSWORD,
    port: server.port,
    database: 'postgres',
  });
  return { url, pid: server.pid, stop: server.stop };
}

/**
 * A Redis for the tests, in memory only.
 * @param {string} program
 * @param {string} folder
 * @returns {Promise<{ url: string, pid: number, stop: () => Promise<void> }>}
 */
export async function throwAwayRedis(program, folder) {
  const port = await freePort(LOCAL);
  const child = spawn(
    program,
    ['--bind', LOCAL, '--port', String(port), '--save', '', '--appendonly', 'no', '--dir', folder],
    { stdio: 'ignore' },
  );
  let ended = false;
  const end = new Promise((resolve) => {
    child.on('error', resolve);
    child.on('exit', resolve);
  }).then(() => {
    ended = true;
  });
  const deadline = Date.now() + READY_LIMIT_MS;
  while (!(await answers(LOCAL, port, 500))) {
    if (ended || Date.now() > deadline) throw new Failure(`${program} did not start.`);
    await wait(30);
  }
  return {
    url: `redis://${LOCAL}:${port}`,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGTERM');
      await end;
    },
  };
}

/**
 * Stops the Headroom that the browser tests started, when their runner did not come to do it.
 * @param {string} stateFolder
 */
export async function stopStack(stateFolder) {
  const { starter } = recall(stateFolder);
  if (starter === undefined || !runs(starter, START)) return;
  process.kill(starter, 'SIGTERM');
  const deadline = Date.now() + STACK_STOP_LIMIT_MS;
  while (isAlive(starter) && Date.now() < deadline) await wait(50);
}

/**
 * @param {string} folder
 */
function clearLeftover(folder) {
  const owner = ownerOf(folder);
  if (owner === null || runs(owner, /node/)) return;
  const { starter } = recall(join(folder, 'e2e'));
  if (starter !== undefined && runs(starter, START)) process.kill(starter, 'SIGKILL');
  for (const data of [join(folder, 'postgres', 'data'), join(folder, 'e2e', 'postgres', 'data')]) {
    const server = runningPostmaster(data);
    if (server !== null) process.kill(server.pid, 'SIGQUIT');
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

/**
 * @param {string} folder
 * @returns {number | null} `null` when it is none of our folders, or another user's
 */
function ownerOf(folder) {
  try {
    return Number(readFileSync(join(folder, 'owner'), 'utf8')) || null;
  } catch (error) {
    if (['ENOENT', 'EACCES', 'ENOTDIR'].includes(errorCode(error))) return null;
    throw error;
  }
}
