import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from './failure.mjs';

/**
 * Makes a folder and those above it. Not by `recursive: true`, which never returns where the system refuses
 * with "no such file", as below /proc.
 * @param {string} folder absolute
 * @param {number} [mode] of the folders made
 * @throws a system error; ENOTDIR when something else has that name
 */
export function makeFolder(folder, mode = 0o755) {
  if (isFolder(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder), mode);
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST' || !isFolder(folder)) throw error;
  }
}

/**
 * @param {string} path
 */
function isFolder(path) {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
