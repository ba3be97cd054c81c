import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { asFolderFailure, errorCode, Failure } from '../setup/failure.mjs';
import { makeFolder } from '../setup/folders.mjs';

/**
 * Where Headroom keeps its database, secrets and logs between starts.
 * @param {{ env: NodeJS.ProcessEnv, platform: NodeJS.Platform, isRoot: boolean, home: string }} machine
 * @returns {string}
 */
export function stateFolderOf({ env, platform, isRoot, home }) {
  const chosen = env['HEADROOM_DATA_DIR'];
  if (chosen !== undefined && chosen !== '') return resolve(chosen);
  if (platform === 'win32') {
    return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Headroom');
  }
  if (platform === 'darwin') {
    return join(isRoot ? '/' : home, 'Library', 'Application Support', 'Headroom');
  }
  if (isRoot) return '/var/lib/headroom';
  return join(env['XDG_STATE_HOME'] ?? join(home, '.local', 'state'), 'headroom');
}

/**
 * Makes the state folder of this user and checks that it can be written.
 * @returns {string} its path
 */
export function openStateFolder() {
  const isRoot = process.getuid?.() === 0;
  const folder = stateFolderOf({
    env: process.env,
    platform: process.platform,
    isRoot,
    home: homedir(),
  });
  try {
    makeFolder(join(folder, 'logs'), 0o700);
    accessSync(folder, constants.W_OK | constants.X_OK);
    // The database of root runs as another user, who has to pass through here to its own folder.
    chmodSync(folder, isRoot ? 0o711 : 0o700);
  } catch (error) {
    throw asFolderFailure(error, folder);
  }
  return folder;
}

/**
 * What one installation keeps to itself.
 * @typedef {{ postgresPassword: string, ownerPassword: string, appPassword: string, authPassword: string, headroomSecret: string }} Secrets
 */

/** @type {readonly (keyof Secrets)[]} */
const SECRET_NAMES = [
  'postgresPassword',
  'ownerPassword',
  'appPassword',
  'authPassword',
  'headroomSecret',
];
const SECRET_BYTES = 32;

/**
 * The secrets of the folder, made on first use and readable by this user only.
 * @param {string} folder
 * @returns {Secrets}
 */
export function openSecrets(folder) {
  const file = join(folder, 'secrets.json');
  const kept = readJson(file);
  const made = Object.fromEntries(
    SECRET_NAMES.map((name) => [
      name,
      kept[name] ?? randomBytes(SECRET_BYTES).toString('base64url'),
    ]),
  );
  if (SECRET_NAMES.some((name) => kept[name] === undefined)) {
    if (existsSync(join(folder, 'postgres', 'data'))) {
      throw new Failure(
        `${file} is gone or incomplete, and the passwords of the database in ${folder} were in it: bring it back, or move ${folder} away to start anew.`,
      );
    }
    writeJson(file, made);
  }
  return /** @type {Secrets} */ (made);
}

/**
 * Things worth remembering from start to start, such as the port of the database.
 * `prepared` is the build whose schema and demo are in the built-in database already.
 * @typedef {{ postgresPort?: number, starter?: number, services?: number[], prepared?: { build: string, email: string }, example?: { key: string, text: string } }} Memory
 */

/**
 * @param {string} folder
 * @returns {Memory}
 */
export function recall(folder) {
  return readJson(join(folder, 'memory.json'));
}

/**
 * @param {string} folder
 * @param {Memory} memory
 */
export function remember(folder, memory) {
  writeJson(join(folder, 'memory.json'), { ...recall(folder), ...memory });
}

/**
 * @param {string} file
 * @returns {Record<string, any>}
 */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return {};
    if (error instanceof SyntaxError) {
      throw new Failure(
        `${file} is damaged: bring it back, or move its folder away to start anew.`,
        {
          cause: error,
        },
      );
    }
    throw asFolderFailure(error, file);
  }
}

/**
 * Writes whole or not at all.
 * @param {string} file
 * @param {object} content
 */
function writeJson(file, content) {
  try {
    writeFileSync(`${file}.part`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.part`, file);
  } catch (error) {
    throw asFolderFailure(error, file);
  }
}
