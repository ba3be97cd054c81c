import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PARTS, quietEnvironment } from '../setup/build.mjs';
import { runCommand, scriptOf } from '../setup/run-command.mjs';
import { countsOfJest, countsOfPlaywright, countsOfTap, outcomeOf } from './counts.mjs';

const MINUTE_MS = 60_000;
const NOT_SEARCHED = new Set(['node_modules', 'dist']);

/**
 * How one layer is run, given a file for its result.
 * @typedef {object} Layer
 * @property {string} name
 * @property {number} limitMs
 * @property {readonly string[]} built parts that have to be built first; the others are tested from source
 * @property {(root: string, resultFile: string) => string[]} command arguments for Node
 * @property {(text: string) => import('./counts.mjs').Counts} read
 */

/** @type {readonly Layer[]} */
export const LAYERS = [
  {
    name: 'tools',
    built: [],
    limitMs: 10 * MINUTE_MS,
    command: (root, resultFile) => nodeTest(root, resultFile),
    read: countsOfTap,
  },
  vitest('models', 'libs/models/vitest.config.mts'),
  vitest('planner-core', 'libs/planner-core/vitest.config.mts'),
  vitest('cli', 'apps/cli/vitest.config.mts', ['models', 'planner-core', 'cli']),
  {
    name: 'api',
    built: ['models', 'planner-core', 'api'],
    limitMs: 15 * MINUTE_MS,
    command: (root, resultFile) => [
      scriptOf(root, 'jest'),
      '--config=apps/api/jest.config.cjs',
      '--maxWorkers=2',
      '--json',
      `--outputFile=${resultFile}`,
    ],
    read: (text) => countsOfJest(JSON.parse(text)),
  },
  {
    name: 'web',
    built: [],
    limitMs: 15 * MINUTE_MS,
    command: (root, resultFile) => [
      scriptOf(root, 'nx'),
      'run',
      'web:test',
      '--skip-nx-cache',
      '--reporters=json',
      '--reporters=default',
      `--outputFile=${resultFile}`,
    ],
    read: (text) => countsOfJest(JSON.parse(text)),
  },
  {
    name: 'e2e',
    built: Object.keys(PARTS),
    limitMs: 20 * MINUTE_MS,
    command: (root) => [
      scriptOf(root, '@playwright/test', 'playwright'),
      'test',
      '--config=e2e/playwright.config.ts',
    ],
    read: (text) => countsOfPlaywright(JSON.parse(text)),
  },
];

/**
 * Runs one layer to its end.
 * @param {Layer} layer
 * @param {{ root: string, folder: string, env: NodeJS.ProcessEnv, signal: AbortSignal, onLine?: (line: string) => void }} options `folder` takes the result file
 * @returns {Promise<{ outcome: import('./counts.mjs').Outcome, lines: string[] }>}
 */
export async function runLayer(layer, { root, folder, env, signal, onLine }) {
  const began = performance.now();
  const resultFile = join(folder, `${layer.name}-result`);
  const { exitCode, lines } = await runCommand(process.execPath, layer.command(root, resultFile), {
    cwd: root,
    env: { ...quietEnvironment(), ...env, HEADROOM_TEST_RESULT: resultFile },
    timeoutMs: layer.limitMs,
    signal,
    onLine,
  });
  const outcome = outcomeOf({
    layer: layer.name,
    counts: existsSync(resultFile) ? layer.read(readFileSync(resultFile, 'utf8')) : null,
    exitCode,
    seconds: (performance.now() - began) / 1000,
  });
  return { outcome, lines };
}

/**
 * Tests of the tools themselves: plain Node, no framework.
 * @param {string} root
 * @param {string} resultFile
 */
export function nodeTest(root, resultFile) {
  return [
    '--test',
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=tap',
    `--test-reporter-destination=${resultFile}`,
    ...['tools', 'docker'].flatMap((folder) => specsBelow(join(root, folder))),
  ];
}

/**
 * @param {string} name
 * @param {string} config
 * @param {readonly string[]} [built]
 * @returns {Layer}
 */
function vitest(name, config, built = []) {
  return {
    name,
    built,
    limitMs: 15 * MINUTE_MS,
    command: (root, resultFile) => [
      scriptOf(root, 'vitest'),
      'run',
      `--config=${config}`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${resultFile}`,
    ],
    read: (text) => countsOfJest(JSON.parse(text)),
  };
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function specsBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NOT_SEARCHED.has(entry.name) ? [] : specsBelow(path);
    return entry.name.endsWith('.spec.mjs') ? [path] : [];
  });
}
