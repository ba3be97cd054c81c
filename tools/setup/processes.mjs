import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { errorCode } from './failure.mjs';

/**
 * Whether a process with this number exists, ours or not.
 * @param {number} pid
 * @returns {boolean}
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/**
 * Whether a process exists and its command line (on Windows: its program) is like `pattern`.
 * Another program may have been given the number of one that is gone, so a number alone says little.
 * @param {number} pid
 * @param {RegExp} pattern
 * @returns {boolean}
 */
export function runs(pid, pattern) {
  if (!isAlive(pid)) return false;
  try {
    return pattern.test(commandOf(pid));
  } catch {
    return false; // the process ended between the two questions
  }
}

/**
 * @param {number} pid
 * @returns {string}
 */
function commandOf(pid) {
  if (process.platform === 'linux') {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  }
  const [command, args] =
    process.platform === 'win32'
      ? ['tasklist', ['/fi', `PID eq ${pid}`, '/fo', 'csv', '/nh']]
      : ['ps', ['-p', String(pid), '-o', 'command=']];
  return execFileSync(command, args, { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
}
