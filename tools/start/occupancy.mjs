import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../setup/failure.mjs';
import { tryPort } from '../setup/ports.mjs';
import { isAlive, runs } from '../setup/processes.mjs';
import { recall, remember } from './state-folder.mjs';

/** Services of a start that was killed stop themselves within this time (see die-with-parent.mjs). */
const LEFTOVER_LIMIT_MS = 6_000;
const POLL_MS = 50;

/**
 * Takes the state folder for this process.
 * @param {string} folder
 * @throws {Failure} when another start uses it
 */
export function occupy(folder) {
  const other = recall(folder).starter;
  if (other !== undefined && other !== process.pid && runs(other, /node.*start/)) {
    throw new Failure(
      `Headroom already runs with the data in ${folder} (process ${other}): stop that one first, or set HEADROOM_DATA_DIR to another folder.`,
    );
  }
  remember(folder, { starter: process.pid });
}

/**
 * Makes sure the port can be listened on, letting services of a killed start go first.
 * @param {{ port: number, host: string, folder: string }} options
 */
export async function requirePort({ port, host, folder }) {
  const deadline = Date.now() + LEFTOVER_LIMIT_MS;
  const leftovers = (recall(folder).services ?? []).filter((pid) => runs(pid, /die-with-parent/));
  let answer = await tryPort(port, host);
  while ('code' in answer && leftovers.some(isAlive) && Date.now() < deadline) {
    await wait(POLL_MS);
    answer = await tryPort(port, host);
  }
  if ('port' in answer) return;
  throw new Failure(portSentence(answer.code, port, host));
}

/**
 * @param {string} code a system error
 * @param {number} port
 * @param {string} host
 * @returns {string}
 */
export function portSentence(code, port, host) {
  const another = `choose another one, such as PORT=${port < 65_000 ? port + 100 : 4600} npm start`;
  if (code === 'EADDRINUSE') return `Port ${port} is taken by another program: ${another}.`;
  if (code === 'EACCES') return `This user may not listen on port ${port}: ${another}.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `HOST is ${host}, which is no address of this machine: leave it out, or use 0.0.0.0 for all addresses.`;
  }
  return `Port ${port} on ${host} cannot be used (${code}): ${another}.`;
}
