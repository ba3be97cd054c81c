import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Failure } from '../setup/failure.mjs';
import { mustSucceed, runCommand } from '../setup/run-command.mjs';

/**
 * A program the tests need that no npm package brings.
 * @typedef {object} Program
 * @property {string} name
 * @property {string} variable names a file to use instead
 * @property {readonly string[]} commands looked for on the PATH
 * @property {readonly string[]} files looked for as they are
 * @property {string} apt package of Debian and its kin
 * @property {readonly string[]} brew arguments of `brew install`
 * @property {string} windows where to get it there
 */

/** @type {Program} */
export const CHROMIUM = {
  name: 'Chromium',
  variable: 'CHROMIUM_PATH',
  commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  files: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
  apt: 'chromium',
  brew: ['--cask', 'google-chrome'],
  windows: 'winget install Google.Chrome',
};

/** @type {Program} */
export const REDIS = {
  name: 'Redis',
  variable: 'REDIS_SERVER_PATH',
  commands: ['redis-server', 'valkey-server'],
  files: [],
  apt: 'redis-server',
  brew: ['redis'],
  windows: 'winget install Redis.Redis',
};

/**
 * Finds a program, and installs it when it is missing and this user may.
 * @param {Program} program
 * @param {import('../setup/progress.mjs').Progress} progress
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<string>} its file
 * @throws {Failure} with the command that installs it
 */
export async function ensureProgram(program, progress, env = process.env) {
  const found = findProgram(program, env);
  if (found !== null) return found;
  const installer = installerOf(program, env);
  if (installer.commands === null) {
    throw new Failure(
      `The tests need ${program.name}, which is not installed. Install it with\n  ${installer.hint}\nor set ${program.variable} to its file.`,
    );
  }
  for (const [command, ...args] of installer.commands) {
    await progress.step(`Installing ${program.name}: ${command} ${args[0]}`, () =>
      mustSucceed(
        `${program.name} could not be installed. Try it yourself:\n  ${installer.hint}`,
        runCommand(String(command), args, {
          cwd: process.cwd(),
          env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
        }),
      ),
    );
  }
  const installed = findProgram(program, env);
  if (installed === null) {
    throw new Failure(
      `${program.name} was installed but is not found: set ${program.variable} to its file.`,
    );
  }
  return installed;
}

/**
 * @param {Program} program
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | null}
 */
export function findProgram(program, env) {
  const named = env[program.variable];
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named;
    throw new Failure(`${program.variable} is ${named}, and there is no such file.`);
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = [
    ...program.commands.flatMap((command) => folders.map((folder) => join(folder, command))),
    ...program.files,
  ];
  return candidates.find((file) => existsSync(file)) ?? null;
}

/**
 * @param {Program} program
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ hint: string, commands: string[][] | null }} `commands` is `null` when a person has to do it
 */
function installerOf(program, env) {
  if (process.platform === 'win32') return { hint: program.windows, commands: null };
  if (process.platform === 'darwin') {
    const hint = `brew install ${program.brew.join(' ')}`;
    return { hint, commands: has('brew', env) ? [['brew', 'install', ...program.brew]] : null };
  }
  const may = process.getuid?.() === 0 && has('apt-get', env);
  return {
    hint: `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${program.apt}`,
    commands: may
      ? [
          ['apt-get', 'update'],
          ['apt-get', 'install', '-y', '--no-install-recommends', program.apt],
        ]
      : null,
  };
}

/**
 * @param {string} command
 * @param {NodeJS.ProcessEnv} env
 */
function has(command, env) {
  return spawnSync(command, ['--version'], { env, stdio: 'ignore' }).status === 0;
}
