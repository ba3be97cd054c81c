import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { errorCode } from './failure.mjs';
import { mustSucceed, runCommand, scriptOf } from './run-command.mjs';

/**
 * What is built, from which folders, and a file that shows it was. Order: a part comes after those it needs.
 * @type {Readonly<Record<string, { folders: readonly string[], output: string }>>}
 */
export const PARTS = {
  models: { folders: ['libs/models'], output: 'libs/models/dist/index.js' },
  'planner-core': {
    folders: ['libs/models', 'libs/planner-core'],
    output: 'libs/planner-core/dist/index.js',
  },
  cli: {
    folders: ['libs/models', 'libs/planner-core', 'apps/cli'],
    output: 'dist/apps/cli/main.js',
  },
  api: {
    folders: ['libs/models', 'libs/planner-core', 'apps/api'],
    output: 'dist/apps/api/main.js',
  },
  web: {
    folders: ['libs/models', 'libs/planner-core', 'apps/web', 'examples'],
    output: 'dist/apps/web/browser/index.html',
  },
};

const SHARED_FILES = ['package-lock.json', 'tsconfig.base.json', 'nx.json'];
const STAMP = 'dist/.built-from.json';
const NOT_SOURCES = new Set(['node_modules', 'dist', '.angular', '.nx', 'coverage', 'testing']);

/**
 * One fingerprint for each part, from the content of its sources (tests left out: they are not built).
 * @param {string} root
 * @param {readonly string[]} parts
 * @returns {Record<string, string>}
 */
export function fingerprints(root, parts) {
  const shared = hashOf(
    root,
    SHARED_FILES.map((file) => join(root, file)),
  );
  /** @type {Record<string, string>} */
  const byFolder = {};
  const folderHash = (/** @type {string} */ folder) =>
    (byFolder[folder] ??= hashOf(root, sourcesBelow(join(root, folder))));
  return Object.fromEntries(
    parts.map((part) => [part, [shared, ...partOf(part).folders.map(folderHash)].join(' ')]),
  );
}

/**
 * Parts whose output is missing or made from other sources than today's.
 * @param {string} root
 * @param {readonly string[]} parts
 * @returns {string[]}
 */
export function staleParts(root, parts) {
  const stamp = readStamp(root);
  const now = fingerprints(root, parts);
  return parts.filter(
    (part) => stamp[part] !== now[part] || !existsSync(join(root, partOf(part).output)),
  );
}

/**
 * Builds the parts that are stale, and remembers what they were built from.
 * @param {string} root
 * @param {readonly string[]} parts
 * @param {import('./progress.mjs').Progress} progress
 * @param {AbortSignal} [signal] ends it
 * @returns {Promise<string[]>} the parts built
 */
export async function buildWhenStale(root, parts, progress, signal) {
  const stale = staleParts(root, parts);
  if (stale.length === 0) return stale;
  const before = fingerprints(root, stale);
  await progress.step(`Building ${stale.join(', ')}`, () =>
    mustSucceed(
      'The build failed: see the lines above.',
      runNx(root, ['run-many', '-t', 'build', '-p', stale.join(','), '--output-style=static'], {
        signal,
      }),
      60,
    ),
  );
  writeStamp(root, { ...readStamp(root), ...before });
  return stale;
}

/**
 * Runs Nx without a process that stays behind and without a word to anybody outside.
 * @param {string} root
 * @param {readonly string[]} args
 * @param {{ onLine?: (line: string) => void, signal?: AbortSignal, timeoutMs?: number }} [options]
 */
function runNx(root, args, options) {
  return runCommand(process.execPath, [scriptOf(root, 'nx'), ...args], {
    cwd: root,
    env: quietEnvironment(),
    ...options,
  });
}

/** The environment for build tools: no daemon, no analytics, no full-screen display. */
export function quietEnvironment() {
  return {
    ...process.env,
    NX_DAEMON: 'false',
    NX_TUI: 'false',
    NG_CLI_ANALYTICS: 'false',
    NO_UPDATE_NOTIFIER: '1',
  };
}

/**
 * @param {string} name
 * @returns {{ folders: readonly string[], output: string }}
 */
function partOf(name) {
  const part = PARTS[name];
  if (part === undefined) throw new Error(`Nothing called ${name} is built here.`);
  return part;
}

/**
 * @param {string} root names are taken from here, so a moved checkout is not a changed one
 * @param {readonly string[]} files
 * @returns {string}
 */
function hashOf(root, files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${relative(root, file)}\n`).update(readFileSync(file));
  return hash.digest('hex');
}

/**
 * @param {string} folder
 * @returns {string[]} files in a fixed order
 */
function sourcesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.isDirectory()) {
        return NOT_SOURCES.has(entry.name) ? [] : sourcesBelow(join(folder, entry.name));
      }
      return /\.(spec|test)\.[a-z]+$/.test(entry.name) ? [] : [join(folder, entry.name)];
    });
}

/**
 * @param {string} root
 * @returns {Record<string, string>}
 */
function readStamp(root) {
  try {
    return JSON.parse(readFileSync(join(root, STAMP), 'utf8'));
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || error instanceof SyntaxError) return {};
    throw error;
  }
}

/**
 * @param {string} root
 * @param {Record<string, string>} stamp
 */
function writeStamp(root, stamp) {
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(join(root, STAMP), `${JSON.stringify(stamp, null, 2)}\n`);
}
