import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../setup/failure.mjs';
import { isAlive, runs } from '../setup/processes.mjs';

/**
 * What a running server says of itself in its data folder.
 * @typedef {{ pid: number, port: number, ready: boolean }} Postmaster
 */

/**
 * Reads the text of postmaster.pid: line 1 is the process, line 4 the port, line 8 the state.
 * @param {string} text
 * @returns {Postmaster | null} `null` while the server has not written it all
 */
export function parsePostmaster(text) {
  const lines = text.split('\n');
  const pid = Math.abs(Number(lines[0]));
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid === 0 || !Number.isInteger(port) || port === 0) return null;
  return { pid, port, ready: (lines[7] ?? '').trim() === 'ready' };
}

/** The command line of a server, which starts with its data folder; Windows tells us the program only. */
const SERVER = process.platform === 'win32' ? /postgres\.exe/i : /postgres\s+-D\s/;

/**
 * The server that runs on a data folder, when there is one.
 * @param {string} dataFolder
 * @returns {Postmaster | null} `null` also when the number in the file is another program's by now
 */
export function runningPostmaster(dataFolder) {
  const postmaster = readPostmaster(dataFolder);
  return postmaster !== null && runs(postmaster.pid, SERVER) ? postmaster : null;
}

/**
 * Whether a process known to be a server still is, cheaply enough to ask again and again.
 * Where its command line is a file to read, one that has ended but was collected by nobody counts as gone.
 * @param {number} pid
 * @returns {boolean}
 */
export function isServer(pid) {
  return process.platform === 'linux' ? runs(pid, SERVER) : isAlive(pid);
}

/**
 * @param {string} dataFolder
 * @returns {Postmaster | null}
 */
export function readPostmaster(dataFolder) {
  try {
    return parsePostmaster(readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8'));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
