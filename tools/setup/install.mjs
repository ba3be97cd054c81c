import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from './failure.mjs';
import { mustSucceed, runNpm } from './run-command.mjs';

/**
 * @typedef {{ version?: string, link?: boolean, optional?: boolean, devOptional?: boolean }} LockedPackage
 * @typedef {Record<string, LockedPackage>} LockedPackages
 */

/**
 * Whether every package of the lock file is there in its locked version.
 * What npm records of an interrupted install is nothing at all, so that counts as not installed.
 * @param {LockedPackages} locked the lock file's packages
 * @param {LockedPackages | null} installed the packages npm recorded in node_modules, `null` when it recorded none
 * @returns {boolean}
 */
export function matchesLock(locked, installed) {
  if (installed === null) return false;
  return Object.entries(locked).every(([path, wanted]) => {
    if (path === '' || wanted.link === true || !path.includes('node_modules/')) return true;
    const there = installed[path];
    if (there === undefined) return wanted.optional === true || wanted.devOptional === true;
    return there.version === wanted.version;
  });
}

/**
 * Whether the packages of the lock file are installed below `root`.
 * @param {string} root
 */
function isInstalled(root) {
  const locked = packagesOf(join(root, 'package-lock.json'));
  if (locked === null) throw new Error(`There is no package-lock.json in ${root}.`);
  return matchesLock(locked, packagesOf(join(root, 'node_modules', '.package-lock.json')));
}

/**
 * Installs what the lock file says when it is not there yet.
 * @param {string} root
 * @param {import('./progress.mjs').Progress} progress
 * @param {AbortSignal} [signal] ends it
 * @returns {Promise<boolean>} whether anything was installed
 */
export async function installWhenNeeded(root, progress, signal) {
  if (isInstalled(root)) return false;
  await progress.step('Installing packages (once; one to three minutes)', () =>
    mustSucceed(
      'The packages could not be installed: see the lines above. Is the npm registry reachable from here?',
      runNpm(['ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], {
        cwd: root,
        env: process.env,
        signal,
      }),
    ),
  );
  return true;
}

/**
 * @param {string} file
 * @returns {LockedPackages | null}
 */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
