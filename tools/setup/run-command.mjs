import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Failure } from './failure.mjs';

const KEPT_LINES = 400;

/**
 * @typedef {object} RunOptions
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} [env]
 * @property {(line: string) => void} [onLine] every line of either stream as it comes
 * @property {AbortSignal} [signal] ends the command
 * @property {number} [timeoutMs] ends the command after this long
 */

/**
 * Runs a command to its end, keeping its last lines.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} options
 * @returns {Promise<{ exitCode: number, lines: string[] }>} exit code 127 when the command is not there, 124 when it took too long
 */
export function runCommand(command, args, { cwd, env, onLine, signal, timeoutMs }) {
  return new Promise((resolve) => {
    /** @type {string[]} */
    const lines = [];
    const keep = (/** @type {string} */ line) => {
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
      onLine?.(line);
    };
    const child = spawn(command, args, {
      cwd,
      env,
      signal,
      // As Ctrl-C would: test runners clean up after that, but not after SIGTERM.
      killSignal: 'SIGINT',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let late = false;
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            late = true;
            keep(`Stopped: it took longer than ${Math.round(timeoutMs / 1000)} s.`);
            child.kill('SIGINT');
            setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
          }, timeoutMs);
    for (const stream of [child.stdout, child.stderr]) createInterface(stream).on('line', keep);
    child.on('error', (error) => {
      if (error.name === 'AbortError') return; // it ends now, and 'close' tells when
      clearTimeout(timer);
      keep(error.message);
      resolve({ exitCode: 127, lines });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ exitCode: late ? 124 : (code ?? 1), lines });
    });
  });
}

/**
 * Runs npm without a shell: the npm that runs us when there is one, which also works where npm is a .cmd file.
 * @param {readonly string[]} args
 * @param {RunOptions} options
 */
export function runNpm(args, options) {
  const npmScript = process.env['npm_execpath'];
  if (npmScript !== undefined && /\.c?js$/.test(npmScript)) {
    return runCommand(process.execPath, [npmScript, ...args], options);
  }
  if (process.platform === 'win32') {
    return runCommand(
      process.env['ComSpec'] ?? 'cmd.exe',
      ['/d', '/s', '/c', 'npm', ...args],
      options,
    );
  }
  return runCommand('npm', args, options);
}

/**
 * Like `runCommand`, but a command that fails is a failure that shows its last lines.
 * @param {string} sentence what to say then
 * @param {Promise<{ exitCode: number, lines: string[] }>} running
 * @param {number} [shown] how many last lines
 */
export async function mustSucceed(sentence, running, shown = 30) {
  const { exitCode, lines } = await running;
  if (exitCode !== 0) throw new Failure(sentence, { details: lines.slice(-shown).join('\n') });
  return lines;
}

/**
 * The script behind a command of an installed package, to be run by Node itself: no shell, no .cmd file.
 * @param {string} root
 * @param {string} name of the package
 * @param {string} [command] its command, when it has another name
 * @returns {string}
 */
export function scriptOf(root, name, command = name) {
  const folder = join(root, 'node_modules', name);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}
